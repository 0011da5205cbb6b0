//! Recorded answers, cut at every byte.

use std::sync::Mutex;

use bytes::Bytes;
use domain::content::Marks;
use domain::{Beside, Content, ProviderKind, Reply, Usage};
use futures_util::{StreamExt, stream};
use rstest::rstest;
use serde_json::{Value, json};

use super::*;
use crate::names::Names;
use crate::{anthropic, chat, gemini, ollama, responses};

fn source(chunks: &[&[u8]]) -> Source {
    let chunks: Vec<_> = chunks.iter().map(|chunk| Ok(Bytes::copy_from_slice(chunk))).collect();
    stream::iter(chunks).boxed()
}

/// What was read: the reply, and what was shown of it on the way.
#[derive(Debug, PartialEq)]
struct Seen {
    reply: Reply,
    text: String,
    thinking: String,
    outcome: Result<(), String>,
}

fn see(name: &str, chunks: &[&[u8]]) -> Seen {
    see_until(name, &[], chunks)
}

fn see_until(name: &str, stops: &[String], chunks: &[&[u8]]) -> Seen {
    let shown = Mutex::new((String::new(), String::new()));
    let deltas = |delta: Delta<'_>| match delta {
        Delta::Text(text) => shown.lock().unwrap().0.push_str(text),
        Delta::Thinking(text) => shown.lock().unwrap().1.push_str(text),
    };
    let mut draft = Draft::new("asked-for", stops.to_vec(), &deltas);
    let source = source(chunks);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let (dialect, _) = name.split_once('-').unwrap_or((name, ""));
    let (framing, reading): (_, Box<dyn Reading>) = match dialect {
        "anthropic" => (Framing::Sse, Box::new(anthropic::Answer::default())),
        "openai" => (Framing::Sse, Box::new(chat::Answer::default())),
        "responses" => (Framing::Sse, Box::new(responses::Answer::default())),
        "gemini" => (Framing::Sse, Box::new(gemini::Answer::default())),
        "ollama" => (Framing::Lines, Box::new(ollama::Answer::default())),
        other => panic!("no such dialect: {other}"),
    };
    let outcome = runtime.block_on(read(source, framing, reading, &mut draft));
    draft.end();
    let outcome = outcome.map_err(|trouble| format!("{trouble:?}"));
    let reason = draft.stop_reason.take().unwrap_or(StopReason::Other("none".into()));
    let reply = draft.into_reply(reason);
    let (text, thinking) = shown.into_inner().unwrap();
    Seen { reply, text, thinking, outcome }
}

fn tool_use(id: &str, name: &str, input: &Value) -> Content {
    let input = input.as_object().unwrap().clone();
    Content::ToolUse { id: id.into(), name: name.into(), input, marks: Marks::default() }
}

/// What every recording with tools says.
fn checking(weather: &str, time: &str) -> Vec<Content> {
    vec![
        Content::text("Let me check."),
        tool_use(weather, "get_weather", &json!({"city": "Hà Nội"})),
        tool_use(time, "get_time", &json!({})),
    ]
}

fn expected(name: &str) -> Seen {
    let greeting = "Xin chào! \"안녕\"\n你好 👋🎉";
    let thought = "They greet me in three languages.";
    let usage =
        Usage { input: Some(2112), output: Some(42), cached: Some(2000), reasoning: Some(9) };
    let counted = Usage { input: Some(2112), output: Some(42), ..Usage::default() };
    let (model, content, stop_reason, usage) = match name {
        "anthropic-text.sse" => {
            ("claude-opus-5-5-20260915", vec![Content::text(greeting)], StopReason::EndTurn, usage)
        }
        "anthropic-tool.sse" => (
            "claude-haiku-5-5",
            checking("toolu_01T1x1fJ34qAmk2tNTrN7Up6", "toolu_01A09q90qw90lq917835lq9"),
            StopReason::ToolUse,
            Usage { input: Some(472), output: Some(89), ..Usage::default() },
        ),
        "openai-text.sse" | "responses-text.sse" => {
            ("gpt-6-sol-2026-08-20", vec![Content::text(greeting)], StopReason::EndTurn, usage)
        }
        "openai-tool.sse" | "responses-tool.sse" => (
            "gpt-6-sol-2026-08-20",
            checking("call_DdmO9pD3xa9XTPNJ32zg2hcA", "call_9SZ1lJ8qLr0o2QpWmYtXcVbN"),
            StopReason::ToolUse,
            usage,
        ),
        "gemini-text.sse" => {
            ("gemini-3.8-pro", vec![Content::text(greeting)], StopReason::EndTurn, usage)
        }
        "gemini-tool.sse" => {
            ("gemini-3.8-pro", checking("fc-weather-1", "fc-time-2"), StopReason::ToolUse, usage)
        }
        "ollama-text.ndjson" => {
            ("qwen3:8b", vec![Content::text(greeting)], StopReason::EndTurn, counted)
        }
        "ollama-tool.ndjson" => {
            ("qwen3:8b", checking("call_a1", "call_a2"), StopReason::ToolUse, counted)
        }
        other => panic!("no such recording: {other}"),
    };
    let is_text = name.contains("text");
    Seen {
        text: if is_text { greeting } else { "Let me check." }.into(),
        thinking: if is_text { thought } else { "" }.into(),
        reply: Reply {
            content,
            model: model.into(),
            stop_reason,
            usage: Some(usage),
            request_id: None,
        },
        outcome: Ok(()),
    }
}

