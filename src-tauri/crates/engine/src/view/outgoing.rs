//! What would go out to a model, and what that model does not take of it.

use domain::{Digest, ExchangeId, ModelRef, Prompt};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A prompt as it would be sent to a model.
#[derive(Clone, Debug, PartialEq, Deserialize, TS)]
pub struct OutgoingQuery {
    /// The open exchange.
    pub exchange: ExchangeId,
    /// The model.
    pub model: ModelRef,
    /// The prompt, if it is edited.
    #[serde(default)]
    #[ts(optional)]
    pub edited: Option<Box<Prompt>>,
}

/// A request as it would go out: a `POST`, or the standard input of a program.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Outgoing {
    /// Where to; empty for a program.
    pub url: String,
    /// The program and its arguments, if one is started for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub program: Option<Vec<String>>,
    /// Its headers; the key and the values of the person's own are not shown.
    pub headers: Vec<Header>,
    /// Its body, byte for byte.
    pub body: String,
    /// The digest of the body, which the signature holds.
    pub digest: Digest,
}

/// A header of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// A prompt as it would be sent to a model, to learn what that model does not take of it.
#[derive(Clone, Debug, PartialEq, Deserialize, TS)]
pub struct LossQuery {
    /// The open exchange.
    pub exchange: ExchangeId,
    /// The model.
    pub model: ModelRef,
    /// The prompt that would be sent, where it differs from what was asked or was sent last.
    #[serde(default)]
    #[ts(optional)]
    pub edited: Option<Box<Prompt>>,
}
