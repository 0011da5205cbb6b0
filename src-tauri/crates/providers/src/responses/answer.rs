//! What an answer says.

use std::borrow::Cow;
use std::ops::ControlFlow;

use domain::{StopReason, Thought};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::draft::Draft;
use crate::fault::Trouble;
use crate::generate::Reading;
use crate::names::Names;
use crate::wire::{Text, refusal, said_in, small, unlike, unreadable};

/// How many parts an item has at most; items have their places that far apart.
const PARTS: usize = 1 << 16;

/// Reads the events of an answer.
#[derive(Default)]
pub(crate) struct Answer {
    refused: bool,
    names: Names,
    /// How many tokens the answer may have.
    most: Option<u32>,
}

/// Every event, flat: fields that an event does not have are absent. What is in them is looked at where
/// it is known what it is: tools of the provider's own put other things there.
#[derive(Deserialize)]
struct Event<'a> {
    #[serde(borrow)]
    r#type: Cow<'a, str>,
    /// llama.cpp's server leaves the places out; it writes one text.
    #[serde(default)]
    output_index: usize,
    #[serde(default)]
    content_index: usize,
    #[serde(borrow)]
    delta: Option<&'a RawValue>,
    #[serde(borrow)]
    item: Option<&'a RawValue>,
    #[serde(borrow)]
    response: Option<&'a RawValue>,
}

/// The answer as it stands; at its end, the whole of it.
#[derive(Deserialize)]
struct Response<'a> {
    #[serde(borrow)]
    object: Option<Text<'a>>,
    #[serde(borrow)]
    model: Option<Text<'a>>,
    #[serde(borrow)]
    status: Option<Text<'a>>,
    #[serde(borrow)]
    output: Option<Vec<&'a RawValue>>,
    usage: Option<Counts>,
    #[serde(borrow)]
    incomplete_details: Option<Incomplete<'a>>,
}

#[derive(Deserialize)]
struct Incomplete<'a> {
    #[serde(borrow)]
    reason: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct Item<'a> {
    #[serde(borrow)]
    r#type: Cow<'a, str>,
    #[serde(borrow)]
    call_id: Option<Text<'a>>,
    #[serde(borrow)]
    name: Option<Text<'a>>,
    #[serde(borrow)]
    arguments: Option<Text<'a>>,
    #[serde(borrow)]
    content: Option<Vec<Part<'a>>>,
    #[serde(borrow)]
    summary: Option<Vec<Part<'a>>>,
}

#[derive(Deserialize)]
struct Part<'a> {
    #[serde(borrow)]
    r#type: Cow<'a, str>,
    #[serde(borrow)]
    text: Option<Text<'a>>,
    #[serde(borrow)]
    refusal: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct Counts {
    input_tokens: Option<u64>,
    output_tokens: Option<u64>,
    input_tokens_details: Option<InputDetails>,
    output_tokens_details: Option<OutputDetails>,
}

#[derive(Deserialize)]
struct InputDetails {
    cached_tokens: Option<u64>,
}

#[derive(Deserialize)]
struct OutputDetails {
    reasoning_tokens: Option<u64>,
}

