//! What can happen to an exchange.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Withdrawal;
use crate::asked::Oddity;
use crate::beside::Beside;
use crate::cause::Cause;
use crate::fault::Fault;
use crate::id::Timestamp;
use crate::prompt::Prompt;
use crate::reply::{Reply, ReplyRemark};
use crate::signature::{Digest, Gate, Signer, Target};

/// What can happen to an exchange.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// It arrived. Always the first event, and never again.
    Received {
        /// Why the server asks.
        cause: Box<Cause>,
        /// What it asks.
        prompt: Arc<Prompt>,
        /// The request's JSON as it arrived, where writing the prompt back would not give the
        /// same.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        raw: Option<Arc<str>>,
        /// Where it was odd and yet certain in its meaning.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[ts(optional, as = "Option<Vec<Oddity>>")]
        oddities: Vec<Oddity>,
    },
    /// It was put on the desk for a person.
    Presented,
    /// The prompt was signed. From `ReplyReview` this means "again".
    PromptSigned {
        /// Who signed.
        by: Signer,
        /// Who is to write the reply.
        target: Target,
        /// The prompt, if it differs from what was asked (or, for "again", from what was sent last).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        edited: Option<Arc<Prompt>>,
        /// The digest of the bytes that go to the model.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        digest: Option<Digest>,
    },
    /// A reply was written.
    Drafted {
        /// The reply.
        reply: Arc<Reply>,
        /// How long it took.
        timing: Timing,
        /// What came beside it.
        #[serde(default, skip_serializing_if = "Beside::is_empty")]
        #[ts(optional, as = "Option<Beside>")]
        beside: Beside,
    },
    /// No reply could be written; the person may try again, write it, or refuse.
    AttemptFailed {
        /// Why.
        fault: Fault,
        /// What had come before it failed; shown and kept, never returned.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        partial: Option<Arc<Reply>>,
        /// How long it took.
        timing: Timing,
        /// What came beside it.
        #[serde(default, skip_serializing_if = "Beside::is_empty")]
        #[ts(optional, as = "Option<Beside>")]
        beside: Beside,
    },
    /// The reply was signed.
    ReplySigned {
        /// Who signed.
        by: Signer,
        /// Which attempt, counted from 0.
        attempt: u32,
        /// The reply, if it differs from that attempt's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        edited: Option<Arc<Reply>>,
        /// What was wrong with it, which the person had seen and signed all the same.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[ts(optional, as = "Option<Vec<ReplyRemark>>")]
        despite: Vec<ReplyRemark>,
    },
    /// Someone said no.
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
    /// It could not be done, and nobody is there to try another way.
    Failed {
        /// Why.
        fault: Fault,
    },
    /// Nobody waits for it any more.
    Withdrawn {
        /// Why.
        why: Withdrawal,
    },
}

impl Event {
    /// Its name, as in JSON and in the database.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Received { .. } => "received",
            Self::Presented => "presented",
            Self::PromptSigned { .. } => "prompt_signed",
            Self::Drafted { .. } => "drafted",
            Self::AttemptFailed { .. } => "attempt_failed",
            Self::ReplySigned { .. } => "reply_signed",
            Self::Refused { .. } => "refused",
            Self::Failed { .. } => "failed",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }
}

/// How long a reply took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Timing {
    /// Milliseconds from sending to the first piece of text; absent if none came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub first_ms: Option<u32>,
    /// Milliseconds from sending to the end.
    pub total_ms: u32,
}

/// An event as it stands in the journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Recorded {
    /// Its place, counted from 0 without gaps.
    pub seq: u32,
    /// When.
    pub at: Timestamp,
    /// What.
    pub event: Event,
}
