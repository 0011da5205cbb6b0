//! What a prompt is sent as.

use std::borrow::Cow;

use domain::content::ResultContent;
use domain::{Content, Fault, Prompt, ProviderKind, Role};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::format::{Format, Order};
use crate::hosts::Host;
use crate::names::Names;
use crate::openai::{self, PICTURES, Words};
use crate::request::{
    DataUrl, Resource, arguments, as_text, check, check_picture, encode, misplaced, refuse,
    refuse_result, resource, structured_text, turns,
};

const API: &str = "the OpenAI API";
/// The sounds that the API takes, and what it calls them.
const SOUNDS: &[(&str, &str)] = &[
    ("audio/wav", "wav"),
    ("audio/x-wav", "wav"),
    ("audio/wave", "wav"),
    ("audio/mpeg", "mp3"),
    ("audio/mp3", "mp3"),
];

#[derive(Serialize)]
struct Body<'a> {
    model: &'a str,
    stream: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    stream_options: Option<StreamOptions>,
    messages: Vec<Turn<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_tokens: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_completion_tokens: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    temperature: Option<f64>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    stop: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tools: Vec<Tool<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tool_choice: Option<&'static str>,
}

#[derive(Serialize)]
struct StreamOptions {
    include_usage: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    include_obfuscation: Option<bool>,
}

#[derive(Serialize)]
#[serde(tag = "role", rename_all = "snake_case")]
enum Turn<'a> {
    Developer {
        content: &'a str,
    },
    System {
        content: &'a str,
    },
    User {
        content: Parts<'a>,
    },
    Assistant {
        /// Absent only beside tool calls, and then written as `null`, which some servers insist on.
        content: Option<Parts<'a>>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        tool_calls: Vec<Call<'a>>,
        /// What the model thought, in its provider's own field.
        #[serde(flatten)]
        thought: Option<&'a Value>,
    },
    Tool {
        tool_call_id: &'a str,
        content: Parts<'a>,
    },
}

type Parts<'a> = Words<'a, Part<'a>>;

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Part<'a> {
    Text { text: Cow<'a, str> },
    ImageUrl { image_url: Link<'a> },
    InputAudio { input_audio: Sound<'a> },
}

#[derive(Serialize)]
struct Link<'a> {
    url: DataUrl<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Sound<'a> {
    Of {
        data: &'a str,
        format: &'static str,
    },
    /// As Mistral wants it.
    Bare(&'a str),
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "function")]
struct Call<'a> {
    id: &'a str,
    function: Function<'a>,
}

#[derive(Serialize)]
struct Function<'a> {
    name: &'a str,
    /// JSON as text.
    arguments: String,
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "function")]
struct Tool<'a> {
    function: Definition<'a>,
}

#[derive(Serialize)]
struct Definition<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    parameters: &'a Map<String, Value>,
}

/// The body that a prompt is sent as.
pub(super) fn body(order: Order<'_>, format: &impl Format) -> Result<Vec<u8>, Fault> {
    let Order { host, model, prompt, .. } = order;
    check(prompt)?;
    let names = Names::of(prompt, format.places().tool_name);
    let taken = format.taken(order);
    let mut messages = Vec::with_capacity(prompt.messages.len() + 1);
    if let Some(content) = prompt.system.as_deref() {
        messages.push(if host.family(model).reasons {
            Turn::Developer { content }
        } else {
            Turn::System { content }
        });
    }
    for (role, blocks) in turns(prompt) {
        match role {
            Role::User => user(host, &blocks, &mut messages)?,
            Role::Assistant => {
                let thoughts = order.thoughts(ProviderKind::Openai, &blocks);
                let thought = thoughts.first().filter(|_| host.reasoning_field.is_some());
                messages.push(assistant(&blocks, thought.map(|it| &it.value), &names)?);
            }
        }
    }
    let (most, most_completion) = if host.max_completion_tokens {
        (None, Some(prompt.max_tokens))
    } else {
        (Some(prompt.max_tokens), None)
    };
    encode(&Body {
        model,
        stream: true,
        stream_options: host.include_usage.then_some(StreamOptions {
            include_usage: true,
            include_obfuscation: host.obfuscates.then_some(false),
        }),
        messages,
        max_tokens: most,
        max_completion_tokens: most_completion,
        temperature: taken.temperature,
        stop: taken.stop_sequences,
        tools: tools(prompt, &names),
        tool_choice: openai::choice(prompt, taken.tool_choice),
    })
}

fn tools<'a>(prompt: &'a Prompt, names: &'a Names) -> Vec<Tool<'a>> {
    let tools = prompt.tools.iter().map(|tool| Definition {
        name: names.sent(&tool.name),
        description: tool.description.as_deref(),
        parameters: &tool.input_schema,
    });
    tools.map(|function| Tool { function }).collect()
}

