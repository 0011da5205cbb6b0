//! Provider accounts: their keys, their models, and what a model does not take.

use std::sync::Arc;

use domain::{Account, AccountId, Fault, FaultCode};
use providers::Provider;
use store::VaultItem;
use uuid::Uuid;

use crate::clock::now;
use crate::feed::{AccountEntry, too_late};
use crate::view::{AccountEdit, AccountState, AppEvent, Loss, LossQuery};
use crate::{Engine, invalid, not_found};

impl Engine {
    /// Keeps an account, its key in the vault, and begins to test it.
    ///
    /// # Errors
    /// `Invalid` for a name or an address that cannot be used; a vault fault when the key cannot
    /// be kept: the account is then not changed.
    pub async fn save_account(&self, edit: AccountEdit) -> Result<AccountId, Fault> {
        let id = self.keep_account(edit).await?;
        let engine = self.clone();
        tokio::spawn(async move { drop(engine.test_account(id).await) });
        Ok(id)
    }

    /// Keeps an account, its key in the vault, without asking the provider anything.
    ///
    /// # Errors
    /// As [`Engine::save_account`].
    pub async fn keep_account(&self, edit: AccountEdit) -> Result<AccountId, Fault> {
        let name = edit.name.trim();
        if name.is_empty() {
            return Err(invalid("Give the account a name."));
        }
        let base_url = if edit.base_url.trim().is_empty() {
            edit.kind.default_base_url().to_string()
        } else {
            providers::base_url(edit.kind, &edit.base_url)?
        };
        let id = edit.id.unwrap_or_else(|| AccountId(Uuid::now_v7()));
        let account = Account { id, name: name.into(), kind: edit.kind, base_url };
        let (kept, before) = {
            let world = self.world();
            let before =
                world.accounts.get(&id).map(|entry| (entry.account.clone(), entry.has_key));
            (world.kept()?, before)
        };
        if edit.id.is_some() && before.is_none() {
            return Err(not_found("account"));
        }
        let moved = before.as_ref().is_some_and(|(old, _)| old.base_url != account.base_url);
        let had_key = before.is_some_and(|(_, has_key)| has_key);
        if moved && had_key && edit.key.is_none() {
            return Err(invalid(
                "The address changed, so enter the key again: a key is never sent to a new address by itself.",
            ));
        }
        let has_key = match edit.key {
            Some(key) => {
                kept.vault.set(VaultItem::Account(id), key).await?;
                true
            }
            None => had_key,
        };
        kept.store.save_account(&account).await?;
        let state = AccountState::Unknown;
        let mut world = self.world();
        world.thoughts.forget(id);
        world.accounts.insert(id, AccountEntry { account, has_key, state, provider: None });
        world.publish_account(id);
        Ok(id)
    }

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
        let mut world = self.world();
        let entry = world.accounts.get_mut(&id).ok_or_else(|| not_found("account"))?;
        let (state, outcome) = match listed {
            Ok(models) => (AccountState::Ready { models, at: now() }, Ok(())),
            Err(fault) => (AccountState::Failed { fault: fault.clone(), at: now() }, Err(fault)),
        };
        entry.state = state;
        world.publish_account(id);
        outcome
    }

    /// Removes an account and its key. Models of it leave every grant.
    ///
    /// # Errors
    /// A vault fault when the key cannot be removed: the account then stays.
    pub async fn remove_account(&self, id: AccountId) -> Result<(), Fault> {
        let kept = self.world().kept()?;
        kept.vault.remove(VaultItem::Account(id)).await?;
        kept.store.remove_account(id).await?;
        let touched: Vec<_> = {
            let mut world = self.world();
            world.accounts.remove(&id);
            world.thoughts.forget(id);
            world.publish(AppEvent::AccountRemoved { id });
            let uses = |grant: &&domain::Grant| grant.models.iter().any(|m| m.account == id);
            world.grants.values().filter(uses).cloned().collect()
        };
        for grant in touched {
            let models: Vec<_> = grant.models.into_iter().filter(|m| m.account != id).collect();
            if models.is_empty() {
                self.revoke_grant(grant.server).await?;
            } else {
                let default = grant.default.filter(|default| default.account != id);
                self.set_grant(grant.server, models, default).await?;
            }
        }
        Ok(())
    }

    /// What a model does not take of a prompt, to be said before anybody signs.
    ///
    /// # Errors
    /// `Invalid` when the prompt cannot be sent to that model at all; the sentence says why.
    #[expect(clippy::unused_async, reason = "every command is awaited the same way")]
    pub async fn model_losses(&self, query: LossQuery) -> Result<Vec<Loss>, Fault> {
        let (account, mut prompt) = {
            let world = self.world();
            let entry = world.accounts.get(&query.model.account);
            let account = entry.ok_or_else(|| not_found("account"))?.account.clone();
            let open = world.open.get(&query.exchange).ok_or_else(too_late)?;
            (account, open.exchange.prompt().as_ref().clone())
        };
        prompt.temperature = query.temperature;
        prompt.stop_sequences = query.stop_sequences;
        providers::outgoing(&account, &query.model.model, &prompt, &[])?;
        Ok(providers::losses(account.kind, &account.base_url, &query.model.model, &prompt))
    }

    /// The provider of an account, with its key from the vault.
    pub(crate) async fn provider(&self, id: AccountId) -> Result<Arc<dyn Provider>, Fault> {
        let (account, has_key, vault) = {
            let world = self.world();
            let entry = world.accounts.get(&id).ok_or_else(|| not_found("account"))?;
            if let Some(provider) = &entry.provider {
                return Ok(Arc::clone(provider));
            }
            (entry.account.clone(), entry.has_key, world.kept()?.vault)
        };
        let key = if has_key { vault.get(VaultItem::Account(id)).await? } else { None };
        if has_key && key.is_none() {
            return Err(Fault::new(
                FaultCode::KeyRejected,
                format!("The keychain has no key for {} any more. Enter it again.", account.name),
            ));
        }
        let provider = providers::connect(&account, key, &self.inner.http)?;
        if let Some(entry) = self.world().accounts.get_mut(&id)
            && entry.account == account
        {
            entry.provider = Some(Arc::clone(&provider));
        }
        Ok(provider)
    }
}
