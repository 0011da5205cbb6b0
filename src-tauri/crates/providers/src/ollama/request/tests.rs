use domain::content::Marks;
use domain::{Message, ProviderKind};
use rstest::rstest;
use serde_json::json;

use super::*;

const KIND: ProviderKind = ProviderKind::Ollama;

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
    let function =
        json!({"name": "fs_look", "description": "Looks", "parameters": {"type": "object"}});
    assert_eq!(
        sent("qwen3:8b", &everything()),
        json!({
            "model": "qwen3:8b",
            "stream": true,
            "messages": [
                {"role": "system", "content": "Be brief"},
                {"role": "user", "content": "Look", "images": ["aGk="]},
                {"role": "assistant", "content": "I look.", "tool_calls": [
                    {"id": "t1", "function": {"name": "fs_look", "arguments": {"at": "Huế"}}},
                ]},
                {"role": "tool", "content": "Nothing.", "tool_name": "fs_look", "tool_call_id": "t1"},
                {"role": "user", "content": "", "images": ["cGlj"]},
            ],
            "tools": [{"type": "function", "function": function}],
            "options": {"num_predict": 100, "num_ctx": 4096, "temperature": 0.5, "stop": ["END"]},
        })
    );
}

/// Ollama cuts a prompt that is longer than its context, without a word.
#[rstest]
#[case(100, 10, 4096)]
#[case(100, 60_000, 32_768)]
#[case(u32::MAX, 10, 16_384)]
#[case(100, 900_000, 131_072)]
fn the_context_has_room_for_the_prompt(
    #[case] max_tokens: u32,
    #[case] bytes: usize,
    #[case] context: usize,
) {
    let messages = vec![Message::text(Role::User, "a".repeat(bytes))];
    let prompt = Prompt { messages, max_tokens, ..Prompt::default() };
    assert_eq!(sent("qwen3:8b", &prompt)["options"]["num_ctx"], json!(context));
}

#[test]
fn a_model_that_must_not_use_tools_is_given_none() {
    let prompt = Prompt { tool_choice: Some(ToolChoice::None), ..everything() };
    assert_eq!(sent("qwen3:8b", &prompt).get("tools"), None);
}

#[rstest]
#[case::sound(says(Role::User, vec![audio("audio/wav")]), "holds a sound")]
#[case::picture(says(Role::User, vec![image("image/gif")]), "image/gif")]
fn what_it_cannot_take_is_refused(#[case] message: Message, #[case] words: &str) {
    let prompt = Prompt { messages: vec![message], max_tokens: 1, ..Prompt::default() };
    let fault = body("qwen3:8b", &prompt).unwrap_err();
    assert!(fault.message.contains(words), "{fault}");
}

/// What a model is known to take is never exceeded, and used where it is needed.
#[rstest]
#[case(10, Some(40_960), 4_096)]
#[case(60_000, Some(40_960), 32_768)]
#[case(105_000, Some(40_960), 40_960)]
#[case(10, Some(2_048), 2_048)]
#[case(900_000, Some(1_048_576), 524_288)]
#[case(900_000, None, 131_072)]
fn the_context_is_at_most_what_the_model_takes(
    #[case] bytes: usize,
    #[case] known: Option<u32>,
    #[case] context: usize,
) {
    let messages = vec![Message::text(Role::User, "a".repeat(bytes))];
    let prompt = Prompt { messages, max_tokens: 100, ..Prompt::default() };
    assert_eq!(super::context(&prompt, known), context);
}
