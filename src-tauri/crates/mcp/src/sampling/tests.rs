use domain::prompt::{IncludeContext, Preferences};
use domain::reply::StopReason;
use domain::{Content, Message, Prompt, Reply, Role};
use proptest::prelude::*;
use rstest::rstest;
use serde_json::{Value, json};

use super::{fits, from_wire, to_wire};

fn minimal() -> Value {
    json!({ "messages": [{ "role": "user", "content": { "type": "text", "text": "hi" } }], "maxTokens": 10 })
}

fn minimal_with(key: &str, value: Value) -> Value {
    let mut params = minimal();
    params[key] = value;
    params
}

#[test]
fn every_field_arrives() {
    let asked = from_wire(json!({
        "_meta": { "progressToken": "t-1" },
        "messages": [
            { "role": "user", "content": [
                { "type": "text", "text": "look", "annotations": { "priority": 1 }, "_meta": { "k": 1 } },
                { "type": "image", "data": "aGk=", "mimeType": "image/png" },
            ] },
            { "role": "assistant", "content": { "type": "audio", "data": "aGk=", "mimeType": "audio/wav" },
              "_meta": { "m": true } },
        ],
        "systemPrompt": "be brief",
        "maxTokens": 1000,
        "temperature": 0.1,
        "stopSequences": ["END", ""],
        "modelPreferences": {
            "hints": [{ "name": "sonnet" }, {}, { "name": "gpt" }],
            "costPriority": 0.1, "speedPriority": 1, "intelligencePriority": 0,
        },
        "includeContext": "thisServer",
        "metadata": { "user": "u" },
        "somethingNew": 1,
    }))
    .unwrap();
    assert_eq!(asked.progress_token, Some(json!("t-1")));
    let prompt = asked.prompt;
    assert_eq!(prompt.system.as_deref(), Some("be brief"));
    assert_eq!(prompt.temperature, Some(0.1), "not rounded to an f32");
    assert_eq!(prompt.stop_sequences, ["END", ""]);
    assert_eq!(
        prompt.preferences,
        Preferences {
            hints: vec!["sonnet".into(), "gpt".into()],
            cost: Some(0.1),
            speed: Some(1.0),
            intelligence: Some(0.0)
        }
    );
    assert_eq!(prompt.include_context, IncludeContext::ThisServer);
    assert_eq!(prompt.metadata.as_ref().unwrap()["user"], "u");
    let [user, assistant] = prompt.messages.as_slice() else { panic!("two messages") };
    assert_eq!((user.role, user.content.len()), (Role::User, 2));
    let Content::Text { marks, .. } = &user.content[0] else { panic!("text") };
    assert_eq!(marks.annotations, Some(json!({ "priority": 1 })));
    assert_eq!(marks.meta.as_ref().unwrap()["k"], 1);
    assert!(
        matches!(&assistant.content[0], Content::Audio { mime_type, .. } if mime_type == "audio/wav")
    );
    assert_eq!(assistant.meta.as_ref().unwrap()["m"], true);
}

#[rstest]
#[case::whole_float(minimal_with("maxTokens", json!(10.0)), 10)]
#[case::zero(minimal_with("maxTokens", json!(0)), 0)]
#[case::ten_million(minimal_with("maxTokens", json!(10_000_000)), 10_000_000)]
#[case::nulls_are_absent(
    json!({ "messages": [], "maxTokens": 1, "systemPrompt": null, "temperature": null, "tools": null }), 1
)]
fn odd_but_certain_is_understood(#[case] params: Value, #[case] max_tokens: u32) {
    assert_eq!(from_wire(params).unwrap().prompt.max_tokens, max_tokens);
}

#[rstest]
#[case(json!(null), "params must be an object")]
#[case(json!({ "maxTokens": 1 }), "params.messages is missing")]
#[case(minimal_with("messages", json!("hi")), "params.messages must be a list")]
#[case(minimal_with("maxTokens", json!(null)), "params.maxTokens is missing")]
#[case(minimal_with("maxTokens", json!(-1)), "params.maxTokens must be a whole number from 0 to 4294967295")]
#[case(minimal_with("maxTokens", json!(1.5)), "params.maxTokens must be a whole number from 0 to 4294967295")]
#[case(minimal_with("maxTokens", json!(4_294_967_296_u64)), "params.maxTokens must be a whole number from 0 to 4294967295")]
#[case(minimal_with("maxTokens", json!("10")), "params.maxTokens must be a whole number from 0 to 4294967295")]
#[case(minimal_with("temperature", json!("hot")), "params.temperature must be a number")]
#[case(minimal_with("stopSequences", json!([1])), "params.stopSequences[0] must be a string")]
#[case(minimal_with("includeContext", json!("everything")), "params.includeContext must be \"none\", \"thisServer\" or \"allServers\"")]
#[case(minimal_with("metadata", json!([])), "params.metadata must be an object")]
#[case(minimal_with("modelPreferences", json!({ "hints": [{ "name": 1 }] })), "params.modelPreferences.hints[0].name must be a string")]
#[case(minimal_with("tools", json!([])), "params.tools was sent although sampling.tools is not offered")]
#[case(minimal_with("toolChoice", json!({ "mode": "auto" })), "params.toolChoice was sent although sampling.tools is not offered")]
#[case(
    minimal_with("messages", json!([{ "role": "system", "content": { "type": "text", "text": "x" } }])),
    "params.messages[0].role must be \"user\" or \"assistant\""
)]
#[case(
    minimal_with("messages", json!([{ "role": "user", "content": [] }])),
    "params.messages[0].content must hold at least one block"
)]
#[case(
    minimal_with("messages", json!([{ "role": "user", "content": [{ "type": "text", "text": "x" }, { "type": "video" }] }])),
    "params.messages[0].content[1].type must be \"text\", \"image\" or \"audio\""
)]
#[case(
    minimal_with("messages", json!([{ "role": "user", "content": { "type": "image", "data": "x" } }])),
    "params.messages[0].content.mimeType is missing"
)]
#[case(
    minimal_with("messages", json!([{ "role": "assistant", "content": { "type": "tool_use", "id": "1", "name": "n", "input": {} } }])),
    "params.messages[0].content.type needs sampling.tools, which is not offered"
)]
fn what_does_not_fit_is_refused_by_name(#[case] params: Value, #[case] sentence: &str) {
    assert_eq!(from_wire(params).unwrap_err().to_string(), sentence);
}

