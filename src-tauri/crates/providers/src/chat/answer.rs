//! What an answer says.

use std::ops::ControlFlow;

use domain::{StopReason, Thought};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::draft::Draft;
use crate::fault::Trouble;
use crate::generate::Reading;
use crate::names::Names;
use crate::wire::{Text, refusal, said_in, small, unlike, unreadable};

/// The place of the text among the blocks; tool calls have the places after it.
const TEXT: usize = 0;

/// Reads the chunks of an answer.
#[derive(Default)]
pub(crate) struct Answer {
    refused: bool,
    /// The field in which the provider wants reasoning back.
    wants_back: Option<&'static str>,
    /// `reasoning_details` so far, or `reasoning_content` as one text.
    details: Vec<Value>,
    content: String,
    names: Names,
}

/// A chunk, or the whole of an answer.
#[derive(Deserialize)]
struct Chunk<'a> {
    #[serde(borrow)]
    model: Option<Text<'a>>,
    #[serde(borrow)]
    choices: Option<Vec<Choice<'a>>>,
    usage: Option<Counts>,
    /// Where Groq puts the usage.
    x_groq: Option<Groq>,
    error: Option<Value>,
}

#[derive(Deserialize)]
struct Groq {
    usage: Option<Counts>,
}

#[derive(Deserialize)]
struct Choice<'a> {
    #[serde(borrow, alias = "message")]
    delta: Option<Piece<'a>>,
    #[serde(borrow)]
    finish_reason: Option<Text<'a>>,
    /// The stop sequence that vLLM met; a number or nothing otherwise.
    stop_reason: Option<Value>,
}

#[derive(Deserialize)]
struct Piece<'a> {
    #[serde(borrow)]
    content: Option<Words<'a>>,
    #[serde(borrow)]
    refusal: Option<Text<'a>>,
    /// Thinking, as `DeepSeek` and llama.cpp call it.
    #[serde(borrow)]
    reasoning_content: Option<Words<'a>>,
    /// Thinking, as vLLM, Groq and `OpenRouter` call it.
    #[serde(borrow)]
    reasoning: Option<Words<'a>>,
    /// Thinking as `OpenRouter` wants it back.
    reasoning_details: Option<Vec<Value>>,
    #[serde(borrow)]
    tool_calls: Option<Vec<Call<'a>>>,
}

/// Text, or Mistral's parts of it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Words<'a> {
    Plain(#[serde(borrow)] Text<'a>),
    Parts(#[serde(borrow)] Vec<Part<'a>>),
}

#[derive(Deserialize)]
struct Part<'a> {
    #[serde(borrow)]
    text: Option<Text<'a>>,
    #[serde(borrow)]
    thinking: Option<Box<Words<'a>>>,
}

#[derive(Deserialize)]
struct Call<'a> {
    index: Option<usize>,
    #[serde(borrow)]
    id: Option<Text<'a>>,
    #[serde(borrow)]
    function: Option<Function<'a>>,
}

#[derive(Deserialize)]
struct Function<'a> {
    #[serde(borrow)]
    name: Option<Text<'a>>,
    #[serde(borrow)]
    arguments: Option<Arguments<'a>>,
}

/// JSON as text, or Mistral's plain JSON.
#[derive(Deserialize)]
#[serde(untagged)]
enum Arguments<'a> {
    Text(#[serde(borrow)] Text<'a>),
    Json(Value),
}

#[derive(Deserialize)]
struct Counts {
    prompt_tokens: Option<u64>,
    completion_tokens: Option<u64>,
    total_tokens: Option<u64>,
    prompt_tokens_details: Option<PromptDetails>,
    completion_tokens_details: Option<CompletionDetails>,
    /// What `DeepSeek` calls the cached tokens.
    prompt_cache_hit_tokens: Option<u64>,
}

#[derive(Deserialize)]
struct PromptDetails {
    cached_tokens: Option<u64>,
}

