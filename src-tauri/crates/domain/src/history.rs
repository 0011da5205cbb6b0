//! The history as it is browsed: one line an exchange, in pages.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::call::Called;
use crate::cause::{Door, Round};
use crate::exchange::State;
use crate::id::{AccountId, CallId, ExchangeId, ServerId, Timestamp};
use crate::money::{Money, Spend};
use crate::reply::Usage;
use crate::thread::Turn;

/// One exchange as one line: for the queue and for the history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Summary {
    /// The exchange.
    pub id: ExchangeId,
    /// The server that asked.
    pub server: ServerId,
    /// Its name at that time.
    pub server_name: String,
    /// How the request arrived.
    pub door: Door,
    /// The protocol revision.
    pub revision: String,
    /// The call that caused it, where that is certain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub call: Option<CallId>,
    /// What was called and so caused it, as far as that is known.
    #[serde(default, skip_serializing_if = "Option::is_none", alias = "tool")]
    #[ts(optional)]
    pub called: Option<Called>,
    /// The round of a pulled request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub round: Option<Round>,
    /// The model that writes or wrote; `human` for a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub model: Option<String>,
    /// Where it stands in a conversation that the same call began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub turn: Option<Turn>,
    /// Where it stands.
    pub state: State,
    /// The start of the newest text, or why the request was not taken; at most 200 characters.
    pub preview: String,
    /// When it arrived.
    pub opened_at: Timestamp,
    /// When it last changed; for a closed one, when it closed.
    pub changed_at: Timestamp,
    /// What it used, over all attempts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub usage: Option<Usage>,
    /// What it cost, over all attempts; absent where that of one is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub cost: Option<Money>,
    /// Whether the prompt or the reply was edited by a person.
    pub edited: bool,
    /// Whether the server is told, while it waits, that somebody is at it: it gave a token for that.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub kept_informed: bool,
}

/// What the history is narrowed to. Fields narrow; absent ones do not.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Filter {
    /// Words to find in any of the four texts.
    #[serde(default)]
    pub text: String,
    /// Only this server.
    #[serde(default)]
    #[ts(optional)]
    pub server: Option<ServerId>,
    /// Only this model.
    #[serde(default)]
    #[ts(optional)]
    pub model: Option<String>,
    /// Only these states, by [`State::name`]; all when empty.
    #[serde(default)]
    pub states: Vec<String>,
}

/// One page of what a filter leaves.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Query {
    /// What to look for.
    #[serde(flatten)]
    pub filter: Filter,
    /// Only older than this: the cursor of the page before.
    #[serde(default)]
    #[ts(optional)]
    pub before: Option<ExchangeId>,
    /// How many, at most 500.
    pub limit: u32,
}

/// One page, newest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Page {
    /// The lines.
    pub rows: Vec<Summary>,
    /// Where the next page begins; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub next: Option<ExchangeId>,
}

/// What a filter leaves, all pages together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Total {
    /// How many exchanges.
    pub exchanges: u64,
    /// What their attempts used and cost.
    pub spend: Spend,
}

impl Total {
    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let exchanges = self.exchanges.saturating_add(other.exchanges);
        Self { exchanges, spend: self.spend.plus(other.spend) }
    }
}

/// What the history can be filtered by.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Facets {
    /// Servers that occur, with their newest name, by name.
    pub servers: Vec<ServerFacet>,
    /// Models that occur, by name.
    pub models: Vec<String>,
}

/// A server that occurs in the history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ServerFacet {
    /// The server, installed still or not.
    pub id: ServerId,
    /// Its newest name.
    pub name: String,
}

/// Of what a sum is wanted, other than of a filter ([`Total`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum SpendOf {
    /// One exchange.
    Exchange(ExchangeId),
    /// What one run of a tool caused.
    Call(CallId),
    /// What went to one account.
    Account(AccountId),
}
