//! Calls to servers, as the window sees them.

use domain::{CallId, Fault, ServerId, Timestamp, What};
use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

/// One call by the person.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CallView {
    /// The call.
    pub id: CallId,
    /// The server.
    pub server: ServerId,
    /// What is asked for.
    pub what: What,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
    /// How many answers to its rounds were signed, where it failed: another run can use them.
    pub signed: u32,
    /// How it stands.
    pub state: CallState,
}

/// How a call stands.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum CallState {
    /// Under way.
    Running {
        /// What the server last said about its progress.
        #[ts(optional)]
        #[serde(skip_serializing_if = "Option::is_none")]
        progress: Option<Progress>,
        /// After how many rounds it pauses until a person lets it go on.
        #[ts(optional)]
        #[serde(skip_serializing_if = "Option::is_none")]
        paused: Option<u32>,
    },
    /// The server answered; a tool perhaps with an error of its own.
    Done {
        /// The MCP result as received. Of a tool: `content`, `structuredContent`, `isError`; of a prompt:
        /// `description`, `messages`; of a resource: `contents`.
        result: Value,
        /// Whether the tool says that it failed.
        is_error: bool,
    },
    /// The call failed.
    Failed {
        /// Why.
        fault: Fault,
    },
    /// The person cancelled it.
    Cancelled,
}

/// How far a call is.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Progress {
    /// So far.
    pub done: f64,
    /// Of how much, if the server knows.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<f64>,
    /// In words, if the server says.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}
