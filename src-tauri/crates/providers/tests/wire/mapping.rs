//! `docs/models.md`: where each part of a prompt goes in each wire format, found by looking.

use std::fmt::Write as _;

use domain::ProviderKind::{self, Anthropic, Gemini, Ollama, Openai, OpenaiResponses};
use domain::content::{Marks, ResultContent};
use domain::prompt::ToolChoice;
use domain::{Content, Message, Prompt, Role, Tool};
use providers::Background;
use serde_json::{Map, Value, json};

use crate::support::account;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../docs/models.md");
const BEGIN: &str = "<!-- made by `UPDATE=1 cargo nextest run -p providers mapping` -->\n";
const END: &str = "<!-- end -->\n";
/// Each format, with a model that takes as much as any does.
const FORMATS: [(ProviderKind, &str, &str); 5] = [
    (Anthropic, "Anthropic Messages", "claude-sonnet-4-6"),
    (Openai, "OpenAI Chat", "gpt-4.1"),
    (OpenaiResponses, "OpenAI Responses", "gpt-4.1"),
    (Gemini, "Gemini", "gemini-3.8-pro"),
    (Ollama, "Ollama", "qwen3:8b"),
];

fn says(role: Role, content: Vec<Content>) -> Message {
    Message { role, content, meta: None }
}

fn user(content: Content) -> Prompt {
    Prompt {
        messages: vec![says(Role::User, vec![content])],
        max_tokens: 4321,
        ..Prompt::default()
    }
}

/// A conversation in which a tool was used.
fn used() -> Prompt {
    let input = json!({"at": "~arguments"}).as_object().unwrap().clone();
    let marks = Marks::default;
    let text = ResultContent::Text { text: "~result".into(), marks: marks() };
    let picture = ResultContent::Image {
        data: "~picture".into(),
        mime_type: "image/png".into(),
        marks: marks(),
    };
    let content = vec![text, picture];
    let uses = Content::ToolUse { id: "~id".into(), name: "look".into(), input, marks: marks() };
    let gives = Content::ToolResult {
        tool_use_id: "~id".into(),
        content,
        structured: None,
        is_error: Some(true),
        marks: marks(),
    };
    let schema = json!({"type": "~schema"});
    let tool = Tool {
        name: "~tool".into(),
        title: None,
        description: Some("~description".into()),
        input_schema: schema.as_object().unwrap().clone(),
        rest: Map::new(),
    };
    Prompt {
        system: Some("~system".into()),
        messages: vec![
            says(Role::User, vec![Content::text("~user")]),
            says(Role::Assistant, vec![Content::text("~assistant"), uses]),
            says(Role::User, vec![gives]),
        ],
        max_tokens: 4321,
        temperature: Some(0.125),
        stop_sequences: vec!["~stop".into()],
        tools: vec![tool],
        tool_choice: Some(ToolChoice::Required),
        ..Prompt::default()
    }
}

/// Where a value stands, without the places in lists; nothing when it is not there.
fn find(value: &Value, wanted: &dyn Fn(&Value) -> bool, path: &str) -> Option<String> {
    if wanted(value) {
        return Some(path.trim_start_matches('.').to_owned());
    }
    match value {
        Value::Array(all) => all.iter().find_map(|one| find(one, wanted, &format!("{path}[]"))),
        Value::Object(all) => {
            all.iter().find_map(|(key, one)| find(one, wanted, &format!("{path}.{key}")))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

fn sent(kind: ProviderKind, model: &str, prompt: &Prompt) -> Option<Value> {
    let account = account(kind, kind.default_base_url());
    let body = providers::outgoing(&account, model, prompt, Background::default()).ok()?.body;
    serde_json::from_slice(&body).ok()
}

/// Tells a value.
type Wanted = Box<dyn Fn(&Value) -> bool>;

/// The rows: what, in which prompt, and how to tell it.
fn rows() -> Vec<(&'static str, Prompt, Wanted)> {
    let says = |words: &'static str| -> Wanted {
        Box::new(move |value| value.as_str().is_some_and(|text| text.contains(words)))
    };
    let is = |wanted: Value| -> Wanted { Box::new(move |value| *value == wanted) };
    let picture = || {
        let (data, mime_type) = ("~picture".to_owned(), "image/png".to_owned());
        user(Content::Image { data, mime_type, marks: Marks::default() })
    };
    let sound = || {
        let (data, mime_type) = ("~sound".to_owned(), "audio/wav".to_owned());
        user(Content::Audio { data, mime_type, marks: Marks::default() })
    };
    let failed: Wanted = Box::new(|value| {
        value.get("is_error") == Some(&json!(true)) || value.get("error").is_some()
    });
    let forced: Wanted =
        Box::new(|value| [json!("required"), json!("ANY"), json!({"type": "any"})].contains(value));
    vec![
        ("system prompt", used(), says("~system")),
        ("text of the user", used(), says("~user")),
        ("text of the assistant", used(), says("~assistant")),
        ("picture", picture(), says("~picture")),
        ("sound", sound(), says("~sound")),
        ("use of a tool: id", used(), is(json!("~id"))),
        ("use of a tool: arguments", used(), says("~arguments")),
        ("result of a tool: text", used(), says("~result")),
        ("result of a tool: picture", used(), says("~picture")),
        ("result of a tool: it failed", used(), failed),
        ("max tokens", used(), is(json!(4321))),
        ("temperature", used(), is(json!(0.125))),
        ("stop sequences", used(), is(json!(["~stop"]))),
        ("tool: description", used(), says("~description")),
        ("tool: schema", used(), says("~schema")),
        ("tool choice", used(), forced),
    ]
}

fn table() -> String {
    let mut text = String::from("| what |");
    for (_, name, _) in FORMATS {
        let _ = write!(text, " {name} |");
    }
    text.push_str("\n|---|");
    text.push_str(&"---|".repeat(FORMATS.len()));
    text.push('\n');
    for (what, prompt, wanted) in rows() {
        let _ = write!(text, "| {what} |");
        for (kind, _, model) in FORMATS {
            let cell = match sent(kind, model, &prompt) {
                None => "refused before it is sent".to_owned(),
                Some(body) => find(&body, &*wanted, "")
                    .map_or_else(|| "no place for it".to_owned(), |path| format!("`{path}`")),
            };
            let _ = write!(text, " {cell} |");
        }
        text.push('\n');
    }
    text
}

#[test]
fn the_mapping_in_the_documents_is_what_the_code_does() {
    let document = std::fs::read_to_string(FILE).unwrap();
    let (before, rest) = document.split_once(BEGIN).unwrap();
    let (written, after) = rest.split_once(END).unwrap();
    let table = table();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(FILE, format!("{before}{BEGIN}{table}{END}{after}")).unwrap();
        return;
    }
    assert_eq!(written, table);
}
