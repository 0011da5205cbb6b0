//! What an answer says.

use std::borrow::Cow;
use std::ops::ControlFlow;

use domain::{StopReason, Usage};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::draft::Draft;
use crate::fault::Trouble;
use crate::generate::Reading;
use crate::names::Names;
use crate::wire::{Text, said_in, small, unlike, unreadable};

/// Reads the events of an answer.
#[derive(Default)]
pub(crate) struct Answer {
    /// Tokens of the prompt that were neither read from the cache nor written to it.
    fresh: Option<u64>,
    /// Tokens of the prompt that were written to the cache.
    kept: Option<u64>,
    /// Tokens of the prompt that were read from the cache.
    cached: Option<u64>,
    /// The thinking that grows, to be given back as it came.
    thinking: Option<Thinking>,
    names: Names,
}

/// A block of thinking.
#[derive(Default)]
struct Thinking {
    text: String,
    signature: String,
}

/// Every event, flat: fields that an event does not have are absent.
#[derive(Deserialize)]
struct Event<'a> {
    #[serde(borrow)]
    r#type: Cow<'a, str>,
    #[serde(default)]
    index: usize,
    #[serde(borrow)]
    delta: Option<Piece<'a>>,
    #[serde(borrow)]
    content_block: Option<Piece<'a>>,
    #[serde(borrow)]
    message: Option<Message<'a>>,
    usage: Option<Counts>,
}

/// A block, the start of one, or a piece of one; also the message's own delta.
#[derive(Deserialize)]
struct Piece<'a> {
    #[serde(borrow, default)]
    r#type: Cow<'a, str>,
    #[serde(borrow)]
    text: Option<Text<'a>>,
    #[serde(borrow)]
    thinking: Option<Text<'a>>,
    #[serde(borrow)]
    signature: Option<Text<'a>>,
    /// Thinking that is not shown.
    #[serde(borrow)]
    data: Option<Text<'a>>,
    #[serde(borrow)]
    partial_json: Option<Text<'a>>,
    #[serde(borrow)]
    id: Option<Text<'a>>,
    #[serde(borrow)]
    name: Option<Text<'a>>,
    input: Option<Value>,
    #[serde(borrow)]
    stop_reason: Option<Text<'a>>,
    #[serde(borrow)]
    stop_sequence: Option<Text<'a>>,
}

/// The message at its start, or the whole of it.
#[derive(Deserialize)]
struct Message<'a> {
    #[serde(borrow, default)]
    r#type: Cow<'a, str>,
    #[serde(borrow)]
    model: Option<Text<'a>>,
    #[serde(borrow, default)]
    content: Vec<Piece<'a>>,
    usage: Option<Counts>,
    #[serde(borrow)]
    stop_reason: Option<Text<'a>>,
    #[serde(borrow)]
    stop_sequence: Option<Text<'a>>,
}

#[derive(Default, Deserialize)]
struct Counts {
    input_tokens: Option<u64>,
    cache_creation_input_tokens: Option<u64>,
    cache_read_input_tokens: Option<u64>,
    output_tokens: Option<u64>,
    output_tokens_details: Option<Details>,
}

#[derive(Deserialize)]
struct Details {
    thinking_tokens: Option<u64>,
}

