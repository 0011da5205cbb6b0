//! What the wire formats' requests have in common.

use std::borrow::Cow;

use domain::content::ResultContent;
use domain::prompt::Remark;
use domain::{Content, Fault, FaultCode, Prompt, Role, Thought};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

/// Refuses what cannot be sent, before it is.
pub(crate) fn refuse(message: impl Into<String>) -> Fault {
    Fault::new(FaultCode::Invalid, message)
}

/// Refuses what no model can be asked.
pub(crate) fn check(prompt: &Prompt) -> Result<(), Fault> {
    prompt.sendable().map_err(|remark| {
        refuse(match remark {
            Remark::NoRoom => "The limit is 0 tokens, so no model can answer. Raise it.",
            Remark::Unbalanced { .. } => {
                "A tool use has no result right after it, or a result no use before it. Put the \
                 messages back in order."
            }
            Remark::NoTools => {
                "The model is told to use a tool, and there is none. Put a tool back, or let it \
                 choose."
            }
            Remark::NoMessages
            | Remark::HugeLimit { .. }
            | Remark::HugeText { .. }
            | Remark::OtherContent { .. }
            | Remark::Odd { .. } => "There is no message, so no model can be asked. Write one.",
        })
    })
}

/// The conversation with adjacent messages of the same role made one; blocks in order, unchanged.
pub(crate) fn turns(prompt: &Prompt) -> Vec<(Role, Vec<&Content>)> {
    let mut turns: Vec<(Role, Vec<&Content>)> = Vec::with_capacity(prompt.messages.len());
    for message in prompt.messages.iter().filter(|message| !message.content.is_empty()) {
        match turns.last_mut() {
            Some((role, blocks)) if *role == message.role => blocks.extend(&message.content),
            _ => turns.push((message.role, message.content.iter().collect())),
        }
    }
    turns
}

/// The structured output of a tool, as text, where that is all that the tool gave.
pub(crate) fn structured_text<'a>(
    content: &[ResultContent],
    structured: Option<&Value>,
) -> Option<Cow<'a, str>> {
    structured.filter(|_| content.is_empty()).map(|value| Cow::Owned(value.to_string()))
}

/// What a block of a tool result is called in a refusal.
pub(crate) fn result_kind(part: &ResultContent) -> &'static str {
    match part {
        ResultContent::Text { .. } => "a text",
        ResultContent::Image { .. } => "a picture",
        ResultContent::Audio { .. } => "a sound",
        ResultContent::Resource { .. } => "an embedded file",
        ResultContent::ResourceLink { .. } => "a link to a resource",
    }
}

/// A resource in a tool result, for a wire format that has no place for one: a picture as that,
/// what can be read as its JSON, and a file of another kind not at all.
pub(crate) enum Resource<'a> {
    Text(String),
    Picture { mime_type: &'a str, data: &'a str },
    File,
}

pub(crate) fn resource(resource: &Map<String, Value>) -> Resource<'_> {
    let text = |name| resource.get(name).and_then(Value::as_str);
    match (text("blob"), text("mimeType").unwrap_or_default()) {
        (Some(data), mime_type) if mime_type.starts_with("image/") => {
            Resource::Picture { mime_type, data }
        }
        (Some(_), _) => Resource::File,
        (None, _) => Resource::Text(as_text(resource)),
    }
}

/// The JSON of an object, as text.
pub(crate) fn as_text(object: &Map<String, Value>) -> String {
    serde_json::to_string(object).unwrap_or_default()
}

/// What cannot stand in a message of this role.
pub(crate) fn misplaced(api: &str, what: &str, role: &str) -> Fault {
    refuse(format!(
        "A message of the {role}'s holds a {what}, which {api} cannot take there. Remove it, or \
         choose another model."
    ))
}

/// Refuses a block of a tool result that the wire format has no place for.
pub(crate) fn refuse_result(api: &str, part: &ResultContent) -> Fault {
    refuse(format!(
        "A tool result holds {}, which {api} cannot take. Remove it, or choose another model.",
        result_kind(part)
    ))
}

/// Checks that a picture is of a type that the wire format takes.
pub(crate) fn check_picture(api: &str, mime_type: &str, taken: &[&str]) -> Result<(), Fault> {
    if taken.iter().any(|known| known.eq_ignore_ascii_case(mime_type)) {
        return Ok(());
    }
    Err(refuse(format!(
        "The prompt holds a picture of type {mime_type}, which {api} cannot take. Remove it, or \
         choose another model."
    )))
}

/// The bytes of a request.
pub(crate) fn encode(body: &impl Serialize) -> Result<Vec<u8>, Fault> {
    serde_json::to_vec(body).map_err(|error| {
        Fault::new(FaultCode::Internal, "The prompt could not be written as JSON.")
            .with_detail(error.to_string())
    })
}

/// The arguments of a tool, as JSON in a text.
pub(crate) fn arguments(name: &str, input: &Map<String, Value>) -> Result<String, Fault> {
    serde_json::to_string(input).map_err(|error| {
        refuse(format!("The arguments of “{name}” could not be written as JSON."))
            .with_detail(error.to_string())
    })
}

/// A picture as a `data:` URL, written without being put together first.
pub(crate) struct DataUrl<'a> {
    pub(crate) mime_type: &'a str,
    pub(crate) data: &'a str,
}

impl Serialize for DataUrl<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("data:{};base64,{}", self.mime_type, self.data))
    }
}

/// Blocks with thinking between them, each where it came.
pub(crate) fn between<'a, T>(
    blocks: Vec<T>,
    thoughts: &'a [Thought],
    piece: impl Fn(&'a Value) -> T,
) -> Vec<T> {
    let mut all = Vec::with_capacity(blocks.len() + thoughts.len());
    let mut thoughts = thoughts.iter().peekable();
    for (at, block) in blocks.into_iter().enumerate() {
        let here = |thought: &&Thought| usize::try_from(thought.before).is_ok_and(|it| it <= at);
        while let Some(thought) = thoughts.next_if(here) {
            all.push(piece(&thought.value));
        }
        all.push(block);
    }
    all.extend(thoughts.map(|thought| piece(&thought.value)));
    all
}

#[cfg(test)]
mod tests;