impl Reading for Answer {
    fn event(&mut self, data: &str, draft: &mut Draft<'_>) -> Result<ControlFlow<()>, Trouble> {
        // Some servers end their streams as Chat Completions does.
        if data.trim() == "[DONE]" {
            return Err(Trouble::Cut);
        }
        let event: Event<'_> =
            serde_json::from_str(data).map_err(|error| unreadable(data, &error))?;
        let at = event.output_index * PARTS + event.content_index;
        match event.r#type.as_ref() {
            "response.output_text.delta" => draft.text(at, &event.piece()?),
            "response.refusal.delta" => {
                self.refused = true;
                draft.text(at, &event.piece()?);
            }
            "response.reasoning_summary_text.delta" | "response.reasoning_text.delta" => {
                draft.thinking(&event.piece()?);
            }
            "response.function_call_arguments.delta" => draft.arguments(at, &event.piece()?),
            "response.output_item.added" => {
                let item = event.item.map(item).transpose()?.flatten();
                if let Some(item) = item.filter(|item| item.r#type == "function_call") {
                    let id = item.call_id.as_ref().map(|id| id.0.as_ref());
                    let name = item.name.as_ref().map(|name| self.names.real(&name.0));
                    draft.tool(at, id, name);
                }
            }
            "response.completed" | "response.incomplete" => {
                let response = event.response.ok_or_else(|| unlike(data))?;
                self.end(&read(response)?, data, draft)?;
                return Ok(ControlFlow::Break(()));
            }
            "response.failed" | "response.cancelled" | "error" => return Err(failed(data)),
            // Of an answer that is stopped here, the end does not come.
            "response.output_item.done" => {
                event.item.into_iter().filter_map(reasoning_item).for_each(|item| draft.keep(item));
            }
            // What else there is to know is in the event that ends the answer.
            _ => {}
        }
        Ok(ControlFlow::Continue(()))
    }

    fn whole(&mut self, body: &[u8], draft: &mut Draft<'_>) -> Result<(), Trouble> {
        let text = String::from_utf8_lossy(body);
        match serde_json::from_str::<Response<'_>>(&text) {
            Ok(response) if response.object.as_ref().is_some_and(|it| it.0 == "response") => {
                self.end(&response, &text, draft)
            }
            _ => Err(unlike(&text)),
        }
    }

    fn complete(&self, _: &Draft<'_>) -> bool {
        false
    }
}

impl Answer {
    /// For the answer to a prompt with tools of these names, of at most so many tokens.
    pub(crate) fn new(names: Names, most: u32) -> Self {
        Self { names, most: Some(most), ..Self::default() }
    }

    /// The end of the answer, with the whole of it: what was missed on the way is taken from there.
    fn end(
        &mut self,
        response: &Response<'_>,
        raw: &str,
        draft: &mut Draft<'_>,
    ) -> Result<(), Trouble> {
        if let Some(model) = response.model.as_ref().filter(|model| !model.0.is_empty()) {
            model.0.as_ref().clone_into(&mut draft.model);
        }
        if let Some(counts) = &response.usage {
            counts.add_to(draft);
        }
        draft.end();
        let (heard, thought) = (draft.has_text(), draft.has_thought());
        for (place, raw) in response.output.iter().flatten().enumerate() {
            let Some(item) = item(raw)? else { continue };
            match item.r#type.as_ref() {
                "function_call" => self.call(place * PARTS, &item, draft),
                "message" => self.message(place * PARTS, &item, !heard, draft),
                _ if !thought => reasoning(&item, draft),
                _ => {}
            }
        }
        Self::recall(response, draft);
        let reason = response.incomplete_details.as_ref().and_then(|it| it.reason.as_ref());
        draft.stop_reason = Some(match response.status.as_ref().map(|it| it.0.as_ref()) {
            None | Some("completed") if draft.has_tools() => StopReason::ToolUse,
            None | Some("completed") if self.refused => refusal(),
            // llama.cpp's server calls an answer complete that its limit cut off.
            None | Some("completed") if self.is_full(draft) => StopReason::MaxTokens,
            None | Some("completed") => StopReason::EndTurn,
            Some("incomplete") => match reason.map(|reason| reason.0.as_ref()) {
                Some("max_output_tokens") | None => StopReason::MaxTokens,
                Some("content_filter") => refusal(),
                Some(other) => StopReason::Other(other.to_owned()),
            },
            Some(_) => return Err(failed(raw)),
        });
        Ok(())
    }

    /// Whether the answer has as many tokens as it may have.
    fn is_full(&self, draft: &Draft<'_>) -> bool {
        let written = draft.usage.as_ref().and_then(|usage| usage.output);
        self.most.zip(written).is_some_and(|(most, written)| written >= most)
    }

    /// Keeps the reasoning as it stands in the whole answer, if it does stand there.
    fn recall(response: &Response<'_>, draft: &mut Draft<'_>) {
        let mut kept = Vec::new();
        let mut before = 0;
        for item in response.output.iter().flatten() {
            match reasoning_item(item) {
                Some(value) => kept.push(Thought { before, value }),
                None => before += 1,
            }
        }
        if !kept.is_empty() {
            *draft.records() = kept;
        }
    }

    /// A use of a tool, unless it has come already.
    fn call(&self, at: usize, item: &Item<'_>, draft: &mut Draft<'_>) {
        let id = item.call_id.as_ref().map(|id| id.0.as_ref());
        if draft.has_tool(id.unwrap_or_default()) {
            return;
        }
        draft.tool(at, id, item.name.as_ref().map(|name| self.names.real(&name.0)));
        if let Some(arguments) = &item.arguments {
            draft.arguments(at, &arguments.0);
        }
    }

    fn message(&mut self, at: usize, item: &Item<'_>, is_new: bool, draft: &mut Draft<'_>) {
        for (part, said) in item.content.iter().flatten().enumerate() {
            self.refused |= said.r#type == "refusal";
            if let Some(text) = said.text.as_ref().or(said.refusal.as_ref()).filter(|_| is_new) {
                draft.text(at + part, &text.0);
            }
        }
    }
}

