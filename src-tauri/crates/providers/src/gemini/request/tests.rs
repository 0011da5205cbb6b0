use domain::content::Marks;
use domain::{Message, ProviderKind};
use rstest::rstest;
use serde_json::json;

use super::*;
use crate::provider::Background;

const KIND: ProviderKind = ProviderKind::Gemini;

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
        "name": "fs_look",
        "description": "Looks",
        "parametersJsonSchema": {"type": "object"},
    });
    assert_eq!(
        sent("gemini-3.8-pro", &everything()),
        json!({
            "systemInstruction": {"parts": [{"text": "Be brief"}]},
            "contents": [
                {"role": "user", "parts": [
                    {"text": "Look"},
                    {"inlineData": {"mimeType": "image/png", "data": "aGk="}},
                ]},
                {"role": "model", "parts": [
                    {"text": "I look."},
                    {"functionCall": {"id": "t1", "name": "fs_look", "args": {"at": "Huế"}}},
                ]},
                {"role": "user", "parts": [{"functionResponse": {
                    "id": "t1",
                    "name": "fs_look",
                    "response": {"error": "Nothing."},
                    "parts": [{"inlineData": {"mimeType": "image/png", "data": "cGlj"}}],
                }}]},
            ],
            "generationConfig": {
                "maxOutputTokens": 100,
                "temperature": 0.5,
                "stopSequences": ["END"],
            },
            "tools": [{"functionDeclarations": [tool]}],
            "toolConfig": {"functionCallingConfig": {"mode": "ANY"}},
        })
    );
}

#[test]
fn a_name_begins_as_gemini_wants_it() {
    let mut prompt = everything();
    prompt.messages.truncate(1);
    prompt.tools[0].name = "2fa".into();
    let sent = sent("gemini-3.8-pro", &prompt);
    assert_eq!(sent["tools"][0]["functionDeclarations"][0]["name"], "_2fa");
}

#[rstest]
#[case(
    "https://g/v1",
    "gemini-3.8-pro",
    "https://g/v1/models/gemini-3.8-pro:streamGenerateContent?alt=sse"
)]
#[case(
    "https://g/v1",
    "models/gemini-flash-latest",
    "https://g/v1beta/models/gemini-flash-latest:streamGenerateContent?alt=sse"
)]
#[case(
    "https://g/v1beta",
    "a/../b?c#d",
    "https://g/v1beta/models/a_.._b_c_d:streamGenerateContent?alt=sse"
)]
fn the_model_is_in_the_address(#[case] base_url: &str, #[case] model: &str, #[case] url: &str) {
    let prompt = everything();
    let host = crate::hosts::Host::of(base_url);
    let order = Order { host, model, prompt: &prompt, background: Background::default() };
    assert_eq!(crate::gemini::Gemini.address(base_url, order), url);
}

#[rstest]
#[case::sound(says(Role::User, vec![audio("audio/midi")]), "audio/midi")]
#[case::picture(says(Role::User, vec![image("image/tiff")]), "image/tiff")]
fn what_it_cannot_take_is_refused(#[case] message: Message, #[case] words: &str) {
    let prompt = Prompt { messages: vec![message], max_tokens: 1, ..Prompt::default() };
    let fault = body("gemini-3.8-pro", &prompt).unwrap_err();
    assert!(fault.message.contains(words), "{fault}");
}
