use domain::content::Marks;
use domain::{FaultCode, Message, Prompt};
use rstest::rstest;
use serde_json::json;

use super::*;
use crate::anthropic::Messages;
use crate::hosts::Host;
use crate::provider::Background;
use crate::testing::{image, says};

fn prompt(messages: Vec<Message>) -> Prompt {
    Prompt { messages, max_tokens: 100, ..Prompt::default() }
}

fn order<'a>(model: &'a str, prompt: &'a Prompt) -> Order<'a> {
    Order {
        host: Host::of("https://api.anthropic.com"),
        model,
        prompt,
        background: Background::default(),
    }
}

fn body(model: &str, prompt: &Prompt) -> Result<Vec<u8>, Fault> {
    Messages.body(order(model, prompt))
}

fn version(model: &str, prompt: &Prompt) -> &'static str {
    let headers = Messages.headers(Some(order(model, prompt)));
    headers.iter().find(|(name, _)| name == "anthropic-version").unwrap().1
}

fn sent(model: &str, prompt: &Prompt) -> Value {
    serde_json::from_slice(&body(model, prompt).unwrap()).unwrap()
}

fn refused(model: &str, prompt: &Prompt) -> String {
    let fault = body(model, prompt).unwrap_err();
    assert_eq!(fault.code, FaultCode::Invalid);
    fault.message
}

fn result(content: Vec<ResultContent>, structured: Option<Value>) -> Content {
    Content::ToolResult {
        tool_use_id: "t1".into(),
        content,
        structured,
        is_error: Some(true),
        marks: Marks::default(),
    }
}

fn object(value: Value) -> Map<String, Value> {
    serde_json::from_value(value).unwrap()
}

/// A conversation in which a tool was used, with this result.
fn answered(result: Content) -> Prompt {
    let used = Content::ToolUse {
        id: "t1".into(),
        name: "look".into(),
        input: Map::new(),
        marks: Marks::default(),
    };
    prompt(vec![says(Role::Assistant, vec![used]), says(Role::User, vec![result])])
}

#[test]
fn the_least_is_sent_as_this() {
    let prompt = prompt(vec![Message::text(Role::User, "Chào \"bạn\"\n👋")]);
    let body = body("claude-opus-5-5", &prompt).unwrap();
    assert_eq!(
        String::from_utf8(body).unwrap(),
        r#"{"model":"claude-opus-5-5","max_tokens":100,"stream":true,"messages":[{"role":"user","content":[{"type":"text","text":"Chào \"bạn\"\n👋"}]}]}"#
    );
    assert_eq!(version("claude-opus-5-5", &prompt), "2026-10-21");
}

#[test]
fn a_temperature_is_sent_to_a_model_that_takes_one_under_the_version_that_knows_it() {
    let prompt = Prompt { temperature: Some(0.5), ..prompt(vec![Message::text(Role::User, "Hi")]) };
    assert_eq!(sent("claude-haiku-4-5", &prompt)["temperature"], 0.5);
    assert_eq!(version("claude-haiku-4-5", &prompt), "2023-06-01");
    assert_eq!(version("claude-haiku-5-5", &prompt), "2026-10-21");
    assert_eq!(sent("claude-haiku-5-5", &prompt).get("temperature"), None);
}

#[test]
fn structured_output_stands_in_for_missing_content() {
    let prompt = answered(result(vec![], Some(json!({"a": 1}))));
    let body = sent("claude-opus-5-5", &prompt);
    assert_eq!(
        body["messages"][1]["content"][0]["content"],
        json!([{"type": "text", "text": "{\"a\":1}"}])
    );
}

#[rstest]
#[case::file(ResultContent::Resource { resource: object(json!({"uri": "x:y", "blob": "aGk=", "mimeType": "application/pdf"})), marks: Marks::default() }, "an embedded file")]
#[case::sound(ResultContent::Audio { data: String::new(), mime_type: String::new(), marks: Marks::default() }, "a sound")]
fn what_a_result_cannot_hold_is_refused_by_name(#[case] part: ResultContent, #[case] names: &str) {
    let message = refused("claude-opus-5-5", &answered(result(vec![part], None)));
    assert!(message.contains(names), "{message}");
}

#[test]
fn resources_are_sent_as_text_or_pictures() {
    let text = object(json!({"uri": "file:///a", "text": "A"}));
    let picture = object(json!({"uri": "file:///b", "blob": "aGk=", "mimeType": "image/png"}));
    let link = object(json!({"uri": "file:///c", "name": "c"}));
    let prompt = answered(result(
        vec![
            ResultContent::Resource { resource: text, marks: Marks::default() },
            ResultContent::Resource { resource: picture, marks: Marks::default() },
            ResultContent::ResourceLink { link },
        ],
        None,
    ));
    assert_eq!(
        sent("claude-opus-5-5", &prompt)["messages"][1]["content"][0]["content"],
        json!([
            {"type": "text", "text": r#"{"uri":"file:///a","text":"A"}"#},
            {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "aGk="}},
            {"type": "text", "text": r#"{"uri":"file:///c","name":"c"}"#},
        ])
    );
    let kind = domain::ProviderKind::Anthropic;
    let losses = crate::losses(kind, kind.default_base_url(), "claude-opus-5-5", &prompt);
    assert_eq!(losses, [crate::Loss::Resources]);
}

#[test]
fn tools_with_names_of_their_own_are_sent_under_others() {
    let mut prompt = answered(result(vec![], None));
    if let Some(Content::ToolUse { name, .. }) = prompt.messages[0].content.get_mut(0) {
        *name = "fs/read".into();
    }
    let tool = |name: &str| domain::Tool {
        name: name.into(),
        title: None,
        description: None,
        input_schema: Map::new(),
        rest: Map::new(),
    };
    prompt.tools = vec![tool("fs_read"), tool("fs/read")];
    let body = sent("claude-opus-5-5", &prompt);
    assert_eq!(body["tools"][0]["name"], "fs_read");
    assert_eq!(body["tools"][1]["name"], "fs_read_2");
    assert_eq!(body["messages"][0]["content"][0]["name"], "fs_read_2");
}

#[test]
fn texts_that_say_nothing_are_not_sent() {
    let empty = says(Role::User, vec![Content::text(""), image("image/png")]);
    let prompt =
        prompt(vec![empty, Message::text(Role::Assistant, ""), Message::text(Role::User, "Hi")]);
    let body = sent("claude-opus-5-5", &prompt);
    assert_eq!(body["messages"].as_array().unwrap().len(), 2);
    assert_eq!(body["messages"][0]["content"][0]["type"], "image");
    assert_eq!(body["messages"][1]["content"][0]["text"], "Hi");
}

#[rstest]
#[case("claude-opus-5-5", false)]
#[case("claude-sonnet-4-6", false)]
#[case("claude-sonnet-4-5", true)]
#[case("qwen3:8b", true)]
fn a_last_message_of_the_assistant_s_is_sent_where_it_is_taken(
    #[case] model: &str,
    #[case] taken: bool,
) {
    let prompt = prompt(vec![
        Message::text(Role::User, "Count"),
        Message::text(Role::Assistant, "One, two,"),
    ]);
    if taken {
        assert_eq!(sent(model, &prompt)["messages"][1]["role"], "assistant");
    } else {
        assert!(refused(model, &prompt).contains("assistant"));
    }
}
