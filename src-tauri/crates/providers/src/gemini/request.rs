//! What a prompt is sent as.

use std::collections::HashMap;

use domain::content::ResultContent;
use domain::prompt::ToolChoice;
use domain::{Content, Fault, Prompt, ProviderKind, Role, Thought};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::format::{Format, Order};
use crate::names::Names;
use crate::request::{
    Resource, as_text, check, check_picture, encode, misplaced, refuse, refuse_result, resource,
    structured_text, turns,
};

const API: &str = "the Gemini API";
const PICTURES: &[&str] = &["image/png", "image/jpeg", "image/webp", "image/heic", "image/heif"];
const SOUNDS: &[&str] = &[
    "audio/wav",
    "audio/x-wav",
    "audio/mp3",
    "audio/mpeg",
    "audio/aiff",
    "audio/aac",
    "audio/ogg",
    "audio/flac",
];

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    system_instruction: Option<System<'a>>,
    contents: Vec<Turn<'a>>,
    generation_config: Config<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tools: Vec<Tools<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tool_config: Option<Value>,
}

#[derive(Serialize)]
struct System<'a> {
    parts: [Part<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Config<'a> {
    max_output_tokens: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    temperature: Option<f64>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    stop_sequences: &'a [String],
}

#[derive(Serialize)]
struct Turn<'a> {
    role: &'static str,
    parts: Vec<Signed<'a>>,
}

