//! What is sent, against what the providers publish of their request bodies.

use std::sync::Arc;

use domain::ProviderKind::{self, Anthropic, Gemini, Ollama, Openai, OpenaiResponses};
use domain::content::{Marks, ResultContent};
use domain::prompt::ToolChoice;
use domain::{Content, Message, Prompt, Role, Thinking, Thought, Tool};
use jsonschema::Validator;
use providers::Background;
use rstest::rstest;
use serde_json::{Map, Value, json};

use crate::support::account;

fn says(role: Role, content: Vec<Content>) -> Message {
    Message { role, content, meta: None }
}

fn object(value: Value) -> Map<String, Value> {
    serde_json::from_value(value).unwrap()
}

fn uses(id: &str) -> Content {
    let (name, input) = ("fs/look".to_owned(), object(json!({"at": "Huế"})));
    Content::ToolUse { id: id.into(), name, input, marks: Marks::default() }
}

fn gives(id: &str, content: Vec<ResultContent>, is_error: Option<bool>) -> Content {
    let (tool_use_id, structured) = (id.to_owned(), Some(json!({"fog": true})));
    Content::ToolResult { tool_use_id, content, structured, is_error, marks: Marks::default() }
}

fn asks(message: Message) -> Prompt {
    Prompt { messages: vec![message], max_tokens: 100, ..Prompt::default() }
}

fn image() -> Content {
    let (data, mime_type) = ("aGk=".to_owned(), "image/png".to_owned());
    Content::Image { data, mime_type, marks: Marks::default() }
}

/// A conversation in which two tools were used at once, the second of which failed; with everything
/// that a result can hold.
fn used() -> Prompt {
    let marks = Marks::default;
    let text = |text: &str| ResultContent::Text { text: text.into(), marks: marks() };
    let (data, mime_type) = ("aGk=".to_owned(), "image/jpeg".to_owned());
    let picture = ResultContent::Image { data, mime_type, marks: marks() };
    let file = object(json!({"uri": "file:///a", "text": "A"}));
    let drawn = object(json!({"uri": "file:///b", "blob": "aGk=", "mimeType": "image/png"}));
    let link = object(json!({"uri": "file:///c", "name": "c"}));
    let all = vec![
        text("Fog"),
        text("and rain"),
        picture,
        ResultContent::Resource { resource: file, marks: marks() },
        ResultContent::Resource { resource: drawn, marks: marks() },
        ResultContent::ResourceLink { link },
    ];
    Prompt {
        system: Some("Be brief".into()),
        messages: vec![
            Message::text(Role::User, "Look"),
            says(Role::User, vec![image(), Content::text("and tell")]),
            says(Role::Assistant, vec![Content::text("I look."), uses("t1"), uses("t2")]),
            says(Role::User, vec![gives("t1", all, None), gives("t2", vec![], Some(true))]),
            says(Role::Assistant, vec![uses("t3")]),
            says(Role::User, vec![gives("t3", vec![text("")], Some(false))]),
            Message::text(Role::User, "So?"),
        ],
        max_tokens: 4321,
        temperature: Some(0.5),
        stop_sequences: ["a", "b", "c", "d", "e", "f"].map(str::to_owned).to_vec(),
        tools: vec![
            Tool {
                name: "fs/look".into(),
                title: Some("Look".into()),
                description: Some("Looks".into()),
                input_schema: object(json!({
                    "type": "object",
                    "properties": {"at": {"type": "string"}},
                    "required": ["at"],
                })),
                rest: Map::new(),
            },
            Tool {
                name: "wait".into(),
                title: None,
                description: None,
                input_schema: object(json!({"type": "object"})),
                rest: Map::new(),
            },
        ],
        ..Prompt::default()
    }
}

/// What the model thought on the way to the first uses of tools, each piece before so many blocks.
fn thought(kind: ProviderKind, pieces: Vec<(u32, Value)>) -> Arc<Thinking> {
    let records = pieces.into_iter().map(|(before, value)| Thought { before, value });
    let (text, uses) = ("Hm.".into(), vec!["t1".into(), "t2".into()]);
    Arc::new(Thinking { text, kind, uses, records: records.collect() })
}