#[rstest]
fn recorded_answers_are_read_wherever_they_are_cut(
    #[values(
        "anthropic-text.sse",
        "anthropic-tool.sse",
        "openai-text.sse",
        "openai-tool.sse",
        "responses-text.sse",
        "responses-tool.sse",
        "gemini-text.sse",
        "gemini-tool.sse"
    )]
    name: &str,
    #[values("\n", "\r\n", "\r")] line_end: &str,
    #[values("", "\u{feff}")] start: &str,
) {
    let text = String::from_utf8(provider_doubles::recorded(name).unwrap()).unwrap();
    let text = format!("{start}{}", text.replace('\n', line_end));
    let bytes = text.as_bytes();
    let expected = expected(name);
    for at in 0..=bytes.len() {
        let (first, second) = bytes.split_at(at);
        assert_eq!(see(name, &[first, second]), expected, "cut at {at}");
    }
    let single: Vec<&[u8]> = bytes.chunks(1).collect();
    assert_eq!(see(name, &single), expected, "byte by byte");
}

#[rstest]
fn recorded_lines_are_read_wherever_they_are_cut(
    #[values("ollama-text.ndjson", "ollama-tool.ndjson")] name: &str,
    #[values("\n", "\r\n")] line_end: &str,
    #[values("", "\u{feff}")] start: &str,
) {
    let text = String::from_utf8(provider_doubles::recorded(name).unwrap()).unwrap();
    let text = format!("{start}{}", text.replace('\n', line_end));
    let bytes = text.as_bytes();
    let expected = expected(name);
    for at in 0..=bytes.len() {
        let (first, second) = bytes.split_at(at);
        assert_eq!(see(name, &[first, second]), expected, "cut at {at}");
    }
    let single: Vec<&[u8]> = bytes.chunks(1).collect();
    assert_eq!(see(name, &single), expected, "byte by byte");
    // The last line counts without its end, too.
    assert_eq!(see(name, &[text.trim_end().as_bytes()]), expected, "no last line end");
}

/// In every dialect, and wherever the answer is cut: a stop sequence for which the API does not
/// look out ends it, and nothing of the sequence is shown.
#[rstest]
fn a_stop_sequence_that_we_look_out_for_ends_the_answer(
    #[values(
        "anthropic-text.sse",
        "openai-text.sse",
        "responses-text.sse",
        "gemini-text.sse",
        "ollama-text.ndjson"
    )]
    name: &str,
) {
    let bytes = provider_doubles::recorded(name).unwrap();
    let stops = ["안녕\"\n你".to_owned(), "never".to_owned()];
    for at in 0..=bytes.len() {
        let (first, second) = bytes.split_at(at);
        let seen = see_until(name, &stops, &[first, second]);
        assert_eq!(seen.outcome, Ok(()), "cut at {at}");
        assert_eq!(seen.text, "Xin chào! \"", "cut at {at}");
        assert_eq!(seen.reply.content, [Content::text("Xin chào! \"")], "cut at {at}");
        assert_eq!(seen.reply.stop_reason, StopReason::StopSequence, "cut at {at}");
    }
}

