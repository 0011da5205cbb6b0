//! What a prompt is sent as.

use std::borrow::Cow;

use domain::content::ResultContent;
use domain::{Content, Fault, Prompt, ProviderKind, Role};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::format::{Format, Order};
use crate::names::Names;
use crate::openai::{self, PICTURES, Words};
use crate::request::{
    DataUrl, Resource, arguments, as_text, between, check, check_picture, encode, misplaced,
    refuse, refuse_result, resource, structured_text, turns,
};

const API: &str = "OpenAI Responses";
/// The reasoning, to be given back in the next round of tools: nothing of it is kept at OpenAI.
const REASONING: &[&str] = &["reasoning.encrypted_content"];

#[derive(Serialize)]
struct Body<'a> {
    model: &'a str,
    stream: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    stream_options: Option<StreamOptions>,
    /// Whether OpenAI keeps prompt and answer for a month.
    store: bool,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    include: &'static [&'static str],
    #[serde(skip_serializing_if = "Option::is_none")]
    instructions: Option<&'a str>,
    input: Vec<Item<'a>>,
    max_output_tokens: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    temperature: Option<f64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tools: Vec<Tool<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tool_choice: Option<&'static str>,
}

#[derive(Serialize)]
struct StreamOptions {
    include_obfuscation: bool,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Item<'a> {
    Message {
        role: Role,
        content: Parts<'a>,
    },
    FunctionCall {
        call_id: &'a str,
        name: &'a str,
        arguments: String,
    },
    FunctionCallOutput {
        call_id: &'a str,
        output: Parts<'a>,
    },
    /// Reasoning of the model's own, as it came.
    #[serde(untagged)]
    Thought(&'a Value),
}

type Parts<'a> = Words<'a, Part<'a>>;

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Part<'a> {
    InputText { text: Cow<'a, str> },
    InputImage { image_url: DataUrl<'a>, detail: &'static str },
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "function")]
struct Tool<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    parameters: &'a Map<String, Value>,
    strict: bool,
}

/// The body that a prompt is sent as.
pub(super) fn body(order: Order<'_>, format: &impl Format) -> Result<Vec<u8>, Fault> {
    let Order { host, model, prompt, .. } = order;
    check(prompt)?;
    let names = Names::of(prompt, format.places().tool_name);
    let taken = format.taken(order);
    let mut input = Vec::with_capacity(prompt.messages.len());
    for (role, blocks) in turns(prompt) {
        match role {
            Role::User => user(&blocks, &mut input)?,
            Role::Assistant => {
                let thoughts = order.thoughts(ProviderKind::OpenaiResponses, &blocks);
                let said = assistant(&blocks, &names)?;
                input.extend(between(said, thoughts, Item::Thought));
            }
        }
    }
    let reasons = host.encrypted_reasoning && host.family(model).reasons;
    encode(&Body {
        model,
        stream: true,
        stream_options: host.obfuscates.then_some(StreamOptions { include_obfuscation: false }),
        store: false,
        include: if reasons { REASONING } else { &[] },
        instructions: prompt.system.as_deref(),
        input,
        max_output_tokens: prompt.max_tokens,
        temperature: taken.temperature,
        tools: tools(prompt, &names),
        tool_choice: openai::choice(prompt, taken.tool_choice),
    })
}

fn tools<'a>(prompt: &'a Prompt, names: &'a Names) -> Vec<Tool<'a>> {
    let tools = prompt.tools.iter().map(|tool| Tool {
        name: names.sent(&tool.name),
        description: tool.description.as_deref(),
        parameters: &tool.input_schema,
        strict: false,
    });
    tools.collect()
}

/// A user's message, after the tool results in it, which are items of their own.
fn user<'a>(blocks: &[&'a Content], input: &mut Vec<Item<'a>>) -> Result<(), Fault> {
    let mut parts = Vec::new();
    for block in blocks {
        match block {
            Content::ToolResult { tool_use_id, content, structured, .. } => {
                let output = result(content, structured.as_ref())?;
                input.push(Item::FunctionCallOutput { call_id: tool_use_id, output });
            }
            Content::Text { text, .. } => parts.push(Part::InputText { text: text.into() }),
            Content::Image { data, mime_type, .. } => parts.push(picture(mime_type, data)?),
            Content::Audio { .. } => {
                return Err(refuse(format!(
                    "The prompt holds a sound, which {API} cannot take. Remove it, or choose \
                     another model: OpenAI's Chat Completions takes sounds."
                )));
            }
            Content::ToolUse { .. } => return Err(misplaced(API, "tool use", "user")),
        }
    }
    if !parts.is_empty() {
        input.push(Item::Message { role: Role::User, content: self::parts(parts) });
    }
    Ok(())
}

/// An assistant's message: each text and each use of a tool is an item.
fn assistant<'a>(blocks: &[&'a Content], names: &'a Names) -> Result<Vec<Item<'a>>, Fault> {
    let mut items = Vec::with_capacity(blocks.len());
    for block in blocks {
        items.push(match block {
            Content::Text { text, .. } => {
                Item::Message { role: Role::Assistant, content: Parts::One(text.into()) }
            }
            Content::ToolUse { id, name, input, .. } => Item::FunctionCall {
                call_id: id,
                name: names.sent(name),
                arguments: arguments(name, input)?,
            },
            Content::Image { .. } => return Err(misplaced(API, "picture", "assistant")),
            Content::Audio { .. } => return Err(misplaced(API, "sound", "assistant")),
            Content::ToolResult { .. } => return Err(misplaced(API, "tool result", "assistant")),
        });
    }
    Ok(items)
}

fn result<'a>(
    content: &'a [ResultContent],
    structured: Option<&Value>,
) -> Result<Parts<'a>, Fault> {
    let mut parts = Vec::with_capacity(content.len());
    for part in content {
        parts.push(match part {
            ResultContent::Text { text, .. } => Part::InputText { text: text.into() },
            ResultContent::Image { data, mime_type, .. } => picture(mime_type, data)?,
            ResultContent::Resource { resource: of, .. } => match resource(of) {
                Resource::Text(text) => Part::InputText { text: text.into() },
                Resource::Picture { mime_type, data } => picture(mime_type, data)?,
                Resource::File => return Err(refuse_result(API, part)),
            },
            ResultContent::ResourceLink { link } => Part::InputText { text: as_text(link).into() },
            ResultContent::Audio { .. } => return Err(refuse_result(API, part)),
        });
    }
    parts.extend(structured_text(content, structured).map(|text| Part::InputText { text }));
    Ok(self::parts(parts))
}

fn picture<'a>(mime_type: &'a str, data: &'a str) -> Result<Part<'a>, Fault> {
    check_picture(API, mime_type, PICTURES)?;
    Ok(Part::InputImage { image_url: DataUrl { mime_type, data }, detail: "auto" })
}

fn parts(parts: Vec<Part<'_>>) -> Parts<'_> {
    Words::of(parts, |part| match part {
        Part::InputText { text } => Ok(text),
        part @ Part::InputImage { .. } => Err(part),
    })
}

#[cfg(test)]
mod tests;
