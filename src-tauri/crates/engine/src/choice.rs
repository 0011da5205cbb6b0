//! The models that a server may use, in order, with what each may cost: for the card, and for a
//! dry run.

use domain::catalogue::{Facts, ModelKnown, overlay};
use domain::choice::{Offer, Question, Ranking, rank};
use domain::estimate::Weight;
use domain::network::{host, is_private};
use domain::prompt::Preferences;
use domain::{
    AccountId, Fault, Grant, Identity, Model, ModelRef, Place, ProviderKind, Rates, ServerId,
    Timestamp,
};
use uuid::Uuid;

use crate::Engine;
use crate::feed::{AccountEntry, World, too_late};
use crate::view::{AccountState, DryRun, KnownModel, Offered, Offers, OffersQuery};

impl AccountEntry {
    /// The model as the provider lists it; nothing of it but its id where it does not.
    fn listed(&self, id: &str) -> Model {
        let listed = self.models().iter().find(|model| model.id == id);
        listed.cloned().unwrap_or_else(|| Model { id: id.to_owned(), ..Model::default() })
    }

    /// The models that the provider lists; none until it was asked.
    pub(crate) fn models(&self) -> &[Model] {
        match &self.state {
            AccountState::Ready { models, .. } => models,
            AccountState::Unknown | AccountState::Testing | AccountState::Failed { .. } => &[],
        }
    }

    /// Whether it can be asked at all: with a key, or where none is needed: near, or by a program.
    fn ready(&self) -> bool {
        self.has_key
            || self.account.kind == ProviderKind::Command
            || host(&self.account.base_url).is_some_and(is_private)
    }
}

impl World {
    /// Whether an account's address is this machine. One that is gone is nowhere.
    pub(crate) fn is_here(&self, id: AccountId) -> bool {
        self.accounts.get(&id).is_some_and(|entry| entry.account.is_here())
    }

    /// What is known of a model.
    pub(crate) fn known(&self, entry: &AccountEntry, listed: &Model) -> ModelKnown {
        let model = ModelRef { account: entry.account.id, model: listed.id.clone() };
        let vendor = host(&entry.account.base_url).and_then(|host| overlay().vendor(host));
        let facts = vendor.and_then(|vendor| {
            let own = overlay().vendors.get(vendor).and_then(|models| models.get(&listed.id));
            let public = self.knowledge.catalogue().facts(vendor, &listed.id);
            match (own.cloned(), public.cloned()) {
                (Some(own), Some(public)) => Some(own.over(public)),
                (own, public) => own.or(public),
            }
        });
        let program = (entry.account.kind == ProviderKind::Command).then(Facts::of_program);
        let facts = facts.or(program);
        let says = self.knowledge.overrides.get(&model);
        let pace = self.knowledge.paces.get(&model).copied().unwrap_or_default();
        ModelKnown::of(listed, facts.as_ref(), says, overlay().family(&listed.id), pace)
    }

    /// What a model costs, as far as is known.
    pub(crate) fn rates(&self, model: &ModelRef) -> Option<Rates> {
        let entry = self.accounts.get(&model.account)?;
        self.known(entry, &entry.listed(&model.model)).facts.rates
    }

    /// How many tokens a model takes, as far as is known.
    pub(crate) fn context(&self, model: &ModelRef) -> Option<u32> {
        let entry = self.accounts.get(&model.account)?;
        self.known(entry, &entry.listed(&model.model)).facts.context
    }

    /// Everything that a grant might mean: its models, and all of the accounts that it names or
    /// that are on this machine.
    fn offers(&self, grant: &Grant) -> Vec<Offer> {
        let whole = |entry: &&AccountEntry| match grant.place {
            Place::Here => entry.account.is_here(),
            Place::Anywhere => grant.accounts.contains(&entry.account.id),
        };
        let offer = |entry: &AccountEntry, listed: Model| Offer {
            model: ModelRef { account: entry.account.id, model: listed.id.clone() },
            ready: entry.ready(),
            known: self.known(entry, &listed),
            name: listed.name,
        };
        let named = grant.models.iter().filter_map(|model| {
            let entry = self.accounts.get(&model.account)?;
            Some(offer(entry, entry.listed(&model.model)))
        });
        let listed = self.accounts.values().filter(whole).flat_map(|entry| {
            entry.models().iter().map(move |listed| offer(entry, listed.clone()))
        });
        named.chain(listed).collect()
    }