#[derive(Deserialize)]
struct CompletionDetails {
    reasoning_tokens: Option<u64>,
}

impl Reading for Answer {
    fn event(&mut self, data: &str, draft: &mut Draft<'_>) -> Result<ControlFlow<()>, Trouble> {
        if data.trim() == "[DONE]" {
            return match draft.stop_reason {
                Some(_) => Ok(ControlFlow::Break(())),
                None => Err(Trouble::Cut),
            };
        }
        let chunk: Chunk<'_> =
            serde_json::from_str(data).map_err(|error| unreadable(data, &error))?;
        self.take(&chunk, data, draft)?;
        Ok(ControlFlow::Continue(()))
    }

    fn whole(&mut self, body: &[u8], draft: &mut Draft<'_>) -> Result<(), Trouble> {
        let text = String::from_utf8_lossy(body);
        match serde_json::from_str::<Chunk<'_>>(&text) {
            Ok(chunk) if chunk.choices.is_some() => {
                self.take(&chunk, &text, draft)?;
                if draft.stop_reason.is_some() { Ok(()) } else { Err(Trouble::Cut) }
            }
            _ => Err(unlike(&text)),
        }
    }

    /// The reason to stop is the end of the text; some servers leave the word after it out.
    fn complete(&self, draft: &Draft<'_>) -> bool {
        draft.stop_reason.is_some()
    }
}

impl Answer {
    /// For the answer to a prompt with tools of these names.
    /// Reasoning is kept for the field in which the provider wants it back.
    pub(crate) fn new(names: Names, wants_back: Option<&'static str>) -> Self {
        Self { wants_back, names, ..Self::default() }
    }

    /// Keeps the reasoning in the shape in which it is to be given back.
    fn keep(&mut self, draft: &mut Draft<'_>) {
        let value = match self.wants_back {
            Some("reasoning_content") if !self.content.is_empty() => {
                Value::from(std::mem::take(&mut self.content))
            }
            Some("reasoning_details") if !self.details.is_empty() => {
                Value::from(std::mem::take(&mut self.details))
            }
            _ => return,
        };
        let field = self.wants_back.unwrap_or_default().to_owned();
        draft
            .records()
            .push(Thought { before: 0, value: Value::Object(Map::from_iter([(field, value)])) });
    }

    fn take(&mut self, chunk: &Chunk<'_>, raw: &str, draft: &mut Draft<'_>) -> Result<(), Trouble> {
        if chunk.error.as_ref().is_some_and(|error| !error.is_null()) {
            return Err(said_in(raw).unwrap_or_else(|| Trouble::Unreadable { raw: raw.to_owned() }));
        }
        if let Some(model) = chunk.model.as_ref().filter(|model| *model.0 != *draft.model)
            && !model.0.is_empty()
        {
            model.0.as_ref().clone_into(&mut draft.model);
        }
        if let Some(counts) =
            chunk.usage.as_ref().or(chunk.x_groq.as_ref().and_then(|x| x.usage.as_ref()))
        {
            counts.add_to(draft);
        }
        // One choice was asked for, so there is no second.
        if let Some(choice) = chunk.choices.as_ref().and_then(|choices| choices.first()) {
            if let Some(piece) = &choice.delta {
                self.grow(piece, draft);
            }
            if let Some(reason) = &choice.finish_reason {
                draft.stop_reason = Some(self.stop(&reason.0, choice, draft, raw)?);
                self.keep(draft);
            }
        }
        Ok(())
    }

    fn grow(&mut self, piece: &Piece<'_>, draft: &mut Draft<'_>) {
        let thinking = piece.reasoning_content.as_ref().or(piece.reasoning.as_ref());
        if let Some(words) = thinking {
            words.each(true, &mut |_, piece| {
                self.content.push_str(piece);
                draft.thinking(piece);
            });
        }
        self.details.extend(piece.reasoning_details.iter().flatten().cloned());
        if let Some(words) = &piece.content {
            words.each(false, &mut |thinking, piece| {
                if thinking { draft.thinking(piece) } else { draft.text(TEXT, piece) }
            });
        }
        if let Some(refusal) = piece.refusal.as_ref().filter(|refusal| !refusal.0.is_empty()) {
            self.refused = true;
            draft.text(TEXT, &refusal.0);
        }
        for call in piece.tool_calls.iter().flatten() {
            self.tool(call, draft);
        }
    }

