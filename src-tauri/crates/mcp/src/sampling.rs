//! Requests for a completion and their answers: wire ⇄ domain.
//!
//! The wire types are our own reading of the JSON, not rmcp's: those are deprecated, lose what
//! they do not know and refuse what can be understood (`"maxTokens": 100.0`). What cannot be
//! represented is refused by the name of its field; nothing is dropped in silence: what is odd and
//! certain is taken and noted, and the JSON is kept wherever it says more than the prompt.

use std::collections::HashSet;

use domain::balance::balance;
use domain::prompt::{IncludeContext, Preferences, ToolChoice};
use domain::{
    Asked, Content, Fault, FaultCode, Limits, Message, Oddity, Prompt, Reply, Role, Tool,
};
use serde_json::Value;

mod block;
mod media;
mod read;
mod write;

use block::{Blocks, block};
pub(crate) use read::Unfit;
use read::{Field, Notes};
pub use write::request;

/// The first revision whose results may hold several blocks, and that knows tools.
const TOOLS: &str = "2025-11-25";
/// The first revision that knows audio.
const AUDIO: &str = "2025-03-26";

/// What was agreed on with a server, as far as its requests are concerned.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terms<'a> {
    pub(crate) revision: &'a str,
    /// Whether `sampling.tools` was declared to it.
    pub(crate) tools: bool,
    pub(crate) limits: &'a Limits,
}

/// Reads the parameters of `sampling/createMessage`.
///
/// # Errors
/// [`Unfit`] names the field that cannot be represented, and what must change.
pub(crate) fn from_wire(params: &Value, terms: &Terms<'_>) -> Result<Asked, Unfit> {
    let mut notes = Notes::default();
    let prompt = prompt(params, terms, &mut notes)?;
    balance(&prompt.messages).map_err(|broken| Unfit {
        field: format!("params.messages[{}]", broken.message),
        why: broken.rule.to_string(),
    })?;
    let raw = notes.altered().then(|| params.to_string());
    Ok(Asked { prompt, raw, oddities: notes.oddities() })
}

fn prompt(params: &Value, terms: &Terms<'_>, notes: &mut Notes) -> Result<Prompt, Unfit> {
    const KNOWN: &[&str] = &[
        "_meta",
        "messages",
        "systemPrompt",
        "maxTokens",
        "temperature",
        "stopSequences",
        "tools",
        "toolChoice",
        "modelPreferences",
        "includeContext",
        "metadata",
    ];
    let Terms { revision, tools: with_tools, limits } = *terms;
    let field = Field::new("params", params);
    let params = field.object(KNOWN, notes)?;
    for newer in ["tools", "toolChoice"] {
        if let Some(field) = params.take(newer).filter(|_| revision < TOOLS) {
            return Err(field.unfit(format!("is not part of revision {revision}")));
        }
        if let Some(field) = params.take(newer).filter(|_| !with_tools) {
            return Err(field.unfit("needs the capability sampling.tools, which was not declared"));
        }
    }
    let mut blocks = Blocks::new(revision, limits);
    let messages = params.need("messages")?;
    let messages = messages
        .at_most(limits.messages, "messages", |field| message(&field, &mut blocks, notes))?;
    let system = params.opt_text("systemPrompt")?;
    if let Some(field) = params.take("systemPrompt") {
        blocks.count(&field, system.as_ref().map_or(0, String::len))?;
    }
    Ok(Prompt {
        messages,
        system,
        max_tokens: params.need("maxTokens")?.count(notes)?,
        temperature: params.take("temperature").map(|field| field.number(notes)).transpose()?,
        stop_sequences: match params.take("stopSequences") {
            Some(field) => some(field.list(|field| field.text())?, notes),
            None => Vec::new(),
        },
        tools: match params.take("tools") {
            Some(field) => tools(&field, limits, notes)?,
            None => Vec::new(),
        },
        tool_choice: params.take("toolChoice").map(|it| tool_choice(&it, notes)).transpose()?,
        preferences: match params.take("modelPreferences") {
            Some(field) => preferences(&field, notes)?,
            None => Preferences::default(),
        },
        include_context: match params.take("includeContext") {
            Some(field) => include_context(&field, notes)?,
            None => IncludeContext::None,
        },
        metadata: params.opt_map("metadata")?,
        meta: params.opt_map("_meta")?,
    })
}

