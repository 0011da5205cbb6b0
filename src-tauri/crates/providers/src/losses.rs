//! What a model will not be given of a prompt.

use domain::content::{Content, ResultContent};
use domain::prompt::ToolChoice;
use domain::{Prompt, ProviderKind, Role};
use serde::Serialize;
use ts_rs::TS;

use crate::command;
use crate::format::{Order, format};
use crate::hosts::Host;
use crate::names::Names;
use crate::provider::Background;
use crate::request::{Resource, resource};

/// Something about a prompt that its model will not be given, because model or wire format do not
/// take it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Loss {
    /// The temperature is left out: the model takes none, or not this one.
    Temperature,
    /// Only the first stop sequences are sent. For the others Countersign looks out itself, and
    /// ends the answer where one comes.
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
    /// The conversation ends with a message of the assistant's, which the model answers rather than
    /// goes on with.
    Continuation,
    /// The limit of the reply is left out: a program writes as much as it likes.
    MaxTokens,
    /// The tools are left out: a program reads text.
    Tools,
    /// System prompt and messages are sent as one text, with the speakers' names.
    Script,
}

/// What the model will not be given, if this prompt is sent to it as it stands. Pure; the card
/// says it before anybody signs. [`outgoing`](crate::outgoing()) leaves out exactly these.
pub fn losses(kind: ProviderKind, base_url: &str, model: &str, prompt: &Prompt) -> Vec<Loss> {
    let Some(format) = format(kind) else { return command::losses(prompt) };
    let background = Background::default();
    let (taken, places) = (
        format.taken(Order { host: Host::of(base_url), model, prompt, background }),
        format.places(),
    );
    let mut losses = Vec::new();
    if prompt.temperature.is_some() && taken.temperature.is_none() {
        losses.push(Loss::Temperature);
    }
    if taken.stop_sequences.len() < prompt.stop_sequences.len() {
        losses.push(Loss::StopSequences { sent: count(taken.stop_sequences.len()) });
    }
    if prompt.tool_choice == Some(ToolChoice::Required) && prompt.tool_choice != taken.tool_choice {
        losses.push(Loss::ToolChoice);
    }
    let renamed = Names::of(prompt, places.tool_name).count();
    if renamed > 0 {
        losses.push(Loss::ToolNames { tools: count(renamed) });
    }
    let results = || prompt.messages.iter().flat_map(|message| &message.content);
    if !places.tool_failure && results().any(failed) {
        losses.push(Loss::ToolFailure);
    }
    if results().any(twofold) {
        losses.push(Loss::StructuredOutput);
    }
    let parts = || results().filter_map(Content::as_result).flatten();
    if !places.result_media && parts().any(is_medium) {
        losses.push(Loss::MovedMedia);
    }
    if parts().any(is_resource) {
        losses.push(Loss::Resources);
    }
    let last = prompt.messages.iter().rfind(|message| !message.content.is_empty());
    if !places.continuation && last.is_some_and(|message| message.role == Role::Assistant) {
        losses.push(Loss::Continuation);
    }
    losses
}

fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
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

#[cfg(test)]
mod tests;
