//! What the window sees: a snapshot, then ordered events that keep it true.
//!
//! These types cross the IPC boundary, so they hold no key and no environment value.

mod account;
mod call;
mod card;
mod offers;
mod outgoing;
mod server;

use domain::catalogue::Source;
use domain::features::ListKind;
use domain::history::Summary;
use domain::{AccountId, Elicitation, ExchangeId, Fault, Grant, Limits, Rule, RuleId, ServerId};
/// Something that was asked for and that a model does not take.
pub use providers::Loss;
/// A provider to begin an account from.
pub use providers::Preset;
use serde::Serialize;
use ts_rs::TS;

pub use account::{AccountEdit, AccountState, AccountView};
pub use call::{CallState, CallView, Progress};
pub use card::{Decision, DeskView, Earlier, ExchangeDetail, JournalLine, Span, Writing};
pub use offers::{DryRun, KnownModel, Offered, Offers, OffersQuery};
pub use outgoing::{Header, LossQuery, Outgoing, OutgoingQuery};
pub use server::{Access, Followed, LogLine, LogSource, ServerState, ServerView, Waits};

/// Everything the window needs to draw itself, as of one instant.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Snapshot {
    /// Countersign's own version.
    pub version: String,
    /// Where history and keys are kept.
    pub storage: Storage,
    /// Installed servers, by name.
    pub servers: Vec<ServerView>,
    /// Provider accounts, by name.
    pub accounts: Vec<AccountView>,
    /// The models each server may use.
    pub grants: Vec<Grant>,
    /// Rules in force.
    pub rules: Vec<Rule>,
    /// How much servers may ask for.
    pub limits: LimitsView,
    /// The providers that are known by name, and last the one that is not.
    pub presets: Vec<Preset>,
    /// The list of prices and limits in force.
    pub catalogue: CatalogueView,
    /// Open exchanges, oldest first.
    pub open: Vec<Summary>,
    /// Questions to the person that are open, oldest first.
    pub elicitations: Vec<Elicitation>,
    /// Calls of this session, newest last, at most [`CALLS_KEPT`].
    pub calls: Vec<CallView>,
}

/// How many ended calls are kept for the window.
pub const CALLS_KEPT: usize = 50;

/// One change. Applied in order to the snapshot that `subscribe` gave.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AppEvent {
    /// Everything changed at once: the history was opened, set aside, or replaced.
    Reset {
        /// What is true now.
        snapshot: Box<Snapshot>,
    },
    /// Where history and keys are kept changed.
    Storage {
        /// What is true now.
        storage: Storage,
    },
    /// A server was added or changed in any way.
    Server {
        /// What is true now.
        server: Box<ServerView>,
    },
    /// A server was removed.
    ServerRemoved {
        /// Which.
        id: ServerId,
    },
    /// A server's log grew.
    Log {
        /// Whose.
        server: ServerId,
        /// The new lines, oldest first.
        lines: Vec<LogLine>,
    },
    /// A list of a server is another than it was; whoever shows it asks for it again.
    ListChanged {
        /// Whose.
        server: ServerId,
        /// Which.
        list: ListKind,
    },
    /// An account was added or changed.
    Account {
        /// What is true now.
        account: Box<AccountView>,
    },
    /// An account was removed.
    AccountRemoved {
        /// Which.
        id: AccountId,
    },
    /// A server's grant was made or changed.
    Grant {
        /// What is true now.
        grant: Box<Grant>,
    },
    /// A server's grant was revoked.
    GrantRemoved {
        /// Whose.
        server: ServerId,
    },
    /// A rule was made.
    Rule {
        /// The rule.
        rule: Box<Rule>,
    },
    /// A rule is no longer in force.
    RuleRemoved {
        /// Which.
        id: RuleId,
    },
    /// How much servers may ask for was changed.
    Limits {
        /// What is true now.
        limits: LimitsView,
    },
    /// Another list of prices and limits is in force, or when it is fetched changed.
    Catalogue {
        /// What is true now.
        catalogue: CatalogueView,
    },
    /// An exchange arrived, moved on or closed (its state tells).
    Exchange {
        /// What is true now.
        exchange: Box<Summary>,
    },
    /// A question to the person arrived, moved on or closed (its standing tells).
    Elicitation {
        /// What is true now.
        elicitation: Box<Elicitation>,
    },
    /// A model wrote some more.
    Delta {
        /// For which exchange.
        exchange: ExchangeId,
        /// Counted from 1 within the attempt: what [`Writing::seq`] already holds is to be skipped.
        seq: u32,
        /// The new text.
        text: String,
        /// The new thinking, if there is any.
        #[serde(skip_serializing_if = "String::is_empty")]
        #[ts(optional, as = "Option<String>")]
        thinking: String,
    },
    /// A call began, progressed or ended.
    Call {
        /// What is true now.
        call: Box<CallView>,
    },
}

/// The list of prices and limits in force, and where it is from.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CatalogueView {
    /// Where it is from.
    pub source: Source,
    /// How many models it knows.
    pub models: u32,
    /// As of which day our own additions are: families, classes, grades.
    pub overlay_date: String,
    /// Whether it was fetched, and is not the one that came with the app.
    pub fetched: bool,
    /// From which host a newer one is fetched.
    pub host: String,
    /// Whether that happens by itself, once a day at the start.
    pub daily: bool,
}

/// Where history and keys are kept.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Storage {
    /// The keychain is being asked.
    Opening,
    /// In the encrypted database, its key and the provider keys in the keychain.
    Kept,
    /// In memory, until quit: the person chose so.
    SessionOnly,
    /// Nowhere yet: the fault says what is wrong. Nothing runs until a person chooses.
    Unavailable {
        /// What is wrong and what to do.
        fault: Fault,
    },
}

/// How much servers may ask for, and how far that can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct LimitsView {
    /// As it is now.
    pub now: Limits,
    /// As it is where nobody has set anything.
    pub sound: Limits,
    /// The most that can be set; the least is 1.
    pub most: Limits,
}