/// Wherever a stream ends early, that is a fault, and what had come is there.
#[rstest]
#[case("anthropic-text.sse", "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n")]
#[case("openai-text.sse", "\"finish_reason\":\"stop\"")]
#[case("responses-text.sse", "event: response.completed")]
#[case("gemini-text.sse", "\"finishReason\": \"STOP\"")]
#[case("ollama-text.ndjson", "\"done\":true")]
fn an_answer_that_ends_early_is_a_fault(#[case] name: &str, #[case] end: &str) {
    let bytes = provider_doubles::recorded(name).unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    let end = text.find(end).unwrap();
    let whole = expected(name).text;
    for at in 0..=end {
        let seen = see(name, &[&bytes[..at]]);
        assert!(seen.outcome.is_err(), "cut at {at}");
        assert!(whole.starts_with(&seen.text), "cut at {at}");
        assert_eq!(seen.reply.plain_text(), seen.text, "cut at {at}");
    }
}

#[rstest]
#[case::anthropic("anthropic", r#"{"type":"message","model":"m","content":[{"type":"thinking","thinking":"Hm."},{"type":"text","text":"Hi"},{"type":"tool_use","id":"t","name":"n","input":{"a":1}}],"stop_reason":"tool_use","usage":{"input_tokens":3,"output_tokens":4}}"#)]
#[case::responses("responses", r#"{"object":"response","status":"completed","model":"m","output":[{"type":"reasoning","summary":[{"type":"summary_text","text":"Hm."}]},{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Hi"}]},{"type":"function_call","call_id":"t","name":"n","arguments":"{\"a\":1}"}],"usage":{"input_tokens":3,"output_tokens":4}}"#)]
#[case::gemini("gemini", r#"{"modelVersion":"m","candidates":[{"content":{"role":"model","parts":[{"text":"Hm.","thought":true},{"text":"Hi"},{"functionCall":{"id":"t","name":"n","args":{"a":1}}}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":4}}"#)]
#[case::gemini_array("gemini", r#"[{"modelVersion":"m","candidates":[{"content":{"parts":[{"text":"Hm.","thought":true},{"text":"Hi"}]}}]},{"candidates":[{"content":{"parts":[{"functionCall":{"id":"t","name":"n","args":{"a":1}}}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":4}}]"#)]
#[case::ollama("ollama", r#"{"model":"m","message":{"role":"assistant","content":"Hi","thinking":"Hm.","tool_calls":[{"id":"t","function":{"name":"n","arguments":{"a":1}}}]},"done":true,"done_reason":"stop","prompt_eval_count":3,"eval_count":4}"#)]
#[case::openai("openai", r#"{"object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","reasoning_content":"Hm.","content":"Hi","tool_calls":[{"id":"t","type":"function","function":{"name":"n","arguments":"{\"a\":1}"}}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":3,"completion_tokens":4}}"#)]
fn an_answer_in_one_piece_is_read(#[case] name: &str, #[case] text: &str) {
    let seen = see(name, &[b"  ", text.as_bytes()]);
    assert_eq!(seen.outcome, Ok(()));
    assert_eq!((seen.text.as_str(), seen.thinking.as_str()), ("Hi", "Hm."));
    assert_eq!(seen.reply.content, [Content::text("Hi"), tool_use("t", "n", &json!({"a": 1}))]);
    assert_eq!(seen.reply.stop_reason, StopReason::ToolUse);
    let usage = Usage { input: Some(3), output: Some(4), ..Usage::default() };
    assert_eq!(seen.reply.usage, Some(usage));
}

/// One chunk, then the end of the stream.
fn chunk(delta: &str, rest: &str) -> String {
    format!("data: {{\"choices\":[{{\"index\":0,\"delta\":{delta}{rest}}}]}}\n\n")
}

