//! The history as it is browsed, and one exchange in full.

use domain::history::{Facets, Filter, Page, Query, SpendOf, Summary, Total};
use domain::{Exchange, ExchangeId, Fault, FaultCode, Spend};
use tokio_util::sync::CancellationToken;

use crate::Engine;
use crate::view::{ExchangeDetail, JournalLine};

impl Engine {
    /// One page of the history, newest first.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub async fn list_history(&self, query: Query) -> Result<Page, Fault> {
        let store = self.world().kept()?.store;
        store.page(query).await
    }

    /// What a filter leaves, all pages together. A later question ends this one.
    ///
    /// # Errors
    /// `Stopped` when a later question came, or when the history cannot be read.
    pub async fn history_total(&self, filter: Filter) -> Result<Total, Fault> {
        let (store, later) = {
            let mut world = self.world();
            let store = world.kept()?.store;
            world.totalling.cancel();
            world.totalling = CancellationToken::new();
            (store, world.totalling.clone())
        };
        tokio::select! {
            total = store.total(filter) => total,
            () = later.cancelled() => {
                Err(Fault::new(FaultCode::Stopped, "Another total is asked for instead."))
            }
        }
    }

    /// What the history can be filtered by.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub async fn history_facets(&self) -> Result<Facets, Fault> {
        let store = self.world().kept()?.store;
        store.facets().await
    }

    /// The turns of the conversation that an exchange is part of, oldest first; only itself where there
    /// is no other. Those of the newest turns that come while it is asked are not waited for.
    ///
    /// # Errors
    /// `NotFound`, or when the history cannot be read.
    pub async fn exchange_thread(&self, id: ExchangeId) -> Result<Vec<Summary>, Fault> {
        let store = self.world().kept()?.store;
        store.thread(id).await
    }

    /// What was used and what it cost, as far as is known, of something else than a filter.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub async fn spend(&self, of: SpendOf) -> Result<Spend, Fault> {
        let store = self.world().kept()?.store;
        store.spend(of).await
    }

    /// A request's JSON as it arrived, open or closed: what was kept of it, or what the prompt is
    /// written back as where that is the same.
    ///
    /// # Errors
    /// `NotFound`, or when the history cannot be read.
    pub async fn raw_request(&self, id: ExchangeId) -> Result<String, Fault> {
        let exchange = self.get_exchange(id).await?.exchange;
        Ok(match exchange.raw {
            Some(raw) => raw.to_string(),
            None => mcp::request(&exchange.asked).to_string(),
        })
    }

    /// One exchange in full, open or closed.
    ///
    /// # Errors
    /// `NotFound`, or when the history cannot be read.
    pub async fn get_exchange(&self, id: ExchangeId) -> Result<ExchangeDetail, Fault> {
        let store = {
            let world = self.world();
            if let Some(open) = world.open.get(&id) {
                return Ok(ExchangeDetail {
                    exchange: open.exchange.clone(),
                    journal: open.journal.clone(),
                    desk: Some(open.desk_view(&world)),
                });
            }
            world.kept()?.store
        };
        let recorded = store.events(id).await?;
        let journal = recorded.iter().map(JournalLine::of).collect();
        let events = recorded.into_iter().map(|recorded| recorded.event);
        let exchange = Exchange::replay(id, events).map_err(|illegal| {
            Fault::new(
                FaultCode::HistoryUnreadable,
                "This exchange's journal does not make sense, so it cannot be shown.",
            )
            .with_detail(illegal.to_string())
        })?;
        Ok(ExchangeDetail { exchange, journal, desk: None })
    }
}