/// An empty list means what no list means, and is not written back.
fn some<T>(list: Vec<T>, notes: &mut Notes) -> Vec<T> {
    if list.is_empty() {
        notes.alter();
    }
    list
}

fn message(
    field: &Field<'_>,
    blocks: &mut Blocks<'_>,
    notes: &mut Notes,
) -> Result<Message, Unfit> {
    let message = field.object(&["role", "content", "_meta"], notes)?;
    let role = message.need("role")?;
    let role = match role.value.as_str() {
        Some("user") => Role::User,
        Some("assistant") => Role::Assistant,
        Some("system") => {
            return Err(role.unfit(
                "must be \"user\" or \"assistant\"; a system prompt goes into params.systemPrompt",
            ));
        }
        _ => return Err(role.unfit("must be \"user\" or \"assistant\"")),
    };
    let content = message.need("content")?;
    let content = match content.value {
        Value::Array(list) => {
            match list.len() {
                0 => return Err(content.unfit("must hold at least one block")),
                1 => notes.alter(),
                _ if blocks.revision < TOOLS => {
                    notes.odd(|| Oddity::Newer { field: content.path() });
                }
                _ => {}
            }
            content.list(|field| block(&field, blocks, notes))?
        }
        Value::String(text) => {
            notes.odd(|| Oddity::BareText { field: content.path() });
            blocks.count(&content, text.len())?;
            vec![Content::text(text)]
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => {
            vec![block(&content, blocks, notes)?]
        }
    };
    Ok(Message { role, content, meta: message.opt_map("_meta")? })
}

fn tools(field: &Field<'_>, limits: &Limits, notes: &mut Notes) -> Result<Vec<Tool>, Unfit> {
    const KNOWN: &[&str] = &["name", "title", "description", "inputSchema"];
    let mut names = HashSet::new();
    let tools = field.at_most(limits.tools, "tools", |field| {
        let tool = field.open()?;
        let name = tool.text("name")?;
        if name.is_empty() {
            return Err(tool.need("name")?.unfit("is empty"));
        }
        if !names.insert(name.clone()) {
            return Err(tool.need("name")?.unfit("is the name of another tool already"));
        }
        if KNOWN.iter().any(|name| tool.is_null(name)) {
            notes.alter();
        }
        Ok(Tool {
            name,
            title: tool.opt_text("title")?,
            description: tool.opt_text("description")?,
            input_schema: tool.need("inputSchema")?.map()?,
            rest: tool.rest(KNOWN),
        })
    })?;
    Ok(some(tools, notes))
}

fn tool_choice(field: &Field<'_>, notes: &mut Notes) -> Result<ToolChoice, Unfit> {
    let choice = field.object(&["mode"], notes)?;
    let Some(mode) = choice.take("mode") else {
        notes.alter();
        return Ok(ToolChoice::Auto);
    };
    match mode.value.as_str() {
        Some("auto") => Ok(ToolChoice::Auto),
        Some("required") => Ok(ToolChoice::Required),
        Some("none") => Ok(ToolChoice::None),
        _ => Err(mode.unfit("must be \"auto\", \"required\" or \"none\"")),
    }
}

fn preferences(field: &Field<'_>, notes: &mut Notes) -> Result<Preferences, Unfit> {
    const KNOWN: &[&str] = &["hints", "costPriority", "speedPriority", "intelligencePriority"];
    let preferences = field.object(KNOWN, notes)?;
    let hints = match preferences.take("hints") {
        Some(hints) => some(hints.list(|field| hint(&field, notes))?, notes),
        None => Vec::new(),
    };
    let mut priority = |name: &'static str| {
        let Some(field) = preferences.take(name) else { return Ok(None) };
        let number = field.number(notes)?;
        if !(0.0..=1.0).contains(&number) {
            notes.odd(|| Oddity::Priority { field: field.path() });
        }
        Ok(Some(number))
    };
    let preferences = Preferences {
        // A hint may be without a name in MCP, and then says nothing.
        hints: hints.into_iter().flatten().collect(),
        cost: priority("costPriority")?,
        speed: priority("speedPriority")?,
        intelligence: priority("intelligencePriority")?,
    };
    if preferences == Preferences::default() {
        notes.alter();
    }
    Ok(preferences)
}