#[rstest]
#[case::done("\"stop\"", "", StopReason::EndTurn)]
#[case::at_sequence("\"stop\",\"stop_reason\":\"###\"", "", StopReason::StopSequence)]
#[case::at_token("\"stop\",\"stop_reason\":151645", "", StopReason::EndTurn)]
#[case::limit("\"length\"", "", StopReason::MaxTokens)]
#[case::limit_by_mistral("\"model_length\"", "", StopReason::MaxTokens)]
#[case::filter("\"content_filter\"", "", StopReason::Other("refusal".into()))]
#[case::unknown("\"eos\"", "", StopReason::Other("eos".into()))]
#[case::tool_though_stop(
    "\"stop\"",
    r#",{"index":0,"id":"t","function":{"name":"n","arguments":""}}"#,
    StopReason::ToolUse
)]
fn openai_reasons_to_stop_are_told_apart(
    #[case] reason: &str,
    #[case] call: &str,
    #[case] expected: StopReason,
) {
    let calls = call.trim_start_matches(',');
    let delta = format!("{{\"content\":\"Hi\",\"tool_calls\":[{calls}]}}");
    // Without the last word: the reason to stop is the end.
    let text = chunk(&delta, &format!(",\"finish_reason\":{reason}"));
    let seen = see("openai", &[text.as_bytes()]);
    assert_eq!(seen.outcome, Ok(()));
    assert_eq!(seen.reply.stop_reason, expected);
}

#[rstest]
#[case::done("\"end_turn\",\"stop_sequence\":null", StopReason::EndTurn)]
#[case::at_sequence("\"stop_sequence\",\"stop_sequence\":\"#\"", StopReason::StopSequence)]
#[case::at_sequence_by_llama("\"end_turn\",\"stop_sequence\":\"#\"", StopReason::StopSequence)]
#[case::limit("\"max_tokens\"", StopReason::MaxTokens)]
#[case::window("\"model_context_window_exceeded\"", StopReason::MaxTokens)]
#[case::refusal("\"refusal\"", StopReason::Other("refusal".into()))]
fn anthropic_reasons_to_stop_are_told_apart(#[case] reason: &str, #[case] expected: StopReason) {
    let text = format!(
        "data: {{\"type\":\"message_delta\",\"delta\":{{\"stop_reason\":{reason}}}}}\n\n\
         data: {{\"type\":\"message_stop\"}}\n\n"
    );
    let seen = see("anthropic", &[text.as_bytes()]);
    assert_eq!(seen.outcome, Ok(()));
    assert_eq!(seen.reply.stop_reason, expected);
    // A limit that was spent on thinking leaves no text, and is an answer all the same.
    assert_eq!(seen.reply.content, [Content::text("")]);
}

#[rstest]
#[case::refusal(r#"{"refusal":"I will not."}"#, "I will not.", "", StopReason::Other("refusal".into()))]
#[case::parts_by_mistral(r#"{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm."}]},{"type":"text","text":"Hi"}]}"#, "Hi", "Hm.", StopReason::EndTurn)]
#[case::reasoning(r#"{"reasoning":"Hm.","content":"Hi"}"#, "Hi", "Hm.", StopReason::EndTurn)]
#[case::nulls(
    r#"{"role":"assistant","content":null,"refusal":null,"tool_calls":null,"reasoning":null}"#,
    "",
    "",
    StopReason::EndTurn
)]
fn openai_dialects_are_understood(
    #[case] delta: &str,
    #[case] text: &str,
    #[case] thinking: &str,
    #[case] stop: StopReason,
) {
    let stream =
        chunk(delta, "") + &chunk("{}", ",\"finish_reason\":\"stop\"") + "data: [DONE]\n\n";
    let seen = see("openai", &[stream.as_bytes()]);
    assert_eq!(seen.outcome, Ok(()));
    assert_eq!((seen.text.as_str(), seen.thinking.as_str()), (text, thinking));
    assert_eq!(seen.reply.stop_reason, stop);
}

#[test]
fn tool_calls_without_an_index_are_kept_apart_by_their_ids() {
    let call = |id: &str, arguments: &str| {
        let id = if id.is_empty() { String::new() } else { format!("\"id\":\"{id}\",") };
        let call = format!("{{{id}\"function\":{{\"name\":\"n\",\"arguments\":{arguments}}}}}");
        chunk(&format!("{{\"tool_calls\":[{call}]}}"), "")
    };
    let stream = call("a", "\"{\\\"x\\\":\"")
        + &call("", "\"1}\"")
        + &call("b", "{\"y\":2}")
        + &chunk("{}", ",\"finish_reason\":\"tool_calls\"");
    let seen = see("openai", &[stream.as_bytes()]);
    assert_eq!(seen.outcome, Ok(()));
    let expected = [tool_use("a", "n", &json!({"x": 1})), tool_use("b", "n", &json!({"y": 2}))];
    assert_eq!(seen.reply.content, expected);
}

