//! What is odd and certain is taken and said; what is not is refused by name.

use rstest::rstest;

use super::*;

fn at(field: &str) -> String {
    field.to_owned()
}

#[rstest]
#[case::whole_float(minimal_with("maxTokens", json!(10.0)), 10)]
#[case::zero(minimal_with("maxTokens", json!(0)), 0)]
#[case::ten_million(minimal_with("maxTokens", json!(10_000_000)), 10_000_000)]
#[case::past_all(minimal_with("maxTokens", json!(4_294_967_296_u64)), u32::MAX)]
#[case::far_past_all(minimal_with("maxTokens", json!(1e300)), u32::MAX)]
#[case::nulls_are_absent(
    json!({ "messages": [], "maxTokens": 1, "systemPrompt": null, "temperature": null, "tools": null }), 1
)]
fn odd_but_certain_is_understood(#[case] params: Value, #[case] max_tokens: u32) {
    assert_eq!(read(&params).unwrap().prompt.max_tokens, max_tokens);
}

#[rstest]
#[case(minimal_with("maxTokens", json!(12.0)), Oddity::Fraction { field: at("params.maxTokens") })]
#[case(minimal_with("maxTokens", json!(1e20)), Oddity::Endless { field: at("params.maxTokens") })]
#[case(
    minimal_with("modelPreferences", json!({ "costPriority": 7 })),
    Oddity::Priority { field: at("params.modelPreferences.costPriority") }
)]
#[case(saying(json!("hi")), Oddity::BareText { field: at("params.messages[0].content") })]
#[case(minimal_with("topP", json!(0.5)), Oddity::Unknown { field: at("params.topP") })]
#[case(minimal_with("task", json!({ "ttl": 1 })), Oddity::Unknown { field: at("params.task") })]
#[case(
    saying(json!([{ "type": "text", "text": "x" }, { "type": "text", "text": "x", "colour": 1 }])),
    Oddity::Unknown { field: at("params.messages[0].content[1].colour") }
)]
#[case(
    saying(json!({ "type": "image", "data": JPEG, "mimeType": "image/png" })),
    Oddity::MimeType { field: at("params.messages[0].content.mimeType"), given: at("image/png"), taken: at("image/jpeg") }
)]
#[case(
    saying(json!({ "type": "image", "data": PNG, "mimeType": "png" })),
    Oddity::MimeType { field: at("params.messages[0].content.mimeType"), given: at("png"), taken: at("image/png") }
)]
#[case(
    saying(json!({ "type": "image", "data": "iVBORw0K\nGgo", "mimeType": "image/png" })),
    Oddity::Base64 { field: at("params.messages[0].content.data") }
)]
fn what_is_odd_is_said_and_the_request_is_kept(#[case] params: Value, #[case] oddity: Oddity) {
    let asked = read(&params).unwrap();
    assert_eq!(asked.oddities, [oddity]);
    let kept: Value = serde_json::from_str(&asked.raw.unwrap()).unwrap();
    assert_eq!(kept, params);
}

#[rstest]
#[case::lines("iVBORw0KGgoA\r\nAAANSUhEUg==\n")]
#[case::no_padding("iVBORw0KGgoAAAANSUhEUg")]
fn base64_is_put_right(#[case] data: &str) {
    let params = saying(json!({ "type": "image", "data": data, "mimeType": "image/png" }));
    let prompt = read(&params).unwrap().prompt;
    let Content::Image { data, .. } = &prompt.messages[0].content[0] else { panic!("{prompt:?}") };
    assert_eq!(data, PNG_LONGER);
}

#[test]
fn the_url_alphabet_is_put_right() {
    let params =
        saying(json!({ "type": "image", "data": "_9j_4AAQSkZJRg", "mimeType": "image/jpeg" }));
    let prompt = read(&params).unwrap().prompt;
    let Content::Image { data, .. } = &prompt.messages[0].content[0] else { panic!("{prompt:?}") };
    assert_eq!(data, JPEG);
}

