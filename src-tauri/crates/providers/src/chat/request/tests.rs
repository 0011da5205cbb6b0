use domain::content::Marks;
use domain::{FaultCode, Message};
use rstest::rstest;
use serde_json::json;

use super::*;
use crate::testing::{audio, image, says};

const OPENAI: &str = "https://api.openai.com/v1";
const LOCAL: &str = "http://localhost:11434/v1";

fn prompt(messages: Vec<Message>) -> Prompt {
    Prompt { messages, max_tokens: 100, ..Prompt::default() }
}

fn body(base_url: &str, model: &str, prompt: &Prompt) -> Result<Vec<u8>, Fault> {
    crate::testing::body(domain::ProviderKind::Openai, base_url, model, prompt)
}

fn sent(base_url: &str, model: &str, prompt: &Prompt) -> Value {
    serde_json::from_slice(&body(base_url, model, prompt).unwrap()).unwrap()
}

fn tool_use(name: &str) -> Content {
    let input = json!({"city": "Huế"}).as_object().unwrap().clone();
    Content::ToolUse { id: "t1".into(), name: name.into(), input, marks: Marks::default() }
}

fn result(content: Vec<ResultContent>, structured: Option<Value>) -> Content {
    Content::ToolResult {
        tool_use_id: "t1".into(),
        content,
        structured,
        is_error: None,
        marks: Marks::default(),
    }
}

#[test]
fn the_least_is_sent_as_this() {
    let prompt = prompt(vec![Message::text(Role::User, "Chào \"bạn\"\n👋")]);
    let body = body(LOCAL, "qwen3:8b", &prompt).unwrap();
    assert_eq!(
        String::from_utf8(body).unwrap(),
        r#"{"model":"qwen3:8b","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"Chào \"bạn\"\n👋"}],"max_tokens":100}"#
    );
}

#[test]
fn everything_is_sent_as_this() {
    let text = |text: &str| ResultContent::Text { text: text.into(), marks: Marks::default() };
    let mut prompt = prompt(vec![
        Message::text(Role::User, "Look"),
        says(Role::User, vec![image("image/png"), audio("audio/x-wav")]),
        says(Role::Assistant, vec![Content::text("Looking"), tool_use("look")]),
        says(Role::User, vec![result(vec![text("Fog"), text("and rain")], None)]),
        says(Role::User, vec![Content::text("So?")]),
        says(Role::Assistant, vec![tool_use("look")]),
        says(Role::User, vec![result(vec![], Some(json!({"a": 1})))]),
        says(Role::Assistant, vec![tool_use("look")]),
        says(Role::User, vec![result(vec![], None)]),
    ]);
    prompt.system = Some("Be brief".into());
    prompt.temperature = Some(0.5);
    prompt.stop_sequences = vec!["###".into()];
    prompt.tools = vec![domain::Tool {
        name: "look".into(),
        title: None,
        description: Some("Looks".into()),
        input_schema: json!({"type": "object"}).as_object().unwrap().clone(),
        rest: Map::new(),
    }];
    let call = json!([{
        "type": "function",
        "id": "t1",
        "function": {"name": "look", "arguments": "{\"city\":\"Huế\"}"},
    }]);
    assert_eq!(
        sent(LOCAL, "llama", &prompt),
        json!({
            "model": "llama",
            "stream": true,
            "stream_options": {"include_usage": true},
            "messages": [
                {"role": "system", "content": "Be brief"},
                {"role": "user", "content": [
                    {"type": "text", "text": "Look"},
                    {"type": "image_url", "image_url": {"url": "data:image/png;base64,aGk="}},
                    {"type": "input_audio", "input_audio": {"data": "aGk=", "format": "wav"}},
                ]},
                {"role": "assistant", "content": "Looking", "tool_calls": call},
                {"role": "tool", "tool_call_id": "t1", "content": [
                    {"type": "text", "text": "Fog"},
                    {"type": "text", "text": "and rain"},
                ]},
                {"role": "user", "content": "So?"},
                {"role": "assistant", "content": null, "tool_calls": call},
                {"role": "tool", "tool_call_id": "t1", "content": "{\"a\":1}"},
                {"role": "assistant", "content": null, "tool_calls": call},
                {"role": "tool", "tool_call_id": "t1", "content": ""},
            ],
            "max_tokens": 100,
            "temperature": 0.5,
            "stop": ["###"],
            "tools": [{"type": "function", "function": {
                "name": "look", "description": "Looks", "parameters": {"type": "object"},
            }}],
            "tool_choice": "auto",
        })
    );
}