#[test]
fn arguments_that_broke_off_are_kept_as_text_and_are_a_fault() {
    let call =
        r#"{"tool_calls":[{"index":0,"id":"t","function":{"name":"n","arguments":"{\"a\":"}}]}"#;
    let stream = chunk(call, ",\"finish_reason\":\"length\"");
    let seen = see("openai", &[stream.as_bytes()]);
    assert!(seen.outcome.unwrap_err().contains("Unreadable"));
    assert_eq!(seen.reply.content, [Content::text("n {\"a\":")]);
}

#[rstest]
#[case::anthropic(
    "anthropic",
    "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n",
    "Overloaded"
)]
#[case::openai(
    "openai",
    "data: {\"error\":{\"message\":\"Gone wrong\",\"type\":\"server_error\"}}\n\n",
    "Gone wrong"
)]
#[case::openrouter(
    "openai",
    "data: {\"choices\":[{\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\"}],\"error\":{\"code\":502,\"message\":\"Upstream\"}}\n\n",
    "Upstream"
)]
#[case::reason_only(
    "openai",
    "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"error\"}]}\n\n",
    "Unreadable"
)]
#[case::nonsense("openai", "data: {\"choices\n\n", "Unreadable")]
#[case::done_too_soon("openai", "data: [DONE]\n\n", "Cut")]
#[case::body_of_error(
    "anthropic",
    "{\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"Oh no\"}}",
    "Oh no"
)]
#[case::body_of_ollama("openai", "{\"error\":\"no such model\"}", "no such model")]
#[case::body_of_nonsense("openai", "{nonsense", "Unreadable")]
#[case::body_of_others("openai", "{\"hello\":\"world\"}", "Unlike")]
#[case::page("anthropic", "<html>Welcome</html>", "Unlike")]
#[case::nothing("anthropic", "", "Empty")]
fn what_is_no_answer_is_a_fault(#[case] name: &str, #[case] text: &str, #[case] says: &str) {
    let seen = see(name, &[text.as_bytes()]);
    let trouble = seen.outcome.unwrap_err();
    assert!(trouble.contains(says), "{trouble}");
}

/// What came beside the answer of a stream.
fn beside(kind: ProviderKind, reading: Box<dyn Reading>, text: &str) -> (Reply, Beside) {
    let deltas = |_: Delta<'_>| {};
    let mut draft = Draft::new("m", Vec::new(), &deltas);
    let framing = if kind == ProviderKind::Ollama { Framing::Lines } else { Framing::Sse };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    runtime.block_on(read(source(&[text.as_bytes()]), framing, reading, &mut draft)).unwrap();
    let (beside, reason) = (draft.beside(kind), draft.stop_reason.take());
    (draft.into_reply(reason.unwrap_or(StopReason::ToolUse)), beside)
}

fn recording(name: &str) -> String {
    String::from_utf8(provider_doubles::recorded(name).unwrap()).unwrap()
}

