//! What is known of models beside what their providers list: the public list of prices and limits,
//! what the person says of a model, and how fast models have been here.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::catalogue::{
    Catalogue, Overridden, Override, Pace, Source, litellm, overlay, snapshot,
};
use domain::network::host;
use domain::{AccountId, Fault, FaultCode, ModelRef, Reply, Timestamp, Timing};
use serde::{Deserialize, Serialize};

use crate::clock::now;
use crate::feed::{Kept, World};
use crate::view::{AppEvent, CatalogueView};
use crate::{Engine, invalid, not_found};

/// Where a newer list is.
const LIST: &str =
    "https://raw.githubusercontent.com/BerriAI/litellm/main/model_prices_and_context_window.json";
/// How large it may be: three times what it is.
const MOST: usize = 12 * 1024 * 1024;
/// How long fetching it may take.
const PATIENCE: Duration = Duration::from_mins(1);
/// How old a list is when a new one is fetched by itself.
const DAY: i64 = 24 * 60 * 60 * 1_000;

/// The settings' names.
const FETCHED: &str = "catalogue";
const DAILY: &str = "catalogue:daily";

/// What is known.
#[derive(Default)]
pub(crate) struct Knowledge {
    /// A newer list than the one in the app, where one was fetched.
    fetched: Option<Fetched>,
    /// Whether a newer one is fetched by itself.
    daily: bool,
    /// What the person says.
    pub(crate) overrides: BTreeMap<ModelRef, Override>,
    /// How fast models have been on this machine.
    pub(crate) paces: BTreeMap<ModelRef, Pace>,
}

/// A list that was fetched, as it is kept.
#[derive(Clone, Serialize, Deserialize)]
struct Fetched {
    catalogue: Catalogue,
    at: Timestamp,
}

impl Knowledge {
    /// What was kept of it.
    pub(crate) async fn open(kept: &Kept) -> Result<Self, Fault> {
        let fetched = kept.store.setting(FETCHED).await?;
        let daily = kept.store.setting(DAILY).await?;
        let overrides = kept.store.overrides().await?;
        Ok(Self {
            // One that an older version kept and this one cannot read is as good as none.
            fetched: fetched.and_then(|fetched| serde_json::from_value(fetched).ok()),
            daily: daily.is_some_and(|daily| daily == true),
            overrides: overrides.into_iter().map(|one| (one.model, one.says)).collect(),
            paces: BTreeMap::new(),
        })
    }

    /// The list in force.
    pub(crate) fn catalogue(&self) -> &Catalogue {
        self.fetched.as_ref().map_or_else(|| snapshot(), |fetched| &fetched.catalogue)
    }

    /// It as the window sees it.
    pub(crate) fn view(&self) -> CatalogueView {
        let catalogue = self.catalogue();
        CatalogueView {
            source: catalogue.source.clone(),
            models: u32::try_from(catalogue.len()).unwrap_or(u32::MAX),
            overlay_date: overlay().date.clone(),
            fetched: self.fetched.is_some(),
            host: host(LIST).unwrap_or_default().to_owned(),
            daily: self.daily,
        }
    }

    /// Whether a newer list is to be fetched by itself now.
    pub(crate) fn is_due(&self, now: Timestamp) -> bool {
        let last = self.fetched.as_ref().map_or(0, |fetched| fetched.at.0);
        self.daily && now.0 - last > DAY
    }
}

impl Engine {
    /// Fetches the newest list of prices and limits, and takes it if it is one. Only its address is
    /// told: no model, no key, no text.
    ///
    /// # Errors
    /// Why it could not be fetched, or that it is not that list; the one in force stays then.
    pub async fn fetch_catalogue(&self) -> Result<(), Fault> {
        let store = self.world().kept()?.store;
        let fetching = self.inner.http.fetch(LIST, MOST);
        let text = tokio::time::timeout(PATIENCE, fetching).await.map_err(|_| {
            let said = "The list of prices did not come within a minute. Try again later.";
            Fault::new(FaultCode::ProviderUnreachable, said)
        })??;
        let at = now();
        let source = Source {
            name: "LiteLLM".into(),
            version: None,
            date: at.day(),
            licence: "MIT".into(),
            url: LIST.into(),
        };
        let catalogue = litellm::read(&text, source).map_err(|unreadable| {
            let said =
                "What came is not the list of prices that it should be, so the one before stays.";
            Fault::new(FaultCode::ProviderFailed, said).with_detail(unreadable.to_string())
        })?;
        let fetched = Fetched { catalogue, at };
        let value = serde_json::to_value(&fetched).map_err(|error| invalid(error.to_string()))?;
        store.set_setting(FETCHED, &value).await?;
        let mut world = self.world();
        world.knowledge.fetched = Some(fetched);
        world.publish_knowledge();
        Ok(())
    }

