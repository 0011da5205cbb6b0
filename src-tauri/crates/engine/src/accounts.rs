//! Provider accounts: kept, tried and removed, with their secrets in the vault.

use std::sync::Arc;
use std::time::Duration;

use domain::{Account, AccountId, Fault, FaultCode, Grant, ProviderKind};
use providers::{Provider, Secrets};
use secrecy::SecretString;
use store::VaultItem;
use uuid::Uuid;

use crate::feed::AccountEntry;
use crate::view::{Access, AccountEdit, AppEvent};
use crate::{Engine, headers, invalid, not_found};

/// How long trying a new key may take.
const TRYING: Duration = Duration::from_secs(15);

/// What is to become of the key of an account that is saved.
enum Key {
    New(SecretString),
    AsItIs,
    None,
}

impl Key {
    fn of(entered: Option<SecretString>, had_one: bool) -> Self {
        match entered {
            Some(key) => Self::New(key),
            None if had_one => Self::AsItIs,
            None => Self::None,
        }
    }
}

impl Engine {
    /// Keeps an account, its secrets in the vault, and begins to test it.
    ///
    /// # Errors
    /// `Invalid` for a name, an address or a header that cannot be used; a vault fault when a secret
    /// cannot be kept; `KeyRejected` when a key that is to replace another is not accepted: the account is
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
        let (before, vault) = {
            let world = self.world();
            let before = world.accounts.get(&id).filter(|entry| entry.has_key);
            let Some(before) = before else { return Ok(()) };
            (before.account.clone(), world.kept()?.vault)
        };
        let base_url = address_of(edit)?;
        let headers = headers::entered(&edit.headers, &base_url, Some(&before), &vault).await?;
        let account = Account { kind: edit.kind, base_url, program: None, ..before };
        let secrets = Secrets { key: Some(key.clone()), headers };
        let provider = providers::connect(&account, secrets, &self.inner.http)?;
        match tokio::time::timeout(TRYING, provider.models()).await {
            Ok(Err(fault)) if fault.code == FaultCode::KeyRejected => {
                let said = "The provider does not accept the new key, so the one before stays.";
                let detail = fault.detail.unwrap_or(fault.message);
                Err(Fault::new(FaultCode::KeyRejected, said).with_detail(detail))
            }
            Ok(Ok(_) | Err(_)) | Err(_) => Ok(()),
        }
    }

    /// Keeps an account, its secrets in the vault, without asking the provider anything.
    ///
    /// # Errors
    /// As [`Engine::save_account`].
    pub async fn keep_account(&self, edit: AccountEdit) -> Result<AccountId, Fault> {
        let name = edit.name.trim();
        if name.is_empty() {
            return Err(invalid("Give the account a name."));
        }
        let (kept, before) = {
            let world = self.world();
            let before = edit.id.and_then(|id| world.accounts.get(&id));
            let before = before.map(|entry| (entry.account.clone(), entry.has_key));
            (world.kept()?, before)
        };
        if edit.id.is_some() && before.is_none() {
            return Err(not_found("account"));
        }
        let (before, had_key) = before.map_or((None, false), |(old, has)| (Some(old), has));
        let id = edit.id.unwrap_or_else(|| AccountId(Uuid::now_v7()));
        let (kind, base_url) = (edit.kind, address_of(&edit)?);
        let program = edit.program.filter(|_| kind == ProviderKind::Command);
        let mut account =
            Account { id, name: name.into(), kind, base_url, headers: Vec::new(), program };
        self.agree_to_program(&mut account).await?;

        // A program has secrets of its own, if any.
        let (key, entered) = if kind == ProviderKind::Command {
            (Key::None, Vec::new())
        } else {
            (Key::of(edit.key, had_key), edit.headers)
        };
        let moved = before.as_ref().is_some_and(|old| old.base_url != account.base_url);
        if moved && matches!(key, Key::AsItIs) {
            return Err(invalid(
                "The address changed, so enter the key again: a key is never sent to a new address by itself.",
            ));
        }
        let values =
            headers::entered(&entered, &account.base_url, before.as_ref(), &kept.vault).await?;
        let has_key = !matches!(key, Key::None);
        providers::check_headers(&account, &values, has_key)?;
        account.headers = values.iter().map(|header| header.name.clone()).collect();

        match key {
            Key::New(key) => kept.vault.set(VaultItem::Account(id), key).await?,
            Key::None if had_key => kept.vault.remove(VaultItem::Account(id)).await?,
            Key::AsItIs | Key::None => {}
        }
        headers::keep(id, &values, before.as_ref(), &kept.vault).await?;
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

    /// Removes an account and its secrets. Models of it leave every grant.
    ///
    /// # Errors
    /// A vault fault when a secret cannot be removed: the account then stays.
    pub async fn remove_account(&self, id: AccountId) -> Result<(), Fault> {
        let (kept, account) = {
            let world = self.world();
            (world.kept()?, world.accounts.get(&id).map(|entry| entry.account.clone()))
        };
        kept.vault.remove(VaultItem::Account(id)).await?;
        if let Some(account) = account {
            headers::keep(id, &[], Some(&account), &kept.vault).await?;
        }
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

    /// The provider of an account, with its secrets from the vault.
    pub(crate) async fn provider(&self, id: AccountId) -> Result<Arc<dyn Provider>, Fault> {
        let (account, has_key, since, vault) = {
            let world = self.world();
            let entry = world.accounts.get(&id).ok_or_else(|| not_found("account"))?;
            if let Some(provider) = &entry.provider {
                return Ok(Arc::clone(provider));
            }
            (entry.account.clone(), entry.has_key, entry.since, world.kept()?.vault)
        };
        let headers = headers::of_account(&account, &vault).await?;
        let key = if has_key { vault.get(VaultItem::Account(id)).await? } else { None };
        if has_key && key.is_none() {
            return Err(Fault::new(
                FaultCode::KeyRejected,
                format!("The keychain has no key for {} any more. Enter it again.", account.name),
            ));
        }
        let secrets = Secrets { key, headers };
        let provider = providers::connect(&account, secrets, &self.inner.http)?;
        // What was saved meanwhile has other secrets, perhaps.
        if let Some(entry) = self.world().accounts.get_mut(&id)
            && entry.since == since
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
