//! What is true right now, and the ordered changes that tell the window.
//!
//! Everything that can change sits in [`World`] behind one lock, and every change is published
//! under that lock: a subscriber gets a snapshot and then each later event, with no gap between.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use domain::{
    Account, AccountId, ElicitationId, ExchangeId, Fault, FaultCode, Grant, Identity, Limits,
    Patience, Rule, ServerId, Tool,
};
use store::{Store, Vault};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::Engine;
use crate::calls::RunningCall;
use crate::catalogue::Knowledge;
use crate::desk::OpenExchange;
use crate::elicit::OpenElicitation;
use crate::outgoing::Thoughts;
use crate::view::{
    AccountState, AccountView, AppEvent, CallView, Followed, LogLine, ServerState, ServerView,
    Snapshot, Storage, Waits,
};

/// Everything that can change.
pub(crate) struct World {
    pub(crate) storage: Storage,
    /// The opened history and vault; `None` until storage is open.
    pub(crate) kept: Option<Kept>,
    pub(crate) servers: BTreeMap<ServerId, ServerEntry>,
    pub(crate) accounts: BTreeMap<AccountId, AccountEntry>,
    pub(crate) grants: BTreeMap<ServerId, Grant>,
    pub(crate) knowledge: Knowledge,
    pub(crate) rules: Vec<Rule>,
    pub(crate) thoughts: Thoughts,
    /// How much servers may ask for.
    pub(crate) limits: Limits,
    pub(crate) open: BTreeMap<ExchangeId, OpenExchange>,
    pub(crate) elicitations: BTreeMap<ElicitationId, OpenElicitation>,
    /// Oldest first.
    pub(crate) calls: VecDeque<RunningCall>,
    /// Ends the question for a total of the history that is under way.
    pub(crate) totalling: CancellationToken,
    /// Set when the app closes: nothing new begins.
    pub(crate) closing: bool,
    subscribers: Vec<UnboundedSender<AppEvent>>,
}

/// The opened history and vault.
#[derive(Clone)]
pub(crate) struct Kept {
    pub(crate) store: Store,
    pub(crate) vault: Vault,
}

/// An installed server and what it does right now.
pub(crate) struct ServerEntry {
    pub(crate) server: domain::Server,
    pub(crate) state: ServerState,
    pub(crate) connection: Option<Arc<mcp::Connection>>,
    /// Ends a start that is under way.
    pub(crate) starting: CancellationToken,
    pub(crate) tools: Vec<Tool>,
    /// The resources that a person follows.
    pub(crate) followed: Vec<Followed>,
    /// Ends the question for suggestions that is under way.
    pub(crate) completing: CancellationToken,
    /// What it was when it last started; the grant in force is held against it.
    pub(crate) identity: Option<Identity>,
    /// What was set and seen of how long it waits.
    pub(crate) patience: Patience,
    pub(crate) log: VecDeque<LogLine>,
}

/// An account and what is known of it.
pub(crate) struct AccountEntry {
    pub(crate) account: Account,
    pub(crate) has_key: bool,
    /// Tells it from what was saved under the same id before and after.
    pub(crate) since: Uuid,
    /// The system's proxy that its requests go through.
    proxy: Option<String>,
    pub(crate) state: AccountState,
    /// Built once a key is at hand, so that the keychain is not asked for each request.
    pub(crate) provider: Option<Arc<dyn providers::Provider>>,
}

impl World {
    pub(crate) fn new() -> Self {
        Self {
            storage: Storage::Opening,
            kept: None,
            servers: BTreeMap::new(),
            accounts: BTreeMap::new(),
            grants: BTreeMap::new(),
            knowledge: Knowledge::default(),
            rules: Vec::new(),
            thoughts: Thoughts::default(),
            limits: Limits::SOUND,
            open: BTreeMap::new(),
            elicitations: BTreeMap::new(),
            calls: VecDeque::new(),
            totalling: CancellationToken::new(),
            closing: false,
            subscribers: Vec::new(),
        }
    }

    /// The opened history and vault, or the sentence that says why there is none.
    pub(crate) fn kept(&self) -> Result<Kept, Fault> {
        self.kept.clone().ok_or_else(|| match &self.storage {
            Storage::Unavailable { fault } => fault.clone(),
            Storage::Opening | Storage::Kept | Storage::SessionOnly => Fault::new(
                FaultCode::VaultLate,
                "The history is still being opened. Try again in a moment.",
            ),
        })
    }