fn reply(content: Vec<Content>) -> Reply {
    Reply {
        content,
        model: "claude".into(),
        stop_reason: StopReason::EndTurn,
        usage: None,
        request_id: None,
    }
}

fn audio() -> Content {
    serde_json::from_value(json!({ "kind": "audio", "data": "aGk=", "mime_type": "audio/wav" }))
        .unwrap()
}

#[rstest]
#[case("2024-11-05")]
#[case("2025-11-25")]
#[case("2026-07-28")]
fn a_single_block_stays_single(#[case] revision: &str) {
    let wire = to_wire(&reply(vec![Content::text("hi")]), revision).unwrap();
    assert_eq!(
        wire,
        json!({
            "role": "assistant", "content": { "type": "text", "text": "hi" },
            "model": "claude", "stopReason": "endTurn",
        })
    );
}

#[rstest]
#[case::two_blocks_old("2025-06-18", vec![Content::text("a"), Content::text("b")], false)]
#[case::two_blocks("2025-11-25", vec![Content::text("a"), Content::text("b")], true)]
#[case::two_blocks_modern("2026-07-28", vec![Content::text("a"), audio()], true)]
#[case::audio_old("2024-11-05", vec![audio()], false)]
#[case::audio("2025-03-26", vec![audio()], true)]
#[case::nothing("2026-07-28", vec![], false)]
fn the_shape_follows_the_revision(
    #[case] revision: &str,
    #[case] content: Vec<Content>,
    #[case] fitting: bool,
) {
    let blocks = content.len();
    let reply = reply(content);
    assert_eq!(fits(&reply, revision).is_ok(), fitting);
    match to_wire(&reply, revision) {
        Ok(wire) => assert_eq!(wire["content"].as_array().map_or(1, Vec::len), blocks),
        Err(fault) => assert!(!fitting, "{fault}"),
    }
}

#[rstest]
#[case(StopReason::StopSequence, "stopSequence")]
#[case(StopReason::MaxTokens, "maxTokens")]
#[case(StopReason::Stopped, "stopped")]
#[case(StopReason::Other("refusal".into()), "refusal")]
fn stop_reasons_are_the_protocols_words(#[case] stop_reason: StopReason, #[case] word: &str) {
    let reply = Reply { stop_reason, ..reply(vec![Content::text("x")]) };
    assert_eq!(to_wire(&reply, "2025-11-25").unwrap()["stopReason"], word);
}

proptest! {
    /// Whatever texts and limits a server sends, they arrive as they are.
    #[test]
    fn texts_arrive_unaltered(
        texts in proptest::collection::vec(any::<String>(), 0..5),
        system in proptest::option::of(any::<String>()),
        max_tokens in any::<u32>(),
        temperature in proptest::option::of(0.0_f64..2.0),
    ) {
        let messages: Vec<Value> = texts
            .iter()
            .map(|text| json!({ "role": "user", "content": { "type": "text", "text": text } }))
            .collect();
        let line = json!({
            "messages": messages, "systemPrompt": system, "maxTokens": max_tokens, "temperature": temperature,
        })
        .to_string();
        let expected = Prompt {
            messages: texts.iter().map(|text| Message::text(Role::User, text)).collect(),
            system,
            max_tokens,
            temperature,
            ..Prompt::default()
        };
        prop_assert_eq!(from_wire(serde_json::from_str(&line).unwrap()).unwrap().prompt, expected);
    }

    /// No JSON at all makes the reader do anything but answer.
    #[test]
    fn any_json_is_answered(text in "[\\[\\]{}\":,a-zA-Z0-9. -]{0,64}") {
        if let Ok(value) = serde_json::from_str::<Value>(&text) {
            let _ = from_wire(value);
        }
    }
}
