use domain::Message;
use rstest::rstest;
use serde_json::json;

use super::*;
use crate::testing::{everything, sent};

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
    assert_eq!(
        sent(ProviderKind::Ollama, "qwen3:8b", &prompt)["options"]["num_ctx"],
        json!(context)
    );
}

#[test]
fn a_model_that_must_not_use_tools_is_given_none() {
    let prompt = Prompt { tool_choice: Some(ToolChoice::None), ..everything() };
    assert_eq!(sent(ProviderKind::Ollama, "qwen3:8b", &prompt).get("tools"), None);
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
