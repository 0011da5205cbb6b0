//! Requests that are clear and make no sense: each comes to the desk with what is odd about it said,
//! nothing of it reaches a model before it is mended, and it can always be answered by hand.

#![expect(clippy::expect_used, reason = "a test that cannot go on ends there")]

use std::path::Path;

use domain::history::Query;
use domain::prompt::Remark;
use domain::{
    FaultCode, Message, ModelRef, Oddity, Prompt, Protocol, ProviderKind, Role, State, Target,
};
use engine::view::{CallState, Decision, Span};
use integration::{House, by_hand, sign_for, sign_reply};
use provider_doubles::Aimock;
use rstest::rstest;
use serde_json::{Value, json};

const CHILD: &str = env!("CARGO_BIN_EXE_integration-child");

/// Sets up a server that asks what its call says, an account, and the model that it may use.
async fn scene() -> (House, Aimock, domain::ServerId, ModelRef) {
    let stand_in = Aimock::start().expect("aimock starts");
    let house = House::open(CHILD.as_ref()).await;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../servers/bad/odd_requests.py");
    let server = house.program("python3".as_ref(), &[script], Protocol::Legacy).await;
    let account = house.account(ProviderKind::Openai, &stand_in.openai_url()).await;
    let model = house.grant(server, account, "m").await;
    (house, stand_in, server, model)
}

/// How many generations a stand-in was asked for.
async fn asked(of: &Aimock) -> usize {
    let journal: Value =
        reqwest::get(of.journal_url()).await.expect("it answers").json().await.expect("a list");
    let entries = journal.as_array().expect("a list").iter();
    entries.filter(|entry| entry["method"] == "POST").count()
}

#[rstest]
#[case::no_messages(json!({ "messages": [] }), Remark::NoMessages, "Add one first")]
#[case::no_room(json!({ "maxTokens": 0 }), Remark::NoRoom, "Raise “max tokens” first")]
#[tokio::test(flavor = "multi_thread")]
async fn what_no_model_could_answer_is_said_and_mended_or_answered_by_hand(
    #[case] params: Value,
    #[case] remark: Remark,
    #[case] what_to_do: &str,
) {
    let (mut house, stand_in, server, model) = scene().await;
    for mends in [true, false] {
        let call = house.run(server, "run", params.clone()).await;
        let card = house.prompt_gate().await;
        let remarks = card.desk.as_ref().map(|desk| desk.remarks.clone());
        assert_eq!(remarks, Some(vec![remark.clone()]));

        let before = asked(&stand_in).await;
        let fault = house.decide(&card, sign_for(&model)).await.expect_err("it cannot be sent");
        assert_eq!(fault.code, FaultCode::Invalid);
        assert!(fault.message.contains(what_to_do), "{fault}");
        assert_eq!(house.look(card.exchange.id).await.exchange.state(), &State::PromptReview);
        assert_eq!(asked(&stand_in).await, before, "no model was asked");

        let sign = if mends { mended(&card.exchange.asked, &model) } else { by_hand() };
        house.decide(&card, sign).await.expect("signed");
        let reply = house.reply_gate().await;
        house.decide(&reply, sign_reply(&reply, Some("Answered."))).await.expect("signed");
        let (text, is_error) = house.result(call).await;
        assert!(!is_error && text.contains("Answered."), "{text}");
    }
    assert_eq!(asked(&stand_in).await, 1, "only what was mended was sent");
    house.engine.close().await;
}

/// The signature of somebody who has added what was missing.
fn mended(asked: &Prompt, model: &ModelRef) -> Decision {
    let mut prompt = asked.clone();
    prompt.max_tokens = 10;
    prompt.messages = vec![Message::text(Role::User, "Say hello")];
    let target = Target::Model { model: model.clone() };
    Decision::SignPrompt { target, edited: Some(Box::new(prompt)), span: Span::Once }
}

/// More than any model writes is no reason to refuse: the provider says what it thinks of it, and
/// nobody lowers it in silence.
#[tokio::test(flavor = "multi_thread")]
async fn ten_million_tokens_are_remarked_on_and_sent_as_signed() {
    let (mut house, stand_in, server, model) = scene().await;
    let messages = json!([{ "role": "user", "content": { "type": "text", "text": "Say hello" } }]);
    let params = json!({ "messages": messages, "maxTokens": 10_000_000 });
    let call = house.run(server, "run", params).await;
    let card = house.prompt_gate().await;
    let remarks = card.desk.as_ref().map(|desk| desk.remarks.clone());
    assert_eq!(remarks, Some(vec![Remark::HugeLimit { max_tokens: 10_000_000 }]));
    house.decide(&card, sign_for(&model)).await.expect("signed");
    let reply = house.reply_gate().await;
    house.decide(&reply, sign_reply(&reply, None)).await.expect("signed");
    assert!(matches!(house.ended(call).await, CallState::Done { is_error: false, .. }));
    let journal = reqwest::get(stand_in.journal_url()).await.expect("it answers");
    let sent = journal.text().await.expect("a text");
    assert!(sent.contains("10000000"), "{sent}");
    house.engine.close().await;
}

