//! What an answer says.

use std::ops::ControlFlow;

use domain::StopReason;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::draft::Draft;
use crate::fault::Trouble;
use crate::generate::Reading;
use crate::names::Names;
use crate::wire::{Text, minted, refusal, said_in, small, unlike, unreadable};

/// What the prompt, or the answer, was found to hold.
const REFUSALS: &[&str] =
    &["SAFETY", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "RECITATION", "LANGUAGE", "MODEL_ARMOR"];
/// What is a failure and no answer.
const FAILURES: &[&str] = &[
    "MALFORMED_FUNCTION_CALL",
    "UNEXPECTED_TOOL_CALL",
    "MISSING_THOUGHT_SIGNATURE",
    "MALFORMED_RESPONSE",
    "OTHER",
];

/// Reads the chunks of an answer.
#[derive(Default)]
pub(crate) struct Answer {
    /// The place of the block that grows, and whether it is text.
    place: usize,
    is_text: bool,
    names: Names,
}

/// A chunk, or the whole of an answer.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Chunk<'a> {
    #[serde(borrow)]
    candidates: Option<Vec<Candidate<'a>>>,
    #[serde(borrow)]
    prompt_feedback: Option<Feedback<'a>>,
    usage_metadata: Option<Counts>,
    #[serde(borrow)]
    model_version: Option<Text<'a>>,
    error: Option<Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Feedback<'a> {
    #[serde(borrow)]
    block_reason: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Candidate<'a> {
    #[serde(borrow)]
    content: Option<Turn<'a>>,
    #[serde(borrow)]
    finish_reason: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct Turn<'a> {
    #[serde(borrow)]
    parts: Option<Vec<Part<'a>>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Part<'a> {
    #[serde(borrow)]
    text: Option<Text<'a>>,
    #[serde(default)]
    thought: bool,
    #[serde(borrow)]
    function_call: Option<Call<'a>>,
    #[serde(borrow)]
    inline_data: Option<Data<'a>>,
    /// Signs the thinking that led to this part.
    #[serde(borrow)]
    thought_signature: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct Call<'a> {
    #[serde(borrow)]
    id: Option<Text<'a>>,
    #[serde(borrow)]
    name: Text<'a>,
    args: Option<Map<String, Value>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Data<'a> {
    #[serde(borrow)]
    mime_type: Text<'a>,
    #[serde(borrow)]
    data: Text<'a>,
}

/// Counts of tokens.
#[derive(Deserialize)]
struct Counts {
    #[serde(rename = "promptTokenCount")]
    prompt: Option<u64>,
    #[serde(rename = "toolUsePromptTokenCount")]
    tool_prompt: Option<u64>,
    /// Of those of the prompt.
    #[serde(rename = "cachedContentTokenCount")]
    cached: Option<u64>,
    #[serde(rename = "candidatesTokenCount")]
    candidates: Option<u64>,
    /// Beside those of the candidates.
    #[serde(rename = "thoughtsTokenCount")]
    thoughts: Option<u64>,
}

impl Reading for Answer {
    fn event(&mut self, data: &str, draft: &mut Draft<'_>) -> Result<ControlFlow<()>, Trouble> {
        let chunk: Chunk<'_> =
            serde_json::from_str(data).map_err(|error| unreadable(data, &error))?;
        self.take(&chunk, data, draft)?;
        Ok(ControlFlow::Continue(()))
    }

    /// Asked for without `alt=sse`, it comes as an array of chunks.
    fn whole(&mut self, body: &[u8], draft: &mut Draft<'_>) -> Result<(), Trouble> {
        let text = String::from_utf8_lossy(body);
        let chunks = if text.trim_start().starts_with('[') {
            serde_json::from_str::<Vec<Chunk<'_>>>(&text)
        } else {
            serde_json::from_str(&text).map(|chunk| vec![chunk])
        };
        let is_answer =
            |chunk: &Chunk<'_>| chunk.candidates.is_some() || chunk.prompt_feedback.is_some();
        match chunks {
            Ok(chunks) if chunks.iter().any(is_answer) => {
                chunks.iter().try_for_each(|chunk| self.take(chunk, &text, draft))?;
                if draft.stop_reason.is_some() { Ok(()) } else { Err(Trouble::Cut) }
            }
            _ => Err(unlike(&text)),
        }
    }