fn hint(field: &Field<'_>, notes: &mut Notes) -> Result<Option<String>, Unfit> {
    let name = field.object(&["name"], notes)?.opt_text("name")?;
    if name.is_none() {
        notes.alter();
    }
    Ok(name)
}

fn include_context(field: &Field<'_>, notes: &mut Notes) -> Result<IncludeContext, Unfit> {
    match field.value.as_str() {
        Some("none") => {
            notes.alter();
            Ok(IncludeContext::None)
        }
        Some("thisServer") => Ok(IncludeContext::ThisServer),
        Some("allServers") => Ok(IncludeContext::AllServers),
        _ => Err(field.unfit("must be \"none\", \"thisServer\" or \"allServers\"")),
    }
}

/// Whether a reply can be told in this revision, as it is: below 2025-11-25 a result holds exactly
/// one block and no tool use, and audio came with 2025-03-26. `asked` is what the server asked: a
/// tool may be used only where it offered some. To be asked before a reply is signed.
///
/// # Errors
/// The sentence that says what to change.
pub fn fits(reply: &Reply, asked: &Prompt, revision: &str) -> Result<(), Fault> {
    let uses = reply.content.iter().any(|block| matches!(block, Content::ToolUse { .. }));
    if uses && asked.tools.is_empty() && revision >= TOOLS {
        return Err(Fault::new(
            FaultCode::Invalid,
            "The reply asks for a tool, but the server offered none. Answer in another way.",
        ));
    }
    shape(reply, revision)
}

fn shape(reply: &Reply, revision: &str) -> Result<(), Fault> {
    let unfit = |message: String| Err(Fault::new(FaultCode::Invalid, message));
    if reply.content.is_empty() {
        return unfit("The reply is empty. Write something, or refuse.".to_owned());
    }
    if reply.content.len() > 1 && revision < TOOLS {
        return unfit(format!(
            "This server speaks {revision}, in which a reply is a single block, but this one has {}. Put it into one.",
            reply.content.len()
        ));
    }
    let mut ids = HashSet::new();
    for block in &reply.content {
        match block {
            Content::ToolUse { id, name, .. } if id.is_empty() || name.is_empty() => {
                return unfit("The reply uses a tool without a name or an id.".to_owned());
            }
            Content::ToolUse { id, .. } if !ids.insert(id) => {
                return unfit(format!(
                    "The reply uses the id “{id}” for two tools, so that their results could not be told apart."
                ));
            }
            Content::Text { .. } | Content::Image { .. } => {}
            Content::Audio { .. } if revision >= AUDIO => {}
            Content::Audio { .. } => {
                return unfit(format!("This server speaks {revision}, which knows no audio."));
            }
            Content::ToolUse { .. } if revision >= TOOLS => {}
            Content::ToolUse { .. } => {
                return unfit(format!("This server speaks {revision}, which knows no tools."));
            }
            Content::ToolResult { .. } => {
                return unfit(
                    "The reply holds the result of a tool, which only a server gives. Remove it."
                        .to_owned(),
                );
            }
        }
    }
    Ok(())
}

/// The result of `sampling/createMessage` in this revision.
///
/// # Errors
/// As [`fits`].
pub(crate) fn to_wire(reply: &Reply, revision: &str) -> Result<Value, Fault> {
    shape(reply, revision)?;
    Ok(write::result(reply))
}

#[cfg(test)]
mod tests;