/// A user's message; the tool results in it are messages of their own, before all else. What is
/// not text in a result comes after all results, for they may hold nothing else.
fn user<'a>(
    host: &Host,
    blocks: &[&'a Content],
    messages: &mut Vec<Turn<'a>>,
) -> Result<(), Fault> {
    let (mut parts, mut moved) = (Vec::new(), Vec::new());
    for block in blocks {
        match block {
            Content::ToolResult { tool_use_id, content, structured, .. } => {
                let content = result(host, content, structured.as_ref(), &mut moved)?;
                messages.push(Turn::Tool { tool_call_id: tool_use_id, content });
            }
            Content::Text { text, .. } => parts.push(Part::Text { text: text.into() }),
            Content::Image { data, mime_type, .. } => parts.push(picture(mime_type, data)?),
            Content::Audio { data, mime_type, .. } => parts.push(sound(host, mime_type, data)?),
            Content::ToolUse { .. } => return Err(misplaced(API, "tool use", "user")),
        }
    }
    moved.append(&mut parts);
    let parts = moved;
    if !parts.is_empty() {
        messages.push(Turn::User { content: self::parts(parts) });
    }
    Ok(())
}

fn picture<'a>(mime_type: &'a str, data: &'a str) -> Result<Part<'a>, Fault> {
    check_picture(API, mime_type, PICTURES)?;
    Ok(Part::ImageUrl { image_url: Link { url: DataUrl { mime_type, data } } })
}

fn sound<'a>(host: &Host, mime_type: &str, data: &'a str) -> Result<Part<'a>, Fault> {
    let format = sound_format(mime_type)?;
    let input_audio = if host.bare_audio { Sound::Bare(data) } else { Sound::Of { data, format } };
    Ok(Part::InputAudio { input_audio })
}

fn assistant<'a>(
    blocks: &[&'a Content],
    thought: Option<&'a Value>,
    names: &'a Names,
) -> Result<Turn<'a>, Fault> {
    let mut parts = Vec::new();
    let mut tool_calls = Vec::new();
    for block in blocks {
        match block {
            Content::Text { text, .. } => parts.push(Part::Text { text: text.into() }),
            Content::ToolUse { id, name, input, .. } => {
                let function =
                    Function { name: names.sent(name), arguments: arguments(name, input)? };
                tool_calls.push(Call { id, function });
            }
            Content::Image { .. } => return Err(misplaced(API, "picture", "assistant")),
            Content::Audio { .. } => return Err(misplaced(API, "sound", "assistant")),
            Content::ToolResult { .. } => {
                return Err(misplaced(API, "tool result", "assistant"));
            }
        }
    }
    let content = (!parts.is_empty()).then(|| self::parts(parts));
    Ok(Turn::Assistant { content, tool_calls, thought })
}

fn result<'a>(
    host: &Host,
    content: &'a [ResultContent],
    structured: Option<&Value>,
    moved: &mut Vec<Part<'a>>,
) -> Result<Parts<'a>, Fault> {
    let mut texts: Vec<Part<'a>> = Vec::with_capacity(content.len());
    for part in content {
        match part {
            ResultContent::Text { text, .. } => texts.push(Part::Text { text: text.into() }),
            ResultContent::Image { data, mime_type, .. } => moved.push(picture(mime_type, data)?),
            ResultContent::Audio { data, mime_type, .. } => {
                moved.push(sound(host, mime_type, data)?);
            }
            ResultContent::Resource { resource: of, .. } => match resource(of) {
                Resource::Text(text) => texts.push(Part::Text { text: text.into() }),
                Resource::Picture { mime_type, data } => moved.push(picture(mime_type, data)?),
                Resource::File => return Err(refuse_result(API, part)),
            },
            ResultContent::ResourceLink { link } => {
                texts.push(Part::Text { text: as_text(link).into() });
            }
        }
    }
    texts.extend(structured_text(content, structured).map(|text| Part::Text { text }));
    Ok(parts(texts))
}

fn parts(parts: Vec<Part<'_>>) -> Parts<'_> {
    Words::of(parts, |part| match part {
        Part::Text { text } => Ok(text),
        part @ (Part::ImageUrl { .. } | Part::InputAudio { .. }) => Err(part),
    })
}

fn sound_format(mime_type: &str) -> Result<&'static str, Fault> {
    let known = SOUNDS.iter().find(|(name, _)| name.eq_ignore_ascii_case(mime_type));
    known.map(|(_, format)| *format).ok_or_else(|| {
        refuse(format!(
            "The prompt holds a sound of type {mime_type}, and {API} takes only WAV and MP3. \
             Remove it, or choose another model."
        ))
    })
}

#[cfg(test)]
mod tests;
