//! Provider accounts: their keys, their models, and what a model does not take.

use std::sync::Arc;
use std::time::Duration;

use domain::account::LocalServer;
use domain::{Account, AccountId, Fault, FaultCode, Grant, Model, ProviderKind};
use providers::{Background, Provider};
use store::VaultItem;
use uuid::Uuid;

use crate::clock::now;
use crate::feed::{AccountEntry, too_late};
use crate::view::{Access, AccountEdit, AccountState, AppEvent, Loss, LossQuery};
use crate::{Engine, invalid, not_found};

/// How long trying a new key may take.
const TRYING: Duration = Duration::from_secs(15);

impl Engine {
    /// Keeps an account, its key in the vault, and begins to test it.
    ///
    /// # Errors
    /// `Invalid` for a name or an address that cannot be used; a vault fault when the key cannot
    /// be kept; `KeyRejected` when a key that is to replace another is not accepted: the account is
    /// then not changed, and the key before stays.
    pub async fn save_account(&self, edit: AccountEdit) -> Result<AccountId, Fault> {
        self.try_new_key(&edit).await?;
        let id = self.keep_account(edit).await?;
        let engine = self.clone();
        tokio::spawn(async move { drop(engine.test_account(id).await) });
        Ok(id)
    }

    /// Tries a key that is to replace one that may work. Only a refusal counts: who cannot be reached
    /// says nothing of the key.
    async fn try_new_key(&self, edit: &AccountEdit) -> Result<(), Fault> {
        let (Some(id), Some(key)) = (edit.id, &edit.key) else { return Ok(()) };
        if edit.kind == ProviderKind::Command {
            return Ok(());
        }
        let account = {
            let world = self.world();
            let before = world.accounts.get(&id).filter(|entry| entry.has_key);
            let Some(before) = before else { return Ok(()) };
            let (name, kind) = (before.account.name.clone(), edit.kind);
            Account { id, name, kind, base_url: address_of(edit)?, program: None }
        };
        let provider = providers::connect(&account, Some(key.clone()), &self.inner.http)?;
        match tokio::time::timeout(TRYING, provider.models()).await {
            Ok(Err(fault)) if fault.code == FaultCode::KeyRejected => {
                let said = "The provider does not accept the new key, so the one before stays.";
                let detail = fault.detail.unwrap_or(fault.message);
                Err(Fault::new(FaultCode::KeyRejected, said).with_detail(detail))
            }
            Ok(Ok(_) | Err(_)) | Err(_) => Ok(()),
        }
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
        let base_url = address_of(&edit)?;
        let id = edit.id.unwrap_or_else(|| AccountId(Uuid::now_v7()));
        let program = edit.program.filter(|_| edit.kind == ProviderKind::Command);
        let mut account = Account { id, name: name.into(), kind: edit.kind, base_url, program };
        self.agree_to_program(&mut account).await?;
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
        let asks_program = account.kind == ProviderKind::Command;
        if moved && had_key && edit.key.is_none() && !asks_program {
            return Err(invalid(
                "The address changed, so enter the key again: a key is never sent to a new address by itself.",
            ));
        }
        let has_key = match edit.key {
            // A program has keys of its own, if any.
            _ if asks_program => {
                if had_key {
                    kept.vault.remove(VaultItem::Account(id)).await?;
                }
                false
            }
            Some(key) => {
                kept.vault.set(VaultItem::Account(id), key).await?;
                true
            }
            None => had_key,
        };
        kept.store.save_account(&account).await?;
        let mut world = self.world();
        world.thoughts.forget(id);
        world.accounts.insert(id, AccountEntry::new(account, has_key));
        world.publish_account(id);
        world.hold_to_all_grants();
        Ok(id)
    }

    /// Notes what the account's program is now: that is what the person agrees to by saving it.
    async fn agree_to_program(&self, account: &mut Account) -> Result<(), Fault> {
        if account.kind != ProviderKind::Command {
            return Ok(());
        }
        let identity = providers::program_identity(account, &self.inner.http).await?;
        if let Some(program) = &mut account.program {
            program.identity = Some(identity);
        }
        Ok(())
    }

    /// Runs the program of an account once with a short sentence, because the person asked for that,
    /// and tells what it answers.
    ///
    /// # Errors
    /// `Invalid` when the account is none of a program; else what the program did instead.
    pub async fn try_program(&self, id: AccountId) -> Result<String, Fault> {
        let account = {
            let world = self.world();
            world.accounts.get(&id).ok_or_else(|| not_found("account"))?.account.clone()
        };
        providers::try_program(&account, &self.inner.http).await
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

    /// Removes an account and its key. Models of it leave every grant.
    ///
    /// # Errors
    /// A vault fault when the key cannot be removed: the account then stays.
    pub async fn remove_account(&self, id: AccountId) -> Result<(), Fault> {
        let kept = self.world().kept()?;
        kept.vault.remove(VaultItem::Account(id)).await?;
        kept.store.remove_account(id).await?;
        self.forget_overrides(&kept, id).await?;
        let touched: Vec<_> = {
            let mut world = self.world();
            world.accounts.remove(&id);
            world.thoughts.forget(id);
            world.publish(AppEvent::AccountRemoved { id });
            world.hold_to_all_grants();
            let uses = |grant: &&domain::Grant| {
                let models = grant.models.iter().chain(&grant.default);
                models
                    .map(|model| model.account)
                    .chain(grant.accounts.iter().copied())
                    .any(|a| a == id)
            };
            world.grants.values().filter(uses).cloned().collect()
        };
        for mut grant in touched {
            grant.models.retain(|model| model.account != id);
            grant.accounts.retain(|account| *account != id);
            if grant.is_empty() {
                self.revoke_grant(grant.server).await?;
            } else {
                let default = grant.default.filter(|default| default.account != id);
                let Grant { models, accounts, place, .. } = grant;
                let access = Access { models, accounts, place, default };
                self.set_grant(grant.server, access).await?;
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

/// Where an account's requests are to go, as it was entered.
fn address_of(edit: &AccountEdit) -> Result<String, Fault> {
    if edit.base_url.trim().is_empty() {
        return Ok(edit.kind.default_base_url().to_string());
    }
    providers::base_url(edit.kind, &edit.base_url)
}

/// The port in a base URL, as it is written there.
fn port(base_url: &str) -> Option<&str> {
    let (_, rest) = base_url.split_once("://")?;
    rest.split('/').next()?.rsplit_once(':').map(|(_, port)| port)
}
