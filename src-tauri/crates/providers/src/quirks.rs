//! Which hosts and models take what. Data, so that a new model is a new row.
//!
//! Sources: the providers' documentation and official SDKs as of 2026-11.

use std::ops::RangeInclusive;

use domain::content::{Content, ResultContent};
use domain::prompt::ToolChoice;
use domain::{Prompt, ProviderKind};
use reqwest::Url;
use serde::Serialize;
use ts_rs::TS;

use crate::names::Names;
use crate::request::{Resource, resource};
use crate::{anthropic, openai};

/// Something about a prompt that its model will not be given, because model or wire format do not
/// take it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Loss {
    /// The temperature is left out: the model takes none, or not this one.
    Temperature,
    /// Only the first stop sequences are sent.
    StopSequences {
        /// How many are sent, perhaps none.
        sent: u32,
    },
    /// Whether a tool must be used is left out: the model decides, or has none.
    ToolChoice,
    /// That a tool failed is left out; the text of its result is sent.
    ToolFailure,
    /// The structured output of a tool is left out; the blocks of its result are sent.
    StructuredOutput,
    /// Tools are sent under other names, and the model's uses of them come back under their own.
    ToolNames {
        /// How many.
        tools: u32,
    },
    /// Pictures and sounds in tool results are sent after the results, as the user's.
    MovedMedia,
    /// Resources in tool results are sent as text or as pictures.
    Resources,
}

/// What the model will not be given, if this prompt is sent to it as it stands. Pure; the card
/// says it before anybody signs. [`body`](crate::body) leaves out exactly these.
pub fn losses(kind: ProviderKind, base_url: &str, model: &str, prompt: &Prompt) -> Vec<Loss> {
    let taken = match kind {
        ProviderKind::Anthropic => Taken::by_anthropic(model, prompt),
        ProviderKind::Openai => Taken::by_openai(Host::of(base_url), model, prompt),
    };
    let mut losses = Vec::new();
    if prompt.temperature.is_some() && taken.temperature.is_none() {
        losses.push(Loss::Temperature);
    }
    if taken.stop_sequences.len() < prompt.stop_sequences.len() {
        let sent = u32::try_from(taken.stop_sequences.len()).unwrap_or(u32::MAX);
        losses.push(Loss::StopSequences { sent });
    }
    if prompt.tool_choice == Some(ToolChoice::Required) && prompt.tool_choice != taken.tool_choice {
        losses.push(Loss::ToolChoice);
    }
    let names = match kind {
        ProviderKind::Anthropic => anthropic::request::LONGEST_TOOL_NAME,
        ProviderKind::Openai => openai::request::LONGEST_TOOL_NAME,
    };
    let renamed = Names::of(prompt, names).count();
    if renamed > 0 {
        losses.push(Loss::ToolNames { tools: u32::try_from(renamed).unwrap_or(u32::MAX) });
    }
    let results = || prompt.messages.iter().flat_map(|message| &message.content);
    if kind == ProviderKind::Openai && results().any(failed) {
        losses.push(Loss::ToolFailure);
    }
    if results().any(twofold) {
        losses.push(Loss::StructuredOutput);
    }
    let parts = || results().filter_map(Content::as_result).flatten();
    if kind == ProviderKind::Openai && parts().any(is_medium) {
        losses.push(Loss::MovedMedia);
    }
    if parts().any(is_resource) {
        losses.push(Loss::Resources);
    }
    losses
}

fn is_medium(part: &ResultContent) -> bool {
    match part {
        ResultContent::Image { .. } | ResultContent::Audio { .. } => true,
        ResultContent::Resource { resource: of, .. } => {
            matches!(resource(of), Resource::Picture { .. })
        }
        ResultContent::Text { .. } | ResultContent::ResourceLink { .. } => false,
    }
}

fn is_resource(part: &ResultContent) -> bool {
    matches!(part, ResultContent::Resource { .. } | ResultContent::ResourceLink { .. })
}

fn failed(block: &Content) -> bool {
    matches!(block, Content::ToolResult { is_error: Some(true), .. })
}

/// A tool result whose structured output is more than its text says already.
fn twofold(block: &Content) -> bool {
    let Content::ToolResult { content, structured: Some(structured), .. } = block else {
        return false;
    };
    let says = |text: &str| {
        serde_json::from_str(text).is_ok_and(|said: serde_json::Value| said == *structured)
    };
    !content.is_empty()
        && !content
            .iter()
            .any(|part| matches!(part, ResultContent::Text { text, .. } if says(text)))
}

/// What of a prompt's parameters its model takes.
pub(crate) struct Taken<'a> {
    pub(crate) temperature: Option<f64>,
    pub(crate) stop_sequences: &'a [String],
    pub(crate) tool_choice: Option<ToolChoice>,
}

/// Claude models that still take a temperature, under API version 2023-06-01 only.
const CLAUDE_TEMPERATURE: &[&str] =
    &["haiku-4-5", "sonnet-4-5", "opus-4-5", "opus-4-6", "sonnet-4-6"];
/// Claude models that go on writing where a last message of the assistant's ends.
const CLAUDE_PREFILL: &[&str] = &["haiku-4-5", "sonnet-4-5", "opus-4-5"];
/// Claude models that always think and therefore cannot be made to use a tool.
const CLAUDE_FREE_CHOICE: &[&str] = &["opus-5-5", "sonnet-5-5", "fable-5-1", "mythos-5-1"];

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

