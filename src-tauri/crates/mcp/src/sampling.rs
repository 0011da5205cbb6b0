//! Requests for a completion and their answers: wire ⇄ domain.
//!
//! The wire types are our own reading of the JSON, not rmcp's: those are deprecated, lose what
//! they do not know and refuse what can be understood (`"maxTokens": 100.0`). What cannot be
//! represented is refused by the name of its field; nothing is dropped in silence.

use domain::content::Marks;
use domain::prompt::{IncludeContext, Preferences};
use domain::reply::StopReason;
use domain::{Content, Fault, FaultCode, Message, Prompt, Reply, Role};
use serde_json::{Value, json};

mod read;

use read::Field;
pub(crate) use read::Unfit;

/// The first revision whose results may hold several blocks.
const SEVERAL_BLOCKS: &str = "2025-11-25";
/// The first revision that knows audio.
const AUDIO: &str = "2025-03-26";

/// A request for a completion as it arrived.
#[derive(Debug, PartialEq)]
pub(crate) struct Asked {
    /// What is asked.
    pub(crate) prompt: Prompt,
    /// The token under which the server wants to hear that we are still there.
    pub(crate) progress_token: Option<Value>,
}

/// Reads the parameters of `sampling/createMessage`.
///
/// # Errors
/// [`Unfit`] names the field that cannot be represented.
pub(crate) fn from_wire(params: Value) -> Result<Asked, Unfit> {
    let mut params = Field::new("params", params).object()?;
    let progress_token = match params.take("_meta") {
        Some(meta) => meta.object()?.take("progressToken").map(Field::into_value),
        None => None,
    };
    // Neither was declared, and the specification asks for an error then.
    for undeclared in ["tools", "toolChoice"] {
        if let Some(field) = params.take(undeclared) {
            return Err(field.unfit("was sent although sampling.tools is not offered"));
        }
    }
    let prompt = Prompt {
        messages: params.need("messages")?.list()?.map(message).collect::<Result<_, _>>()?,
        system: params.take("systemPrompt").map(Field::text).transpose()?,
        max_tokens: params.need("maxTokens")?.count()?,
        temperature: params.take("temperature").map(Field::number).transpose()?,
        stop_sequences: texts(params.take("stopSequences"))?,
        tools: Vec::new(),
        tool_choice: None,
        preferences: preferences(params.take("modelPreferences"))?,
        include_context: include_context(params.take("includeContext"))?,
        metadata: params.take("metadata").map(Field::map).transpose()?,
    };
    Ok(Asked { prompt, progress_token })
}

fn message(field: Field) -> Result<Message, Unfit> {
    let mut message = field.object()?;
    let role = message.need("role")?;
    let role = match role.as_text() {
        Some("user") => Role::User,
        Some("assistant") => Role::Assistant,
        _ => return Err(role.unfit("must be \"user\" or \"assistant\"")),
    };
    let content = message.need("content")?;
    let content = if content.is_list() {
        let blocks = content.blocks()?;
        blocks.map(block).collect::<Result<Vec<_>, _>>()?
    } else {
        vec![block(content)?]
    };
    Ok(Message { role, content, meta: message.take("_meta").map(Field::map).transpose()? })
}

fn block(field: Field) -> Result<Content, Unfit> {
    let mut block = field.object()?;
    let kind = block.need("type")?;
    let marks = Marks {
        annotations: block.take("annotations").map(Field::into_value),
        meta: block.take("_meta").map(Field::map).transpose()?,
    };
    match kind.as_text() {
        Some("text") => Ok(Content::Text { text: block.need("text")?.text()?, marks }),
        Some("image") => Ok(Content::Image {
            data: block.need("data")?.text()?,
            mime_type: block.need("mimeType")?.text()?,
            marks,
        }),
        Some("audio") => Ok(Content::Audio {
            data: block.need("data")?.text()?,
            mime_type: block.need("mimeType")?.text()?,
            marks,
        }),
        Some("tool_use" | "tool_result") => {
            Err(kind.unfit("needs sampling.tools, which is not offered"))
        }
        _ => Err(kind.unfit("must be \"text\", \"image\" or \"audio\"")),
    }
}

fn texts(field: Option<Field>) -> Result<Vec<String>, Unfit> {
    field.map_or_else(|| Ok(Vec::new()), |field| field.list()?.map(Field::text).collect())
}