#[rstest]
#[case("image", PNG, "image/png")]
#[case("image", PNG, "IMAGE/PNG; x=y")]
#[case("image", JPEG, "image/jpg")]
#[case("image", "aGk=", "image/x-own")]
#[case("audio", WAV, "audio/x-wav")]
#[case("audio", "aGk=", "audio/mpeg")]
#[case("audio", "T2dnUwACAAAAAAAAAAA=", "audio/opus")]
fn types_that_may_be_right_are_left(#[case] kind: &str, #[case] data: &str, #[case] mime: &str) {
    let params = saying(json!({ "type": kind, "data": data, "mimeType": mime }));
    let asked = read(&params).unwrap();
    assert_eq!((asked.oddities, request(&asked.prompt)), (vec![], params));
}

#[test]
fn a_flood_of_oddities_is_counted() {
    let messages: Vec<Value> =
        (0..60).map(|_| json!({ "role": "user", "content": "hi" })).collect();
    let asked = read(&minimal_with("messages", json!(messages))).unwrap();
    assert_eq!(asked.oddities.len(), 51);
    assert_eq!(asked.oddities.last(), Some(&Oddity::More { count: 10 }));
}

#[rstest]
#[case(json!(null), "params must be an object")]
#[case(json!({ "maxTokens": 1 }), "params.messages is missing")]
#[case(minimal_with("messages", json!("hi")), "params.messages must be a list")]
#[case(minimal_with("maxTokens", json!(null)), "params.maxTokens is missing")]
#[case(minimal_with("maxTokens", json!(-1)), "params.maxTokens must be a whole number from 0 on")]
#[case(minimal_with("maxTokens", json!(-1.0)), "params.maxTokens must be a whole number from 0 on")]
#[case(minimal_with("maxTokens", json!(12.5)), "params.maxTokens must be a whole number from 0 on")]
#[case(minimal_with("maxTokens", json!("10")), "params.maxTokens must be a whole number from 0 on")]
#[case(minimal_with("temperature", json!("hot")), "params.temperature must be a number")]
#[case(minimal_with("stopSequences", json!([1])), "params.stopSequences[0] must be a string")]
#[case(minimal_with("includeContext", json!("everything")), "params.includeContext must be \"none\", \"thisServer\" or \"allServers\"")]
#[case(minimal_with("metadata", json!([])), "params.metadata must be an object")]
#[case(minimal_with("modelPreferences", json!({ "hints": [{ "name": 1 }] })), "params.modelPreferences.hints[0].name must be a string")]
#[case(minimal_with("tools", json!([{ "name": "a" }])), "params.tools[0].inputSchema is missing")]
#[case(minimal_with("tools", json!([{ "name": "", "inputSchema": {} }])), "params.tools[0].name is empty")]
#[case(
    minimal_with("tools", json!([{ "name": "a", "inputSchema": {} }, { "name": "a", "inputSchema": {} }])),
    "params.tools[1].name is the name of another tool already"
)]
#[case(minimal_with("toolChoice", json!({ "mode": "any" })), "params.toolChoice.mode must be \"auto\", \"required\" or \"none\"")]
#[case(
    minimal_with("messages", json!([{ "role": "system", "content": { "type": "text", "text": "x" } }])),
    "params.messages[0].role must be \"user\" or \"assistant\"; a system prompt goes into params.systemPrompt"
)]
#[case(minimal_with("messages", json!([{ "content": "x" }])), "params.messages[0].role is missing")]
#[case(saying(json!([])), "params.messages[0].content must hold at least one block")]
#[case(
    saying(json!([{ "type": "text", "text": "x" }, { "type": "video" }])),
    "params.messages[0].content[1].type must be \"text\", \"image\", \"audio\", \"tool_use\" or \"tool_result\""
)]
#[case(saying(json!({ "type": "resource", "resource": {} })), "params.messages[0].content.type must be \"text\", \"image\", \"audio\", \"tool_use\" or \"tool_result\"")]
#[case(saying(json!({ "type": "image", "data": "x" })), "params.messages[0].content.mimeType is missing")]
#[case(
    saying(json!({ "type": "image", "data": "not base64!", "mimeType": "image/png" })),
    "params.messages[0].content.data is not base64"
)]
#[case(
    saying(json!({ "type": "image", "data": "", "mimeType": "image/png" })),
    "params.messages[0].content.data is not base64"
)]
#[case(
    saying(json!({ "type": "image", "data": "aGk=", "mimeType": "text/plain" })),
    "params.messages[0].content.mimeType must begin with \"image/\""
)]
#[case(
    saying(json!({ "type": "image", "data": WAV, "mimeType": "image/png" })),
    "params.messages[0].content.data is of type audio/wav, which is not a picture"
)]
#[case(
    saying(json!({ "type": "tool_result", "toolUseId": "a", "content": [] })),
    "params.messages[0] holds a tool_result for \"a\", and the message before it has no such tool_use that is still open"
)]
fn what_does_not_fit_is_refused_by_name(#[case] params: Value, #[case] sentence: &str) {
    assert_eq!(read(&params).unwrap_err().to_string(), sentence);
}

