//! Prompts and replies as the protocol's JSON.

use domain::content::{Marks, ResultContent};
use domain::prompt::{IncludeContext, Preferences, ToolChoice};
use domain::reply::StopReason;
use domain::{Content, Message, Prompt, Reply, Role, Tool};
use serde_json::{Map, Value, json};

/// A prompt as a server would ask it: the parameters of `sampling/createMessage`.
pub fn request(prompt: &Prompt) -> Value {
    let mut params = Map::new();
    let mut set = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            params.insert(name.to_owned(), value);
        }
    };
    set("_meta", prompt.meta.clone().map(Value::Object));
    set("messages", Some(prompt.messages.iter().map(message).collect()));
    set("modelPreferences", preferences(&prompt.preferences));
    set("systemPrompt", prompt.system.clone().map(Value::String));
    set("includeContext", include_context(prompt.include_context).map(Value::from));
    set("temperature", prompt.temperature.map(number));
    set("maxTokens", Some(prompt.max_tokens.into()));
    set("stopSequences", some_list(&prompt.stop_sequences, |text| json!(text)));
    set("metadata", prompt.metadata.clone().map(Value::Object));
    set("tools", some_list(&prompt.tools, tool));
    set("toolChoice", prompt.tool_choice.map(|choice| json!({ "mode": tool_choice(choice) })));
    Value::Object(params)
}

fn some_list<T>(list: &[T], write: impl Fn(&T) -> Value) -> Option<Value> {
    (!list.is_empty()).then(|| list.iter().map(write).collect())
}

/// Whole numbers are written without a fraction.
pub(super) fn number(number: f64) -> Value {
    // Past this, not every whole number has a place among these.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() < EXACT {
        #[expect(clippy::cast_possible_truncation, reason = "checked above")]
        Value::from(number as i64)
    } else {
        Value::from(number)
    }
}

fn message(message: &Message) -> Value {
    let role = match message.role {
        Role::User => "user",
        Role::Assistant => "assistant",
    };
    let mut fields = json!({ "role": role, "content": content(&message.content) });
    if let Some(meta) = &message.meta {
        fields["_meta"] = Value::Object(meta.clone());
    }
    fields
}

/// A single block stays single, as every revision and every SDK reads it.
fn content(blocks: &[Content]) -> Value {
    match blocks {
        [single] => block(single),
        several => several.iter().map(block).collect(),
    }
}

fn block(content: &Content) -> Value {
    let (fields, marks) = match content {
        Content::Text { text, marks } => (json!({ "type": "text", "text": text }), marks),
        Content::Image { data, mime_type, marks } => (medium("image", data, mime_type), marks),
        Content::Audio { data, mime_type, marks } => (medium("audio", data, mime_type), marks),
        Content::ToolUse { id, name, input, marks } => {
            (json!({ "type": "tool_use", "id": id, "name": name, "input": input }), marks)
        }
        Content::ToolResult { tool_use_id, content, structured, is_error, marks } => {
            let parts: Vec<Value> = content.iter().map(part).collect();
            let mut fields =
                json!({ "type": "tool_result", "toolUseId": tool_use_id, "content": parts });
            if let Some(structured) = structured {
                fields["structuredContent"] = structured.clone();
            }
            if let Some(is_error) = is_error {
                fields["isError"] = Value::Bool(*is_error);
            }
            (fields, marks)
        }
    };
    marked(fields, marks)
}

fn part(part: &ResultContent) -> Value {
    let (fields, marks) = match part {
        ResultContent::Text { text, marks } => (json!({ "type": "text", "text": text }), marks),
        ResultContent::Image { data, mime_type, marks } => {
            (medium("image", data, mime_type), marks)
        }
        ResultContent::Audio { data, mime_type, marks } => {
            (medium("audio", data, mime_type), marks)
        }
        ResultContent::Resource { resource, marks } => {
            (json!({ "type": "resource", "resource": resource }), marks)
        }
        ResultContent::ResourceLink { link } => {
            let mut fields = link.clone();
            fields.insert("type".to_owned(), Value::from("resource_link"));
            return Value::Object(fields);
        }
    };
    marked(fields, marks)
}

fn medium(kind: &str, data: &str, mime_type: &str) -> Value {
    json!({ "type": kind, "data": data, "mimeType": mime_type })
}

fn marked(mut fields: Value, marks: &Marks) -> Value {
    if let Some(annotations) = &marks.annotations {
        fields["annotations"] = annotations.clone();
    }
    if let Some(meta) = &marks.meta {
        fields["_meta"] = Value::Object(meta.clone());
    }
    fields
}

fn tool(tool: &Tool) -> Value {
    let mut fields = tool.rest.clone();
    fields.insert("name".to_owned(), Value::from(tool.name.as_str()));
    for (name, text) in [("title", &tool.title), ("description", &tool.description)] {
        if let Some(text) = text {
            fields.insert(name.to_owned(), Value::from(text.as_str()));
        }
    }
    fields.insert("inputSchema".to_owned(), Value::Object(tool.input_schema.clone()));
    Value::Object(fields)
}

fn tool_choice(choice: ToolChoice) -> &'static str {
    match choice {
        ToolChoice::Auto => "auto",
        ToolChoice::Required => "required",
        ToolChoice::None => "none",
    }
}

fn include_context(context: IncludeContext) -> Option<&'static str> {
    match context {
        IncludeContext::None => None,
        IncludeContext::ThisServer => Some("thisServer"),
        IncludeContext::AllServers => Some("allServers"),
    }
}

fn preferences(preferences: &Preferences) -> Option<Value> {
    let Preferences { hints, cost, speed, intelligence } = preferences;
    let mut fields = Map::new();
    if let Some(hints) = some_list(hints, |name| json!({ "name": name })) {
        fields.insert("hints".to_owned(), hints);
    }
    for (name, priority) in
        [("costPriority", cost), ("speedPriority", speed), ("intelligencePriority", intelligence)]
    {
        if let Some(priority) = priority {
            fields.insert(name.to_owned(), number(*priority));
        }
    }
    (!fields.is_empty()).then_some(Value::Object(fields))
}

/// The result of `sampling/createMessage`.
pub(super) fn result(reply: &Reply) -> Value {
    json!({
        "role": "assistant",
        "content": content(&reply.content),
        "model": reply.model,
        "stopReason": stop_reason(&reply.stop_reason),
    })
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
