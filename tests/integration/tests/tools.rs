//! Tools in sampling, the whole way: offered by a server under a name that no provider takes, used by
//! a model, checked against the tool's own schema, signed, returned, and answered by the server.

#![expect(clippy::expect_used, reason = "a test that cannot go on ends there")]

use std::path::Path;

use domain::reply::ReplyRemark;
use domain::{Content, FaultCode, Protocol, ProviderKind, Target};
use engine::view::{Decision, Span};
use integration::{House, by_hand, sign_for, sign_reply};
use provider_doubles::Aimock;
use rstest::rstest;
use serde_json::{Value, json};

const CHILD: &str = env!("CARGO_BIN_EXE_integration-child");

async fn scene(kind: ProviderKind) -> (House, Aimock, domain::ServerId, domain::ModelRef) {
    let stand_in = Aimock::start().expect("aimock starts");
    let house = House::open(CHILD.as_ref()).await;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../servers/bad/odd_requests.py");
    let server = house.program("python3".as_ref(), &[script], Protocol::Legacy).await;
    let url = match kind {
        ProviderKind::Anthropic | ProviderKind::Ollama => stand_in.url().to_owned(),
        ProviderKind::Openai | ProviderKind::OpenaiResponses => stand_in.openai_url(),
        ProviderKind::Gemini => stand_in.gemini_url(),
        // A program is at no address.
        ProviderKind::Command => String::new(),
    };
    let account = house.account(kind, &url).await;
    let model = house.grant(server, account, "m").await;
    (house, stand_in, server, model)
}

/// A request that offers `get.weather`, whose arguments are of this schema.
fn offer(schema: &Value) -> Value {
    json!({
        "messages": [{ "role": "user", "content": { "type": "text", "text": "Use a tool" } }],
        "tools": [{ "name": "get.weather", "inputSchema": schema }],
        "toolChoice": { "mode": "auto" },
    })
}

