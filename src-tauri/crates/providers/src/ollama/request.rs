//! What a prompt is sent as.

use std::collections::HashMap;

use domain::content::ResultContent;
use domain::prompt::ToolChoice;
use domain::{Content, Fault, Prompt, ProviderKind, Role};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::format::{Format, Order};
use crate::names::Names;
use crate::request::{
    Resource, as_text, check, check_picture, encode, misplaced, refuse, refuse_result, resource,
    structured_text, turns,
};

const API: &str = "Ollama";
const PICTURES: &[&str] = &["image/png", "image/jpeg", "image/webp"];
/// The smallest context that is asked for: Ollama's own default.
const LEAST_CONTEXT: usize = 4096;
/// The largest where it is not known what the model takes; the memory for more is on few desks.
const MOST_CONTEXT: usize = 128 << 10;
/// Room that is kept for an answer, of a limit that may be far beyond what a model writes.
const MOST_ANSWER: usize = 8 << 10;
/// Room for a picture.
const PICTURE_TOKENS: usize = 1500;

#[derive(Serialize)]
struct Body<'a> {
    model: &'a str,
    stream: bool,
    messages: Vec<Turn<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tools: Vec<Tool<'a>>,
    options: Options<'a>,
}

#[derive(Serialize)]
struct Options<'a> {
    num_predict: u32,
    num_ctx: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    temperature: Option<f64>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    stop: &'a [String],
}

#[derive(Default, Serialize)]
struct Turn<'a> {
    role: &'static str,
    content: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    images: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_calls: Vec<Call<'a>>,
    /// What the model thought.
    #[serde(flatten)]
    thought: Option<&'a Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tool_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tool_call_id: Option<&'a str>,
}

#[derive(Serialize)]
struct Call<'a> {
    id: &'a str,
    function: Function<'a>,
}

#[derive(Serialize)]
struct Function<'a> {
    name: &'a str,
    arguments: &'a Map<String, Value>,
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
    let Order { model, prompt, .. } = order;
    check(prompt)?;
    let names = Names::of(prompt, format.places().tool_name);
    let taken = format.taken(order);
    let mut messages = Vec::with_capacity(prompt.messages.len() + 1);
    if let Some(system) = &prompt.system {
        messages.push(Turn { role: "system", content: system.clone(), ..Turn::default() });
    }
    let mut used: HashMap<&str, &str> = HashMap::new();
    for (role, blocks) in turns(prompt) {
        match role {
            Role::User => user(&blocks, &used, &mut messages)?,
            Role::Assistant => {
                let thoughts = order.thoughts(ProviderKind::Ollama, &blocks);
                let turn = assistant(&blocks, &names, &mut used)?;
                messages.push(Turn { thought: thoughts.first().map(|it| &it.value), ..turn });
            }
        }
    }
    let tools = if taken.tool_choice == Some(ToolChoice::None) {
        Vec::new()
    } else {
        tools(prompt, &names)
    };
    encode(&Body {
        model,
        stream: true,
        messages,
        tools,
        options: Options {
            num_predict: prompt.max_tokens,
            num_ctx: context(prompt, order.background.context),
            temperature: taken.temperature,
            stop: taken.stop_sequences,
        },
    })
}

/// A context in which the prompt and its answer have room: past it, Ollama cuts the prompt off in
/// silence. A power of two, since each other size loads the model anew; but never more than the model
/// is known to take, and as much as that where it is needed.
fn context(prompt: &Prompt, known: Option<u32>) -> usize {
    let blocks = prompt.messages.iter().flat_map(|message| &message.content);
    let picture = |block: &Content| match block {
        Content::Image { .. } => PICTURE_TOKENS,
        Content::ToolUse { input, .. } => as_text(input).len() / 3,
        Content::ToolResult { .. } | Content::Text { .. } | Content::Audio { .. } => 0,
    };
    let beside: usize = blocks.map(picture).sum();
    let tools: usize = prompt.tools.iter().map(|tool| as_text(&tool.input_schema).len() / 3).sum();
    let answer = usize::try_from(prompt.max_tokens).unwrap_or(MOST_ANSWER).min(MOST_ANSWER);
    let needed = prompt.text_bytes() / 3 + beside + tools + answer;
    let known = known.and_then(|known| usize::try_from(known).ok());
    let most = known.unwrap_or(MOST_CONTEXT);
    needed.clamp(LEAST_CONTEXT.min(most), most).next_power_of_two().min(most)
}

