use domain::content::Marks;
use domain::{Message, ProviderKind};
use rstest::rstest;
use serde_json::json;

use super::*;

const KIND: ProviderKind = ProviderKind::OpenaiResponses;

fn says(role: Role, content: Vec<Content>) -> Message {
    Message { role, content, meta: None }
}

fn image(mime_type: &str) -> Content {
    Content::Image { data: "aGk=".into(), mime_type: mime_type.into(), marks: Marks::default() }
}

fn audio(mime_type: &str) -> Content {
    Content::Audio { data: "aGk=".into(), mime_type: mime_type.into(), marks: Marks::default() }
}

/// A conversation with all that a prompt can hold.
fn everything() -> Prompt {
    let text = |text: &str| ResultContent::Text { text: text.into(), marks: Marks::default() };
    let picture = ResultContent::Image {
        data: "cGlj".into(),
        mime_type: "image/png".into(),
        marks: Marks::default(),
    };
    let schema = json!({"type": "object"});
    Prompt {
        system: Some("Be brief".into()),
        messages: vec![
            says(Role::User, vec![Content::text("Look"), image("image/png")]),
            says(
                Role::Assistant,
                vec![
                    Content::text("I look."),
                    Content::ToolUse {
                        id: "t1".into(),
                        name: "fs/look".into(),
                        input: json!({"at": "Huế"}).as_object().unwrap().clone(),
                        marks: Marks::default(),
                    },
                ],
            ),
            says(
                Role::User,
                vec![Content::ToolResult {
                    tool_use_id: "t1".into(),
                    content: vec![text("Nothing."), picture],
                    structured: None,
                    is_error: Some(true),
                    marks: Marks::default(),
                }],
            ),
        ],
        max_tokens: 100,
        temperature: Some(0.5),
        stop_sequences: vec!["END".into()],
        tools: vec![domain::Tool {
            name: "fs/look".into(),
            title: None,
            description: Some("Looks".into()),
            input_schema: schema.as_object().unwrap().clone(),
            rest: Map::new(),
        }],
        tool_choice: Some(ToolChoice::Required),
        ..Prompt::default()
    }
}

fn sent(model: &str, prompt: &Prompt) -> Value {
    serde_json::from_slice(&body(model, prompt).unwrap()).unwrap()
}

fn body(model: &str, prompt: &Prompt) -> Result<Vec<u8>, Fault> {
    crate::testing::body(KIND, KIND.default_base_url(), model, prompt)
}

#[test]
fn everything_is_sent_as_this() {
    let tool = json!({
        "type": "function",
        "name": "fs_look",
        "description": "Looks",
        "parameters": {"type": "object"},
        "strict": false,
    });
    assert_eq!(
        sent("gpt-4.1", &everything()),
        json!({
            "model": "gpt-4.1",
            "stream": true,
            "stream_options": {"include_obfuscation": false},
            "store": false,
            "instructions": "Be brief",
            "input": [
                {"type": "message", "role": "user", "content": [
                    {"type": "input_text", "text": "Look"},
                    {"type": "input_image", "image_url": "data:image/png;base64,aGk=", "detail": "auto"},
                ]},
                {"type": "message", "role": "assistant", "content": "I look."},
                {"type": "function_call", "call_id": "t1", "name": "fs_look", "arguments": "{\"at\":\"Huế\"}"},
                {"type": "function_call_output", "call_id": "t1", "output": [
                    {"type": "input_text", "text": "Nothing."},
                    {"type": "input_image", "image_url": "data:image/png;base64,cGlj", "detail": "auto"},
                ]},
            ],
            "max_output_tokens": 100,
            "temperature": 0.5,
            "tools": [tool],
            "tool_choice": "required",
        })
    );
}

#[test]
fn models_that_reason_give_their_reasoning_out_and_take_no_temperature() {
    let sent = sent("gpt-6-sol", &everything());
    assert_eq!(sent["include"], json!(["reasoning.encrypted_content"]));
    assert_eq!(sent.get("temperature"), None);
    assert_eq!(sent["store"], json!(false));
}

#[rstest]
#[case::sound(says(Role::User, vec![audio("audio/wav")]), "holds a sound")]
#[case::picture(says(Role::User, vec![image("image/tiff")]), "image/tiff")]
#[case::misplaced(says(Role::Assistant, vec![image("image/png")]), "assistant's holds a picture")]
fn what_it_cannot_take_is_refused(#[case] message: Message, #[case] words: &str) {
    let prompt = Prompt { messages: vec![message], max_tokens: 1, ..Prompt::default() };
    let fault = body("gpt-4.1", &prompt).unwrap_err();
    assert!(fault.message.contains(words), "{fault}");
}
