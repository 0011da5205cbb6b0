//! Opening and closing what is kept. The app is usable, and says what is wrong, in between.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::exchange::Withdrawal;
use domain::{Fault, FaultCode};
use futures_util::future::join_all;
use store::{DatabaseKey, Store, Vault, VaultItem, database_key};

use crate::catalogue::Knowledge;
use crate::clock::now;
use crate::feed::{AccountEntry, Kept, ServerEntry};
use crate::view::{AppEvent, Storage};
use crate::{Engine, Place, limits, patience};

/// The name under which the OS keychain keeps our entries.
const SERVICE: &str = "dev.countersign.desktop";
/// How long servers get to end when the app closes.
const CLOSING: Duration = Duration::from_secs(8);

impl Engine {
    /// Opens history and vault as the options say.
    pub(crate) async fn open_storage(&self) {
        let _one_at_a_time = self.inner.storage.lock().await;
        if self.world().kept.is_some() {
            return;
        }
        self.say(Storage::Opening);
        let opened = match &self.inner.options.place {
            Place::Kept(folder) => open_kept(folder).await.map(|kept| (kept, Storage::Kept)),
            Place::ThrowAway(folder) => {
                open_throw_away(folder).await.map(|kept| (kept, Storage::SessionOnly))
            }
        };
        let adopted = match opened {
            Ok((kept, storage)) => self.adopt(kept, storage).await,
            Err(fault) => Err(fault),
        };
        if let Err(fault) = adopted {
            tracing::warn!("the history could not be opened: {fault}");
            self.say(Storage::Unavailable { fault });
        }
    }

    /// Tries again to open history and vault.
    ///
    /// # Errors
    /// What is still wrong; the window is told as well.
    pub async fn retry_storage(&self) -> Result<(), Fault> {
        self.open_storage().await;
        self.world().kept().map(drop)
    }

    /// Goes on with keys and history in memory, until quit. What is on disk is not touched.
    ///
    /// # Errors
    /// When storage is open already, or memory is out.
    pub async fn use_session_only(&self) -> Result<(), Fault> {
        let _one_at_a_time = self.inner.storage.lock().await;
        if self.world().kept.is_some() {
            return Err(Fault::new(FaultCode::TooLate, "The history is open already."));
        }
        let kept = Kept { store: Store::in_memory().await?, vault: Vault::memory() };
        self.adopt(kept, Storage::SessionOnly).await
    }

    /// Renames the history that cannot be opened, so that a new one can begin. Deletes nothing.
    ///
    /// # Errors
    /// When storage is open already, or the files cannot be renamed.
    pub async fn set_history_aside(&self) -> Result<(), Fault> {
        {
            let _one_at_a_time = self.inner.storage.lock().await;
            if self.world().kept.is_some() {
                return Err(Fault::new(FaultCode::TooLate, "The history is open already."));
            }
            let (Place::Kept(folder) | Place::ThrowAway(folder)) = &self.inner.options.place;
            let aside = store::set_aside(&database(folder), now())?;
            tracing::info!("the history was set aside as {}", aside.display());
        }
        self.retry_storage().await
    }

