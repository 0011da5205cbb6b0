//! What the wire formats' requests have in common.

use std::borrow::Cow;

use domain::content::ResultContent;
use domain::prompt::Remark;
use domain::{Content, Fault, FaultCode, Prompt, Role};
use serde::Serialize;
use serde_json::Value;

/// Refuses what cannot be sent, before it is.
pub(crate) fn refuse(message: impl Into<String>) -> Fault {
    Fault::new(FaultCode::Invalid, message)
}

/// Refuses what no model can be asked, and tools whose names the wire format does not take.
pub(crate) fn check(prompt: &Prompt, longest_name: usize) -> Result<(), Fault> {
    prompt.sendable().map_err(|remark| {
        refuse(match remark {
            Remark::NoRoom => "The limit is 0 tokens, so no model can answer. Raise it.",
            Remark::NoMessages
            | Remark::HugeLimit { .. }
            | Remark::HugeText { .. }
            | Remark::OtherContent { .. } => {
                "There is no message, so no model can be asked. Write one."
            }
        })
    })?;
    let blocks = prompt.messages.iter().flat_map(|message| &message.content);
    let used = blocks.filter_map(|block| match block {
        Content::ToolUse { name, .. } => Some(name),
        Content::Text { .. }
        | Content::Image { .. }
        | Content::Audio { .. }
        | Content::ToolResult { .. } => None,
    });
    let fits = |name: &str| {
        (1..=longest_name).contains(&name.len())
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
    };
    match prompt.tools.iter().map(|tool| &tool.name).chain(used).find(|name| !fits(name)) {
        None => Ok(()),
        Some(name) => Err(refuse(format!(
            "The tool “{name}” cannot be offered to this model: names may have 1 to \
             {longest_name} letters, digits, _ and -."
        ))),
    }
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
        ResultContent::Resource { .. } => "an embedded resource",
        ResultContent::ResourceLink { .. } => "a link to a resource",
    }
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
