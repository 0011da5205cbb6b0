//! What a prompt is sent as.

use std::borrow::Cow;

use domain::content::ResultContent;
use domain::prompt::ToolChoice;
use domain::{Content, Fault, ProviderKind, Role};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::format::{Format, Order};
use crate::names::Names;
use crate::request::{
    Resource, as_text, between, check, check_picture, encode, misplaced, refuse, refuse_result,
    resource, structured_text, turns,
};
use crate::taken::takes_prefill;

const API: &str = "the Anthropic API";
const PICTURES: &[&str] = &["image/jpeg", "image/png", "image/gif", "image/webp"];

#[derive(Serialize)]
struct Body<'a> {
    model: &'a str,
    max_tokens: u32,
    stream: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    system: Option<&'a str>,
    messages: Vec<Turn<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    temperature: Option<f64>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    stop_sequences: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tools: Vec<Tool<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tool_choice: Option<Choice>,
}

#[derive(Serialize)]
struct Turn<'a> {
    role: Role,
    content: Vec<Piece<'a>>,
}

/// A block of ours, or thinking of the model's own, as it came.
#[derive(Serialize)]
#[serde(untagged)]
enum Piece<'a> {
    Block(Block<'a>),
    Thought(&'a Value),
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Block<'a> {
    Text {
        text: Cow<'a, str>,
    },
    Image {
        source: Picture<'a>,
    },
    ToolUse {
        id: &'a str,
        name: &'a str,
        input: &'a Map<String, Value>,
    },
    ToolResult {
        tool_use_id: &'a str,
        content: Vec<Block<'a>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        is_error: Option<bool>,
    },
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "base64")]
struct Picture<'a> {
    media_type: &'a str,
    data: &'a str,
}

#[derive(Serialize)]
struct Tool<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    input_schema: &'a Map<String, Value>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Choice {
    Auto,
    Any,
    None,
}

/// The body that a prompt is sent as.
pub(super) fn body(order: Order<'_>, format: &impl Format) -> Result<Vec<u8>, Fault> {
    let Order { prompt, model, .. } = order;
    check(prompt)?;
    let names = Names::of(prompt, format.places().tool_name);
    let turns = turns(prompt);
    if turns.last().is_some_and(|(role, _)| *role == Role::Assistant) && !takes_prefill(model) {
        return Err(refuse(format!(
            "The conversation ends with a message of the assistant's, and {model} does not go on \
             writing those. End it with a message of the user's, or choose another model."
        )));
    }
    let taken = format.taken(order);
    encode(&Body {
        model,
        max_tokens: prompt.max_tokens,
        stream: true,
        system: prompt.system.as_deref(),
        messages: messages(order, turns, &names)?,
        temperature: taken.temperature,
        stop_sequences: taken.stop_sequences,
        tools: prompt
            .tools
            .iter()
            .map(|tool| Tool {
                name: names.sent(&tool.name),
                description: tool.description.as_deref(),
                input_schema: &tool.input_schema,
            })
            .collect(),
        tool_choice: taken.tool_choice.map(|choice| match choice {
            ToolChoice::Auto => Choice::Auto,
            ToolChoice::Required => Choice::Any,
            ToolChoice::None => Choice::None,
        }),
    })
}

/// The turns, without texts that say nothing: the API takes none.
fn messages<'a>(
    order: Order<'a>,
    turns: Vec<(Role, Vec<&'a Content>)>,
    names: &'a Names,
) -> Result<Vec<Turn<'a>>, Fault> {
    let mut messages = Vec::with_capacity(turns.len());
    for (role, blocks) in turns {
        let thoughts = order.thoughts(ProviderKind::Anthropic, &blocks);
        let said = blocks.into_iter().filter(|block| block.as_text() != Some(""));
        let said = said.map(|content| block(role, content, names).map(Piece::Block));
        let said: Vec<_> = said.collect::<Result<_, _>>()?;
        let content = between(said, thoughts, Piece::Thought);
        if !content.is_empty() {
            messages.push(Turn { role, content });
        }
    }
    Ok(messages)
}

fn block<'a>(role: Role, content: &'a Content, names: &'a Names) -> Result<Block<'a>, Fault> {
    Ok(match content {
        Content::Image { .. } if role == Role::Assistant => {
            return Err(misplaced(API, "picture", "assistant"));
        }
        Content::Text { text, .. } => Block::Text { text: text.into() },
        Content::Image { data, mime_type, .. } => {
            Block::Image { source: picture(mime_type, data)? }
        }
        Content::Audio { .. } => {
            return Err(refuse(format!(
                "The prompt holds a sound, which {API} cannot take. Remove it, or choose another \
                 model."
            )));
        }
        Content::ToolUse { id, name, input, .. } => {
            Block::ToolUse { id, name: names.sent(name), input }
        }
        Content::ToolResult { tool_use_id, content, structured, is_error, .. } => {
            let structured = structured_text(content, structured.as_ref());
            let parts = content.iter().filter(|part| part.as_text() != Some("")).map(part);
            let parts = parts.chain(structured.map(|text| Ok(Block::Text { text })));
            Block::ToolResult {
                tool_use_id,
                content: parts.collect::<Result<_, _>>()?,
                is_error: *is_error,
            }
        }
    })
}

fn part(part: &ResultContent) -> Result<Block<'_>, Fault> {
    Ok(match part {
        ResultContent::Text { text, .. } => Block::Text { text: text.into() },
        ResultContent::Image { data, mime_type, .. } => {
            Block::Image { source: picture(mime_type, data)? }
        }
        ResultContent::Resource { resource: of, .. } => match resource(of) {
            Resource::Text(text) => Block::Text { text: text.into() },
            Resource::Picture { mime_type, data } => {
                Block::Image { source: picture(mime_type, data)? }
            }
            Resource::File => return Err(refuse_result(API, part)),
        },
        ResultContent::ResourceLink { link } => Block::Text { text: as_text(link).into() },
        ResultContent::Audio { .. } => return Err(refuse_result(API, part)),
    })
}

fn picture<'a>(media_type: &'a str, data: &'a str) -> Result<Picture<'a>, Fault> {
    check_picture(API, media_type, PICTURES)?;
    Ok(Picture { media_type, data })
}

#[cfg(test)]
mod tests;
