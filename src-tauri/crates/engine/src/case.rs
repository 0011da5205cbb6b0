//! One exchange in the hands of the flow, and the guard that ends it whatever happens.

use std::sync::Arc;

use domain::exchange::{Event, Withdrawal};
use domain::policy::{Route, route};
use domain::reply::ReplyRemark;
use domain::{ExchangeId, Fault, FaultCode, Passed, Reply};
use mcp::Declined;
use tokio::runtime::Handle;
use tokio::sync::oneshot;

use crate::Engine;
use crate::desk::Verdict;
use crate::remarks;

/// An open exchange in the hands of the flow. However the flow ends, the exchange ends with it:
/// dropped while still open, it is withdrawn.
pub(crate) struct Case {
    engine: Engine,
    pub(crate) id: ExchangeId,
}

impl Case {
    pub(crate) fn new(engine: Engine, id: ExchangeId) -> Self {
        Self { engine, id }
    }

    /// Records events; what cannot be recorded ends the flow.
    pub(crate) async fn record(&self, events: Vec<Event>) -> Result<Passed, Declined> {
        self.engine.record(self.id, None, events).await.map_err(|fault| {
            if fault.code == FaultCode::TooLate {
                Declined::Withdrawn
            } else {
                Declined::Failed(fault)
            }
        })
    }

    /// Nobody waits any more.
    pub(crate) async fn withdraw(&self, why: Withdrawal) {
        self.engine.withdraw(self.id, why).await;
    }

    /// It cannot be done, and nobody is there to try another way.
    pub(crate) async fn fail(&self, fault: Fault) -> Declined {
        match self.record(vec![Event::Failed { fault: fault.clone() }]).await {
            Ok(_) => Declined::Failed(fault),
            Err(declined) => declined,
        }
    }

    /// Who decides, as the grants and rules are at this very moment.
    pub(crate) fn route(&self) -> Result<Route, Declined> {
        let world = self.engine.world();
        let open = world.open.get(&self.id).ok_or(Declined::Withdrawn)?;
        let cause = &open.exchange.cause;
        let grant = world.grants.get(&cause.server);
        Ok(route(cause, &open.identity, grant, &world.rules, |id| world.is_here(id)))
    }

    /// How many attempts there are: the place of the one under way.
    pub(crate) fn attempts(&self) -> Result<u32, Declined> {
        let world = self.engine.world();
        let open = world.open.get(&self.id).ok_or(Declined::Withdrawn)?;
        Ok(u32::try_from(open.exchange.attempts.len()).unwrap_or(u32::MAX))
    }

    /// Keeps what a person should notice about the reply that was written last, and says whether the
    /// server can take it.
    pub(crate) fn notice(&self, reply: &Reply) -> Result<bool, Declined> {
        let (asked, revision) = {
            let mut world = self.engine.world();
            let exchange = &world.open_mut(self.id).map_err(|_| Declined::Withdrawn)?.exchange;
            (Arc::clone(&exchange.asked), exchange.cause.revision.clone())
        };
        // Not under the lock: a schema is the server's, and may be large.
        let remarks = remarks::of_reply(reply, &asked.tools);
        let fits = mcp::fits(reply, &asked, &revision).is_ok()
            && !remarks.iter().any(ReplyRemark::is_misfit);
        let mut world = self.engine.world();
        world.open_mut(self.id).map_err(|_| Declined::Withdrawn)?.reply_remarks = remarks;
        Ok(fits)
    }

    /// The reply that a person begins with: one that was signed before, or nothing.
    pub(crate) fn by_hand(&self) -> Result<Arc<Reply>, Declined> {
        let mut world = self.engine.world();
        let filled_in = world.open_mut(self.id).map_err(|_| Declined::Withdrawn)?.filled_in.take();
        Ok(filled_in.unwrap_or_else(|| Reply::by_hand().into()))
    }

    /// Waits for a person from now on.
    pub(crate) fn park(&self) -> Result<oneshot::Receiver<Verdict>, Declined> {
        let (sender, receiver) = oneshot::channel();
        let mut world = self.engine.world();
        world.open_mut(self.id).map_err(|_| Declined::Withdrawn)?.waiting = Some(sender);
        Ok(receiver)
    }
}

impl Drop for Case {
    fn drop(&mut self) {
        if !self.engine.world().open.contains_key(&self.id) {
            return;
        }
        let (engine, id) = (self.engine.clone(), self.id);
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(async move { engine.withdraw(id, Withdrawal::CallEnded).await });
        }
    }
}