impl<'a> Taken<'a> {
    pub(crate) fn by_anthropic(model: &str, prompt: &'a Prompt) -> Self {
        let name = claude(model);
        let warm = name.as_ref().is_none_or(|name| is_one_of(name, CLAUDE_TEMPERATURE));
        let free = name.as_ref().is_some_and(|name| is_one_of(name, CLAUDE_FREE_CHOICE));
        Self {
            temperature: within(prompt.temperature, warm, &(0.0..=1.0)),
            stop_sequences: &prompt.stop_sequences,
            tool_choice: choice(prompt).filter(|choice| !(free && *choice == ToolChoice::Required)),
        }
    }

    pub(crate) fn by_openai(host: &Host, model: &str, prompt: &'a Prompt) -> Self {
        let family = host.family(model);
        let stops = if family.stop { host.most_stops } else { 0 };
        let stops = stops.min(prompt.stop_sequences.len());
        Self {
            temperature: within(prompt.temperature, family.temperature, &(0.0..=2.0)),
            stop_sequences: prompt.stop_sequences.get(..stops).unwrap_or_default(),
            tool_choice: choice(prompt),
        }
    }
}

/// Without tools there is nothing to choose.
fn choice(prompt: &Prompt) -> Option<ToolChoice> {
    prompt.tool_choice.filter(|_| !prompt.tools.is_empty())
}

/// A temperature outside the range is left out rather than bent to fit.
fn within(asked: Option<f64>, taken: bool, range: &RangeInclusive<f64>) -> Option<f64> {
    asked.filter(|temperature| taken && range.contains(temperature))
}

/// A server that speaks Chat Completions, and how it differs.
pub(crate) struct Host {
    /// Its domain; the last row, without one, is every other server.
    domain: &'static str,
    /// Whether the limit is called `max_completion_tokens`; else `max_tokens`.
    pub(crate) max_completion_tokens: bool,
    /// Whether usage must be asked for, and may be.
    pub(crate) include_usage: bool,
    /// Whether it pads its events against eavesdroppers unless asked not to.
    pub(crate) obfuscates: bool,
    /// How many stop sequences it takes.
    most_stops: usize,
    /// Its models that differ, first match wins; the last row is every other model.
    families: &'static [Family],
}

/// Models whose names start alike.
pub(crate) struct Family {
    prefix: &'static str,
    /// Whether they take a temperature other than 1.
    temperature: bool,
    /// Whether they take stop sequences.
    stop: bool,
    /// The role that the system prompt has.
    pub(crate) system_role: &'static str,
}

const fn family(prefix: &'static str, temperature: bool, stop: bool, role: &'static str) -> Family {
    Family { prefix, temperature, stop, system_role: role }
}

const ANY: &[Family] = &[family("", true, true, "system")];

/// OpenAI's own: what came before GPT-5 takes all; of what came later, models that by default do
/// not reason take a temperature, and none takes stop sequences.
const GPT: &[Family] = &[
    family("gpt-3.5", true, true, "system"),
    family("gpt-4", true, true, "system"),
    family("chatgpt-4", true, true, "system"),
    family("gpt-audio", true, true, "system"),
    family("gpt-5.1", true, false, "developer"),
    family("gpt-5.2", true, false, "developer"),
    family("gpt-5.4", true, false, "developer"),
    family("", false, false, "developer"),
];

const GROK: &[Family] = &[
    family("grok-4", true, false, "system"),
    family("grok-code", true, false, "system"),
    family("", true, true, "system"),
];

/// `DeepSeek`'s models think by default and then ignore the temperature without saying so.
const DEEPSEEK: &[Family] = &[family("", false, true, "system")];

const OTHER: Host = Host {
    domain: "",
    max_completion_tokens: false,
    include_usage: true,
    obfuscates: false,
    most_stops: usize::MAX,
    families: ANY,
};

const HOSTS: &[Host] = &[
    Host {
        domain: "api.openai.com",
        max_completion_tokens: true,
        obfuscates: true,
        most_stops: 4,
        families: GPT,
        ..OTHER
    },
    Host { domain: "openai.azure.com", max_completion_tokens: true, most_stops: 4, ..OTHER },
    Host {
        domain: "api.groq.com",
        max_completion_tokens: true,
        include_usage: false,
        most_stops: 4,
        ..OTHER
    },
    Host { domain: "openrouter.ai", max_completion_tokens: true, most_stops: 4, ..OTHER },
    Host { domain: "api.mistral.ai", include_usage: false, ..OTHER },
    Host { domain: "api.x.ai", families: GROK, ..OTHER },
    Host { domain: "api.deepseek.com", families: DEEPSEEK, ..OTHER },
    OTHER,
];

impl Host {
    /// The row of a base URL.
    pub(crate) fn of(base_url: &str) -> &'static Self {
        let url = Url::parse(base_url).ok();
        let name = url.as_ref().and_then(Url::host_str).unwrap_or_default();
        let fits = |host: &&Self| {
            name.strip_suffix(host.domain).is_some_and(|rest| {
                host.domain.is_empty() || rest.is_empty() || rest.ends_with('.')
            })
        };
        HOSTS.iter().find(fits).unwrap_or(&OTHER)
    }

    /// The row of a model. A fine-tuned model is like the one it was made from.
    pub(crate) fn family(&self, model: &str) -> &'static Family {
        let name = model.strip_prefix("ft:").unwrap_or(model);
        let plain = |family: &&Family| {
            // The "pro" and "codex" models of a family always reason.
            family.system_role == "system" || !(name.contains("-pro") || name.contains("-codex"))
        };
        let fits = |family: &&Family| {
            name.starts_with(family.prefix) && (family.prefix.is_empty() || plain(family))
        };
        self.families.iter().find(fits).unwrap_or(&ANY[0])
    }
}

#[cfg(test)]
mod tests;
