//! What comes beside a reply: the model's thinking, and what its provider still allows.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::account::ProviderKind;
use crate::money::Cost;

/// What came beside a reply. It is shown and kept, and never returned to a server.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Beside {
    /// What the model thought.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub thinking: Option<Arc<Thinking>>,
    /// What the account may still ask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub allowance: Option<Allowance>,
    /// What it cost, at the prices in force when it was sent; absent where that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub cost: Option<Cost>,
}

impl Beside {
    /// Nothing came; left out of JSON.
    pub fn is_empty(&self) -> bool {
        self.thinking.is_none() && self.allowance.is_none() && self.cost.is_none()
    }
}

/// What a model thought on the way to a reply.
///
/// Providers want some of it back, unchanged, when the results of the tools come that the reply
/// asks for; MCP has no place for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Thinking {
    /// Its words, as far as the provider shows them; perhaps none.
    pub text: String,
    /// The wire format of `records`.
    pub kind: ProviderKind,
    /// The uses of tools in the reply, by their ids. Where a conversation holds just these, it is
    /// this reply that comes back.
    pub uses: Vec<String>,
    /// What the provider wants back.
    pub records: Vec<Thought>,
}

/// A piece of thinking as its provider wants it back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Thought {
    /// How many blocks of the reply come before it.
    pub before: u32,
    /// The provider's own JSON.
    pub value: Value,
}

/// What an account may still ask, as the provider said with its last answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Allowance {
    /// Requests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub requests: Option<Left>,
    /// Tokens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub tokens: Option<Left>,
}

/// How much is left of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Left {
    /// How much.
    pub left: u32,
    /// Of how much, if the provider says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub of: Option<u32>,
    /// In how many seconds it is all there again, if the provider says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub again_s: Option<u32>,
}
