//! What the window sees: a snapshot, then ordered events that keep it true.
//!
//! These types cross the IPC boundary, so they hold no key and no environment value.

use std::sync::Arc;

use domain::catalogue::{ModelKnown, Override, Source};
use domain::choice::Ranking;
use domain::estimate::{Estimate, Fit, Tokens, Weight};
use domain::features::{Features, ListKind};
use domain::history::Summary;
use domain::prompt::{Preferences, Remark};
use domain::reply::ReplyRemark;
use domain::server::{Launch, LogLevel, ServerSettings};
use domain::{
    Account, AccountId, CallId, Digest, Door, Elicitation, Era, Exchange, ExchangeId, Fault, Grant,
    Limits, Model, ModelRef, Patience, Place, Prompt, Reply, Rule, RuleId, ServerId, Signer,
    Target, Timestamp, Tool, Wait, What,
};
/// Something that was asked for and that a model does not take.
pub use providers::Loss;
/// A provider to begin an account from.
pub use providers::Preset;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

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

/// A provider account.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct AccountView {
    /// The account, without its key.
    pub account: Account,
    /// Whether a key is kept for it.
    pub has_key: bool,
    /// The system's proxy that its requests go through, as `host:port`, if they do.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub proxy: Option<String>,
    /// What is known of it.
    pub state: AccountState,
}

/// What is known of an account.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum AccountState {
    /// Not asked in this session.
    Unknown,
    /// Being asked.
    Testing,
    /// The key works.
    Ready {
        /// The models that the provider lists.
        models: Vec<Model>,
        /// When it was asked.
        at: Timestamp,
    },
    /// It does not work.
    Failed {
        /// Why.
        fault: Fault,
        /// When it was asked.
        at: Timestamp,
    },
}

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

/// One exchange in full: for the card and for the history's detail.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ExchangeDetail {
    /// The exchange: cause, the four texts, attempts.
    pub exchange: Exchange,
    /// Its journal, without the texts.
    pub journal: Vec<JournalLine>,
    /// What a decision needs; absent once it is closed.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desk: Option<DeskView>,
}

/// One line of an exchange's journal.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct JournalLine {
    /// Its place.
    pub seq: u32,
    /// When.
    pub at: Timestamp,
    /// What, by the event's name.
    pub event: String,
    /// Who decided, where someone did.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Signer>,
    /// Whether the text was edited with it.
    pub edited: bool,
}

/// What a person needs to decide about an open exchange.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct DeskView {
    /// What to notice about the prompt as asked.
    pub remarks: Vec<Remark>,
    /// What to notice about the reply that was written last.
    #[ts(optional, as = "Option<Vec<ReplyRemark>>")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reply_remarks: Vec<ReplyRemark>,
    /// The models in order, and what each may cost; for the prompt as asked.
    pub offers: Offers,
    /// The models that the server may use now, best first, those that cannot take the prompt last.
    pub granted: Vec<ModelRef>,
    /// The answer that was signed for the very same request in the run before, and was delivered to
    /// nobody.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earlier: Option<Earlier>,
    /// What is being written, while a model writes.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub writing: Option<Writing>,
}

/// An answer that was signed before, for the very same request.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Earlier {
    /// The exchange that it was signed in.
    pub exchange: ExchangeId,
    /// When it was signed.
    pub at: Timestamp,
    /// It.
    pub reply: Arc<Reply>,
}

/// What a model has written so far.
#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
pub struct Writing {
    /// The last delta that `text` holds.
    pub seq: u32,
    /// The text so far.
    pub text: String,
    /// The thinking so far, which is shown and never returned.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[ts(optional, as = "Option<String>")]
    pub thinking: String,
}

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

/// What a person decides about an exchange.
#[derive(Clone, Debug, PartialEq, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Decision {
    /// Sign the prompt. At the reply gate this means "again".
    SignPrompt {
        /// Who is to write.
        target: Target,
        /// The prompt, if it was edited.
        #[serde(default)]
        #[ts(optional)]
        edited: Option<Box<Prompt>>,
        /// For how long.
        span: Span,
    },
    /// Sign the prompt as it is, and begin the reply with the answer that was signed before for the
    /// very same request ([`DeskView::earlier`]). No model is asked.
    FillIn,
    /// Sign the reply of an attempt.
    SignReply {
        /// Which attempt, counted from 0.
        attempt: u32,
        /// The reply, if it was edited.
        #[serde(default)]
        #[ts(optional)]
        edited: Option<Box<Reply>>,
        /// What is wrong with it, which the person has seen and signs all the same.
        #[serde(default)]
        #[ts(optional, as = "Option<Vec<ReplyRemark>>")]
        despite: Vec<ReplyRemark>,
    },
    /// Say no, at whichever gate it stands.
    Refuse {
        /// What the server is told.
        #[serde(default)]
        #[ts(optional)]
        reason: Option<String>,
    },
    /// Stop the writing; what there is goes to the reply gate.
    Stop,
}

/// For how long a signature holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// For this request.
    Once,
    /// For everything this server asks, at both gates, until Countersign quits.
    Session,
}

/// An account as it is entered.
#[derive(Deserialize, TS)]
pub struct AccountEdit {
    /// The account to change; a new one when absent.
    #[serde(default)]
    #[ts(optional)]
    pub id: Option<AccountId>,
    /// What the person calls it.
    pub name: String,
    /// Which wire format it speaks.
    pub kind: domain::ProviderKind,
    /// Where requests go; the provider's own address when empty.
    #[serde(default)]
    pub base_url: String,
    /// The program that answers, of an account of kind `command`. What it is now is what the person
    /// agrees to.
    #[serde(default)]
    #[ts(optional)]
    pub program: Option<domain::account::Program>,
    /// The new key; absent means "as it is". Goes to the vault and is never sent back.
    #[serde(default)]
    #[ts(optional, type = "string")]
    pub key: Option<secrecy::SecretString>,
    /// The headers that go along with every request: names, and values only on their way in.
    #[serde(default)]
    pub headers: Vec<domain::header::HeaderSetting>,
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