    /// Goes back to the list that came with the app.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn forget_catalogue(&self) -> Result<(), Fault> {
        let store = self.world().kept()?.store;
        store.remove_setting(FETCHED).await?;
        let mut world = self.world();
        world.knowledge.fetched = None;
        world.publish_knowledge();
        Ok(())
    }

    /// Has a newer list fetched by itself, once a day at the start, or no longer.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn fetch_catalogue_daily(&self, on: bool) -> Result<(), Fault> {
        let store = self.world().kept()?.store;
        store.set_setting(DAILY, &on.into()).await?;
        let mut world = self.world();
        world.knowledge.daily = on;
        world.publish_knowledge();
        Ok(())
    }

    /// Keeps what the person says of a model, in place of what was said before; forgets it where it
    /// says nothing.
    ///
    /// # Errors
    /// `NotFound` when the account is gone, `Invalid` with a grade or a price that is none.
    pub async fn set_override(&self, model: ModelRef, says: Override) -> Result<(), Fault> {
        let store = {
            let world = self.world();
            if !world.accounts.contains_key(&model.account) {
                return Err(not_found("account"));
            }
            world.kept()?.store
        };
        says.check().map_err(invalid)?;
        let said = Overridden { model, says };
        store.set_override(&said).await?;
        let Overridden { model, says } = said;
        let mut world = self.world();
        if says.is_empty() {
            world.knowledge.overrides.remove(&model);
        } else {
            world.knowledge.overrides.insert(model.clone(), says);
        }
        world.publish_account(model.account);
        world.hold_to_all_grants();
        Ok(())
    }
}

impl Engine {
    /// Learns how fast models have been; beside the start, for it reads a part of the history.
    pub(crate) async fn learn_paces(&self) -> Result<(), Fault> {
        let store = self.world().kept()?.store;
        let before = store.paces().await?;
        let mut world = self.world();
        for (model, pace) in before {
            let known = world.knowledge.paces.entry(model).or_default();
            known.tokens += pace.tokens;
            known.ms += pace.ms;
        }
        Ok(())
    }

    /// Forgets what the person said of the models of an account that goes.
    pub(crate) async fn forget_overrides(&self, kept: &Kept, of: AccountId) -> Result<(), Fault> {
        let said: Vec<ModelRef> = self.world().knowledge.overrides.keys().cloned().collect();
        for model in said.into_iter().filter(|model| model.account == of) {
            self.world().knowledge.overrides.remove(&model);
            kept.store.set_override(&Overridden { model, says: Override::default() }).await?;
        }
        Ok(())
    }
}

impl World {
    /// Notes how fast a model was.
    pub(crate) fn measured(&mut self, model: &ModelRef, reply: &Reply, timing: Timing) {
        let Some(tokens) = reply.usage.and_then(|usage| usage.output) else { return };
        let ms = timing.total_ms.saturating_sub(timing.first_ms.unwrap_or(0));
        if tokens > 0 && ms > 0 {
            let pace = self.knowledge.paces.entry(model.clone()).or_default();
            pace.tokens += u64::from(tokens);
            pace.ms += u64::from(ms);
        }
    }

    /// Tells the window that other prices are in force, for what waits too.
    fn publish_knowledge(&mut self) {
        let catalogue = self.knowledge.view();
        self.publish(AppEvent::Catalogue { catalogue });
        self.hold_to_all_grants();
    }
}