    /// Takes over what was opened and tells the window everything anew.
    async fn adopt(&self, kept: Kept, storage: Storage) -> Result<(), Fault> {
        let withdrawn = kept.store.withdraw_open(now()).await?;
        if withdrawn > 0 {
            tracing::info!("{withdrawn} exchanges were open when the app last ended");
        }
        kept.store.withdraw_questions(now()).await?;
        let mut servers = BTreeMap::new();
        for server in kept.store.servers().await? {
            let patience = patience::kept(&kept.store, server.id).await?;
            servers.insert(server.id, ServerEntry::new(server, patience));
        }
        let accounts = kept.store.accounts().await?;
        let grants = kept.store.grants().await?;
        let limits = limits::kept(&kept.store).await?;
        let knowledge = Knowledge::open(&kept).await?;
        let due = knowledge.is_due(now());
        let mut entries = Vec::new();
        for account in accounts {
            let has_key = kept.vault.get(VaultItem::Account(account.id)).await?.is_some();
            entries.push(AccountEntry::new(account, has_key));
        }
        let asked: Vec<_> = entries.iter().map(|entry| entry.account.id).collect();
        {
            let mut world = self.world();
            world.kept = Some(kept);
            world.storage = storage;
            world.limits = limits;
            world.servers = servers;
            world.accounts = entries.into_iter().map(|entry| (entry.account.id, entry)).collect();
            world.knowledge = knowledge;
            world.grants = grants.into_iter().map(|grant| (grant.server, grant)).collect();
            let snapshot = Box::new(world.snapshot());
            world.publish(AppEvent::Reset { snapshot });
        }
        let engine = self.clone();
        tokio::spawn(async move {
            if let Err(fault) = engine.learn_paces().await {
                tracing::warn!("how fast models are was not read: {fault}");
            }
        });
        if due {
            let engine = self.clone();
            tokio::spawn(async move {
                if let Err(fault) = engine.fetch_catalogue().await {
                    tracing::warn!("the list of prices was not fetched: {fault}");
                }
            });
        }
        for id in asked {
            let engine = self.clone();
            tokio::spawn(async move { drop(engine.test_account(id).await) });
        }
        Ok(())
    }

    /// Waits until history and vault are open.
    ///
    /// # Errors
    /// What keeps them from being opened.
    pub async fn opened(&self) -> Result<(), Fault> {
        let (snapshot, mut events) = self.subscribe();
        let mut storage = snapshot.storage;
        loop {
            match storage {
                Storage::Kept | Storage::SessionOnly => return Ok(()),
                Storage::Unavailable { fault } => return Err(fault),
                Storage::Opening => {}
            }
            storage = match events.recv().await {
                Some(AppEvent::Storage { storage }) => storage,
                Some(AppEvent::Reset { snapshot }) => snapshot.storage,
                Some(_) => Storage::Opening,
                None => return self.world().kept().map(drop),
            };
        }
    }

    /// Ends everything: open exchanges are withdrawn, servers end, the history is closed.
    pub async fn close(&self) {
        let _one_at_a_time = self.inner.storage.lock().await;
        let (open, connections, kept) = {
            let mut world = self.world();
            world.closing = true;
            let open: Vec<_> = world.open.keys().copied().collect();
            let connections: Vec<_> = world
                .servers
                .values_mut()
                .filter_map(|entry| {
                    entry.starting.cancel();
                    entry.connection.take()
                })
                .collect();
            (open, connections, world.kept.clone())
        };
        for id in open {
            self.withdraw(id, Withdrawal::AppClosed).await;
        }
        self.withdraw_questions().await;
        let all = join_all(connections.iter().map(|connection| connection.close()));
        if tokio::time::timeout(CLOSING, all).await.is_err() {
            tracing::warn!("some servers did not end in time");
        }
        if let Some(kept) = kept {
            kept.store.close().await;
        }
    }

    fn say(&self, storage: Storage) {
        let mut world = self.world();
        world.storage = storage.clone();
        world.publish(AppEvent::Storage { storage });
    }
}

fn database(folder: &Path) -> PathBuf {
    folder.join("history.db")
}

async fn open_kept(folder: &Path) -> Result<Kept, Fault> {
    make_folder(folder).await?;
    let vault = Vault::system(SERVICE);
    let path = database(folder);
    let key = database_key(&vault, &path).await?;
    Ok(Kept { store: Store::open(&path, &key).await?, vault })
}

async fn open_throw_away(folder: &Path) -> Result<Kept, Fault> {
    make_folder(folder).await?;
    let key = DatabaseKey::random()?;
    Ok(Kept { store: Store::open(&database(folder), &key).await?, vault: Vault::memory() })
}

async fn make_folder(folder: &Path) -> Result<(), Fault> {
    tokio::fs::create_dir_all(folder).await.map_err(|error| {
        Fault::new(
            FaultCode::HistoryUnreadable,
            format!(
                "The folder for the history, {}, cannot be made. Make it writable, then try again.",
                folder.display()
            ),
        )
        .with_detail(error.to_string())
    })
}
