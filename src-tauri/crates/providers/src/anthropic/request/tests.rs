use domain::content::Marks;
use domain::{FaultCode, Message};
use rstest::rstest;
use serde_json::json;

use super::*;

fn says(role: Role, content: Vec<Content>) -> Message {
    Message { role, content, meta: None }
}

fn prompt(messages: Vec<Message>) -> Prompt {
    Prompt { messages, max_tokens: 100, ..Prompt::default() }
}

fn sent(model: &str, prompt: &Prompt) -> Value {
    serde_json::from_slice(&body(model, prompt).unwrap()).unwrap()
}

fn refused(model: &str, prompt: &Prompt) -> String {
    let fault = body(model, prompt).unwrap_err();
    assert_eq!(fault.code, FaultCode::Invalid);
    fault.message
}

fn image(mime_type: &str) -> Content {
    Content::Image { data: "aGk=".into(), mime_type: mime_type.into(), marks: Marks::default() }
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
fn everything_is_sent_as_this() {
    let input = json!({"city": "Huế"}).as_object().unwrap().clone();
    let schema = json!({"type": "object"}).as_object().unwrap().clone();
    let mut prompt = prompt(vec![
        Message::text(Role::User, "Look"),
        says(Role::User, vec![image("image/PNG"), Content::text("and tell")]),
        says(
            Role::Assistant,
            vec![
                Content::text("Looking"),
                Content::ToolUse {
                    id: "t1".into(),
                    name: "look".into(),
                    input,
                    marks: Marks::default(),
                },
            ],
        ),
        says(
            Role::User,
            vec![result(
                vec![
                    ResultContent::Text { text: "Fog".into(), marks: Marks::default() },
                    ResultContent::Image {
                        data: "aGk=".into(),
                        mime_type: "image/jpeg".into(),
                        marks: Marks::default(),
                    },
                ],
                None,
            )],
        ),
    ]);
    prompt.system = Some("Be brief".into());
    prompt.temperature = Some(0.5);
    prompt.stop_sequences = vec!["###".into()];
    prompt.tool_choice = Some(ToolChoice::Required);
    prompt.tools = vec![domain::Tool {
        name: "look".into(),
        title: Some("Look".into()),
        description: Some("Looks".into()),
        input_schema: schema,
        rest: Map::new(),
    }];
    let picture = |media_type| json!({"type": "base64", "media_type": media_type, "data": "aGk="});
    assert_eq!(
        sent("claude-haiku-4-5", &prompt),
        json!({
            "model": "claude-haiku-4-5",
            "max_tokens": 100,
            "stream": true,
            "system": "Be brief",
            "messages": [
                {"role": "user", "content": [
                    {"type": "text", "text": "Look"},
                    {"type": "image", "source": picture("image/PNG")},
                    {"type": "text", "text": "and tell"},
                ]},
                {"role": "assistant", "content": [
                    {"type": "text", "text": "Looking"},
                    {"type": "tool_use", "id": "t1", "name": "look", "input": {"city": "Huế"}},
                ]},
                {"role": "user", "content": [{
                    "type": "tool_result",
                    "tool_use_id": "t1",
                    "content": [
                        {"type": "text", "text": "Fog"},
                        {"type": "image", "source": picture("image/jpeg")},
                    ],
                    "is_error": true,
                }]},
            ],
            "temperature": 0.5,
            "stop_sequences": ["###"],
            "tools": [{"name": "look", "description": "Looks", "input_schema": {"type": "object"}}],
            "tool_choice": {"type": "any"},
        })
    );
    assert_eq!(version("claude-haiku-4-5", &prompt), "2023-06-01");
    assert_eq!(version("claude-haiku-5-5", &prompt), "2026-10-21");
    assert_eq!(sent("claude-haiku-5-5", &prompt).get("temperature"), None);
}

#[test]
fn structured_output_stands_in_for_missing_content() {
    let prompt = prompt(vec![says(Role::User, vec![result(vec![], Some(json!({"a": 1})))])]);
    let body = sent("claude-opus-5-5", &prompt);
    assert_eq!(
        body["messages"][0]["content"][0]["content"],
        json!([{"type": "text", "text": "{\"a\":1}"}])
    );
}

#[rstest]
#[case::sound(Content::Audio { data: "aGk=".into(), mime_type: "audio/wav".into(), marks: Marks::default() }, "a sound")]
#[case::picture(image("image/tiff"), "image/tiff")]
#[case::link(result(vec![ResultContent::ResourceLink { link: Map::new() }], None), "a link to a resource")]
#[case::resource(result(vec![ResultContent::Resource { resource: Map::new(), marks: Marks::default() }], None), "an embedded resource")]
#[case::sound_in_result(result(vec![ResultContent::Audio { data: String::new(), mime_type: String::new(), marks: Marks::default() }], None), "a sound")]
#[case::tool_name(Content::ToolUse { id: "t".into(), name: "fs/read".into(), input: Map::new(), marks: Marks::default() }, "fs/read")]
fn what_cannot_be_sent_is_refused_by_name(#[case] content: Content, #[case] names: &str) {
    let prompt = prompt(vec![says(Role::User, vec![Content::text("Hi"), content])]);
    let message = refused("claude-opus-5-5", &prompt);
    assert!(message.contains(names), "{message}");
}

#[test]
fn nothing_to_say_and_no_room_to_answer_are_refused() {
    assert!(refused("m", &prompt(vec![])).contains("no message"));
    assert!(refused("m", &prompt(vec![says(Role::User, vec![])])).contains("no message"));
    let full = Prompt { max_tokens: 0, ..prompt(vec![Message::text(Role::User, "Hi")]) };
    assert!(refused("m", &full).contains("0 tokens"));
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
