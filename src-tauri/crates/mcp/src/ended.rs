//! The one guard through which everything ends that can end a request from outside.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use domain::CallId;
use domain::exchange::Withdrawal;
use rmcp::model::RequestId;
use tokio_util::sync::CancellationToken;

/// Tells whoever answers a request that nobody waits for the answer any more. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Ended(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    why: OnceLock<Withdrawal>,
    token: CancellationToken,
}

impl Ended {
    /// Why nobody waits any more; `None` while somebody does.
    pub fn why(&self) -> Option<Withdrawal> {
        self.0.why.get().copied()
    }

    /// Waits until nobody waits any more. May be dropped and asked again at any time.
    pub async fn wait(&self) -> Withdrawal {
        self.0.token.cancelled().await;
        // The token is cancelled only after the reason was set.
        self.why().unwrap_or(Withdrawal::ServerGone)
    }
}

/// The other side of [`Ended`].
#[derive(Clone, Debug, Default)]
pub struct Ending(Ended);

impl Ending {
    /// Ends the request. The first reason stands.
    pub fn end(&self, why: Withdrawal) {
        if self.0.0.why.set(why).is_ok() {
            self.0.0.token.cancel();
        }
    }

    /// The side that is told.
    pub fn ended(&self) -> Ended {
        self.0.clone()
    }
}

/// The requests of one server that wait for an answer.
#[derive(Debug, Default)]
pub(crate) struct Waiting(Mutex<Inner>);

#[derive(Debug, Default)]
struct Inner {
    next: u64,
    over: bool,
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    id: u64,
    ending: Ending,
    /// The calls of ours that may have caused it. It ends when the last of them does; a request
    /// that no call caused ends with the server only.
    calls: Vec<CallId>,
    /// The server's own id of it, where it has one.
    asked_as: Option<RequestId>,
}

impl Waiting {
    /// Registers a request until the ticket is dropped.
    pub(crate) fn open(self: &Arc<Self>, calls: Vec<CallId>) -> Ticket {
        let ending = Ending::default();
        let mut inner = self.lock();
        if inner.over {
            ending.end(Withdrawal::ServerGone);
        }
        let id = inner.next;
        inner.next += 1;
        inner.entries.push(Entry { id, ending: ending.clone(), calls, asked_as: None });
        drop(inner);
        Ticket { waiting: Arc::clone(self), id, ending }
    }

    /// A call of ours is over: requests that only it can have caused end for this reason.
    pub(crate) fn call_over(&self, call: CallId, why: Withdrawal) {
        for entry in &mut self.lock().entries {
            let Some(place) = entry.calls.iter().position(|of| *of == call) else { continue };
            entry.calls.swap_remove(place);
            if entry.calls.is_empty() {
                entry.ending.end(why);
            }
        }
    }

    /// The server takes back what it asked under this id.
    pub(crate) fn taken_back(&self, asked_as: &RequestId, why: Withdrawal) {
        let inner = self.lock();
        let mut entries = inner.entries.iter();
        if let Some(entry) = entries.find(|entry| entry.asked_as.as_ref() == Some(asked_as)) {
            entry.ending.end(why);
        }
    }

    /// The server is gone, and with it everything that it asked or will ask.
    pub(crate) fn all_over(&self) {
        let mut inner = self.lock();
        inner.over = true;
        for entry in &inner.entries {
            entry.ending.end(Withdrawal::ServerGone);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One waiting request.
#[derive(Debug)]
pub(crate) struct Ticket {
    waiting: Arc<Waiting>,
    id: u64,
    ending: Ending,
}

impl Ticket {
    /// The server asked it under this id.
    pub(crate) fn asked_as(&self, asked_as: RequestId) {
        let mut inner = self.waiting.lock();
        if let Some(entry) = inner.entries.iter_mut().find(|entry| entry.id == self.id) {
            entry.asked_as = Some(asked_as);
        }
    }

    /// Ends it.
    pub(crate) fn end(&self, why: Withdrawal) {
        self.ending.end(why);
    }

    /// For whoever answers it.
    pub(crate) fn ended(&self) -> Ended {
        self.ending.ended()
    }

    /// For whoever ends it from elsewhere.
    pub(crate) fn ending(&self) -> Ending {
        self.ending.clone()
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.waiting.lock().entries.retain(|entry| entry.id != self.id);
    }
}

#[cfg(test)]
mod tests;