/// A reply without any text is not sent: the server would have to guess what it means.
#[tokio::test(flavor = "multi_thread")]
async fn an_empty_reply_by_hand_is_not_returned_in_silence() {
    let (mut house, _held, server, _) = scene().await;
    house.run(server, "run", json!({ "messages": [] })).await;
    let card = house.prompt_gate().await;
    house.decide(&card, by_hand()).await.expect("signed");
    let reply = house.reply_gate().await;
    let mut empty = sign_reply(&reply, Some(""));
    if let Decision::SignReply { edited: Some(reply), .. } = &mut empty {
        reply.content.clear();
    }
    let fault = house.decide(&reply, empty).await.expect_err("it says nothing");
    assert_eq!(fault.code, FaultCode::Invalid);
    assert!(fault.message.contains("Write something, or refuse"), "{fault}");
    assert_eq!(house.look(card.exchange.id).await.exchange.state(), &State::ReplyReview);
    house.engine.close().await;
}

/// What is odd and certain comes to the desk with that said, and as it came.
#[tokio::test(flavor = "multi_thread")]
async fn a_limit_with_a_fraction_is_taken_and_remarked_on() {
    let (mut house, _held, server, _) = scene().await;
    house.run(server, "run", json!({ "maxTokens": 12.0, "topP": 0.5 })).await;
    let card = house.prompt_gate().await;
    assert_eq!(card.exchange.asked.max_tokens, 12);
    let odd = [
        Oddity::Unknown { field: "params.topP".into() },
        Oddity::Fraction { field: "params.maxTokens".into() },
    ];
    let remarks = odd.map(|oddity| Remark::Odd { oddity });
    assert_eq!(card.desk.as_ref().map(|desk| desk.remarks.as_slice()), Some(remarks.as_slice()));
    let raw = house.engine.raw_request(card.exchange.id).await.expect("it is kept");
    assert!(raw.contains("12.0") && raw.contains("\"topP\":0.5"), "{raw}");
    house.engine.close().await;
}

/// Nobody is asked, the server is told the field, and the history has the request as it came.
#[rstest]
#[case::half_a_token(json!({ "maxTokens": 12.5 }), "params.maxTokens must be a whole number", "12.5")]
#[case::unanswered(
    json!({ "messages": [{ "role": "assistant", "content":
        { "type": "tool_use", "id": "u", "name": "n", "input": { "secret": "mango" } } }] }),
    "params.messages[0] holds the tool_use \"u\"",
    "mango"
)]
#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_taken_is_refused_and_kept(
    #[case] params: Value,
    #[case] why: &str,
    #[case] said: &str,
) {
    let (mut house, _held, server, _) = scene().await;
    let call = house.run(server, "run", params).await;
    let id = house.until("a failure", |state| matches!(state, State::Failed { .. })).await;
    let (text, _) = house.result(call).await;
    let answer: Value = serde_json::from_str(&text).expect("the error");
    assert_eq!(answer["error"]["code"], -32602);
    assert!(answer["error"]["message"].as_str().is_some_and(|it| it.starts_with(why)), "{answer}");

    let page = house.engine.list_history(Query { limit: 10, ..Query::default() }).await;
    let rows = page.expect("the history opens").rows;
    assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [id]);
    assert!(rows.iter().all(|row| row.preview.contains(why)), "the list says why: {rows:?}");
    let kept = house.look(id).await;
    let events: Vec<_> = kept.journal.iter().map(|line| line.event.as_str()).collect();
    assert_eq!(events, ["received", "failed"], "nobody saw it");
    let State::Failed { fault } = kept.exchange.state() else { unreachable!("it was found so") };
    assert_eq!(fault.code, FaultCode::Invalid);
    assert!(fault.message.contains(why), "{fault}");
    let raw = house.engine.raw_request(id).await.expect("it is kept");
    assert!(raw.contains(said), "{raw}");
    house.engine.close().await;
}
