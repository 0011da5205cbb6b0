//! What a prompt is sent as, in every wire format; what is a format's own is beside it.

use domain::Message;
use domain::ProviderKind::{self, Anthropic, Gemini, Ollama, Openai, OpenaiResponses};
use rstest::rstest;
use serde_json::json;

use super::*;
use crate::testing::{audio, body, everything, image, says, sent};

#[rstest]
#[case::anthropic(Anthropic, "claude-haiku-4-5", json!({
    "model": "claude-haiku-4-5",
    "max_tokens": 100,
    "stream": true,
    "system": "Be brief",
    "messages": [
        {"role": "user", "content": [
            {"type": "text", "text": "Look"},
            {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "aGk="}},
        ]},
        {"role": "assistant", "content": [
            {"type": "text", "text": "I look."},
            {"type": "tool_use", "id": "t1", "name": "fs_look", "input": {"at": "Huế"}},
        ]},
        {"role": "user", "content": [{
            "type": "tool_result",
            "tool_use_id": "t1",
            "content": [
                {"type": "text", "text": "Nothing."},
                {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "cGlj"}},
            ],
            "is_error": true,
        }]},
    ],
    "temperature": 0.5,
    "stop_sequences": ["END"],
    "tools": [{"name": "fs_look", "description": "Looks", "input_schema": {"type": "object"}}],
    "tool_choice": {"type": "any"},
}))]
#[case::chat(Openai, "gpt-4.1", json!({
    "model": "gpt-4.1",
    "stream": true,
    "stream_options": {"include_usage": true, "include_obfuscation": false},
    "messages": [
        {"role": "system", "content": "Be brief"},
        {"role": "user", "content": [
            {"type": "text", "text": "Look"},
            {"type": "image_url", "image_url": {"url": "data:image/png;base64,aGk="}},
        ]},
        {"role": "assistant", "content": "I look.", "tool_calls": [{
            "type": "function",
            "id": "t1",
            "function": {"name": "fs_look", "arguments": "{\"at\":\"Huế\"}"},
        }]},
        {"role": "tool", "tool_call_id": "t1", "content": "Nothing."},
        {"role": "user", "content": [
            {"type": "image_url", "image_url": {"url": "data:image/png;base64,cGlj"}},
        ]},
    ],
    "max_completion_tokens": 100,
    "temperature": 0.5,
    "stop": ["END"],
    "tools": [{"type": "function", "function": {
        "name": "fs_look", "description": "Looks", "parameters": {"type": "object"},
    }}],
    "tool_choice": "required",
}))]
#[case::responses(OpenaiResponses, "gpt-4.1", json!({
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
    "tools": [{
        "type": "function",
        "name": "fs_look",
        "description": "Looks",
        "parameters": {"type": "object"},
        "strict": false,
    }],
    "tool_choice": "required",
}))]
#[case::gemini(Gemini, "gemini-3.8-pro", json!({
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
    "generationConfig": {"maxOutputTokens": 100, "temperature": 0.5, "stopSequences": ["END"]},
    "tools": [{"functionDeclarations": [{
        "name": "fs_look",
        "description": "Looks",
        "parametersJsonSchema": {"type": "object"},
    }]}],
    "toolConfig": {"functionCallingConfig": {"mode": "ANY"}},
}))]
#[case::ollama(Ollama, "qwen3:8b", json!({
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
    "tools": [{"type": "function", "function": {
        "name": "fs_look", "description": "Looks", "parameters": {"type": "object"},
    }}],
    "options": {"num_predict": 100, "num_ctx": 4096, "temperature": 0.5, "stop": ["END"]},
}))]
fn everything_is_sent_as_this(
    #[case] kind: ProviderKind,
    #[case] model: &str,
    #[case] expected: Value,
) {
    assert_eq!(sent(kind, model, &everything()), expected);
}

#[rstest]
#[case::anthropic_sound(Anthropic, "claude-opus-5-5", Role::User, audio("audio/wav"), "a sound")]
#[case::anthropic_picture(
    Anthropic,
    "claude-opus-5-5",
    Role::User,
    image("image/tiff"),
    "image/tiff"
)]
#[case::anthropic_drawn(
    Anthropic,
    "claude-haiku-4-5",
    Role::Assistant,
    image("image/png"),
    "holds a picture"
)]
#[case::chat_sound(Openai, "gpt-4.1", Role::User, audio("audio/ogg"), "audio/ogg")]
#[case::chat_picture(Openai, "gpt-4.1", Role::User, image("image/tiff"), "image/tiff")]
#[case::chat_drawn(Openai, "gpt-4.1", Role::Assistant, image("image/png"), "holds a picture")]
#[case::chat_spoken(Openai, "gpt-4.1", Role::Assistant, audio("audio/wav"), "holds a sound")]
#[case::responses_sound(OpenaiResponses, "gpt-4.1", Role::User, audio("audio/wav"), "a sound")]
#[case::responses_picture(
    OpenaiResponses,
    "gpt-4.1",
    Role::User,
    image("image/tiff"),
    "image/tiff"
)]
#[case::responses_drawn(
    OpenaiResponses,
    "gpt-4.1",
    Role::Assistant,
    image("image/png"),
    "holds a picture"
)]
#[case::gemini_sound(Gemini, "gemini-3.8-pro", Role::User, audio("audio/midi"), "audio/midi")]
#[case::gemini_picture(Gemini, "gemini-3.8-pro", Role::User, image("image/tiff"), "image/tiff")]
#[case::ollama_sound(Ollama, "qwen3:8b", Role::User, audio("audio/wav"), "a sound")]
#[case::ollama_picture(Ollama, "qwen3:8b", Role::User, image("image/gif"), "image/gif")]
#[case::ollama_drawn(Ollama, "qwen3:8b", Role::Assistant, image("image/png"), "holds a picture")]
fn what_cannot_be_sent_is_refused_by_name(
    #[case] kind: ProviderKind,
    #[case] model: &str,
    #[case] role: Role,
    #[case] content: Content,
    #[case] names: &str,
) {
    let messages =
        vec![says(role, vec![Content::text("Hi"), content]), Message::text(Role::User, "So?")];
    let prompt = Prompt { messages, max_tokens: 1, ..Prompt::default() };
    let fault = body(kind, kind.default_base_url(), model, &prompt).unwrap_err();
    assert_eq!(fault.code, FaultCode::Invalid);
    assert!(fault.message.contains(names), "{fault}");
}

#[rstest]
fn nothing_to_say_and_no_room_to_answer_are_refused(
    #[values(Anthropic, Openai, OpenaiResponses, Gemini, Ollama)] kind: ProviderKind,
) {
    let refused = |messages, max_tokens| {
        let prompt = Prompt { messages, max_tokens, ..Prompt::default() };
        body(kind, kind.default_base_url(), "m", &prompt).unwrap_err().message
    };
    assert!(refused(vec![], 100).contains("no message"));
    assert!(refused(vec![says(Role::User, vec![])], 100).contains("no message"));
    assert!(refused(vec![Message::text(Role::User, "Hi")], 0).contains("0 tokens"));
}
