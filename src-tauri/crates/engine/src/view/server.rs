//! Servers, as the window sees them, and what they may use.

use domain::features::Features;
use domain::server::{Launch, LogLevel, ServerSettings};
use domain::{
    AccountId, Door, Era, Fault, ModelRef, Patience, Place, ServerId, Timestamp, Tool, Wait,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An installed server.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ServerView {
    /// Its id.
    pub id: ServerId,
    /// Its settings, without environment values.
    pub settings: ServerSettings,
    /// What it does right now.
    pub state: ServerState,
    /// Its tools; empty unless it runs.
    pub tools: Vec<Tool>,
    /// The resources that a person follows, oldest first; empty unless it runs.
    pub followed: Vec<Followed>,
    /// Whether its identity changed since its grant was made; the grant is then void.
    pub changed: bool,
    /// What was set and seen of how long it waits for an answer.
    pub patience: Patience,
    /// How long it is likely to wait for an answer.
    pub waits: Waits,
}

/// How long a server is likely to wait for an answer, from the arrival of its request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Waits {
    /// To a request that it pushes.
    pub pushed: Wait,
    /// To the requests of a round.
    pub pulled: Wait,
}

impl Waits {
    /// Of a server that is started so.
    pub(crate) fn of(patience: &Patience, launch: &Launch) -> Self {
        Self {
            pushed: patience.wait(Door::Pushed, launch),
            pulled: patience.wait(Door::Pulled, launch),
        }
    }
}

/// A resource that a person follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Followed {
    /// Its URI.
    pub uri: String,
    /// When the server last said that it holds something else.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
}

/// What a server does right now.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum ServerState {
    /// Not running.
    Stopped,
    /// Being started.
    Starting,
    /// Running and ready.
    Running {
        /// The era of its revision.
        era: Era,
        /// The protocol revision agreed on.
        revision: String,
        /// What it calls itself.
        title: String,
        /// Its version, as it says.
        version: String,
        /// Since when.
        since: Timestamp,
        /// What it says that it can do beside running tools.
        features: Features,
    },
    /// Being stopped.
    Stopping,
    /// It could not start, or ended by itself.
    Failed {
        /// Why.
        fault: Fault,
        /// When.
        at: Timestamp,
    },
}

/// One line of a server's log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct LogLine {
    /// When it came.
    pub at: Timestamp,
    /// From where.
    pub source: LogSource,
    /// How much it matters; of MCP log messages only.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<LogLevel>,
    /// The text, without its line end.
    pub text: String,
}

/// Where a log line came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LogSource {
    /// The server's standard error.
    Stderr,
    /// A line on its standard output that is not MCP.
    Stdout,
    /// An MCP log message.
    Message,
    /// Countersign's own remark.
    Countersign,
}

/// Which models a server may use, as it is entered.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, TS)]
pub struct Access {
    /// Models by name.
    pub models: Vec<ModelRef>,
    /// Accounts of which it may use every model.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<AccountId>>")]
    pub accounts: Vec<AccountId>,
    /// Where the models must be.
    #[serde(default)]
    #[ts(optional, as = "Option<Place>")]
    pub place: Place,
    /// The one to take when the server has no wish that can be met.
    #[serde(default)]
    #[ts(optional)]
    pub default: Option<ModelRef>,
}

impl Access {
    /// These models and no others.
    pub fn to(models: Vec<ModelRef>) -> Self {
        Self { models, ..Self::default() }
    }
}