/// What a model thought on the way to a use of a tool goes back with the tool's result, unchanged
/// and where it came; and nowhere else.
#[rstest]
#[case::anthropic(
    ProviderKind::Anthropic, "https://api.anthropic.com", Box::new(anthropic::Answer::default()),
    &(json!({"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}).to_string() + "|"
        + &json!({"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm."}}).to_string() + "|"
        + &json!({"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2ln"}}).to_string() + "|"
        + &json!({"type":"content_block_stop","index":0}).to_string() + "|"
        + &json!({"type":"content_block_start","index":1,"content_block":{"type":"redacted_thinking","data":"b3BhcXVl"}}).to_string() + "|"
        + &json!({"type":"content_block_stop","index":1}).to_string() + "|"
        + &json!({"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"t","name":"n","input":{}}}).to_string() + "|"
        + &json!({"type":"message_delta","delta":{"stop_reason":"tool_use"}}).to_string() + "|"
        + &json!({"type":"message_stop"}).to_string()),
    "/messages/1/content",
    json!([
        {"type": "thinking", "thinking": "Hm.", "signature": "c2ln"},
        {"type": "redacted_thinking", "data": "b3BhcXVl"},
        {"type": "tool_use", "id": "t", "name": "n", "input": {}},
    ])
)]
#[case::deepseek(
    ProviderKind::Openai, "https://api.deepseek.com",
    Box::new(chat::Answer::new(Names::default(), Some("reasoning_content"))),
    &(json!({"choices":[{"delta":{"reasoning_content":"Hm"}}]}).to_string() + "|"
        + &json!({"choices":[{"delta":{"reasoning_content":"."}}]}).to_string() + "|"
        + &json!({"choices":[{"delta":{"tool_calls":[{"index":0,"id":"t","function":{"name":"n","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}).to_string()),
    "/messages/1/reasoning_content",
    json!("Hm.")
)]
#[case::openrouter(
    ProviderKind::Openai, "https://openrouter.ai/api/v1",
    Box::new(chat::Answer::new(Names::default(), Some("reasoning_details"))),
    &(json!({"choices":[{"delta":{"reasoning":"Hm.","reasoning_details":[{"type":"reasoning.text","text":"Hm.","signature":"c2ln"}]}}]}).to_string() + "|"
        + &json!({"choices":[{"delta":{"tool_calls":[{"index":0,"id":"t","function":{"name":"n","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}).to_string()),
    "/messages/1/reasoning_details",
    json!([{"type": "reasoning.text", "text": "Hm.", "signature": "c2ln"}])
)]
#[case::gemini(
    ProviderKind::Gemini, "https://generativelanguage.googleapis.com/v1", Box::new(gemini::Answer::default()),
    &json!({"candidates":[{"content":{"parts":[{"functionCall":{"id":"t","name":"n","args":{}},"thoughtSignature":"c2ln"}]},"finishReason":"STOP"}]}).to_string(),
    "/contents/1/parts/0",
    json!({"functionCall": {"id": "t", "name": "n", "args": {}}, "thoughtSignature": "c2ln"})
)]
#[case::responses(
    ProviderKind::OpenaiResponses, "https://api.openai.com/v1", Box::new(responses::Answer::default()),
    &json!({"type":"response.completed","response":{"object":"response","status":"completed","output":[
        {"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"b3BhcXVl"},
        {"type":"function_call","call_id":"t","name":"n","arguments":"{}"}]}}).to_string(),
    "/input/1",
    json!({"type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": "b3BhcXVl"})
)]
#[case::ollama(
    ProviderKind::Ollama, "http://localhost:11434", Box::new(ollama::Answer::default()),
    &json!({"message":{"content":"","thinking":"Hm.","tool_calls":[{"id":"t","function":{"name":"n","arguments":{}}}]},"done":true}).to_string(),
    "/messages/1/thinking",
    json!("Hm.")
)]
fn thinking_is_given_back(
    #[case] kind: ProviderKind,
    #[case] base_url: &str,
    #[case] reading: Box<dyn Reading>,
    #[case] events: &str,
    #[case] at: &str,
    #[case] expected: Value,
) {
    let text: String = if kind == ProviderKind::Ollama {
        format!("{events}\n")
    } else {
        format!("data: {}\n\n", events.replace('|', "\n\ndata: "))
    };
    let (reply, beside) = beside(kind, reading, &text);
    let result = Content::ToolResult {
        tool_use_id: "t".into(),
        content: Vec::new(),
        structured: None,
        is_error: None,
        marks: Marks::default(),
    };
    let says = |role, content| domain::Message { role, content, meta: None };
    let prompt = Prompt {
        messages: vec![
            domain::Message::text(domain::Role::User, "Go"),
            says(domain::Role::Assistant, reply.content.clone()),
            says(domain::Role::User, vec![result]),
        ],
        max_tokens: 10,
        ..Prompt::default()
    };
    let thinking = beside.thinking.unwrap();
    assert_eq!(thinking.uses, ["t"]);
    let sent = |earlier: &[std::sync::Arc<domain::Thinking>]| {
        let background = crate::Background { earlier, context: None };
        let account = domain::Account {
            id: domain::AccountId(uuid::Uuid::from_u128(1)),
            name: "Work".into(),
            kind,
            base_url: base_url.into(),
            headers: Vec::new(),
            program: None,
        };
        let body = crate::outgoing(&account, "gpt-6-sol", &prompt, background).unwrap().body;
        serde_json::from_slice::<Value>(&body).unwrap()
    };
    let with = sent(std::slice::from_ref(&thinking));
    assert_eq!(with.pointer(at), Some(&expected), "{with:#}");
    let without = sent(&[]);
    assert_ne!(without.pointer(at), Some(&expected));
    // That of another conversation, or of another wire format, is not.
    let other = |change: &dyn Fn(&mut domain::Thinking)| {
        let mut thinking = thinking.as_ref().clone();
        change(&mut thinking);
        sent(&[thinking.into()])
    };
    assert_eq!(other(&|it| it.uses = vec!["u".into()]), without);
    let stranger =
        if kind == ProviderKind::Gemini { ProviderKind::Openai } else { ProviderKind::Gemini };
    assert_eq!(other(&|it| it.kind = stranger), without);
}

/// Thinking is kept for the eye, and the reply holds none of it.
#[rstest]
#[case(ProviderKind::Gemini, Box::new(gemini::Answer::default()), "gemini-text.sse")]
#[case(ProviderKind::OpenaiResponses, Box::new(responses::Answer::default()), "responses-text.sse")]
fn thinking_is_kept_beside_the_reply(
    #[case] kind: ProviderKind,
    #[case] reading: Box<dyn Reading>,
    #[case] name: &str,
) {
    let (reply, beside) = beside(kind, reading, &recording(name));
    assert_eq!(beside.thinking.unwrap().text, "They greet me in three languages.");
    assert!(!reply.plain_text().contains("three languages"));
}

/// xAI counts what was thought beside what was written, OpenAI within it; only the total tells.
#[rstest]
#[case::xai(290, 303, 291)]
#[case::openai(290, 303 - 290, 1)]
#[case::without_total(290, 0, 1)]
fn what_was_thought_is_counted_once(
    #[case] reasoning: u32,
    #[case] total: u32,
    #[case] written: u32,
) {
    let usage = format!(
        r#"{{"prompt_tokens":12,"completion_tokens":1,"total_tokens":{total},"completion_tokens_details":{{"reasoning_tokens":{reasoning}}}}}"#
    );
    let text = format!(
        "data: {{\"choices\":[{{\"delta\":{{\"content\":\"Hi\"}},\"finish_reason\":\"stop\"}}],\"usage\":{usage}}}\n\ndata: [DONE]\n\n"
    );
    let usage = see("openai", &[text.as_bytes()]).reply.usage.unwrap();
    assert_eq!((usage.output, usage.reasoning), (Some(written), Some(reasoning)));
}

/// Tools of the provider's own put other things where ours put text; they are passed over.
#[test]
fn events_of_unknown_kinds_are_passed_over_whatever_is_in_them() {
    let message =
        r#"{"type":"message","id":"msg_1","content":[{"type":"output_text","text":"Hi"}]}"#;
    let search = r#"{"type":"tool_search_call","id":"tsc_1","arguments":{},"content":"no list"}"#;
    let events = [
        format!(r#"{{"type":"response.output_item.added","output_index":0,"item":{search}}}"#),
        r#"{"type":"response.shell_call_output_content.delta","output_index":0,"delta":{"stdout":"x"}}"#.into(),
        r#"{"type":"response.output_text.delta","output_index":1,"content_index":0,"delta":"Hi"}"#.into(),
        format!(r#"{{"type":"response.output_item.done","output_index":0,"item":{search}}}"#),
        format!(r#"{{"type":"response.completed","response":{{"object":"response","status":"completed","output":[{search},{message}]}}}}"#),
    ];
    let text = format!("data: {}\n\n", events.join("\n\ndata: "));
    let seen = see("responses", &[text.as_bytes()]);
    assert_eq!(seen.outcome, Ok(()));
    assert_eq!((seen.text.as_str(), seen.reply.stop_reason), ("Hi", StopReason::EndTurn));
}

/// llama.cpp's server says "completed" of an answer that its limit cut off.
#[rstest]
#[case(5, StopReason::MaxTokens)]
#[case(6, StopReason::EndTurn)]
fn an_answer_as_long_as_it_may_be_was_cut_off(#[case] most: u32, #[case] reason: StopReason) {
    let text = "data: {\"type\":\"response.completed\",\"response\":{\"object\":\"response\",\"status\":\"completed\",\
        \"output\":[{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\" day after day\"}]}],\
        \"usage\":{\"input_tokens\":7,\"output_tokens\":5}}}\n\n";
    let reading = Box::new(responses::Answer::new(Names::default(), most));
    let (reply, _) = beside(ProviderKind::OpenaiResponses, reading, text);
    assert_eq!(reply.stop_reason, reason);
}