fn prompts() -> Vec<Prompt> {
    let choice = |tool_choice| Prompt { tool_choice: Some(tool_choice), ..used() };
    let sound = Content::Audio {
        data: "aGk=".into(),
        mime_type: "audio/wav".into(),
        marks: Marks::default(),
    };
    vec![
        asks(Message::text(Role::User, "Chào \"bạn\"\n👋")),
        asks(says(Role::User, vec![image()])),
        asks(says(Role::User, vec![Content::text("Listen"), sound])),
        Prompt { stop_sequences: vec!["###".into()], ..asks(Message::text(Role::User, "Hi")) },
        used(),
        choice(ToolChoice::Auto),
        choice(ToolChoice::Required),
        choice(ToolChoice::None),
    ]
}

/// The schema, every object of which is closed.
fn published(name: &str) -> Validator {
    let schema: Value = serde_json::from_slice(&provider_doubles::schema(name).unwrap()).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

fn faults(schema: &Validator, body: &Value) -> Vec<String> {
    schema.iter_errors(body).map(|it| format!("{}: {it}", it.instance_path())).collect()
}

/// Takes out what the API knows and its publication does not.
fn without_the_unpublished(kind: ProviderKind, body: &mut Value) {
    let Some(object) = body.as_object_mut() else { return };
    // The types are those of API version 2026-10-21. One with a temperature goes out under 2023-06-01.
    if kind == Anthropic {
        object.remove("temperature");
    }
    // The server ties results to uses by these; its Python client does not know them yet.
    if kind == Ollama {
        for turn in object["messages"].as_array_mut().unwrap() {
            turn.as_object_mut().unwrap().remove("tool_call_id");
            let calls = turn.get_mut("tool_calls").and_then(Value::as_array_mut);
            for call in calls.into_iter().flatten() {
                call.as_object_mut().unwrap().remove("id");
            }
        }
    }
}

#[rstest]
#[case::anthropic(Anthropic, "anthropic", &["claude-opus-5-5", "claude-haiku-4-5"], vec![
    (0, json!({"type": "thinking", "thinking": "Hm.", "signature": "c2ln"})),
    (1, json!({"type": "redacted_thinking", "data": "b3BhcXVl"})),
], 7)]
#[case::chat(Openai, "chat", &["gpt-6-sol", "gpt-4.1"], vec![], 8)]
#[case::responses(OpenaiResponses, "responses", &["gpt-6-sol", "gpt-4.1"], vec![
    (0, json!({"type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": "b3Bh"})),
], 7)]
#[case::gemini(Gemini, "gemini", &["gemini-3.8-pro"], vec![
    (1, json!({"thoughtSignature": "c2ln"})),
], 8)]
#[case::ollama(Ollama, "ollama", &["qwen3:8b"], vec![(0, json!({"thinking": "Hm."}))], 7)]
fn every_body_is_as_its_provider_publishes_it(
    #[case] kind: ProviderKind,
    #[case] name: &str,
    #[case] models: &[&str],
    #[case] pieces: Vec<(u32, Value)>,
    #[case] taken: usize,
) {
    let (schema, earlier) = (published(name), [thought(kind, pieces)]);
    let background = Background { earlier: &earlier, context: None };
    let account = account(kind, kind.default_base_url());
    for model in models {
        let mut sent = 0;
        for prompt in prompts() {
            let Ok(outgoing) = providers::outgoing(&account, model, &prompt, background) else {
                continue;
            };
            sent += 1;
            let mut body: Value = serde_json::from_slice(&outgoing.body).unwrap();
            without_the_unpublished(kind, &mut body);
            let faults = faults(&schema, &body);
            assert!(faults.is_empty(), "{model}: {faults:#?} {body:#}");
            // The schema would notice.
            body["nonsense"] = json!(1);
            assert!(!schema.is_valid(&body), "{name} takes anything");
        }
        assert_eq!(sent, taken, "as many prompts are taken as before");
    }
}
