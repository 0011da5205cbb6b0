//! Which exchanges wait for a person.

use std::collections::HashMap;

use domain::history::Summary;
use domain::{ExchangeId, Gate, State};
use engine::view::AppEvent;

/// The exchanges that wait, each with the gate that it stands at.
#[derive(Default)]
pub(super) struct Waiting(HashMap<ExchangeId, Gate>);

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
                let mut arrivals: Vec<_> = snapshot
                    .open
                    .into_iter()
                    .filter_map(|exchange| self.follow(exchange))
                    .collect();
                arrivals.retain(|new| before.get(&new.exchange) != Some(&new.gate));
                arrivals
            }
            AppEvent::Exchange { exchange } => self.follow(*exchange).into_iter().collect(),
            AppEvent::Storage { .. }
            | AppEvent::Server { .. }
            | AppEvent::ServerRemoved { .. }
            | AppEvent::Log { .. }
            | AppEvent::Account { .. }
            | AppEvent::AccountRemoved { .. }
            | AppEvent::Grant { .. }
            | AppEvent::GrantRemoved { .. }
            | AppEvent::Rule { .. }
            | AppEvent::RuleRemoved { .. }
            | AppEvent::Delta { .. }
            | AppEvent::Call { .. } => Vec::new(),
        }
    }

    fn follow(&mut self, exchange: Summary) -> Option<Arrival> {
        let gate = match exchange.state {
            State::PromptReview => Gate::Prompt,
            State::ReplyReview => Gate::Reply,
            State::Received
            | State::Generating
            | State::Released
            | State::Refused { .. }
            | State::Failed { .. }
            | State::Withdrawn { .. } => {
                self.0.remove(&exchange.id);
                return None;
            }
        };
        let is_new = self.0.insert(exchange.id, gate) != Some(gate);
        let Summary { id, server_name: server, called, .. } = exchange;
        let called = called.map(|called| called.name);
        is_new.then_some(Arrival { exchange: id, gate, server, called })
    }
}

/// An exchange that has just begun to wait, as far as a notification may tell: no text of it.
#[derive(Debug, PartialEq)]
pub(super) struct Arrival {
    pub(super) exchange: ExchangeId,
    pub(super) gate: Gate,
    pub(super) server: String,
    /// The name of what was called.
    pub(super) called: Option<String>,
}

#[cfg(test)]
mod tests;
