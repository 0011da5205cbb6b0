//! A reply: what comes back from a model, or from a person in its place.

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::content::{Content, plain_text};

/// What goes back to the server once it is signed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Reply {
    /// Its blocks, at least one.
    pub content: Vec<Content>,
    /// The model that wrote it, as the provider names it; [`PERSON`] when a person did.
    pub model: String,
    /// Why the writing ended.
    #[ts(type = "string")]
    pub stop_reason: StopReason,
    /// What it used, as the provider reported it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub usage: Option<Usage>,
    /// The provider's id of the request, for its support.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub request_id: Option<String>,
}

/// The model name of a reply that a person wrote.
pub const PERSON: &str = "human";

impl Reply {
    /// An empty reply for a person to fill in.
    pub fn by_hand() -> Self {
        Self {
            content: vec![Content::text("")],
            model: PERSON.into(),
            stop_reason: StopReason::EndTurn,
            usage: None,
            request_id: None,
        }
    }

    /// The text of all text blocks.
    pub fn plain_text(&self) -> String {
        plain_text(&self.content)
    }
}

/// Why the writing ended. An open set in MCP: what is not named here is kept as it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopReason {
    /// The model was done.
    EndTurn,
    /// It met a stop sequence.
    StopSequence,
    /// It reached `max_tokens`.
    MaxTokens,
    /// It wants a tool to be run.
    ToolUse,
    /// A person stopped it; what there is may be incomplete.
    Stopped,
    /// The provider's own word, for example `refusal`.
    #[serde(untagged)]
    Other(String),
}

/// Tokens, as the provider reported them. A figure that was not reported is absent, never 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Usage {
    /// Tokens of the prompt, cached ones included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub input: Option<u32>,
    /// Tokens of the reply, reasoning included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub output: Option<u32>,
    /// Of `input`: read from the provider's cache.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub cached: Option<u32>,
    /// Of `output`: spent on thinking.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub reasoning: Option<u32>,
}

/// Something about a reply that a person should notice before signing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ReplyRemark {
    /// It asks for a tool that the server did not offer.
    UnknownTool {
        /// The id of the use.
        id: String,
        /// The tool's name.
        tool: String,
    },
    /// The arguments for a tool are not what the tool says that it takes.
    Arguments {
        /// The id of the use.
        id: String,
        /// The tool's name.
        tool: String,
        /// Where in the arguments, as a JSON pointer; empty for the whole.
        at: String,
        /// What is wrong there.
        why: String,
    },
    /// The tool's own description of its arguments cannot be used to check them.
    Unchecked {
        /// The id of the use.
        id: String,
        /// The tool's name.
        tool: String,
        /// Why.
        why: String,
    },
}

impl ReplyRemark {
    /// Whether the server is likely to stumble over it, so that nothing but a person who has seen it
    /// signs it.
    pub fn is_misfit(&self) -> bool {
        match self {
            Self::UnknownTool { .. } | Self::Arguments { .. } => true,
            Self::Unchecked { .. } => false,
        }
    }
}

impl fmt::Display for ReplyRemark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownTool { tool, .. } => {
                write!(f, "It asks for “{tool}”, a tool that the server did not offer.")
            }
            Self::Arguments { tool, at, why, .. } => {
                let at = if at.is_empty() { String::new() } else { format!(", at {at}") };
                write!(f, "What it gives “{tool}” is not what that tool takes{at}: {why}.")
            }
            Self::Unchecked { tool, why, .. } => {
                write!(f, "What it gives “{tool}” could not be checked: {why}.")
            }
        }
    }
}
