use std::sync::LazyLock;

use domain::{Asked, Content, Limits, Oddity, Prompt};
use serde_json::{Value, json};

use super::{Terms, Unfit, from_wire, request};

mod kinds;
mod odd;
mod properties;
mod replies;

const REVISIONS: [&str; 5] = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28"];
const NEWEST: &str = "2026-07-28";
static LIMITS: LazyLock<Limits> = LazyLock::new(Limits::default);

/// What is agreed on with a server that may do everything.
fn terms(revision: &str) -> Terms<'_> {
    Terms { revision, tools: true, limits: &LIMITS }
}

/// As read from a server of the newest revision.
fn read(params: &Value) -> Result<Asked, Unfit> {
    from_wire(params, &terms(NEWEST))
}

fn minimal() -> Value {
    json!({ "messages": [{ "role": "user", "content": { "type": "text", "text": "hi" } }], "maxTokens": 10 })
}

fn minimal_with(key: &str, value: Value) -> Value {
    let mut params = minimal();
    params[key] = value;
    params
}

/// A request of one message with this content.
#[expect(clippy::needless_pass_by_value, reason = "as it is written out in place")]
fn saying(content: Value) -> Value {
    minimal_with("messages", json!([{ "role": "user", "content": content }]))
}

/// The least file of each of these types.
const PNG: &str = "iVBORw0KGgo=";
const PNG_LONGER: &str = "iVBORw0KGgoAAAANSUhEUg==";
const JPEG: &str = "/9j/4AAQSkZJRg==";
const WAV: &str = "UklGRiQAAABXQVZFZm10IA==";

/// A request that has every field, and every kind of block with everything that it may hold.
fn everything() -> Value {
    json!({
        "_meta": { "progressToken": "t-1", "own": { "k": 1 } },
        "messages": [
            { "role": "user", "content": [
                { "type": "text", "text": "look", "annotations": { "priority": 1 }, "_meta": { "k": 1 } },
                { "type": "image", "data": PNG, "mimeType": "image/png", "annotations": { "audience": ["user"] } },
            ], "_meta": { "m": true } },
            { "role": "user", "content": { "type": "audio", "data": WAV, "mimeType": "audio/wav", "_meta": { "a": [] } } },
            { "role": "assistant", "content": [
                { "type": "text", "text": "Looking" },
                { "type": "tool_use", "id": "u-1", "name": "fs/look", "input": { "at": [1, 2.5, null] }, "_meta": { "cache": "x" } },
                { "type": "tool_use", "id": "u-2", "name": "fs/look", "input": {} },
            ] },
            { "role": "user", "content": [
                { "type": "tool_result", "toolUseId": "u-2", "content": [], "isError": true },
                { "type": "tool_result", "toolUseId": "u-1", "isError": false, "structuredContent": { "n": 1.5 },
                  "_meta": { "cache": "y" }, "content": [
                    { "type": "text", "text": "Fog", "annotations": { "priority": 0.5 } },
                    { "type": "image", "data": JPEG, "mimeType": "image/jpeg", "_meta": { "k": 2 } },
                    { "type": "audio", "data": WAV, "mimeType": "audio/wav" },
                    { "type": "resource", "resource": { "uri": "file:///a", "text": "A", "_meta": {} }, "annotations": {} },
                    { "type": "resource", "resource": { "uri": "file:///b", "blob": "aGk=", "mimeType": "x/y" } },
                    { "type": "resource_link", "uri": "file:///c", "name": "c", "size": 5, "annotations": {}, "_meta": {} },
                ] },
            ] },
        ],
        "systemPrompt": "be brief",
        "maxTokens": 1000,
        "temperature": 0.1,
        "stopSequences": ["END", ""],
        "tools": [
            { "name": "fs/look", "title": "Look", "description": "Looks", "inputSchema": { "type": "object" },
              "outputSchema": { "type": "object" }, "annotations": { "readOnlyHint": true }, "_meta": {} },
            { "name": "final_response", "inputSchema": {} },
        ],
        "toolChoice": { "mode": "required" },
        "modelPreferences": {
            "hints": [{ "name": "sonnet" }, { "name": "gpt" }],
            "costPriority": 0.1, "speedPriority": 1, "intelligencePriority": 0,
        },
        "includeContext": "thisServer",
        "metadata": { "user": "u" },
    })
}

#[test]
fn everything_is_kept_and_written_back() {
    let params = everything();
    let asked = read(&params).unwrap();
    assert_eq!(request(&asked.prompt), params);
    assert_eq!((asked.raw, asked.oddities), (None, vec![]));
    // As it is recorded.
    let recorded = serde_json::to_string(&asked.prompt).unwrap();
    let prompt: Prompt = serde_json::from_str(&recorded).unwrap();
    assert_eq!(request(&prompt), params);
    assert_eq!(prompt.temperature, Some(0.1), "not rounded to an f32");
}
