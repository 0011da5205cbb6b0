//! Where an exchange stands.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::fault::Fault;
use crate::signature::{Gate, Signer};

/// Where an exchange stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum State {
    /// It arrived and is durable; nobody has seen it.
    Received,
    /// It waits for a signature on the prompt.
    PromptReview,
    /// A model writes.
    Generating,
    /// It waits for a signature on the reply.
    ReplyReview,
    /// The reply was signed and may go back. The end.
    Released,
    /// Someone said no. The end.
    Refused {
        /// At which gate.
        gate: Gate,
        /// Who.
        by: Signer,
        /// The reason that the server is told, if one was given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        reason: Option<String>,
    },
    /// It could not be done. The end.
    Failed {
        /// Why.
        fault: Fault,
    },
    /// Nobody waits for it any more. The end.
    Withdrawn {
        /// Why.
        why: Withdrawal,
    },
}

impl State {
    /// Whether nothing can happen any more.
    pub fn is_closed(&self) -> bool {
        match self {
            Self::Received | Self::PromptReview | Self::Generating | Self::ReplyReview => false,
            Self::Released
            | Self::Refused { .. }
            | Self::Failed { .. }
            | Self::Withdrawn { .. } => true,
        }
    }

    /// Its name, as in JSON, in the database and in the history's filters.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::PromptReview => "prompt_review",
            Self::Generating => "generating",
            Self::ReplyReview => "reply_review",
            Self::Released => "released",
            Self::Refused { .. } => "refused",
            Self::Failed { .. } => "failed",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }
}

/// Why nobody waits any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Withdrawal {
    /// The server took its request back.
    ServerCancelled,
    /// The server took its request back because the time that it gives was up.
    ServerGaveUp,
    /// The call that caused it was cancelled by the person.
    CallCancelled,
    /// The call that caused it ended without waiting.
    CallEnded,
    /// The server exited, crashed or was stopped.
    ServerGone,
    /// Another request of the same round was refused, so the call cannot go on.
    RoundRefused,
    /// Countersign was closed, or crashed, while it was open.
    AppClosed,
}
