//! What the tests of several wire formats share.

use domain::content::{Marks, ResultContent};
use domain::prompt::ToolChoice;
use domain::{Account, AccountId, Content, Fault, Message, Prompt, ProviderKind, Role};
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// What a prompt is sent as to an account of a kind, at an address.
pub(crate) fn body(
    kind: ProviderKind,
    base_url: &str,
    model: &str,
    prompt: &Prompt,
) -> Result<Vec<u8>, Fault> {
    let id = AccountId(Uuid::from_u128(1));
    let (name, base_url, headers) = ("Work".into(), base_url.into(), Vec::new());
    let account = Account { id, name, kind, base_url, headers, program: None };
    crate::outgoing(&account, model, prompt, crate::Background::default())
        .map(|outgoing| outgoing.body)
}

/// The same as JSON, at the kind's own address.
pub(crate) fn sent(kind: ProviderKind, model: &str, prompt: &Prompt) -> Value {
    let body = body(kind, kind.default_base_url(), model, prompt).unwrap();
    serde_json::from_slice(&body).unwrap()
}

pub(crate) fn says(role: Role, content: Vec<Content>) -> Message {
    Message { role, content, meta: None }
}

pub(crate) fn image(mime_type: &str) -> Content {
    Content::Image { data: "aGk=".into(), mime_type: mime_type.into(), marks: Marks::default() }
}

pub(crate) fn audio(mime_type: &str) -> Content {
    Content::Audio { data: "aGk=".into(), mime_type: mime_type.into(), marks: Marks::default() }
}

/// A conversation with all that every format takes: the tool has a name that none takes, and failed.
pub(crate) fn everything() -> Prompt {
    let text = ResultContent::Text { text: "Nothing.".into(), marks: Marks::default() };
    let picture = ResultContent::Image {
        data: "cGlj".into(),
        mime_type: "image/png".into(),
        marks: Marks::default(),
    };
    let uses = Content::ToolUse {
        id: "t1".into(),
        name: "fs/look".into(),
        input: json!({"at": "Huế"}).as_object().unwrap().clone(),
        marks: Marks::default(),
    };
    let gives = Content::ToolResult {
        tool_use_id: "t1".into(),
        content: vec![text, picture],
        structured: None,
        is_error: Some(true),
        marks: Marks::default(),
    };
    Prompt {
        system: Some("Be brief".into()),
        messages: vec![
            says(Role::User, vec![Content::text("Look"), image("image/png")]),
            says(Role::Assistant, vec![Content::text("I look."), uses]),
            says(Role::User, vec![gives]),
        ],
        max_tokens: 100,
        temperature: Some(0.5),
        stop_sequences: vec!["END".into()],
        tools: vec![domain::Tool {
            name: "fs/look".into(),
            title: None,
            description: Some("Looks".into()),
            input_schema: json!({"type": "object"}).as_object().unwrap().clone(),
            rest: Map::new(),
        }],
        tool_choice: Some(ToolChoice::Required),
        ..Prompt::default()
    }
}
