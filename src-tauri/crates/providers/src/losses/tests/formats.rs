//! What each wire format loses of a prompt that has everything, and what it refuses.

use domain::ProviderKind::{self, Anthropic, Gemini, Ollama, Openai, OpenaiResponses};
use domain::Tool;
use domain::prompt::ToolChoice;
use serde_json::{Map, json};

use super::*;
use crate::testing::body;

fn says(role: Role, content: Vec<Content>) -> Message {
    Message { role, content, meta: None }
}

fn picture() -> ResultContent {
    let (data, mime_type) = ("AAAA".to_owned(), "image/png".to_owned());
    ResultContent::Image { data, mime_type, marks: Marks::default() }
}

/// A conversation with a failed tool of an odd name, whose result has a picture, a resource and
/// structured output; it must be used again, and the last word is the assistant's.
fn everything() -> Prompt {
    let marks = Marks::default;
    let uses = Content::ToolUse {
        id: "u".into(),
        name: "fs/read".into(),
        input: Map::new(),
        marks: marks(),
    };
    let note = json!({ "uri": "notes://today", "text": "Bread." }).as_object().unwrap().clone();
    let text = ResultContent::Text { text: "No.".into(), marks: marks() };
    let gives = Content::ToolResult {
        tool_use_id: "u".into(),
        content: vec![text, picture(), ResultContent::Resource { resource: note, marks: marks() }],
        structured: Some(json!({ "a": 1 })),
        is_error: Some(true),
        marks: marks(),
    };
    let tool = Tool {
        name: "fs/read".into(),
        title: None,
        description: None,
        input_schema: json!({ "type": "object" }).as_object().unwrap().clone(),
        rest: Map::new(),
    };
    Prompt {
        messages: vec![
            says(Role::User, vec![Content::text("Read.")]),
            says(Role::Assistant, vec![uses]),
            says(Role::User, vec![gives]),
            says(Role::Assistant, vec![Content::text("It")]),
        ],
        max_tokens: 100,
        temperature: Some(0.3),
        stop_sequences: ["a", "b", "c", "d", "e", "f"].map(str::to_owned).to_vec(),
        tools: vec![tool],
        tool_choice: Some(ToolChoice::Required),
        ..Prompt::default()
    }
}

const RENAMED: Loss = Loss::ToolNames { tools: 1 };

#[rstest]
#[case(
    Anthropic,
    "claude-opus-5-5",
    &[Loss::Temperature, Loss::ToolChoice, RENAMED, Loss::StructuredOutput, Loss::Resources]
)]
#[case(
    Openai,
    "gpt-4.1",
    &[
        Loss::StopSequences { sent: 4 },
        RENAMED,
        Loss::ToolFailure,
        Loss::StructuredOutput,
        Loss::MovedMedia,
        Loss::Resources,
        Loss::Continuation,
    ]
)]
#[case(
    OpenaiResponses,
    "gpt-6-sol",
    &[
        Loss::Temperature,
        Loss::StopSequences { sent: 0 },
        RENAMED,
        Loss::ToolFailure,
        Loss::StructuredOutput,
        Loss::Resources,
        Loss::Continuation,
    ]
)]
#[case(
    Gemini,
    "gemini-3.8-flash",
    &[
        Loss::Temperature,
        Loss::StopSequences { sent: 5 },
        RENAMED,
        Loss::StructuredOutput,
        Loss::Resources,
        Loss::Continuation,
    ]
)]
#[case(
    Ollama,
    "qwen3:8b",
    &[
        Loss::ToolChoice,
        RENAMED,
        Loss::ToolFailure,
        Loss::StructuredOutput,
        Loss::MovedMedia,
        Loss::Resources,
    ]
)]
fn what_each_format_does_not_take_is_said(
    #[case] kind: ProviderKind,
    #[case] model: &str,
    #[case] expected: &[Loss],
) {
    assert_eq!(losses(kind, kind.default_base_url(), model, &everything()), expected);
}

/// A picture or a sound is never left out: it is sent, or nothing is.
#[rstest]
#[case(Anthropic, "claude-haiku-5-5", true, false)]
#[case(Openai, "gpt-4.1", true, true)]
#[case(OpenaiResponses, "gpt-4.1", true, false)]
#[case(Gemini, "gemini-3.8-flash", true, true)]
#[case(Ollama, "qwen3:8b", true, false)]
fn a_picture_or_a_sound_is_sent_or_refused_in_words(
    #[case] kind: ProviderKind,
    #[case] model: &str,
    #[case] pictures: bool,
    #[case] sounds: bool,
) {
    let (data, marks) = ("UklGRg==".to_owned(), Marks::default());
    let image = Content::Image { data: data.clone(), mime_type: "image/png".into(), marks };
    let (mime_type, marks) = ("audio/wav".to_owned(), Marks::default());
    let audio = Content::Audio { data: data.clone(), mime_type, marks };
    for (block, taken, word) in [(image, pictures, "picture"), (audio, sounds, "sound")] {
        let messages = vec![says(Role::User, vec![Content::text("Look."), block])];
        let prompt = Prompt { messages, max_tokens: 100, ..Prompt::default() };
        assert_eq!(losses(kind, kind.default_base_url(), model, &prompt), []);
        match body(kind, kind.default_base_url(), model, &prompt) {
            Ok(sent) => {
                assert!(taken && String::from_utf8(sent).unwrap().contains(&data), "{word}");
            }
            Err(fault) => {
                assert!(!taken, "{fault}");
                assert!(fault.message.contains(word) && fault.message.contains("another model"));
            }
        }
    }
}
