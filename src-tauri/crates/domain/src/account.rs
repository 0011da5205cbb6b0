//! Provider accounts and the models they offer.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::AccountId;
use crate::network::{host, is_loopback};

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

impl Account {
    /// Whether requests go to this machine and, by us, no further.
    pub fn is_here(&self) -> bool {
        host(&self.base_url).is_some_and(is_loopback)
    }
}

/// A wire format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProviderKind {
    /// Anthropic Messages.
    Anthropic,
    /// OpenAI Chat Completions, spoken by many others too.
    Openai,
    /// OpenAI Responses.
    OpenaiResponses,
    /// Google Gemini's `generateContent`.
    Gemini,
    /// Ollama's own.
    Ollama,
}

impl ProviderKind {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::Anthropic, Self::OpenaiResponses, Self::Openai, Self::Gemini, Self::Ollama];

    /// The provider's own address, in the convention of its wire format: Anthropic's and Ollama's
    /// are without a version, OpenAI's and Gemini's end in it.
    pub fn default_base_url(self) -> &'static str {
        match self {
            Self::Anthropic => "https://api.anthropic.com",
            Self::Openai | Self::OpenaiResponses => "https://api.openai.com/v1",
            Self::Gemini => "https://generativelanguage.googleapis.com/v1",
            Self::Ollama => "http://localhost:11434",
        }
    }
}

/// A model as its provider lists it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Model {
    /// Its id on the wire.
    pub id: String,
    /// Its name for people, where the provider gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub name: Option<String>,
    /// How many tokens of prompt it takes, where the provider says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub context: Option<u32>,
}

/// A server of models that was found on this machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LocalServer {
    /// Which program it is, by the port on which it was found.
    pub program: LocalProgram,
    /// Which wire format it is spoken to in.
    pub kind: ProviderKind,
    /// Where it is.
    pub base_url: String,
    /// What it lists.
    pub models: Vec<Model>,
}

/// A program that serves models on a person's own machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LocalProgram {
    /// Ollama.
    Ollama,
    /// LM Studio.
    LmStudio,
    /// The server of llama.cpp.
    LlamaCpp,
    /// vLLM.
    Vllm,
}