    /// Tells every subscriber.
    pub(crate) fn publish(&mut self, event: AppEvent) {
        match self.subscribers.as_slice() {
            [] => {}
            [only] => {
                if only.send(event).is_err() {
                    self.subscribers.clear();
                }
            }
            _ => self.subscribers.retain(|subscriber| subscriber.send(event.clone()).is_ok()),
        }
    }

    /// What is true right now. An exchange that is not durable yet is not shown yet.
    pub(crate) fn snapshot(&self) -> Snapshot {
        let mut servers: Vec<ServerView> =
            self.servers.keys().filter_map(|id| self.server_view(*id)).collect();
        servers.sort_by_key(|view| view.settings.name.to_lowercase());
        let mut accounts: Vec<AccountView> =
            self.accounts.values().map(AccountEntry::view).collect();
        accounts.sort_by_key(|view| view.account.name.to_lowercase());
        Snapshot {
            version: env!("CARGO_PKG_VERSION").into(),
            storage: self.storage.clone(),
            servers,
            accounts,
            grants: self.grants.values().cloned().collect(),
            rules: self.rules.clone(),
            limits: self.limits_view(),
            presets: providers::presets(),
            catalogue: self.knowledge.view(),
            open: self
                .open
                .values()
                .filter(|open| open.is_durable())
                .map(OpenExchange::summary)
                .collect(),
            elicitations: self
                .elicitations
                .values()
                .filter_map(OpenElicitation::shown)
                .cloned()
                .collect(),
            calls: self.calls.iter().map(|call| call.view.clone()).collect::<Vec<CallView>>(),
        }
    }

    /// A server as the window sees it.
    pub(crate) fn server_view(&self, id: ServerId) -> Option<ServerView> {
        let entry = self.servers.get(&id)?;
        let grant = self.grants.get(&id);
        let changed = match (&entry.identity, grant) {
            (Some(identity), Some(grant)) => grant.identity != *identity,
            (None, _) | (_, None) => false,
        };
        Some(ServerView {
            id,
            settings: entry.server.settings(),
            state: entry.state.clone(),
            tools: entry.tools.clone(),
            patience: entry.patience,
            waits: Waits::of(&entry.patience, &entry.server.launch),
            followed: entry.followed.clone(),
            changed,
        })
    }

    /// Publishes a server as it is now.
    pub(crate) fn publish_server(&mut self, id: ServerId) {
        if let Some(server) = self.server_view(id) {
            self.publish(AppEvent::Server { server: Box::new(server) });
        }
    }

    /// Publishes an account as it is now.
    pub(crate) fn publish_account(&mut self, id: AccountId) {
        if let Some(account) = self.accounts.get(&id).map(AccountEntry::view) {
            self.publish(AppEvent::Account { account: Box::new(account) });
        }
    }

    /// An exchange that waits or is being written.
    pub(crate) fn open_mut(&mut self, id: ExchangeId) -> Result<&mut OpenExchange, Fault> {
        self.open.get_mut(&id).ok_or_else(too_late)
    }
}

impl AccountEntry {
    /// An account that was not asked yet.
    pub(crate) fn new(account: Account, has_key: bool) -> Self {
        let proxy = providers::proxy_of(&account.base_url);
        let (since, state) = (Uuid::now_v7(), AccountState::Unknown);
        Self { account, has_key, since, proxy, state, provider: None }
    }

    fn view(&self) -> AccountView {
        AccountView {
            account: self.account.clone(),
            has_key: self.has_key,
            proxy: self.proxy.clone(),
            state: self.state.clone(),
        }
    }
}

/// The decision came after the end.
pub(crate) fn too_late() -> Fault {
    Fault::new(
        FaultCode::TooLate,
        "This request has moved on meanwhile, so nothing was done. Look at it again.",
    )
}

impl Engine {
    /// What is true now, and every change from now on.
    pub fn subscribe(&self) -> (Snapshot, UnboundedReceiver<AppEvent>) {
        let (sender, receiver) = unbounded_channel();
        let mut world = self.world();
        world.subscribers.push(sender);
        (world.snapshot(), receiver)
    }
}