fn limits() -> Limits {
    Limits { messages: 2, bytes: 100, media: 1, media_bytes: 9, tools: 1, ..Limits::default() }
}

#[rstest]
#[case(
    minimal_with("messages", json!([1, 2, 3])),
    "params.messages holds 3 messages, and at most 2 are taken"
)]
#[case(
    saying(json!({ "type": "text", "text": "x".repeat(101) })),
    "params.messages[0].content.text makes the request longer than the 100 bytes that are taken"
)]
#[case(
    minimal_with("systemPrompt", json!("x".repeat(99))),
    "params.systemPrompt makes the request longer than the 100 bytes that are taken"
)]
#[case(
    saying(json!([
        { "type": "image", "data": PNG, "mimeType": "image/png" },
        { "type": "image", "data": PNG, "mimeType": "image/png" },
    ])),
    "params.messages[0].content[1] is picture or sound number 2, and at most 1 are taken"
)]
#[case(
    saying(json!({ "type": "image", "data": PNG_LONGER, "mimeType": "image/png" })),
    "params.messages[0].content.data holds 16 bytes, and at most 9 are taken"
)]
#[case(
    minimal_with("tools", json!([{ "name": "a" }, { "name": "b" }])),
    "params.tools holds 2 tools, and at most 1 are taken"
)]
fn past_a_limit_the_server_is_told_the_limit(#[case] params: Value, #[case] sentence: &str) {
    assert_eq!(
        from_wire(&params, &Terms { limits: &limits(), ..terms(NEWEST) }).unwrap_err().to_string(),
        sentence
    );
}

#[test]
fn twenty_megabytes_of_picture_and_ten_thousand_messages_are_taken() {
    let data = format!("{}{}", &PNG[..8], "AAAA".repeat(20 * 1024 * 1024 / 3));
    let picture = saying(json!({ "type": "image", "data": data, "mimeType": "image/png" }));
    assert_eq!(read(&picture).unwrap().oddities, []);
    let message = json!({ "role": "user", "content": { "type": "text", "text": "hi" } });
    let many = minimal_with("messages", json!(vec![message; 10_000]));
    assert_eq!(read(&many).unwrap().prompt.messages.len(), 10_000);
}

#[rstest]
#[case::tools(json!({ "tools": [] }), "params.tools")]
#[case::choice(json!({ "toolChoice": { "mode": "none" } }), "params.toolChoice")]
fn tools_that_were_not_declared_are_refused(#[case] more: Value, #[case] field: &str) {
    let mut params = json!({ "messages": [], "maxTokens": 1 });
    params.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    assert!(from_wire(&params, &terms(NEWEST)).is_ok());
    let without = Terms { tools: false, ..terms(NEWEST) };
    let sentence = format!("{field} needs the capability sampling.tools, which was not declared");
    assert_eq!(from_wire(&params, &without).unwrap_err().to_string(), sentence);
}
