//! What waits for a person.

use std::collections::HashMap;

use domain::elicitation::Standing;
use domain::history::Summary;
use domain::{CallId, Elicitation, ElicitationId, ExchangeId, Gate, State};
use engine::view::{AppEvent, CallState, CallView, Snapshot};

/// What waits, each with what it waits for.
#[derive(Default)]
pub(super) struct Waiting(HashMap<Waiter, Wants>);

/// Something that can wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Waiter {
    Exchange(ExchangeId),
    Question(ElicitationId),
    Call(CallId),
}

/// What it wants of the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wants {
    Signature(Gate),
    Answer,
    /// To go on after many rounds.
    Leave,
}

impl Waiting {
    /// How many wait.
    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    /// Follows an event; gives what began to wait by it.
    pub(super) fn apply(&mut self, event: AppEvent) -> Vec<Arrival> {
        match event {
            AppEvent::Reset { snapshot } => {
                let before = std::mem::take(&mut self.0);
                let mut arrivals = self.all(*snapshot);
                arrivals.retain(|new| before.get(&new.waiter) != Some(&new.wants));
                arrivals
            }
            AppEvent::Exchange { exchange } => self.exchange(*exchange).into_iter().collect(),
            AppEvent::Elicitation { elicitation } => {
                self.question(*elicitation).into_iter().collect()
            }
            AppEvent::Call { call } => self.call(&call).into_iter().collect(),
            AppEvent::Storage { .. }
            | AppEvent::Server { .. }
            | AppEvent::ServerRemoved { .. }
            | AppEvent::Log { .. }
            | AppEvent::ListChanged { .. }
            | AppEvent::Account { .. }
            | AppEvent::AccountRemoved { .. }
            | AppEvent::Grant { .. }
            | AppEvent::GrantRemoved { .. }
            | AppEvent::Rule { .. }
            | AppEvent::RuleRemoved { .. }
            | AppEvent::Limits { .. }
            | AppEvent::Catalogue { .. }
            | AppEvent::Delta { .. } => Vec::new(),
        }
    }

    fn all(&mut self, snapshot: Snapshot) -> Vec<Arrival> {
        let Snapshot { open, elicitations, calls, .. } = snapshot;
        let mut arrivals: Vec<_> = open.into_iter().filter_map(|it| self.exchange(it)).collect();
        arrivals.extend(elicitations.into_iter().filter_map(|it| self.question(it)));
        arrivals.extend(calls.iter().filter_map(|call| self.call(call)));
        arrivals
    }

    fn exchange(&mut self, exchange: Summary) -> Option<Arrival> {
        let Summary { id, server_name: server, called, state, .. } = exchange;
        let called = called.map(|called| called.name);
        let wants = match state {
            State::PromptReview => Some(Wants::Signature(Gate::Prompt)),
            State::ReplyReview => Some(Wants::Signature(Gate::Reply)),
            State::Received
            | State::Generating
            | State::Released
            | State::Refused { .. }
            | State::Failed { .. }
            | State::Withdrawn { .. } => None,
        };
        self.follow(Waiter::Exchange(id), wants, server, called)
    }

    fn question(&mut self, elicitation: Elicitation) -> Option<Arrival> {
        let waits = matches!(elicitation.standing(), Standing::Waiting);
        let (id, cause) = (elicitation.id, *elicitation.cause);
        let called = cause.call.map(|call| call.name().to_owned());
        let wants = waits.then_some(Wants::Answer);
        self.follow(Waiter::Question(id), wants, cause.server_name, called)
    }

    fn call(&mut self, call: &CallView) -> Option<Arrival> {
        let pauses = matches!(call.state, CallState::Running { paused: Some(_), .. });
        let wants = pauses.then_some(Wants::Leave);
        // A call knows its server by its id only; what was called says enough.
        self.follow(Waiter::Call(call.id), wants, call.what.name().to_owned(), None)
    }

    fn follow(
        &mut self,
        waiter: Waiter,
        wants: Option<Wants>,
        server: String,
        called: Option<String>,
    ) -> Option<Arrival> {
        let Some(wants) = wants else {
            self.0.remove(&waiter);
            return None;
        };
        let is_new = self.0.insert(waiter, wants) != Some(wants);
        is_new.then_some(Arrival { waiter, wants, server, called })
    }
}

/// Something that has just begun to wait, as far as a notification may tell: no text of it.
#[derive(Debug, PartialEq)]
pub(super) struct Arrival {
    pub(super) waiter: Waiter,
    pub(super) wants: Wants,
    pub(super) server: String,
    /// The name of what was called.
    pub(super) called: Option<String>,
}

#[cfg(test)]
mod tests;
