//! Why a server asked.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::call::Call;
use crate::id::{ServerId, Timestamp};
use crate::prompt::Prompt;
use crate::thread::Turn;

/// Why a request is on the desk: who asks, through which door, and what made it ask.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Cause {
    /// The server that asks.
    pub server: ServerId,
    /// Its name at that time.
    pub server_name: String,
    /// How the request arrived.
    pub door: Door,
    /// The protocol revision, for example `2025-11-25`.
    pub revision: String,
    /// The call of ours that made the server ask; `None` when no call was under way (unsolicited).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub call: Option<Call>,
    /// Whether `call` is certain. False when several calls were under way and the wire does not
    /// say which one asked: `call` is then the newest of them.
    pub certain: bool,
    /// The round of a pulled request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub round: Option<Round>,
    /// Where it stands in a conversation that the same call began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub turn: Option<Turn>,
}

impl Cause {
    /// Whether the server asked although nothing of ours was under way.
    pub fn unsolicited(&self) -> bool {
        self.call.is_none()
    }

    /// Whether the server is told, while it waits, that somebody is at its request: it pushed it with
    /// a token for that. A pulled request has none, and needs none: between rounds nothing runs.
    pub fn keeps_informed(&self, prompt: &Prompt) -> bool {
        self.door == Door::Pushed && self.era() == Era::Legacy && prompt.progress_token().is_some()
    }

    /// The era of `revision`.
    pub fn era(&self) -> Era {
        Era::of(&self.revision)
    }
}

/// How a request arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Door {
    /// The server sent `sampling/createMessage` (revisions up to 2025-11-25).
    Pushed,
    /// The server answered our call with `input_required` (from 2026-07-28).
    Pulled,
}

/// The two generations of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Era {
    /// With a handshake: 2024-11-05 to 2025-11-25.
    Legacy,
    /// Stateless: from 2026-07-28.
    Modern,
}

impl Era {
    /// The era of a revision. Revisions are dates, so they compare as text.
    pub fn of(revision: &str) -> Self {
        if revision < "2026-07-28" { Self::Legacy } else { Self::Modern }
    }
}

/// One round of pulled requests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Round {
    /// Counted from 1 within the call.
    pub number: u32,
    /// The server's key for this request, unique within the round.
    pub key: String,
    /// How many requests the round holds.
    pub of: u32,
    /// Where this one stands among them, in the server's order, counted from 0.
    #[serde(default)]
    pub place: u32,
    /// When the round arrived. A server's state that comes back too long after that may be refused.
    #[serde(default)]
    pub arrived_at: Timestamp,
}