#[rstest]
#[case::openai(OPENAI, "gpt-6-sol", "developer", "max_completion_tokens", json!({"include_usage": true, "include_obfuscation": false}))]
#[case::older(OPENAI, "gpt-4.1", "system", "max_completion_tokens", json!({"include_usage": true, "include_obfuscation": false}))]
#[case::azure("https://x.openai.azure.com/openai/v1", "my-gpt", "system", "max_completion_tokens", json!({"include_usage": true}))]
#[case::groq(
    "https://api.groq.com/openai/v1",
    "qwen",
    "system",
    "max_completion_tokens",
    Value::Null
)]
#[case::mistral("https://api.mistral.ai/v1", "mistral-large", "system", "max_tokens", Value::Null)]
#[case::unknown("https://llm.example/v1", "gpt-6-sol", "system", "max_tokens", json!({"include_usage": true}))]
fn hosts_are_spoken_to_in_their_dialect(
    #[case] base_url: &str,
    #[case] model: &str,
    #[case] role: &str,
    #[case] limit: &str,
    #[case] options: Value,
) {
    let system = Some("Be brief".into());
    let prompt = Prompt { system, ..prompt(vec![Message::text(Role::User, "Hi")]) };
    let body = sent(base_url, model, &prompt);
    assert_eq!(body["messages"][0], json!({"role": role, "content": "Be brief"}));
    assert_eq!(body[limit], 100);
    let limits = ["max_tokens", "max_completion_tokens"];
    assert_eq!(limits.iter().filter(|name| body.get(**name).is_some()).count(), 1);
    assert_eq!(body["stream_options"], options);
}

#[rstest]
#[case::use_by_user(Role::User, tool_use("look"), "tool use")]
#[case::result_by_assistant(Role::Assistant, result(vec![], None), "Put the messages back in order")]
fn what_cannot_be_sent_is_refused_by_name(
    #[case] role: Role,
    #[case] content: Content,
    #[case] names: &str,
) {
    let prompt = prompt(vec![says(role, vec![Content::text("Hi"), content])]);
    let fault = body(LOCAL, "llama", &prompt).unwrap_err();
    assert_eq!(fault.code, FaultCode::Invalid);
    assert!(fault.message.contains(names), "{}", fault.message);
}

#[test]
fn what_is_not_text_in_results_comes_after_all_of_them() {
    let second = |content: Content| match content {
        Content::ToolUse { name, input, marks, .. } => {
            Content::ToolUse { id: "t2".into(), name, input, marks }
        }
        Content::ToolResult { content, structured, is_error, marks, .. } => {
            Content::ToolResult { tool_use_id: "t2".into(), content, structured, is_error, marks }
        }
        other @ (Content::Text { .. } | Content::Image { .. } | Content::Audio { .. }) => other,
    };
    let marks = Marks::default;
    let object = |value: Value| value.as_object().unwrap().clone();
    let picture =
        ResultContent::Image { data: "aGk=".into(), mime_type: "image/png".into(), marks: marks() };
    let embedded = object(json!({"uri": "x:y", "blob": "aGk=", "mimeType": "image/gif"}));
    let sound =
        ResultContent::Audio { data: "aGk=".into(), mime_type: "audio/wav".into(), marks: marks() };
    let link = ResultContent::ResourceLink { link: object(json!({"uri": "x:z"})) };
    let prompt = prompt(vec![
        says(Role::Assistant, vec![tool_use("fs/look"), second(tool_use("fs/look"))]),
        says(
            Role::User,
            vec![
                result(vec![picture, link], None),
                second(result(
                    vec![ResultContent::Resource { resource: embedded, marks: marks() }, sound],
                    None,
                )),
            ],
        ),
        Message::text(Role::User, "So?"),
    ]);
    let body = sent(LOCAL, "llama", &prompt);
    assert_eq!(body["messages"][0]["tool_calls"][1]["function"]["name"], "fs_look");
    assert_eq!(
        body["messages"].as_array().unwrap()[1..],
        [
            json!({"role": "tool", "tool_call_id": "t1", "content": "{\"uri\":\"x:z\"}"}),
            json!({"role": "tool", "tool_call_id": "t2", "content": ""}),
            json!({"role": "user", "content": [
                {"type": "image_url", "image_url": {"url": "data:image/png;base64,aGk="}},
                {"type": "image_url", "image_url": {"url": "data:image/gif;base64,aGk="}},
                {"type": "input_audio", "input_audio": {"data": "aGk=", "format": "wav"}},
                {"type": "text", "text": "So?"},
            ]}),
        ]
    );
    let losses = crate::losses(domain::ProviderKind::Openai, LOCAL, "llama", &prompt);
    let expected =
        [crate::Loss::ToolNames { tools: 1 }, crate::Loss::MovedMedia, crate::Loss::Resources];
    assert_eq!(losses, expected);
}

#[test]
fn stop_sequences_beyond_what_the_host_takes_are_left_out() {
    let prompt = Prompt {
        stop_sequences: ["a", "b", "c", "d", "e"].map(str::to_owned).to_vec(),
        ..prompt(vec![Message::text(Role::User, "Hi")])
    };
    assert_eq!(sent(OPENAI, "gpt-4.1", &prompt)["stop"], json!(["a", "b", "c", "d"]));
    assert_eq!(sent(OPENAI, "gpt-6-sol", &prompt).get("stop"), None);
    assert_eq!(sent(LOCAL, "llama", &prompt)["stop"], json!(["a", "b", "c", "d", "e"]));
}