fn tools<'a>(prompt: &'a Prompt, names: &'a Names) -> Vec<Tool<'a>> {
    let tools = prompt.tools.iter().map(|tool| Definition {
        name: names.sent(&tool.name),
        description: tool.description.as_deref(),
        parameters: &tool.input_schema,
    });
    tools.map(|function| Tool { function }).collect()
}

/// A user's message, after the tool results in it, which are messages of their own and hold text
/// only: their pictures come in the user's.
fn user<'a>(
    blocks: &[&'a Content],
    used: &HashMap<&str, &'a str>,
    messages: &mut Vec<Turn<'a>>,
) -> Result<(), Fault> {
    let (mut texts, mut images) = (Vec::new(), Vec::new());
    for block in blocks {
        match block {
            Content::ToolResult { tool_use_id, content, structured, .. } => {
                messages.push(Turn {
                    role: "tool",
                    content: result(content, structured.as_ref(), &mut images)?,
                    tool_name: used.get(tool_use_id.as_str()).copied(),
                    tool_call_id: Some(tool_use_id),
                    ..Turn::default()
                });
            }
            Content::Text { text, .. } => texts.push(text.as_str()),
            Content::Image { data, mime_type, .. } => images.push(picture(mime_type, data)?),
            Content::Audio { .. } => {
                return Err(refuse(format!(
                    "The prompt holds a sound, which {API} cannot take. Remove it, or choose \
                     another model."
                )));
            }
            Content::ToolUse { .. } => return Err(misplaced(API, "tool use", "user")),
        }
    }
    if !texts.is_empty() || !images.is_empty() {
        let content = texts.join("\n\n");
        messages.push(Turn { role: "user", content, images, ..Turn::default() });
    }
    Ok(())
}

fn assistant<'a>(
    blocks: &[&'a Content],
    names: &'a Names,
    used: &mut HashMap<&'a str, &'a str>,
) -> Result<Turn<'a>, Fault> {
    let (mut texts, mut tool_calls) = (Vec::new(), Vec::new());
    for block in blocks {
        match block {
            Content::Text { text, .. } => texts.push(text.as_str()),
            Content::ToolUse { id, name, input, .. } => {
                let name = names.sent(name);
                used.insert(id, name);
                tool_calls.push(Call { id, function: Function { name, arguments: input } });
            }
            Content::Image { .. } => return Err(misplaced(API, "picture", "assistant")),
            Content::Audio { .. } => return Err(misplaced(API, "sound", "assistant")),
            Content::ToolResult { .. } => return Err(misplaced(API, "tool result", "assistant")),
        }
    }
    Ok(Turn { role: "assistant", content: texts.join("\n\n"), tool_calls, ..Turn::default() })
}

fn result<'a>(
    content: &'a [ResultContent],
    structured: Option<&Value>,
    images: &mut Vec<&'a str>,
) -> Result<String, Fault> {
    let mut texts = Vec::with_capacity(content.len());
    for part in content {
        match part {
            ResultContent::Text { text, .. } => texts.push(text.clone()),
            ResultContent::Image { data, mime_type, .. } => images.push(picture(mime_type, data)?),
            ResultContent::Resource { resource: of, .. } => match resource(of) {
                Resource::Text(text) => texts.push(text),
                Resource::Picture { mime_type, data } => images.push(picture(mime_type, data)?),
                Resource::File => return Err(refuse_result(API, part)),
            },
            ResultContent::ResourceLink { link } => texts.push(as_text(link)),
            ResultContent::Audio { .. } => return Err(refuse_result(API, part)),
        }
    }
    texts.extend(structured_text(content, structured).map(std::borrow::Cow::into_owned));
    Ok(texts.join("\n\n"))
}

fn picture<'a>(mime_type: &'a str, data: &'a str) -> Result<&'a str, Fault> {
    check_picture(API, mime_type, PICTURES)?;
    Ok(data)
}

#[cfg(test)]
mod tests;
