//! Models: what accounts list, what is found on this machine, and what a model does not take.

use std::sync::Arc;

use domain::account::LocalServer;
use domain::{Account, AccountId, Fault, Model};
use providers::Background;

use crate::clock::now;
use crate::feed::too_late;
use crate::view::{AccountState, Loss, LossQuery};
use crate::{Engine, not_found};

impl Engine {
    /// Asks the provider for its models, which is also the test of address and key. The outcome is
    /// published with the account.
    ///
    /// # Errors
    /// What the provider or the vault says.
    pub async fn test_account(&self, id: AccountId) -> Result<(), Fault> {
        {
            let mut world = self.world();
            let entry = world.accounts.get_mut(&id).ok_or_else(|| not_found("account"))?;
            entry.state = AccountState::Testing;
            world.publish_account(id);
        }
        let listed = match self.provider(id).await {
            Ok(provider) => provider.models().await,
            Err(fault) => Err(fault),
        };
        let listed = match listed {
            Ok(models) => Ok(self.with_contexts(id, models).await),
            Err(fault) => Err(fault),
        };
        let mut world = self.world();
        let entry = world.accounts.get_mut(&id).ok_or_else(|| not_found("account"))?;
        let (state, outcome) = match listed {
            Ok(models) => (AccountState::Ready { models, at: now() }, Ok(())),
            Err(fault) => (AccountState::Failed { fault: fault.clone(), at: now() }, Err(fault)),
        };
        entry.state = state;
        world.publish_account(id);
        world.hold_to_all_grants();
        outcome
    }

    /// The models with how long a prompt each takes, where a program on this machine says it beside
    /// its list.
    async fn with_contexts(&self, id: AccountId, mut models: Vec<Model>) -> Vec<Model> {
        let account = self.world().accounts.get(&id).map(|entry| entry.account.clone());
        if let Some(Account { kind, base_url, .. }) = account.filter(Account::is_here) {
            self.inner.http.learn_contexts(&base_url, kind, &mut models).await;
        }
        models
    }

    /// The servers of models on this machine that no account is at yet. Nothing else is asked, and
    /// no key is sent.
    ///
    /// # Errors
    /// None; the signature is that of every command.
    pub async fn find_local(&self) -> Result<Vec<LocalServer>, Fault> {
        let mut found = self.inner.http.local_servers().await;
        let world = self.world();
        let here = world.accounts.values().filter(|entry| entry.account.is_here());
        let known: Vec<_> = here.map(|entry| port(&entry.account.base_url)).collect();
        found.retain(|server| !known.contains(&port(&server.base_url)));
        Ok(found)
    }

    /// What a model does not take of a prompt, to be said before anybody signs.
    ///
    /// # Errors
    /// `Invalid` when the prompt cannot be sent to that model at all; the sentence says why.
    #[expect(clippy::unused_async, reason = "every command is awaited the same way")]
    pub async fn model_losses(&self, query: LossQuery) -> Result<Vec<Loss>, Fault> {
        let (account, prompt, context) = {
            let world = self.world();
            let context = world.context(&query.model);
            let entry = world.accounts.get(&query.model.account);
            let account = entry.ok_or_else(|| not_found("account"))?.account.clone();
            let open = world.open.get(&query.exchange).ok_or_else(too_late)?;
            let prompt = query.edited.map_or_else(|| Arc::clone(open.exchange.prompt()), Arc::from);
            (account, prompt, context)
        };
        let background = Background { earlier: &[], context };
        providers::outgoing(&account, &query.model.model, &prompt, background)?;
        Ok(providers::losses(account.kind, &account.base_url, &query.model.model, &prompt))
    }
}

/// The port in a base URL, as it is written there.
fn port(base_url: &str) -> Option<&str> {
    let (_, rest) = base_url.split_once("://")?;
    rest.split('/').next()?.rsplit_once(':').map(|(_, port)| port)
}
