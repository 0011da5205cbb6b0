//! Exchanges to write down.

use std::path::Path;

use domain::exchange::Timing;
use domain::history::Summary;
use domain::signature::ModelRef;
use domain::{
    AccountId, Cause, Content, Door, Event, Exchange, ExchangeId, Message, Prompt, Recorded, Reply,
    Role, ServerId, Signer, StopReason, Target, Timestamp,
};
use store::{DatabaseKey, Store};
use uuid::Uuid;

/// A live exchange and what of it is not written yet.
pub(crate) struct Live {
    pub(crate) exchange: Exchange,
    pub(crate) summary: Summary,
    pub(crate) unwritten: Vec<Recorded>,
    next: u32,
}

impl Live {
    /// One that has just arrived, from this server.
    pub(crate) fn from(server: ServerId, server_name: &str, text: &str) -> Self {
        let id = ExchangeId(Uuid::now_v7());
        let cause = Cause {
            server,
            server_name: server_name.into(),
            door: Door::Pushed,
            revision: "2025-11-25".into(),
            call: None,
            certain: true,
            round: None,
            turn: None,
        };
        let (exchange, event) = Exchange::receive(id, cause, prompt(text));
        let summary = Summary {
            id,
            server,
            server_name: server_name.into(),
            door: Door::Pushed,
            revision: "2025-11-25".into(),
            call: None,
            called: None,
            round: None,
            model: None,
            turn: None,
            state: exchange.state().clone(),
            preview: text.chars().take(200).collect(),
            opened_at: Timestamp(1_000),
            changed_at: Timestamp(1_000),
            usage: None,
            kept_informed: false,
            cost: None,
            edited: false,
        };
        let unwritten = vec![Recorded { seq: 0, at: Timestamp(1_000), event }];
        Self { exchange, summary, unwritten, next: 1 }
    }

    /// One that has just arrived, from a server of its own.
    pub(crate) fn asking(text: &str) -> Self {
        Self::from(ServerId(Uuid::now_v7()), "research", text)
    }

    /// Something happens to it; a legal thing.
    pub(crate) fn then(mut self, event: Event) -> Self {
        self.happen(event);
        self
    }

    /// Something happens to it; a legal thing.
    pub(crate) fn happen(&mut self, event: Event) {
        self.exchange.apply(event.clone()).expect("a legal event");
        let at = Timestamp(1_000 + i64::from(self.next));
        if let Event::PromptSigned { target: Target::Model { model }, .. } = &event {
            self.summary.model = Some(model.model.clone());
        }
        self.summary.state = self.exchange.state().clone();
        self.summary.changed_at = at;
        self.unwritten.push(Recorded { seq: self.next, at, event });
        self.next += 1;
    }

    /// Signed for this model, answered with this, and released.
    pub(crate) fn answered(self, model: &str, text: &str) -> Self {
        self.then(signed(model, None)).then(drafted(text)).then(returned(None))
    }

    pub(crate) fn id(&self) -> ExchangeId {
        self.summary.id
    }

    /// Writes what is not written yet.
    pub(crate) async fn write(&mut self, store: &Store) {
        let events = std::mem::take(&mut self.unwritten);
        store.append(self.summary.clone(), events).await.expect("written");
    }

    /// Writes what is not written yet.
    pub(crate) async fn written(mut self, store: &Store) -> Self {
        self.write(store).await;
        self
    }
}

pub(crate) fn prompt(text: &str) -> Prompt {
    Prompt { messages: vec![Message::text(Role::User, text)], max_tokens: 100, ..Prompt::default() }
}

pub(crate) fn reply(text: &str) -> Reply {
    Reply {
        content: vec![Content::text(text)],
        model: "claude".into(),
        stop_reason: StopReason::EndTurn,
        usage: None,
        request_id: None,
    }
}

pub(crate) fn signed(model: &str, edited: Option<Prompt>) -> Event {
    let model = ModelRef { account: AccountId(Uuid::nil()), model: model.into() };
    let target = Target::Model { model };
    Event::PromptSigned { by: Signer::Person, target, edited: edited.map(Into::into), digest: None }
}

pub(crate) fn drafted(text: &str) -> Event {
    Event::Drafted {
        reply: reply(text).into(),
        timing: Timing::default(),
        beside: domain::Beside::default(),
    }
}

pub(crate) fn returned(edited: Option<Reply>) -> Event {
    Event::ReplySigned {
        by: Signer::Person,
        attempt: 0,
        edited: edited.map(Into::into),
        despite: vec![],
    }
}

/// The database in this folder.
pub(crate) async fn open(folder: &Path, key: &DatabaseKey) -> Store {
    Store::open(&folder.join("history.db"), key).await.expect("a database")
}
