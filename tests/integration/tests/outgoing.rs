//! What the card shows of a request, and what a provider on the network then gets; and what a model
//! thinks, which nobody but the same model gets.

#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on ends there")]

use std::collections::VecDeque;
use std::path::Path;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::http::{HeaderMap, Uri};
use domain::ProviderKind::{self, Anthropic, Gemini, Ollama, Openai, OpenaiResponses};
use domain::exchange::Outcome;
use domain::header::HeaderSetting;
use domain::{ExchangeId, FaultCode, Message, ModelRef, Prompt, Protocol, Role, ServerId, Target};
use engine::view::{AccountEdit, Decision, ExchangeDetail, Outgoing, OutgoingQuery, Span};
use integration::{House, sign_for, sign_reply};
use rstest::rstest;
use serde_json::{Value, json};

const CHILD: &str = env!("CARGO_BIN_EXE_integration-child");
/// As [`House::account`] keeps it.
const KEY: &str = "key-of-the-test";

/// What a provider got: where, with which headers, and the body.
struct Got {
    uri: Uri,
    headers: HeaderMap,
    body: String,
}

/// A provider that keeps what it gets, and gives these answers, then empty ones.
async fn peer(answers: &[&str]) -> (String, Arc<Mutex<Vec<Got>>>) {
    let got = Arc::new(Mutex::new(Vec::new()));
    let answers: VecDeque<String> = answers.iter().map(|text| (*text).to_owned()).collect();
    let (kept, answers) = (Arc::clone(&got), Arc::new(Mutex::new(answers)));
    let answer = move |uri: Uri, headers: HeaderMap, body: String| {
        kept.lock().unwrap().push(Got { uri, headers, body });
        let answer = answers.lock().unwrap().pop_front();
        async move { answer.unwrap_or_default() }
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback(answer)).await });
    (url, got)
}

/// A house whose server may use a model at an address.
async fn scene(kind: ProviderKind, url: &str) -> (House, ServerId, ModelRef) {
    let house = House::open(CHILD.as_ref()).await;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../servers/bad/odd_requests.py");
    let server = house.program("python3".as_ref(), &[script], Protocol::Legacy).await;
    let account = house.account(kind, url).await;
    let model = house.grant(server, account, "claude-haiku-5-5").await;
    (house, server, model)
}

fn asks(text: &str) -> Value {
    json!({
        "messages": [{ "role": "user", "content": { "type": "text", "text": text } }],
        "systemPrompt": "Be brief",
        "stopSequences": ["###"],
    })
}

async fn shown(
    house: &House,
    exchange: ExchangeId,
    model: &ModelRef,
    edited: Option<&Prompt>,
) -> Outgoing {
    let edited = edited.cloned().map(Box::new);
    let query = OutgoingQuery { exchange, model: model.clone(), edited };
    house.engine.show_outgoing(query).await.expect("it can be sent")
}

