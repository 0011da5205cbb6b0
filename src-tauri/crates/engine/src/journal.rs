//! One journal write a step: apply, make durable, tell the window, and only then go on.

use std::sync::Arc;

use domain::exchange::{Event, Withdrawal};
use domain::{ExchangeId, Fault, Passed, State};

use crate::Engine;
use crate::clock::now;
use crate::feed::too_late;
use crate::view::AppEvent;

impl Engine {
    /// Applies events to an open exchange, writes them in one transaction and publishes where it
    /// stands. What passed a gate is handed out only after the write.
    ///
    /// `seen`: how many events the decider had seen; a decision on an older picture is refused.
    ///
    /// # Errors
    /// `TooLate` when the events do not fit the state any more. When the write fails, the exchange
    /// ends as failed in memory and nothing passes.
    pub(crate) async fn record(
        &self,
        id: ExchangeId,
        seen: Option<u32>,
        events: Vec<Event>,
    ) -> Result<Passed, Fault> {
        // What is applied first is written first: a decision and a withdrawal may come at once.
        let turn = Arc::clone(&self.world().open_mut(id)?.turn);
        let _turn = turn.lock().await;
        let (passed, summary, recorded, store) = {
            let mut world = self.world();
            let store = world.kept()?.store;
            let open = world.open_mut(id)?;
            if seen.is_some_and(|seen| seen != open.exchange.events()) {
                return Err(too_late());
            }
            let mut passed = Passed::Nothing;
            for event in events {
                passed = open.apply(event, now())?;
            }
            (passed, open.summary(), open.take_unwritten(), store)
        };
        match store.append(summary.clone(), recorded).await {
            Ok(()) => {
                let mut world = self.world();
                if let Ok(open) = world.open_mut(id) {
                    open.written();
                }
                if summary.state.is_closed()
                    && let Some(open) = world.open.remove(&id)
                {
                    world.note_signed(&open.exchange);
                    world.keep_turn(open.exchange);
                }
                world.publish(AppEvent::Exchange { exchange: Box::new(summary) });
                Ok(passed)
            }
            Err(fault) => {
                tracing::error!(exchange = %id, "the journal could not be written: {fault}");
                let mut world = self.world();
                if let Some(open) = world.open.remove(&id) {
                    let mut summary = open.summary();
                    summary.state = State::Failed { fault: fault.clone() };
                    world.publish(AppEvent::Exchange { exchange: Box::new(summary) });
                }
                Err(fault)
            }
        }
    }

    /// Ends an exchange because nobody waits for it any more.
    pub(crate) async fn withdraw(&self, id: ExchangeId, why: Withdrawal) {
        // While the app closes, calls end one after the other: that it closes is why.
        let why = if self.world().closing { Withdrawal::AppClosed } else { why };
        let unfinished = self.world().open_mut(id).ok().and_then(|open| open.unfinished(now()));
        let withdrawn = Event::Withdrawn { why };
        if let Some(unfinished) = unfinished
            && self.record(id, None, vec![unfinished, withdrawn.clone()]).await.is_ok()
        {
            return;
        }
        // It may have been written to its end meanwhile. One that is closed already is as good as
        // withdrawn.
        if self.record(id, None, vec![withdrawn]).await.is_err() {
            self.put_away(id);
        }
    }

    /// Closes for the window too what closed while nobody was there to tell it: a flow that ends
    /// in the middle of its last step has handed that step in, and it is written.
    fn put_away(&self, id: ExchangeId) {
        let mut world = self.world();
        if world.open.get(&id).is_some_and(|open| open.exchange.state().is_closed())
            && let Some(open) = world.open.remove(&id)
        {
            world.publish(AppEvent::Exchange { exchange: Box::new(open.summary()) });
        }
    }
}
