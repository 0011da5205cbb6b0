//! The database's key, and where it comes from.

use std::path::{Path, PathBuf};

use domain::{Fault, FaultCode};
use secrecy::{ExposeSecret, SecretString};
use zeroize::{Zeroize, Zeroizing};

use crate::hex;
use crate::vault::{Vault, VaultItem};

/// The 32 bytes under which the database is encrypted. Wiped when dropped, and never shown.
pub struct DatabaseKey([u8; 32]);

impl Drop for DatabaseKey {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl DatabaseKey {
    /// A new key from the system's random numbers.
    ///
    /// # Errors
    /// `Internal` when the system has none to give.
    pub fn random() -> Result<Self, Fault> {
        let mut key = Self([0; 32]);
        getrandom::fill(&mut key.0).map_err(|error| {
            Fault::new(FaultCode::Internal, "The system gave no random numbers for a key.")
                .with_detail(error.to_string())
        })?;
        Ok(key)
    }

    /// The key that [`Self::hex`] wrote; `None` when the text is no such key.
    fn from_hex(text: &str) -> Option<Self> {
        let mut key = Self([0; 32]);
        hex::fill(&mut key.0, text)?;
        Some(key)
    }

    /// As 64 hexadecimal digits: a keychain may take nothing but text.
    pub(crate) fn hex(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(64));
        hex::push(&mut text, &self.0);
        text
    }

    /// What other keys are made of.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// A second one, for a thread that opens connections.
    pub(crate) fn copy(&self) -> Self {
        Self(self.0)
    }
}

/// The key of the database at `database`: the one in the vault, or a new one where there is no
/// database yet.
///
/// A vault that says "no such entry" is no proof that no key was ever saved (a fresh or another
/// keychain says so too). So where a database exists, no key is made and the vault is left as it is.
///
/// # Errors
/// What [`Vault::get`] and [`Vault::set`] say; `HistoryUnreadable` when there is a database but no
/// key for it, or what the vault holds is not a key.
pub async fn database_key(vault: &Vault, database: &Path) -> Result<DatabaseKey, Fault> {
    if let Some(text) = vault.get(VaultItem::DatabaseKey).await? {
        return DatabaseKey::from_hex(text.expose_secret()).ok_or_else(|| {
            unreadable(
                "The keychain's entry for the history is not a key of Countersign's. Restore that \
                 entry, or set the history aside, remove the entry and begin a new one.",
            )
        });
    }
    if exists(database) {
        return Err(unreadable(
            "There is a history, but the keychain has no key for it. If your key is in another \
             keychain, open that one and try again; or set the history aside and begin a new one. \
             Nothing is deleted.",
        ));
    }
    let key = DatabaseKey::random()?;
    vault.set(VaultItem::DatabaseKey, SecretString::from(key.hex().as_str())).await?;
    let kept = vault.get(VaultItem::DatabaseKey).await?;
    if kept.is_none_or(|kept| kept.expose_secret() != key.hex().as_str()) {
        return Err(Fault::new(
            FaultCode::VaultMissing,
            "The keychain took the history's key but does not give it back, so nothing was written. \
             Check the keychain, then try again.",
        ));
    }
    Ok(key)
}

fn unreadable(message: &str) -> Fault {
    Fault::new(FaultCode::HistoryUnreadable, message)
}

/// Whether a database was ever written there. A file without content is none: SQLite makes one
/// before it writes the first page.
fn exists(database: &Path) -> bool {
    let written = |path: &Path| match path.metadata() {
        Ok(metadata) => metadata.len() > 0,
        Err(error) => error.kind() != std::io::ErrorKind::NotFound,
    };
    written(database) || written(&beside(database, "-wal"))
}

/// A file that is kept beside a database.
pub(crate) fn beside(database: &Path, suffix: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