/// What was signed for the card, as the history keeps it.
fn signed(card: &ExchangeDetail) -> Option<&domain::Digest> {
    card.exchange.sent.as_ref()?.digest.as_ref()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_bytes_on_the_card_are_signed_and_sent(
    #[values(Anthropic, Openai, OpenaiResponses, Gemini, Ollama)] kind: ProviderKind,
) {
    let (url, got) = peer(&[]).await;
    let (mut house, server, model) = scene(kind, &url).await;
    house.run(server, "run", asks("Chào \"bạn\"\n👋")).await;
    let card = house.prompt_gate().await;
    let shown = shown(&house, card.exchange.id, &model, None).await;
    assert!(got.lock().unwrap().is_empty(), "to show it asks nobody");
    house.decide(&card, sign_for(&model)).await.expect("signed");
    // The answer is none, so it comes back to the person.
    let back = house.reply_gate().await;
    assert_eq!(signed(&back), Some(&shown.digest));

    let got = std::mem::take(&mut *got.lock().unwrap());
    let [got] = got.as_slice() else { panic!("{} requests", got.len()) };
    assert_eq!(got.body, shown.body);
    assert_eq!(format!("{url}{}", got.uri), shown.url);
    for header in &shown.headers {
        let sent =
            got.headers.get(&header.name).expect("a header that was shown").to_str().unwrap();
        if header.value == "•••" {
            assert!(sent.ends_with(KEY), "{} holds the key", header.name);
        } else {
            assert_eq!(sent, header.value);
        }
    }
    assert!(!format!("{shown:?}").contains(KEY), "the key is not shown");
    house.engine.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_draft_has_a_digest_of_its_own_and_goes_out_as_it_was_changed() {
    let (url, got) = peer(&[]).await;
    let (mut house, server, model) = scene(Anthropic, &url).await;
    house.run(server, "run", asks("Tell me all")).await;
    let card = house.prompt_gate().await;
    let id = card.exchange.id;
    let as_asked = shown(&house, id, &model, None).await;
    let mut edited = Prompt::clone(card.exchange.prompt());
    edited.messages = vec![Message::text(Role::User, "Tell me a little")];
    let changed = shown(&house, id, &model, Some(&edited)).await;
    assert_ne!(changed.digest, as_asked.digest);
    // A space is a change, too.
    edited.messages = vec![Message::text(Role::User, "Tell me a little ")];
    assert_ne!(shown(&house, id, &model, Some(&edited)).await.digest, changed.digest);

    let target = Target::Model { model: model.clone() };
    let edited = Some(Box::new(edited));
    let last = shown(&house, id, &model, edited.as_deref()).await;
    let decision = Decision::SignPrompt { target, edited, span: Span::Once };
    house.decide(&card, decision).await.expect("signed");
    let back = house.reply_gate().await;
    assert_eq!(signed(&back), Some(&last.digest));
    let bodies: Vec<String> = got.lock().unwrap().iter().map(|got| got.body.clone()).collect();
    assert_eq!(bodies, [last.body]);
    house.engine.close().await;
}

/// An answer of Anthropic's with thinking, and a use of a tool after it.
const THINKS: &str = concat!(
    r#"data: {"type":"message_start","message":{"type":"message","model":"m","content":[]}}"#,
    "\n\n",
    r#"data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}"#,
    "\n\n",
    r#"data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Fog, I suppose."}}"#,
    "\n\n",
    r#"data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2ln"}}"#,
    "\n\n",
    r#"data: {"type":"content_block_stop","index":0}"#,
    "\n\n",
    r#"data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"u-1","name":"look","input":{}}}"#,
    "\n\n",
    r#"data: {"type":"message_delta","delta":{"stop_reason":"tool_use"}}"#,
    "\n\n",
    r#"data: {"type":"message_stop"}"#,
    "\n\n",
);

#[tokio::test(flavor = "multi_thread")]
async fn thinking_is_shown_goes_back_to_its_model_alone_and_never_to_the_server() {
    let (url, got) = peer(&[THINKS]).await;
    let (mut house, server, model) = scene(Anthropic, &url).await;
    let other = house.account(Anthropic, &url).await;
    let mut first = asks("How is it?");
    first["tools"] = json!([{ "name": "look", "inputSchema": { "type": "object" } }]);
    let call = house.run(server, "run", first.clone()).await;
    let card = house.prompt_gate().await;
    house.decide(&card, sign_for(&model)).await.expect("signed");

    let reply = house.reply_gate().await;
    let attempt = reply.exchange.attempts.first().expect("an attempt");
    let thinking = attempt.beside.thinking.as_ref().expect("it thought");
    assert_eq!(thinking.text, "Fog, I suppose.");
    let Outcome::Reply { reply: written } = &attempt.outcome else { panic!("{attempt:?}") };
    assert!(!format!("{written:?}").contains("suppose"));
    house.decide(&reply, sign_reply(&reply, None)).await.expect("signed");
    let (text, _) = house.result(call).await;
    assert!(text.contains("u-1"), "{text}");
    assert!(!text.contains("suppose") && !text.contains("c2ln"), "{text}");

    // The server comes back with what its tool gave.
    let used = json!({ "type": "tool_use", "id": "u-1", "name": "look", "input": {} });
    let gave = json!({ "type": "tool_result", "toolUseId": "u-1", "content": [{ "type": "text", "text": "Fog" }] });
    let mut second = first;
    second["messages"] = json!([
        { "role": "user", "content": { "type": "text", "text": "How is it?" } },
        { "role": "assistant", "content": used },
        { "role": "user", "content": gave },
    ]);
    house.run(server, "run", second).await;
    let card = house.prompt_gate().await;
    let replayed = shown(&house, card.exchange.id, &model, None).await;
    let body: Value = serde_json::from_str(&replayed.body).expect("JSON");
    let thought = json!({ "type": "thinking", "thinking": "Fog, I suppose.", "signature": "c2ln" });
    assert_eq!(body["messages"][1]["content"][0], thought);
    assert_eq!(body["messages"][1]["content"][1]["id"], "u-1");
    let stranger = ModelRef { account: other, ..model.clone() };
    let to_another = shown(&house, card.exchange.id, &stranger, None).await;
    assert!(!to_another.body.contains("suppose"), "{}", to_another.body);

    house.decide(&card, sign_for(&model)).await.expect("signed");
    house.reply_gate().await;
    assert_eq!(got.lock().unwrap().last().map(|got| got.body.clone()), Some(replayed.body));
    house.engine.close().await;
}

/// The account of a scene, with these headers at this address; its key is entered anew.
fn with_headers(model: &ModelRef, url: &str, headers: &[(&str, Option<&str>)]) -> AccountEdit {
    let setting = |(name, value): &(&str, Option<&str>)| HeaderSetting {
        name: (*name).into(),
        value: value.map(Into::into),
    };
    AccountEdit {
        id: Some(model.account),
        name: "gateway".into(),
        kind: Anthropic,
        base_url: url.into(),
        headers: headers.iter().map(setting).collect(),
        program: None,
        key: Some(KEY.to_owned().into()),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_header_goes_along_as_long_as_it_is_there_and_to_no_other_address() {
    const TOKEN: &str = "Bearer token-of-the-gateway";
    let (url, got) = peer(&[]).await;
    let (mut house, server, model) = scene(Anthropic, &url).await;
    let edit = |url: &str, headers: &[(&str, Option<&str>)]| with_headers(&model, url, headers);
    let engine = house.engine.clone();
    let both = [("Authorization", Some(TOKEN)), ("X-Team", Some("Desk"))];
    engine.keep_account(edit(&url, &both)).await.expect("kept");
    let seen = engine.subscribe().0;
    let account = seen.accounts.iter().find(|one| one.account.id == model.account);
    assert_eq!(account.expect("it is there").account.headers, ["Authorization", "X-Team"]);
    assert!(
        !serde_json::to_string(&seen).expect("it can be shown").contains("token-of-the-gateway")
    );

    // Neither value is entered again, and one is taken out.
    let kept = [("Authorization", None)];
    engine.keep_account(edit(&url, &kept)).await.expect("it stays as it is");
    house.run(server, "run", asks("Hello")).await;
    let card = house.prompt_gate().await;
    let outgoing = shown(&house, card.exchange.id, &model, None).await;
    let named = outgoing.headers.iter().find(|header| header.name == "Authorization");
    assert_eq!(named.map(|header| header.value.as_str()), Some("•••"));
    house.decide(&card, sign_for(&model)).await.expect("signed");
    let back = house.reply_gate().await;
    {
        let got = got.lock().unwrap();
        let [got] = got.as_slice() else { panic!("{} requests", got.len()) };
        assert_eq!(got.headers.get("authorization").unwrap(), TOKEN);
        assert!(got.headers.get("x-api-key").unwrap().to_str().unwrap().ends_with(KEY));
        assert_eq!(got.headers.get("x-team"), None, "it was taken out");
    }
    let told = serde_json::to_string(&back.exchange).expect("JSON");
    assert!(!told.contains("token-of-the-gateway"), "{told}");

    // To another address it does not go by itself, and what cannot be sent is not kept.
    let (other, elsewhere) = peer(&[]).await;
    let fault = engine.keep_account(edit(&other, &kept)).await.expect_err("not to there");
    assert_eq!(fault.code, FaultCode::Invalid);
    assert!(fault.message.contains("Authorization"), "{fault}");
    for bad in ["Host", "x-api-key", "no name"] {
        let fault = engine.keep_account(edit(&url, &[(bad, Some("a"))])).await;
        assert_eq!(fault.expect_err("it cannot be sent").code, FaultCode::Invalid, "{bad}");
    }
    assert!(elsewhere.lock().unwrap().is_empty(), "nothing went there");

    engine.keep_account(edit(&url, &[])).await.expect("without any");
    let _ = engine.test_account(model.account).await;
    let last = got.lock().unwrap().pop().expect("it was asked");
    assert_eq!(last.headers.get("authorization"), None, "it goes along no more");
    let fault = engine.keep_account(edit(&url, &kept)).await.expect_err("it is kept nowhere");
    assert_eq!(fault.code, FaultCode::Invalid);
    house.engine.close().await;
}
