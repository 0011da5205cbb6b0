//! What an answer says.

use std::ops::ControlFlow;

use domain::{StopReason, Thought};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::draft::Draft;
use crate::fault::Trouble;
use crate::generate::Reading;
use crate::names::Names;
use crate::wire::{Text, minted, said_in, small, unlike};

/// The place of the text among the blocks; tool calls have the places after it.
const TEXT: usize = 0;

/// Reads the lines of an answer.
#[derive(Default)]
pub(crate) struct Answer {
    thinking: String,
    names: Names,
}

/// A line.
#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    model: Option<Text<'a>>,
    #[serde(borrow)]
    message: Option<Message<'a>>,
    #[serde(default)]
    done: bool,
    #[serde(borrow)]
    done_reason: Option<Text<'a>>,
    prompt_eval_count: Option<u64>,
    eval_count: Option<u64>,
    error: Option<Value>,
}

#[derive(Deserialize)]
struct Message<'a> {
    #[serde(borrow)]
    content: Option<Text<'a>>,
    #[serde(borrow)]
    thinking: Option<Text<'a>>,
    #[serde(borrow)]
    tool_calls: Option<Vec<Call<'a>>>,
}

#[derive(Deserialize)]
struct Call<'a> {
    #[serde(borrow)]
    id: Option<Text<'a>>,
    #[serde(borrow)]
    function: Function<'a>,
}

#[derive(Deserialize)]
struct Function<'a> {
    #[serde(borrow)]
    name: Text<'a>,
    arguments: Option<Map<String, Value>>,
}

impl Reading for Answer {
    fn event(&mut self, data: &str, draft: &mut Draft<'_>) -> Result<ControlFlow<()>, Trouble> {
        let line: Line<'_> = serde_json::from_str(data).map_err(|_| unlike(data))?;
        if line.error.as_ref().is_some_and(|error| !error.is_null()) {
            return Err(
                said_in(data).unwrap_or_else(|| Trouble::Unreadable { raw: data.to_owned() })
            );
        }
        let Some(message) = &line.message else { return Err(unlike(data)) };
        if let Some(model) = line.model.as_ref().filter(|model| *model.0 != *draft.model) {
            model.0.as_ref().clone_into(&mut draft.model);
        }
        self.take(message, draft);
        if !line.done {
            return Ok(ControlFlow::Continue(()));
        }
        if !self.thinking.is_empty() {
            let value = json!({"thinking": std::mem::take(&mut self.thinking)});
            draft.records().push(Thought { before: 0, value });
        }
        let usage = draft.usage();
        usage.input = line.prompt_eval_count.map(small);
        usage.output = line.eval_count.map(small);
        let reason = line.done_reason.as_ref().map(|reason| reason.0.as_ref());
        draft.stop_reason = Some(match reason {
            Some("length") => StopReason::MaxTokens,
            // It says "stop" after a use of a tool, too.
            _ if draft.has_tools() => StopReason::ToolUse,
            None | Some("stop") => StopReason::EndTurn,
            Some(other) => StopReason::Other(other.to_owned()),
        });
        Ok(ControlFlow::Break(()))
    }

    fn whole(&mut self, body: &[u8], _: &mut Draft<'_>) -> Result<(), Trouble> {
        // One piece that is an answer is a line.
        Err(unlike(&String::from_utf8_lossy(body)))
    }

    fn complete(&self, _: &Draft<'_>) -> bool {
        false
    }
}

impl Answer {
    /// For the answer to a prompt with tools of these names.
    pub(crate) fn new(names: Names) -> Self {
        Self { names, ..Self::default() }
    }

    fn take(&mut self, message: &Message<'_>, draft: &mut Draft<'_>) {
        if let Some(thinking) = &message.thinking {
            draft.thinking(&thinking.0);
            self.thinking.push_str(&thinking.0);
        }
        if let Some(text) = &message.content {
            draft.text(TEXT, &text.0);
        }
        for call in message.tool_calls.iter().flatten() {
            let at = draft.next_place().max(TEXT + 1);
            let id = call.id.as_ref().map(|id| id.0.as_ref()).filter(|id| !id.is_empty());
            // Older versions give a call no id, and MCP ties results to nothing else.
            let id = id.map_or_else(minted, str::to_owned);
            draft.tool(at, Some(&id), Some(self.names.real(&call.function.name.0)));
            if let Some(input) = &call.function.arguments {
                draft.arguments(at, &Value::from(input.clone()).to_string());
            }
        }
    }
}