impl Reading for Answer {
    fn event(&mut self, data: &str, draft: &mut Draft<'_>) -> Result<ControlFlow<()>, Trouble> {
        let event: Event<'_> =
            serde_json::from_str(data).map_err(|error| unreadable(data, &error))?;
        match event.r#type.as_ref() {
            "message_start" => {
                if let Some(message) = event.message {
                    self.start(&message, draft)?;
                }
            }
            "content_block_start" => {
                if let Some(block) = event.content_block {
                    self.begin(event.index, &block, draft);
                }
            }
            "content_block_delta" => {
                if let Some(piece) = event.delta {
                    self.grow(event.index, &piece, draft);
                }
            }
            "content_block_stop" => self.close(draft),
            "message_delta" => {
                self.count(event.usage.as_ref(), draft);
                if let Some(Piece { stop_reason: Some(reason), stop_sequence, .. }) = event.delta {
                    draft.stop_reason = Some(stop(&reason.0, stop_sequence.is_some(), data)?);
                }
            }
            "message_stop" => return Ok(ControlFlow::Break(())),
            "error" => {
                return Err(
                    said_in(data).unwrap_or_else(|| Trouble::Unreadable { raw: data.to_owned() })
                );
            }
            // "ping", and what is yet to be invented.
            _ => {}
        }
        Ok(ControlFlow::Continue(()))
    }

    fn whole(&mut self, body: &[u8], draft: &mut Draft<'_>) -> Result<(), Trouble> {
        let text = String::from_utf8_lossy(body);
        match serde_json::from_str::<Message<'_>>(&text) {
            Ok(message) if message.r#type == "message" => self.start(&message, draft),
            _ => Err(unlike(&text)),
        }
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

    fn start(&mut self, message: &Message<'_>, draft: &mut Draft<'_>) -> Result<(), Trouble> {
        if let Some(model) = &message.model {
            model.0.as_ref().clone_into(&mut draft.model);
        }
        for (at, block) in message.content.iter().enumerate() {
            self.begin(at, block, draft);
            self.close(draft);
        }
        self.count(message.usage.as_ref(), draft);
        if let Some(reason) = &message.stop_reason {
            draft.stop_reason = Some(stop(&reason.0, message.stop_sequence.is_some(), "")?);
        }
        Ok(())
    }

    fn begin(&mut self, at: usize, block: &Piece<'_>, draft: &mut Draft<'_>) {
        if block.r#type == "tool_use" {
            let id = block.id.as_ref().map(|id| id.0.as_ref());
            let name = block.name.as_ref().map(|name| self.names.real(&name.0));
            draft.tool(at, id, name);
            // Streams begin with an empty object and send the arguments after it.
            if let Some(Value::Object(input)) = &block.input
                && !input.is_empty()
            {
                draft.arguments(at, &Value::from(input.clone()).to_string());
            }
        }
        match block.r#type.as_ref() {
            "thinking" => self.thinking = Some(Thinking::default()),
            "redacted_thinking" => {
                if let Some(data) = &block.data {
                    draft.keep(json!({"type": "redacted_thinking", "data": data.0}));
                }
            }
            _ => {}
        }
        self.grow(at, block, draft);
    }

    /// The end of a block. Thinking without a signature is not taken back.
    fn close(&mut self, draft: &mut Draft<'_>) {
        if let Some(Thinking { text, signature }) = self.thinking.take()
            && !signature.is_empty()
        {
            draft.keep(json!({"type": "thinking", "thinking": text, "signature": signature}));
        }
    }

    /// Counts are those of the whole answer so far; one that is not given again still holds.
    fn count(&mut self, counts: Option<&Counts>, draft: &mut Draft<'_>) {
        let Some(counts) = counts else { return };
        self.fresh = counts.input_tokens.or(self.fresh);
        self.kept = counts.cache_creation_input_tokens.or(self.kept);
        self.cached = counts.cache_read_input_tokens.or(self.cached);
        let thinking = counts.output_tokens_details.as_ref().and_then(|it| it.thinking_tokens);
        let usage: &mut Usage = draft.usage();
        usage.input = self
            .fresh
            .map(|fresh| small(fresh + self.kept.unwrap_or(0) + self.cached.unwrap_or(0)));
        usage.cached = self.cached.map(small);
        usage.output = counts.output_tokens.map(small).or(usage.output);
        usage.reasoning = thinking.map(small).or(usage.reasoning);
    }

    fn grow(&mut self, at: usize, piece: &Piece<'_>, draft: &mut Draft<'_>) {
        match piece.r#type.as_ref() {
            "text" | "text_delta" => {
                if let Some(text) = &piece.text {
                    draft.text(at, &text.0);
                }
            }
            "thinking" | "thinking_delta" | "signature_delta" => {
                let kept = self.thinking.get_or_insert_default();
                if let Some(thinking) = &piece.thinking {
                    draft.thinking(&thinking.0);
                    kept.text.push_str(&thinking.0);
                }
                if let Some(signature) = &piece.signature {
                    kept.signature.push_str(&signature.0);
                }
            }
            "input_json_delta" => {
                if let Some(json) = &piece.partial_json {
                    draft.arguments(at, &json.0);
                }
            }
            // Citations, and what is yet to be invented.
            _ => {}
        }
    }
}

/// llama.cpp's server says `end_turn` where a stop sequence was met, but names the sequence.
fn stop(reason: &str, at_sequence: bool, raw: &str) -> Result<StopReason, Trouble> {
    Ok(match reason {
        "stop_sequence" => StopReason::StopSequence,
        "end_turn" if at_sequence => StopReason::StopSequence,
        "end_turn" => StopReason::EndTurn,
        "max_tokens" | "model_context_window_exceeded" => StopReason::MaxTokens,
        "tool_use" => StopReason::ToolUse,
        // Only tools that run at the provider's cause it, and none was offered.
        "pause_turn" => return Err(Trouble::Unreadable { raw: raw.to_owned() }),
        other => StopReason::Other(other.to_owned()),
    })
}
