//! Replies on their way out.

use domain::reply::StopReason;
use domain::{Reply, Tool};
use rstest::rstest;

use super::super::{fits, to_wire};
use super::*;

fn reply(content: Vec<Content>) -> Reply {
    Reply {
        content,
        model: "claude".into(),
        stop_reason: StopReason::EndTurn,
        usage: None,
        request_id: None,
    }
}

fn block(kind: Value) -> Content {
    serde_json::from_value(kind).unwrap()
}

fn image() -> Content {
    block(json!({ "kind": "image", "data": PNG, "mime_type": "image/png" }))
}

fn audio() -> Content {
    block(json!({ "kind": "audio", "data": WAV, "mime_type": "audio/wav" }))
}

fn used() -> Content {
    block(json!({
        "kind": "tool_use", "id": "u", "name": "look", "input": { "a": 1 },
        "marks": { "meta": { "k": 1 }, "annotations": { "priority": 1 } },
    }))
}

fn result() -> Content {
    block(json!({ "kind": "tool_result", "tool_use_id": "u", "content": [] }))
}

/// A prompt that offers a tool.
fn offering() -> Prompt {
    read(&minimal_with("tools", json!([{ "name": "look", "inputSchema": {} }]))).unwrap().prompt
}

#[rstest]
#[case::text(vec![Content::text("hi")], "2024-11-05", json!({ "type": "text", "text": "hi" }))]
#[case::image(vec![image()], "2024-11-05", json!({ "type": "image", "data": PNG, "mimeType": "image/png" }))]
#[case::audio(vec![audio()], "2025-03-26", json!({ "type": "audio", "data": WAV, "mimeType": "audio/wav" }))]
#[case::two(
    vec![Content::text("a"), Content::text("b")], "2025-11-25",
    json!([{ "type": "text", "text": "a" }, { "type": "text", "text": "b" }])
)]
#[case::used(vec![used()], "2025-11-25", json!({
    "type": "tool_use", "id": "u", "name": "look", "input": { "a": 1 },
    "_meta": { "k": 1 }, "annotations": { "priority": 1 },
}))]
#[case::text_and_used(vec![Content::text("a"), used()], "2025-11-25", json!([
    { "type": "text", "text": "a" },
    { "type": "tool_use", "id": "u", "name": "look", "input": { "a": 1 },
      "_meta": { "k": 1 }, "annotations": { "priority": 1 } },
]))]
#[case::nothing(vec![], "never", json!(null))]
#[case::result(vec![result()], "never", json!(null))]
fn each_kind_in_each_revision(
    #[case] content: Vec<Content>,
    #[case] since: &str,
    #[case] wire: Value,
) {
    let reply = reply(content);
    for revision in REVISIONS {
        let fit = fits(&reply, &offering(), revision);
        assert_eq!(fit.is_ok(), revision >= since, "{revision}: {fit:?}");
        match to_wire(&reply, revision) {
            Ok(sent) => assert_eq!(
                sent,
                json!({ "role": "assistant", "content": wire, "model": "claude", "stopReason": "endTurn" })
            ),
            Err(fault) => assert_eq!(Err(fault), fit),
        }
    }
}

#[test]
fn a_tool_is_used_only_where_the_server_offered_some() {
    let none = Prompt { tools: Vec::<Tool>::new(), ..offering() };
    let fault = fits(&reply(vec![used()]), &none, NEWEST).unwrap_err();
    assert!(fault.message.contains("the server offered none"), "{fault}");
}

/// Without them the server could not tell which result is whose.
#[rstest]
#[case::one_id_twice(vec![used(), used()], "for two tools")]
#[case::no_id(vec![block(json!({ "kind": "tool_use", "id": "", "name": "look", "input": {} }))], "an id")]
#[case::no_name(vec![block(json!({ "kind": "tool_use", "id": "u", "name": "", "input": {} }))], "a name")]
fn uses_of_tools_have_names_and_ids_of_their_own(#[case] content: Vec<Content>, #[case] why: &str) {
    let fault = fits(&reply(content), &offering(), NEWEST).unwrap_err();
    assert!(fault.message.contains(why), "{fault}");
}

#[rstest]
#[case(StopReason::StopSequence, "stopSequence")]
#[case(StopReason::MaxTokens, "maxTokens")]
#[case(StopReason::ToolUse, "toolUse")]
#[case(StopReason::Stopped, "stopped")]
#[case(StopReason::Other("refusal".into()), "refusal")]
fn stop_reasons_are_the_protocols_words(#[case] stop_reason: StopReason, #[case] word: &str) {
    let reply = Reply { stop_reason, ..reply(vec![Content::text("x")]) };
    assert_eq!(to_wire(&reply, "2025-11-25").unwrap()["stopReason"], word);
}
