//! Provider accounts and the models they offer.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::AccountId;

/// An account with a provider. Its key is in the vault, never here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// What the person calls it.
    pub name: String,
    /// Which wire format it speaks.
    pub kind: ProviderKind,
    /// Where requests go, without a trailing slash.
    pub base_url: String,
}

/// A wire format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProviderKind {
    /// Anthropic Messages.
    Anthropic,
    /// OpenAI Chat Completions, spoken by many others too.
    Openai,
}

impl ProviderKind {
    /// The provider's own address, in the convention of its wire format: Anthropic's is without
    /// `/v1`, OpenAI's ends in it.
    pub fn default_base_url(self) -> &'static str {
        match self {
            Self::Anthropic => "https://api.anthropic.com",
            Self::Openai => "https://api.openai.com/v1",
        }
    }
}

/// A model as its provider lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Model {
    /// Its id on the wire.
    pub id: String,
    /// Its name for people, where the provider gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub name: Option<String>,
}
