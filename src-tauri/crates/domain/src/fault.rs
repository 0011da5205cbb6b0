//! What went wrong, said so that a person can act on it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A failure as a person sees it: a code to act on, a sentence, and the raw detail one click away.
///
/// Neither text ever holds a key: the crates that know keys strip them before they build a fault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[error("{message}")]
pub struct Fault {
    /// What the window does about it.
    pub code: FaultCode,
    /// One or two sentences: what happened, and what to do.
    pub message: String,
    /// The raw words of the other party, when there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub detail: Option<String>,
    /// What the provider does not take of the prompt, where it can be left out: offer to send it
    /// again without that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub parameter: Option<Parameter>,
}

/// Something that a prompt can do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Parameter {
    /// The temperature.
    Temperature,
    /// The stop sequences.
    StopSequences,
    /// Whether a tool may or must be used.
    ToolChoice,
    /// What the model thought before, which was given back to it beside the prompt.
    Thinking,
}

impl Fault {
    /// A fault without raw detail.
    pub fn new(code: FaultCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), detail: None, parameter: None }
    }

    /// The same fault with the other party's raw words.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        self.detail = (!detail.trim().is_empty()).then_some(detail);
        self
    }
}

/// A code exists only where the window does something different because of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FaultCode {
    /// No keychain answers: offer *Try again* and *for this session only*.
    VaultMissing,
    /// The keychain is locked: offer *Try again* and *for this session only*.
    VaultLocked,
    /// The keychain has not answered in time: offer *Try again* and *for this session only*.
    VaultLate,
    /// The history cannot be opened with the key at hand: offer *Try again* and *set it aside*.
    HistoryUnreadable,
    /// The provider did not accept the key: lead to the account.
    KeyRejected,
    /// The provider has no such model (any more): offer another model.
    ModelGone,
    /// The provider asks to wait, or the account's quota is spent: offer another model.
    RateLimited,
    /// Nobody answers at that address: lead to the account.
    ProviderUnreachable,
    /// Something answers there, but it is not such a provider: lead to the account.
    NotAProvider,
    /// The provider failed or its answer made no sense: offer *again*.
    ProviderFailed,
    /// The server could not be started or did not speak MCP: lead to its log.
    ServerFailed,
    /// The server ended: lead to its log.
    ServerGone,
    /// The server uses sampling in the way of the other protocol era: offer to switch.
    EraMismatch,
    /// The server answered a call with a protocol error.
    CallFailed,
    /// The call or the generation was stopped by a person.
    Stopped,
    /// What was asked for does not exist (any more): refresh.
    NotFound,
    /// What was entered cannot be used; the message names the field.
    Invalid,
    /// The decision does not fit the state: someone else decided, or it ended meanwhile.
    TooLate,
    /// The server has no grant for that model.
    NotGranted,
    /// Anything else; the message says what.
    Internal,
}
