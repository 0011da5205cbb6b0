//! What of a prompt's parameters a model takes.

use std::ops::RangeInclusive;

use domain::Prompt;
use domain::prompt::ToolChoice;

use crate::format::Order;

/// What of a prompt's parameters its model takes.
pub(crate) struct Taken<'a> {
    pub(crate) temperature: Option<f64>,
    /// The stop sequences that are sent; the model's server looks out for them.
    pub(crate) stop_sequences: &'a [String],
    /// The others, for which we look out ourselves.
    rest: &'a [String],
    pub(crate) tool_choice: Option<ToolChoice>,
}

impl<'a> Taken<'a> {
    /// All of it, of a temperature within a range and so many stop sequences.
    pub(crate) fn of(prompt: &'a Prompt, range: &RangeInclusive<f64>, stops: usize) -> Self {
        let stops = stops.min(prompt.stop_sequences.len());
        let (stop_sequences, rest) =
            prompt.stop_sequences.split_at_checked(stops).unwrap_or_default();
        Self {
            // One outside the range is left out rather than bent to fit.
            temperature: prompt.temperature.filter(|temperature| range.contains(temperature)),
            stop_sequences,
            rest,
            // Without tools there is nothing to choose.
            tool_choice: prompt.tool_choice.filter(|_| !prompt.tools.is_empty()),
        }
    }

    /// The same without a temperature, unless the model takes one.
    pub(crate) fn warm(mut self, takes: bool) -> Self {
        self.temperature = self.temperature.filter(|_| takes);
        self
    }

    /// The same without being made to use a tool, unless the model can be.
    pub(crate) fn forced(mut self, can_be: bool) -> Self {
        let forced = |choice: &ToolChoice| *choice == ToolChoice::Required;
        self.tool_choice = self.tool_choice.filter(|choice| can_be || !forced(choice));
        self
    }

    /// The stop sequences for which we look out ourselves.
    pub(crate) fn stops_of_ours(&self) -> Vec<String> {
        self.rest.to_vec()
    }
}

/// Claude models that still take a temperature, under API version 2023-06-01 only.
const CLAUDE_TEMPERATURE: &[&str] =
    &["haiku-4-5", "sonnet-4-5", "opus-4-5", "opus-4-6", "sonnet-4-6"];
/// Claude models that go on writing where a last message of the assistant's ends.
const CLAUDE_PREFILL: &[&str] = &["haiku-4-5", "sonnet-4-5", "opus-4-5"];
/// Claude models that always think and therefore cannot be made to use a tool.
const CLAUDE_FREE_CHOICE: &[&str] = &["opus-5-5", "sonnet-5-5", "fable-5-1", "mythos-5-1"];
/// Gemini models that ignore a temperature without saying so.
const GEMINI_COLD: &[&str] = &["3.6-flash", "3.7-flash", "3.8-flash", "3.5-flash-lite"];
/// How many stop sequences Gemini takes.
const GEMINI_STOPS: usize = 5;

/// `None` for models of others behind the same wire format; those take everything.
fn claude(model: &str) -> Option<String> {
    let name = model.to_lowercase().replace('.', "-");
    name.contains("claude").then_some(name)
}

fn is_one_of(name: &str, list: &[&str]) -> bool {
    list.iter().any(|part| name.contains(part))
}

/// Whether the model goes on writing a last message of the assistant's, rather than refusing it.
pub(crate) fn takes_prefill(model: &str) -> bool {
    claude(model).is_none_or(|name| is_one_of(&name, CLAUDE_PREFILL))
}

pub(crate) fn by_anthropic(order: Order<'_>) -> Taken<'_> {
    let name = claude(order.model);
    let warm = name.as_ref().is_none_or(|name| is_one_of(name, CLAUDE_TEMPERATURE));
    let free = name.as_ref().is_some_and(|name| is_one_of(name, CLAUDE_FREE_CHOICE));
    Taken::of(order.prompt, &(0.0..=1.0), usize::MAX).warm(warm).forced(!free)
}

pub(crate) fn by_chat(order: Order<'_>) -> Taken<'_> {
    let family = order.host.family(order.model);
    let stops = if family.stop { order.host.most_stops } else { 0 };
    Taken::of(order.prompt, &(0.0..=2.0), stops).warm(family.temperature)
}

/// Responses has no stop sequences at all.
pub(crate) fn by_responses(order: Order<'_>) -> Taken<'_> {
    let family = order.host.family(order.model);
    Taken::of(order.prompt, &(0.0..=2.0), 0).warm(family.temperature)
}

pub(crate) fn by_gemini(order: Order<'_>) -> Taken<'_> {
    let warm = !is_one_of(order.model, GEMINI_COLD);
    Taken::of(order.prompt, &(0.0..=2.0), GEMINI_STOPS).warm(warm)
}

/// Ollama cannot make a model use a tool; one that must not use any is given none.
pub(crate) fn by_ollama(order: Order<'_>) -> Taken<'_> {
    Taken::of(order.prompt, &(0.0..=f64::MAX), usize::MAX).forced(false)
}