impl<'a> Event<'a> {
    /// The text that it adds.
    fn piece(&self) -> Result<Cow<'a, str>, Trouble> {
        self.delta.map_or(Ok(Cow::Borrowed("")), |raw| Ok(read::<Text<'_>>(raw)?.0))
    }
}

fn read<'a, T: Deserialize<'a>>(raw: &'a RawValue) -> Result<T, Trouble> {
    serde_json::from_str(raw.get()).map_err(|error| unreadable(raw.get(), &error))
}

/// An item of the answer, if it is one of those that we asked for.
fn item(raw: &RawValue) -> Result<Option<Item<'_>>, Trouble> {
    #[derive(Deserialize)]
    struct Kind<'a> {
        #[serde(borrow)]
        r#type: Cow<'a, str>,
    }
    let kind: Kind<'_> = read(raw)?;
    let known = matches!(kind.r#type.as_ref(), "function_call" | "message" | "reasoning");
    if known { read(raw).map(Some) } else { Ok(None) }
}

fn reasoning(item: &Item<'_>, draft: &mut Draft<'_>) {
    for text in item.summary.iter().chain(&item.content).flatten().filter_map(|it| it.text.as_ref())
    {
        draft.thinking(&text.0);
    }
}

/// An item, if it is reasoning that can be given back.
fn reasoning_item(raw: &RawValue) -> Option<Value> {
    let item: Value = serde_json::from_str(raw.get()).ok()?;
    let is_reasoning = item.get("type")?.as_str()? == "reasoning";
    (is_reasoning && item.get("encrypted_content")?.is_string()).then_some(item)
}

/// An answer that ended in an error, in one of its shapes.
fn failed(raw: &str) -> Trouble {
    #[derive(Deserialize)]
    struct Failed {
        response: Value,
    }
    let within = serde_json::from_str::<Failed>(raw).ok().map(|it| it.response.to_string());
    said_in(within.as_deref().unwrap_or(raw)).unwrap_or_else(|| {
        let flat = serde_json::from_str(raw).ok().and_then(|it| crate::fault::Said::read(&it));
        match flat {
            Some(said) => Trouble::said(said, raw),
            None => Trouble::Unreadable { raw: raw.to_owned() },
        }
    })
}

impl Counts {
    fn add_to(&self, draft: &mut Draft<'_>) {
        let cached = self.input_tokens_details.as_ref().and_then(|it| it.cached_tokens);
        let reasoning = self.output_tokens_details.as_ref().and_then(|it| it.reasoning_tokens);
        let usage = draft.usage();
        usage.input = self.input_tokens.map(small).or(usage.input);
        usage.output = self.output_tokens.map(small).or(usage.output);
        usage.cached = cached.map(small).or(usage.cached);
        usage.reasoning = reasoning.map(small).or(usage.reasoning);
    }
}