    /// There is no last word: the reason to stop is the end.
    fn complete(&self, draft: &Draft<'_>) -> bool {
        draft.stop_reason.is_some()
    }
}

impl Answer {
    /// For the answer to a prompt with tools of these names.
    pub(crate) fn new(names: Names) -> Self {
        Self { names, ..Self::default() }
    }

    fn take(&mut self, chunk: &Chunk<'_>, raw: &str, draft: &mut Draft<'_>) -> Result<(), Trouble> {
        if chunk.error.as_ref().is_some_and(|error| !error.is_null()) {
            return Err(said_in(raw).unwrap_or_else(|| Trouble::Unreadable { raw: raw.to_owned() }));
        }
        if let Some(model) = chunk.model_version.as_ref().filter(|model| !model.0.is_empty()) {
            model.0.as_ref().clone_into(&mut draft.model);
        }
        if let Some(counts) = &chunk.usage_metadata {
            counts.add_to(draft);
        }
        // One candidate was asked for, so there is no second.
        let candidate = chunk.candidates.as_ref().and_then(|all| all.first());
        let blocked = chunk.prompt_feedback.as_ref().is_some_and(|it| it.block_reason.is_some());
        if candidate.is_none() && blocked {
            draft.stop_reason = Some(refusal());
        }
        let Some(candidate) = candidate else { return Ok(()) };
        for part in candidate.content.iter().flat_map(|turn| &turn.parts).flatten() {
            self.part(part, draft);
        }
        if let Some(reason) = &candidate.finish_reason {
            draft.stop_reason = Some(stop(&reason.0, draft, raw)?);
        }
        Ok(())
    }

    fn part(&mut self, part: &Part<'_>, draft: &mut Draft<'_>) {
        if let Some(text) = part.text.as_ref().filter(|text| !text.0.is_empty()) {
            if part.thought {
                draft.thinking(&text.0);
            } else {
                if !self.is_text {
                    self.next(true);
                }
                draft.text(self.place, &text.0);
            }
        }
        if let Some(call) = &part.function_call {
            self.next(false);
            // Only that of a call must be given back.
            if let Some(signature) = &part.thought_signature {
                draft.keep(json!({"thoughtSignature": signature.0}));
            }
            let id = call.id.as_ref().map(|id| id.0.as_ref()).filter(|id| !id.is_empty());
            // Not every model gives its calls an id, and MCP ties results to nothing else.
            let id = id.map_or_else(minted, str::to_owned);
            draft.tool(self.place, Some(&id), Some(self.names.real(&call.name.0)));
            if let Some(input) = &call.args {
                draft.arguments(self.place, &Value::from(input.clone()).to_string());
            }
        }
        if let Some(data) = &part.inline_data {
            self.next(false);
            draft.image(self.place, &data.data.0, &data.mime_type.0);
        }
    }

    fn next(&mut self, is_text: bool) {
        self.place += 1;
        self.is_text = is_text;
    }
}

fn stop(reason: &str, draft: &Draft<'_>, raw: &str) -> Result<StopReason, Trouble> {
    Ok(match reason {
        "STOP" if draft.has_tools() => StopReason::ToolUse,
        "STOP" => StopReason::EndTurn,
        "MAX_TOKENS" | "CONTINUATION" => StopReason::MaxTokens,
        "FUNCTION_CALL" => StopReason::ToolUse,
        _ if REFUSALS.contains(&reason) || reason.starts_with("IMAGE_") => refusal(),
        _ if FAILURES.contains(&reason) => {
            return Err(Trouble::Unreadable { raw: raw.to_owned() });
        }
        other => StopReason::Other(other.to_lowercase()),
    })
}

impl Counts {
    fn add_to(&self, draft: &mut Draft<'_>) {
        let plus = |one: Option<u64>, other: Option<u64>| match (one, other) {
            (None, None) => None,
            (one, other) => Some(small(one.unwrap_or(0) + other.unwrap_or(0))),
        };
        let usage = draft.usage();
        usage.input = plus(self.prompt, self.tool_prompt).or(usage.input);
        usage.output = plus(self.candidates, self.thoughts).or(usage.output);
        usage.cached = self.cached.map(small).or(usage.cached);
        usage.reasoning = self.thoughts.map(small).or(usage.reasoning);
    }
}
