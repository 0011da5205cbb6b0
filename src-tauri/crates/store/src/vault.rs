//! The vault: where keys are kept. The operating system's keychain, or memory for one session.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::{AccountId, Fault, ServerId};
use secrecy::SecretString;

mod fault;
mod keychain;

use keychain::{Ask, Keychain};

/// Where keys are kept. Cheap to clone; all clones are the same vault.
///
/// The keychain is asked from one thread of its own, in order. It may wait for a person: a locked
/// keychain puts up a password window and does not answer until that is dealt with. So each question
/// has a time limit, after which the caller gets `VaultLate` and can ask again. What a late question
/// then brings is thrown away; but a late [`Vault::set`] or [`Vault::remove`] that the keychain had
/// already been handed may still be carried out.
///
/// Every method fails with `VaultMissing` when there is no keychain or it does not work, `VaultLocked`
/// when it is locked and was not unlocked, `VaultLate` when it has not answered in time. After each of
/// them the same vault can be asked again: it looks for the keychain anew.
#[derive(Clone)]
pub struct Vault {
    kind: Kind,
}

#[derive(Clone)]
enum Kind {
    System(Arc<Keychain>),
    Memory(Arc<Mutex<HashMap<String, SecretString>>>),
}

/// What the vault keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VaultItem {
    /// The key of the history's database.
    DatabaseKey,
    /// The key of a provider account.
    Account(AccountId),
    /// The headers of a provider account.
    Headers(AccountId),
    /// The headers of a remote server.
    Server(ServerId),
}

impl VaultItem {
    /// The name under which the keychain has it.
    fn name(self) -> String {
        match self {
            Self::DatabaseKey => "history".to_owned(),
            Self::Account(id) => id.to_string(),
            Self::Headers(id) => format!("headers {id}"),
            Self::Server(id) => format!("server {id}"),
        }
    }
}

/// How long a question may take. An unlocked keychain answers within milliseconds.
const PATIENCE: Duration = Duration::from_secs(5);

impl Vault {
    /// The operating system's keychain, with entries under this service name. Nothing is contacted
    /// yet.
    pub fn system(service: &str) -> Self {
        Self::patient(service, PATIENCE)
    }

    /// [`Vault::system`] with another time limit a question.
    pub fn patient(service: &str, patience: Duration) -> Self {
        Self { kind: Kind::System(Arc::new(Keychain::new(service, patience))) }
    }

    /// Memory of this process, wiped when the last clone is dropped. It never fails.
    pub fn memory() -> Self {
        Self { kind: Kind::Memory(Arc::default()) }
    }

    /// The key, if there is one.
    ///
    /// "None" from a keychain does not prove that none was ever saved: a fresh keychain, or another
    /// one than before, says so too.
    pub async fn get(&self, item: VaultItem) -> Result<Option<SecretString>, Fault> {
        match &self.kind {
            Kind::System(keychain) => keychain.ask(item.name(), Ask::Get).await,
            Kind::Memory(items) => Ok(locked(items).get(&item.name()).cloned()),
        }
    }

    /// Keeps a key, in place of the one before.
    pub async fn set(&self, item: VaultItem, secret: SecretString) -> Result<(), Fault> {
        match &self.kind {
            Kind::System(keychain) => keychain.ask(item.name(), Ask::Set(secret)).await.map(drop),
            Kind::Memory(items) => {
                locked(items).insert(item.name(), secret);
                Ok(())
            }
        }
    }

    /// Removes a key. Nothing happens where there is none.
    pub async fn remove(&self, item: VaultItem) -> Result<(), Fault> {
        match &self.kind {
            Kind::System(keychain) => keychain.ask(item.name(), Ask::Remove).await.map(drop),
            Kind::Memory(items) => {
                locked(items).remove(&item.name());
                Ok(())
            }
        }
    }
}

type Items = HashMap<String, SecretString>;

fn locked(items: &Mutex<Items>) -> std::sync::MutexGuard<'_, Items> {
    items.lock().unwrap_or_else(PoisonError::into_inner)
}