fn preferences(field: Option<Field>) -> Result<Preferences, Unfit> {
    let Some(field) = field else { return Ok(Preferences::default()) };
    let mut preferences = field.object()?;
    let hints = match preferences.take("hints") {
        Some(hints) => {
            hints.list()?.map(hint).filter_map(Result::transpose).collect::<Result<_, _>>()?
        }
        None => Vec::new(),
    };
    let mut priority = |name| preferences.take(name).map(Field::number).transpose();
    Ok(Preferences {
        hints,
        cost: priority("costPriority")?,
        speed: priority("speedPriority")?,
        intelligence: priority("intelligencePriority")?,
    })
}

/// A hint may be without a name in MCP, and then says nothing.
fn hint(field: Field) -> Result<Option<String>, Unfit> {
    field.object()?.take("name").map(Field::text).transpose()
}

fn include_context(field: Option<Field>) -> Result<IncludeContext, Unfit> {
    let Some(field) = field else { return Ok(IncludeContext::None) };
    match field.as_text() {
        Some("none") => Ok(IncludeContext::None),
        Some("thisServer") => Ok(IncludeContext::ThisServer),
        Some("allServers") => Ok(IncludeContext::AllServers),
        _ => Err(field.unfit("must be \"none\", \"thisServer\" or \"allServers\"")),
    }
}

/// Whether a reply can be told in this revision, as it is: below 2025-11-25 a result holds exactly
/// one block, and audio came with 2025-03-26. To be asked before a reply is signed.
///
/// # Errors
/// The sentence that says what to change.
pub fn fits(reply: &Reply, revision: &str) -> Result<(), Fault> {
    let unfit = |message: String| Err(Fault::new(FaultCode::Invalid, message));
    if reply.content.is_empty() {
        return unfit("The reply is empty. Write something, or refuse.".to_owned());
    }
    if reply.content.len() > 1 && revision < SEVERAL_BLOCKS {
        return unfit(format!(
            "This server speaks {revision}, in which a reply is a single block, but this one has {}. Put it into one.",
            reply.content.len()
        ));
    }
    for block in &reply.content {
        match block {
            Content::Text { .. } | Content::Image { .. } => {}
            Content::Audio { .. } if revision >= AUDIO => {}
            Content::Audio { .. } => {
                return unfit(format!("This server speaks {revision}, which knows no audio."));
            }
            Content::ToolUse { .. } | Content::ToolResult { .. } => {
                return unfit(
                    "The reply asks for a tool, but this server was not offered that.".to_owned(),
                );
            }
        }
    }
    Ok(())
}

/// The result of `sampling/createMessage` in this revision: a single block stays single, as every
/// revision and every SDK reads it.
///
/// # Errors
/// As [`fits`].
pub(crate) fn to_wire(reply: &Reply, revision: &str) -> Result<Value, Fault> {
    fits(reply, revision)?;
    let content = match reply.content.as_slice() {
        [single] => wire_block(single),
        several => several.iter().map(wire_block).collect(),
    };
    Ok(json!({
        "role": "assistant",
        "content": content,
        "model": reply.model,
        "stopReason": stop_reason(&reply.stop_reason),
    }))
}

fn wire_block(block: &Content) -> Value {
    let (mut fields, marks) = match block {
        Content::Text { text, marks } => (json!({ "type": "text", "text": text }), marks),
        Content::Image { data, mime_type, marks } => {
            (json!({ "type": "image", "data": data, "mimeType": mime_type }), marks)
        }
        Content::Audio { data, mime_type, marks } => {
            (json!({ "type": "audio", "data": data, "mimeType": mime_type }), marks)
        }
        Content::ToolUse { id, name, input, marks } => {
            (json!({ "type": "tool_use", "id": id, "name": name, "input": input }), marks)
        }
        // A model never writes one; `fits` has refused it.
        Content::ToolResult { .. } => return Value::Null,
    };
    if let Some(annotations) = &marks.annotations {
        fields["annotations"] = annotations.clone();
    }
    if let Some(meta) = &marks.meta {
        fields["_meta"] = Value::Object(meta.clone());
    }
    fields
}

fn stop_reason(reason: &StopReason) -> &str {
    match reason {
        StopReason::EndTurn => "endTurn",
        StopReason::StopSequence => "stopSequence",
        StopReason::MaxTokens => "maxTokens",
        StopReason::ToolUse => "toolUse",
        StopReason::Stopped => "stopped",
        StopReason::Other(own) => own,
    }
}

#[cfg(test)]
mod tests;