    /// A tool call, or a piece of one: its place is its index; without one, an id begins the next.
    fn tool(&self, call: &Call<'_>, draft: &mut Draft<'_>) {
        let id = call.id.as_ref().map(|id| id.0.as_ref()).filter(|id| !id.is_empty());
        let name = call.function.as_ref().and_then(|function| function.name.as_ref());
        let name = name.map(|name| name.0.as_ref()).filter(|name| !name.is_empty());
        let at = match (call.index, draft.newest_tool()) {
            (Some(index), _) => TEXT + 1 + index,
            (None, Some(newest)) if id.is_none() => newest,
            (None, _) => draft.next_place().max(TEXT + 1),
        };
        draft.tool(at, id, name.map(|name| self.names.real(name)));
        match call.function.as_ref().and_then(|function| function.arguments.as_ref()) {
            Some(Arguments::Text(text)) => draft.arguments(at, &text.0),
            Some(Arguments::Json(json)) => draft.arguments(at, &json.to_string()),
            None => {}
        }
    }

    fn stop(
        &self,
        reason: &str,
        choice: &Choice<'_>,
        draft: &Draft<'_>,
        raw: &str,
    ) -> Result<StopReason, Trouble> {
        Ok(match reason {
            "stop" | "tool_calls" | "function_call" if self.refused => refusal(),
            // Some servers say "stop" after a tool call too.
            "stop" if draft.has_tools() => StopReason::ToolUse,
            "stop" if choice.stop_reason.as_ref().is_some_and(Value::is_string) => {
                StopReason::StopSequence
            }
            "stop" => StopReason::EndTurn,
            "length" | "model_length" => StopReason::MaxTokens,
            "tool_calls" | "function_call" => StopReason::ToolUse,
            "content_filter" => refusal(),
            "error" => return Err(Trouble::Unreadable { raw: raw.to_owned() }),
            other => StopReason::Other(other.to_owned()),
        })
    }
}

impl Words<'_> {
    /// Calls back with each piece of text and whether it is thinking.
    fn each(&self, thinking: bool, take: &mut dyn FnMut(bool, &str)) {
        match self {
            Self::Plain(text) => take(thinking, &text.0),
            Self::Parts(parts) => {
                for part in parts {
                    if let Some(text) = &part.text {
                        take(thinking, &text.0);
                    }
                    if let Some(words) = &part.thinking {
                        words.each(true, take);
                    }
                }
            }
        }
    }
}

impl Counts {
    fn add_to(&self, draft: &mut Draft<'_>) {
        let cached = self.prompt_tokens_details.as_ref().and_then(|it| it.cached_tokens);
        let reasoning = self.completion_tokens_details.as_ref().and_then(|it| it.reasoning_tokens);
        let usage = draft.usage();
        usage.input = self.prompt_tokens.map(small).or(usage.input);
        usage.output = self.written(reasoning).map(small).or(usage.output);
        usage.cached = cached.or(self.prompt_cache_hit_tokens).map(small).or(usage.cached);
        usage.reasoning = reasoning.map(small).or(usage.reasoning);
    }

    /// Tokens of the answer, reasoning included. xAI counts it beside them, which only the total tells.
    fn written(&self, reasoning: Option<u64>) -> Option<u64> {
        let both = self.completion_tokens?.checked_add(reasoning.unwrap_or(0));
        let all = both.zip(self.prompt_tokens).and_then(|(both, prompt)| both.checked_add(prompt));
        both.filter(|_| all.is_some() && all == self.total_tokens).or(self.completion_tokens)
    }
}
