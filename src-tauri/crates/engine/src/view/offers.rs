//! Models to choose from, and what is known of each.

use domain::catalogue::{ModelKnown, Override};
use domain::choice::Ranking;
use domain::estimate::{Estimate, Fit, Tokens, Weight};
use domain::prompt::Preferences;
use domain::{ExchangeId, ModelRef, Prompt, ServerId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The models that a server may use, in order, and what each may cost.
#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
pub struct Offers {
    /// The order, and the reason for each place.
    pub ranking: Ranking,
    /// What is known of each of them, in the same order, those that cannot take the prompt last.
    pub models: Vec<Offered>,
}

/// What is known of a model, and what it may cost for one prompt.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Offered {
    /// The model.
    pub model: ModelRef,
    /// What is known of it.
    pub known: ModelKnown,
    /// What the prompt may cost with it.
    pub estimate: Estimate,
    /// Whether the prompt fits into what it takes.
    pub fit: Fit,
}

/// A prompt as it stands on the card, to learn which models may take it and what they cost.
#[derive(Clone, Debug, PartialEq, Deserialize, TS)]
pub struct OffersQuery {
    /// The open exchange.
    pub exchange: ExchangeId,
    /// The prompt, if it was edited.
    #[serde(default)]
    #[ts(optional)]
    pub edited: Option<Box<Prompt>>,
}

/// A request that nobody has made, to learn which model it would get.
#[derive(Clone, Debug, PartialEq, Deserialize, TS)]
pub struct DryRun {
    /// Whose grant holds; every model of every account when absent.
    #[serde(default)]
    #[ts(optional)]
    pub server: Option<ServerId>,
    /// What the server would like.
    pub preferences: Preferences,
    /// Whether the prompt holds a picture.
    #[serde(default)]
    pub images: bool,
    /// Whether it holds a sound.
    #[serde(default)]
    pub audio: bool,
    /// Whether it offers tools.
    #[serde(default)]
    pub tools: bool,
    /// How many tokens it has.
    pub tokens: u32,
    /// The most tokens that the reply may have.
    pub max_tokens: u32,
}

impl DryRun {
    /// The request, weighed.
    pub(crate) fn weight(&self) -> Weight {
        let tokens = u64::from(self.tokens);
        Weight {
            tokens: Tokens { low: tokens, high: tokens },
            images: self.images.into(),
            sounds: self.audio.into(),
            tools: self.tools,
            reply: self.max_tokens,
        }
    }
}

/// What is known of a model of an account, and what of it the person said.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct KnownModel {
    /// The model's id.
    pub model: String,
    /// What is known of it.
    pub known: ModelKnown,
    /// What the person says of it.
    pub says: Override,
}