/// What the server got back.
async fn returned(house: &House, call: domain::CallId) -> Value {
    let (text, _) = house.result(call).await;
    serde_json::from_str(&text).expect("JSON")
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_tool_is_offered_used_and_returned(
    #[values(ProviderKind::Anthropic, ProviderKind::Openai)] kind: ProviderKind,
) {
    let (mut house, _held, server, model) = scene(kind).await;
    let schema = json!({ "type": "object", "required": ["city"] });
    let call = house.run(server, "run", offer(&schema)).await;
    let card = house.prompt_gate().await;
    house.decide(&card, sign_for(&model)).await.expect("signed");
    let reply = house.reply_gate().await;
    assert_eq!(reply.desk.as_ref().map(|desk| desk.reply_remarks.len()), Some(0));
    house.decide(&reply, sign_reply(&reply, None)).await.expect("signed");
    let result = &returned(&house, call).await["result"];
    assert_eq!(result["stopReason"], "toolUse");
    assert_eq!(result["content"]["type"], "tool_use");
    assert_eq!(result["content"]["name"], "get.weather");
    assert_eq!(result["content"]["input"], json!({ "city": "Hà Nội" }));
    house.engine.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn arguments_that_the_tool_does_not_take_are_signed_only_by_who_has_seen_them() {
    let (mut house, _held, server, model) = scene(ProviderKind::Openai).await;
    let schema = json!({ "type": "object", "required": ["town"] });
    let call = house.run(server, "run", offer(&schema)).await;
    let card = house.prompt_gate().await;
    house.decide(&card, sign_for(&model)).await.expect("signed");
    let reply = house.reply_gate().await;
    let remarks = reply.desk.as_ref().map(|desk| desk.reply_remarks.clone()).unwrap_or_default();
    let [ReplyRemark::Arguments { tool, at, why, .. }] = remarks.as_slice() else {
        panic!("other remarks: {remarks:?}")
    };
    assert_eq!((tool.as_str(), at.as_str()), ("get.weather", ""));
    assert_eq!(why, "\"town\" is a required property");

    let fault = house.decide(&reply, sign_reply(&reply, None)).await.expect_err("nobody saw it");
    assert_eq!(fault.code, FaultCode::Invalid);
    let mut decision = sign_reply(&reply, None);
    if let Decision::SignReply { despite, .. } = &mut decision {
        despite.clone_from(&remarks);
    }
    house.decide(&reply, decision).await.expect("somebody saw it");
    let kept = house.engine.get_exchange(reply.exchange.id).await.expect("it is kept").exchange;
    assert_eq!(kept.returned.map(|returned| returned.despite), Some(remarks));
    assert_eq!(returned(&house, call).await["result"]["stopReason"], "toolUse");
    house.engine.close().await;
}

/// Who signs everything a server asks has not seen what a model gets wrong.
#[tokio::test(flavor = "multi_thread")]
async fn a_rule_leaves_a_reply_that_does_not_fit_to_a_person() {
    let (mut house, _held, server, model) = scene(ProviderKind::Openai).await;
    let schema = json!({ "type": "object", "required": ["town"] });
    let call = house.run(server, "run", offer(&schema)).await;
    let card = house.prompt_gate().await;
    let target = Target::Model { model };
    let always = Decision::SignPrompt { target, edited: None, span: Span::Session };
    house.decide(&card, always).await.expect("signed, and a rule made");
    let reply = house.reply_gate().await;
    assert_eq!(reply.desk.as_ref().map(|desk| desk.reply_remarks.len()), Some(1));
    let refuse = Decision::Refuse { reason: None };
    house.decide(&reply, refuse).await.expect("refused");
    assert!(returned(&house, call).await["error"].is_object());
    house.engine.close().await;
}

/// The server's next request holds the whole conversation; the model gets the result.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_result_of_a_tool_reaches_the_model(
    #[values(ProviderKind::Anthropic, ProviderKind::Openai)] kind: ProviderKind,
) {
    let (mut house, stand_in, server, model) = scene(kind).await;
    let mut params = offer(&json!({ "type": "object" }));
    let used = json!({ "type": "tool_use", "id": "u-1", "name": "get.weather", "input": { "city": "Huế" } });
    let result = json!({
        "type": "tool_result", "toolUseId": "u-1", "content": [{ "type": "text", "text": "Fog" }],
    });
    params["messages"] = json!([
        { "role": "user", "content": { "type": "text", "text": "How is it?" } },
        { "role": "assistant", "content": used },
        { "role": "user", "content": result },
        { "role": "user", "content": { "type": "text", "text": "Say hello" } },
    ]);
    let call = house.run(server, "run", params).await;
    let card = house.prompt_gate().await;
    house.decide(&card, sign_for(&model)).await.expect("signed");
    let reply = house.reply_gate().await;
    house.decide(&reply, sign_reply(&reply, None)).await.expect("signed");
    assert_eq!(returned(&house, call).await["result"]["content"]["type"], "text");
    let journal = reqwest::get(stand_in.journal_url()).await.expect("it answers");
    let sent = journal.text().await.expect("a text");
    assert!(sent.contains("Fog") && sent.contains("get_weather"), "{sent}");
    house.engine.close().await;
}

/// A person may answer in the model's place, with the use of a tool too.
#[tokio::test(flavor = "multi_thread")]
async fn a_tool_may_be_used_by_hand_where_one_was_offered() {
    let (mut house, _held, server, _) = scene(ProviderKind::Openai).await;
    for offers in [true, false] {
        let mut params = offer(&json!({}));
        if !offers {
            params["tools"] = json!([]);
        }
        let call = house.run(server, "run", params).await;
        let card = house.prompt_gate().await;
        house.decide(&card, by_hand()).await.expect("signed");
        let reply = house.reply_gate().await;
        let mut decision = sign_reply(&reply, Some("x"));
        if let Decision::SignReply { edited: Some(reply), .. } = &mut decision {
            let used = json!({ "kind": "tool_use", "id": "u", "name": "get.weather", "input": {} });
            let used: Content = serde_json::from_value(used).expect("a block");
            reply.content.push(used);
        }
        match house.decide(&reply, decision).await {
            Ok(()) => {
                assert!(offers);
                let result = returned(&house, call).await;
                assert_eq!(result["result"]["content"][1]["name"], "get.weather", "{result}");
            }
            Err(fault) => {
                assert!(!offers, "{fault}");
                assert!(fault.message.contains("the server offered none"), "{fault}");
            }
        }
    }
    house.engine.close().await;
}