/// A part, with the signature of the thinking that led to it.
#[derive(Serialize)]
struct Signed<'a> {
    #[serde(flatten)]
    part: Part<'a>,
    #[serde(flatten)]
    thought: Option<&'a Value>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum Part<'a> {
    Text(&'a str),
    InlineData(Data<'a>),
    FunctionCall { id: &'a str, name: &'a str, args: &'a Map<String, Value> },
    FunctionResponse(Given<'a>),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Data<'a> {
    mime_type: &'a str,
    data: &'a str,
}

#[derive(Serialize)]
struct Given<'a> {
    id: &'a str,
    name: &'a str,
    response: Map<String, Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<Part<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Tools<'a> {
    function_declarations: Vec<Tool<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Tool<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    /// Plain JSON Schema; `parameters` is a dialect of it.
    parameters_json_schema: &'a Map<String, Value>,
}

/// The body that a prompt is sent as.
pub(super) fn body(order: Order<'_>, format: &impl Format) -> Result<Vec<u8>, Fault> {
    let prompt = order.prompt;
    check(prompt)?;
    let names = Names::of(prompt, format.places().tool_name);
    let taken = format.taken(order);
    encode(&Body {
        system_instruction: prompt
            .system
            .as_deref()
            .map(|text| System { parts: [Part::Text(text)] }),
        contents: contents(order, &names)?,
        generation_config: Config {
            max_output_tokens: prompt.max_tokens,
            temperature: taken.temperature,
            stop_sequences: taken.stop_sequences,
        },
        tools: tools(prompt, &names),
        tool_config: taken.tool_choice.map(|choice| {
            let mode = match choice {
                ToolChoice::Auto => "AUTO",
                ToolChoice::Required => "ANY",
                ToolChoice::None => "NONE",
            };
            json!({"functionCallingConfig": {"mode": mode}})
        }),
    })
}

fn tools<'a>(prompt: &'a Prompt, names: &'a Names) -> Vec<Tools<'a>> {
    if prompt.tools.is_empty() {
        return Vec::new();
    }
    let tools = prompt.tools.iter().map(|tool| Tool {
        name: names.sent(&tool.name),
        description: tool.description.as_deref(),
        parameters_json_schema: &tool.input_schema,
    });
    vec![Tools { function_declarations: tools.collect() }]
}

fn contents<'a>(order: Order<'a>, names: &'a Names) -> Result<Vec<Turn<'a>>, Fault> {
    // A result is told by the name of its tool, which MCP does not repeat there.
    let mut used: HashMap<&str, &str> = HashMap::new();
    let mut contents = Vec::with_capacity(order.prompt.messages.len());
    for (role, blocks) in turns(order.prompt) {
        let thoughts = order.thoughts(ProviderKind::Gemini, &blocks);
        let mut parts = Vec::with_capacity(blocks.len());
        for (at, block) in blocks.into_iter().enumerate() {
            if let Content::ToolUse { id, name, .. } = block {
                used.insert(id, names.sent(name));
            }
            let here =
                |thought: &&Thought| usize::try_from(thought.before).is_ok_and(|it| it == at);
            let thought = thoughts.iter().find(here).map(|thought| &thought.value);
            parts.push(Signed { part: part(role, block, names, &used)?, thought });
        }
        let role = match role {
            Role::User => "user",
            Role::Assistant => "model",
        };
        contents.push(Turn { role, parts });
    }
    Ok(contents)
}

fn part<'a>(
    role: Role,
    block: &'a Content,
    names: &'a Names,
    used: &HashMap<&str, &'a str>,
) -> Result<Part<'a>, Fault> {
    Ok(match block {
        Content::Text { text, .. } => Part::Text(text),
        Content::Image { data, mime_type, .. } => picture(mime_type, data)?,
        Content::Audio { data, mime_type, .. } => sound(mime_type, data)?,
        Content::ToolUse { id, name, input, .. } if role == Role::Assistant => {
            Part::FunctionCall { id, name: names.sent(name), args: input }
        }
        Content::ToolUse { .. } => return Err(misplaced(API, "tool use", "user")),
        Content::ToolResult { tool_use_id, content, structured, is_error, .. } => {
            let name = used.get(tool_use_id.as_str()).copied().unwrap_or_default();
            let failed = *is_error == Some(true);
            let (response, parts) = result(content, structured.as_ref(), failed)?;
            Part::FunctionResponse(Given { id: tool_use_id, name, response, parts })
        }
    })
}

/// What a tool gave: its texts under `output` (or `error`), and pictures and sounds beside them.
fn result<'a>(
    content: &'a [ResultContent],
    structured: Option<&Value>,
    failed: bool,
) -> Result<(Map<String, Value>, Vec<Part<'a>>), Fault> {
    let (mut texts, mut parts) = (Vec::new(), Vec::new());
    for part in content {
        match part {
            ResultContent::Text { text, .. } => texts.push(text.clone()),
            ResultContent::Image { data, mime_type, .. } => parts.push(picture(mime_type, data)?),
            ResultContent::Audio { data, mime_type, .. } => parts.push(sound(mime_type, data)?),
            ResultContent::Resource { resource: of, .. } => match resource(of) {
                Resource::Text(text) => texts.push(text),
                Resource::Picture { mime_type, data } => parts.push(picture(mime_type, data)?),
                Resource::File => return Err(refuse_result(API, part)),
            },
            ResultContent::ResourceLink { link } => texts.push(as_text(link)),
        }
    }
    texts.extend(structured_text(content, structured).map(std::borrow::Cow::into_owned));
    let said = match texts.len() {
        1 => Value::from(texts.remove(0)),
        _ => Value::from(texts),
    };
    let key = if failed { "error" } else { "output" };
    Ok((Map::from_iter([(key.to_owned(), said)]), parts))
}

fn picture<'a>(mime_type: &'a str, data: &'a str) -> Result<Part<'a>, Fault> {
    check_picture(API, mime_type, PICTURES)?;
    Ok(Part::InlineData(Data { mime_type, data }))
}

fn sound<'a>(mime_type: &'a str, data: &'a str) -> Result<Part<'a>, Fault> {
    if SOUNDS.iter().any(|known| known.eq_ignore_ascii_case(mime_type)) {
        return Ok(Part::InlineData(Data { mime_type, data }));
    }
    Err(refuse(format!(
        "The prompt holds a sound of type {mime_type}, which {API} cannot take. Remove it, or \
         choose another model."
    )))
}

#[cfg(test)]
mod tests;