    /// A grant of every model of every account, for a server that is not there.
    fn everything(&self, identity: Identity) -> Grant {
        Grant {
            server: ServerId(Uuid::nil()),
            identity,
            models: Vec::new(),
            accounts: self.accounts.keys().copied().collect(),
            place: Place::Anywhere,
            default: None,
            at: Timestamp(0),
        }
    }

    /// The models of a grant, in order, and what each may cost for this.
    pub(crate) fn ranked(
        &self,
        grant: Option<&Grant>,
        identity: &Identity,
        preferences: &Preferences,
        weight: &Weight,
    ) -> Offers {
        let offers = grant.map(|grant| self.offers(grant)).unwrap_or_default();
        let question = Question { grant, identity, preferences, weight };
        let ranking: Ranking = rank(question, &offers, overlay(), |id| self.is_here(id));
        let candidates = ranking.candidates.iter().map(|choice| &choice.model);
        let models = candidates.chain(ranking.unfit.iter().map(|unfit| &unfit.model));
        let models = models.filter_map(|model| {
            let offer = offers.iter().find(|offer| offer.model == *model)?;
            let facts = &offer.known.facts;
            Some(Offered {
                model: model.clone(),
                estimate: weight.estimate(facts),
                fit: weight.fits(facts),
                known: offer.known.clone(),
            })
        });
        Offers { models: models.collect(), ranking }
    }
}

impl Engine {
    /// The models for an open exchange, in order, and what each may cost, with the prompt as it was
    /// edited.
    ///
    /// # Errors
    /// `TooLate` when the exchange is closed.
    #[expect(clippy::unused_async, reason = "every command is awaited the same way")]
    pub async fn model_offers(&self, query: OffersQuery) -> Result<Offers, Fault> {
        let weight = query.edited.as_deref().map(Weight::of);
        let world = self.world();
        let open = world.open.get(&query.exchange).ok_or_else(too_late)?;
        let weight = weight.as_ref().unwrap_or(&open.weight);
        Ok(open.offers(&world, weight))
    }

    /// Which models a server would get for a request that nobody has made.
    ///
    /// # Errors
    /// `NotFound` when there is no such server.
    pub async fn dry_run(&self, query: DryRun) -> Result<Offers, Fault> {
        let weight = query.weight();
        let identity = match query.server {
            Some(server) => self.identity_of(server).await?,
            None => Identity("anyone".into()),
        };
        let world = self.world();
        let grant = match query.server {
            Some(server) => world.grants.get(&server).cloned(),
            None => Some(world.everything(identity.clone())),
        };
        let grant = grant.filter(|grant| grant.identity == identity);
        Ok(world.ranked(grant.as_ref(), &identity, &query.preferences, &weight))
    }

    /// What is known of the models of an account.
    ///
    /// # Errors
    /// `NotFound`.
    #[expect(clippy::unused_async, reason = "every command is awaited the same way")]
    pub async fn known_models(&self, account: AccountId) -> Result<Vec<KnownModel>, Fault> {
        let world = self.world();
        let entry = world.accounts.get(&account).ok_or_else(|| crate::not_found("account"))?;
        let known = |listed: &Model| {
            let model = ModelRef { account, model: listed.id.clone() };
            let says = world.knowledge.overrides.get(&model).cloned().unwrap_or_default();
            KnownModel { known: world.known(entry, listed), model: listed.id.clone(), says }
        };
        Ok(entry.models().iter().map(known).collect())
    }
}
