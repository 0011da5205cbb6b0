//! How long servers wait for an answer: set by a person, or seen.

use std::time::Duration;

use domain::patience::LONGEST;
use domain::{Fault, Patience, ServerId};
use store::Store;

use crate::feed::World;
use crate::{Engine, invalid};

/// Under which setting it is kept what was set and seen of a server's patience.
pub(crate) fn setting(id: ServerId) -> String {
    format!("patience:{id}")
}

/// What was set and seen of a server's patience.
pub(crate) async fn kept(store: &Store, id: ServerId) -> Result<Patience, Fault> {
    let kept = store.setting(&setting(id)).await?;
    Ok(kept.and_then(|kept| serde_json::from_value(kept).ok()).unwrap_or_default())
}

impl World {
    fn set_patience(&mut self, id: ServerId, patience: Patience) {
        if let Ok(entry) = self.server_mut(id) {
            entry.patience = patience;
            self.publish_server(id);
        }
    }
}

impl Engine {
    /// Sets how long a server waits for an answer, in seconds; absent: as it is seen or usual.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` for no time at all, or for more than a week.
    pub async fn set_patience(
        &self,
        server: ServerId,
        pushed: Option<u32>,
        pulled: Option<u32>,
    ) -> Result<(), Fault> {
        if [pushed, pulled].into_iter().flatten().any(|seconds| seconds == 0 || seconds > LONGEST) {
            return Err(invalid("A server waits for at least a second, and for at most a week."));
        }
        let seen = self.world().server_mut(server)?.patience.seen;
        self.keep_patience(server, Patience { pushed, pulled, seen }).await
    }

    /// Remembers after how long a server gave up.
    pub(crate) async fn learn_patience(&self, server: ServerId, after: Duration) {
        // In whole seconds, as people set them; what comes on top is the way.
        let seconds = u32::try_from((after.as_millis() + 500) / 1000).unwrap_or(LONGEST);
        let patience = match self.world().server_mut(server) {
            Ok(entry) => Patience { seen: Some(seconds.max(1)), ..entry.patience },
            Err(_) => return,
        };
        if let Err(fault) = self.keep_patience(server, patience).await {
            tracing::warn!(%server, "what was seen of its patience was not kept: {fault}");
        }
    }

    async fn keep_patience(&self, server: ServerId, patience: Patience) -> Result<(), Fault> {
        let store = self.world().kept()?.store;
        store.set_setting(&setting(server), &serde_json::json!(patience)).await?;
        self.world().set_patience(server, patience);
        Ok(())
    }
}
