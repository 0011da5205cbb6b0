//! What to notice about a reply: whether the tools that it asks for are the server's, and whether
//! what it gives them is what they say that they take.

use domain::content::Content;
use domain::reply::ReplyRemark;
use domain::{Reply, Tool};
use jsonschema::{PatternOptions, Validator};
use serde_json::{Map, Value};

/// How many faults are told of one tool use.
const FAULTS: usize = 5;

/// What to notice about a reply to a server that offered these tools.
pub(crate) fn of_reply(reply: &Reply, tools: &[Tool]) -> Vec<ReplyRemark> {
    let uses = reply.content.iter().filter_map(|block| {
        if let Content::ToolUse { id, name, input, .. } = block {
            Some((id, name, input))
        } else {
            None
        }
    });
    uses.flat_map(|(id, name, input)| match tools.iter().find(|tool| tool.name == *name) {
        Some(tool) => of_arguments(id, tool, input),
        None => vec![ReplyRemark::UnknownTool { id: id.clone(), tool: name.clone() }],
    })
    .collect()
}

fn of_arguments(id: &str, tool: &Tool, input: &Map<String, Value>) -> Vec<ReplyRemark> {
    let validator = match validator(&tool.input_schema) {
        Ok(validator) => validator,
        Err(why) => {
            return vec![ReplyRemark::Unchecked {
                id: id.to_owned(),
                tool: tool.name.clone(),
                why,
            }];
        }
    };
    let input = Value::Object(input.clone());
    let faults = validator.iter_errors(&input).take(FAULTS);
    faults
        .map(|fault| ReplyRemark::Arguments {
            id: id.to_owned(),
            tool: tool.name.clone(),
            at: fault.instance_path().to_string(),
            why: fault.to_string(),
        })
        .collect()
}

/// Nothing is fetched for it, and its patterns are of the kind that always end.
fn validator(schema: &Map<String, Value>) -> Result<Validator, String> {
    jsonschema::options()
        .with_pattern_options(PatternOptions::regex())
        .build(&Value::Object(schema.clone()))
        .map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests;
