//! What we ask of a server: to run a tool, to fill in a prompt, to hand over a resource.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::id::CallId;

/// A call of ours. Whatever it asks for, the server may ask for completions meanwhile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(from = "KeptCall")]
pub struct Call {
    /// The call.
    pub id: CallId,
    /// What is asked for.
    #[serde(flatten)]
    pub what: What,
}

/// What a call asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum What {
    /// That a tool is run.
    Tool {
        /// Its name.
        tool: String,
        /// Its arguments.
        arguments: Map<String, Value>,
    },
    /// A prompt, filled in.
    Prompt {
        /// Its name.
        prompt: String,
        /// Its arguments, by name.
        arguments: BTreeMap<String, String>,
    },
    /// What a resource holds.
    Resource {
        /// Its URI.
        resource: String,
    },
}

/// A call as it was ever kept: the history holds calls from before there was more than tools.
#[derive(Deserialize)]
#[serde(untagged)]
enum KeptCall {
    Now {
        id: CallId,
        #[serde(flatten)]
        what: What,
    },
    OfTool {
        id: CallId,
        tool: String,
        arguments: Map<String, Value>,
    },
}

impl From<KeptCall> for Call {
    fn from(kept: KeptCall) -> Self {
        match kept {
            KeptCall::Now { id, what } => Self { id, what },
            KeptCall::OfTool { id, tool, arguments } => {
                Self { id, what: What::Tool { tool, arguments } }
            }
        }
    }
}

impl Call {
    /// A run of a tool.
    pub fn of_tool(id: CallId, tool: impl Into<String>, arguments: Map<String, Value>) -> Self {
        Self { id, what: What::Tool { tool: tool.into(), arguments } }
    }

    /// The name of the tool or the prompt, or the resource's URI.
    pub fn name(&self) -> &str {
        self.what.name()
    }
}

impl What {
    /// The name of the tool or the prompt, or the resource's URI.
    pub fn name(&self) -> &str {
        match self {
            Self::Tool { tool: name, .. }
            | Self::Prompt { prompt: name, .. }
            | Self::Resource { resource: name } => name,
        }
    }

    /// It without its arguments.
    pub fn called(&self) -> Called {
        let kind = match self {
            Self::Tool { .. } => CalledKind::Tool,
            Self::Prompt { .. } => CalledKind::Prompt,
            Self::Resource { .. } => CalledKind::Resource,
        };
        Called { kind, name: self.name().to_owned() }
    }
}

/// What was called, without its arguments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(from = "KeptCalled")]
pub struct Called {
    /// What it is.
    pub kind: CalledKind,
    /// The name of the tool or the prompt, or the resource's URI.
    pub name: String,
}

/// What a call can be of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CalledKind {
    /// A tool.
    Tool,
    /// A prompt.
    Prompt,
    /// A resource.
    Resource,
}

/// As it was ever kept: once, the name of a tool was all.
#[derive(Deserialize)]
#[serde(untagged)]
enum KeptCalled {
    Now { kind: CalledKind, name: String },
    Tool(String),
}

impl From<KeptCalled> for Called {
    fn from(kept: KeptCalled) -> Self {
        match kept {
            KeptCalled::Now { kind, name } => Self { kind, name },
            KeptCalled::Tool(name) => Self { kind: CalledKind::Tool, name },
        }
    }
}

#[cfg(test)]
mod tests;
