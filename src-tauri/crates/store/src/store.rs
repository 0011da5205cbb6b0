//! The database as the rest of Countersign sees it.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread::JoinHandle;

use domain::catalogue::{Overridden, Pace};
use domain::exchange::Withdrawal;
use domain::history::{Facets, Page, Query, SpendOf, Summary};
use domain::{
    Account, AccountId, Elicitation, ExchangeId, Fault, Grant, ModelRef, Recorded, Server,
    ServerId, Spend, Timestamp,
};
use rusqlite::Connection;
use rusqlite::types::Value as SqlValue;
use serde_json::Value;
use tokio::sync::oneshot;

use crate::database::Place;
use crate::error::{Result, closed};
use crate::kept::Table;
use crate::key::DatabaseKey;
use crate::questions::Line;
use crate::writer::append::Append;
use crate::writer::{self, Handed, Read, Write};
use crate::{journal, kept, page, questions, readers, spent};

/// The encrypted database: history, servers, accounts, grants and settings.
///
/// Cheap to clone; all clones are the same database. A short step of an exchange is made durable by its
/// caller, in a log beside the database, within some microseconds; a thread puts the steps into the
/// database, many at once, and does all other writing. Reads go to other threads, so a search never
/// delays a signature; they begin when all steps before them are in the database.
///
/// What is durable: when a write returns, it survives the end of this process in any way, `kill -9`
/// included. A power cut or a crash of the operating system may lose the last moments, at most what
/// was written since the database's own log was last moved into the file, which happens every few
/// hundred writes and whenever writing pauses. Even then the database opens, and what it holds is a state that was
/// true: for each exchange all events up to one, with the line that belongs to it.
///
/// Dropping the last clone closes the database and waits for it; [`Store::close`] does the same without
/// holding up an async thread. Let one of them happen before the process ends.
///
/// Every method fails with `Internal` when the disk is full or fails, and after [`Store::close`].
#[derive(Clone)]
pub struct Store {
    threads: Arc<Threads>,
}

struct Threads {
    inbox: Mutex<Option<Inbox>>,
    handles: Mutex<Handles>,
}

/// Threads to wait for at the end.
pub(crate) type Handles = Vec<JoinHandle<()>>;

impl Threads {
    /// Lets the threads do what was handed in, and waits for them.
    fn end(&self) {
        drop(self.inbox.lock().unwrap_or_else(PoisonError::into_inner).take());
        let mut handles = self.handles.lock().unwrap_or_else(PoisonError::into_inner);
        for handle in handles.drain(..) {
            if handle.join().is_err() {
                tracing::error!("a thread of the store ended by a panic");
            }
        }
    }
}

/// A process that ends while a thread of it still encrypts can crash: OpenSSL puts its tables away
/// first. So whoever lets go of the last clone waits, as with [`Store::close`].
impl Drop for Threads {
    fn drop(&mut self) {
        self.end();
    }
}

/// Where work is handed in; the threads end when it is dropped and everything handed in is done.
struct Inbox {
    writer: Arc<writer::Inbox>,
    /// Absent in memory, where the writer reads as well.
    readers: Option<mpsc::Sender<Read>>,
}

impl Store {
    /// Opens the database at `path`, creating it and its folder where there is none.
    ///
    /// # Errors
    /// `HistoryUnreadable` when the key does not fit, the file is damaged or cannot be opened, or a
    /// newer version of Countersign wrote it. The file is then as it was.
    pub async fn open(path: &Path, key: &DatabaseKey) -> Result<Self, Fault> {
        Self::begin(Place::File { path: path.to_owned(), key: key.copy() }).await
    }

    /// A database in memory, gone when the last clone is dropped.
    ///
    /// # Errors
    /// `Internal`.
    pub async fn in_memory() -> Result<Self, Fault> {
        Self::begin(Place::Memory).await
    }

    async fn begin(place: Place) -> Result<Self, Fault> {
        let (answer, opened) = oneshot::channel();
        // A thread of its own: opening may wait for a slow disk or for another process.
        spawn("store-open", move || {
            let _ = answer.send(start(&place));
        })?;
        let threads = opened.await.map_err(|_| closed())??;
        Ok(Self { threads: Arc::new(threads) })
    }

    /// Adds events to the journal of one exchange, and puts `summary` in its line, in one
    /// transaction. The first events of a new exchange begin with `Event::Received` at place 0; later
    /// ones carry on where the journal ends.
    ///
    /// When it returns, the events are durable (see [`Store`]).
    ///
    /// # Errors
    /// `Internal` when there is no event, when the places leave a gap or are taken, or when the exchange
    /// is closed; nothing is written then, and others' writes are not touched by it.
    pub async fn append(&self, summary: Summary, events: Vec<Recorded>) -> Result<(), Fault> {
        let append = Append::new(&summary, &events)?;
        self.write(Write::Append(append)).await
    }

    /// Withdraws every exchange that is open, because the app closed or crashed meanwhile. To be called
    /// at start, before anything else is appended. Returns how many there were.
    ///
    /// An exchange whose journal does not replay is left as it is, and logged.
    pub async fn withdraw_open(&self, at: Timestamp) -> Result<u32, Fault> {
        let mut withdrawn = 0;
        for number in self.read(journal::open).await? {
            let end = self.read(move |connection| journal::withdrawal(connection, number, at));
            match end.await {
                Ok((summary, event)) => {
                    self.append(summary, vec![event]).await?;
                    withdrawn += 1;
                }
                Err(fault) => tracing::error!(
                    number,
                    code = ?fault.code,
                    detail = fault.detail,
                    "an open exchange cannot be replayed, so it cannot be withdrawn"
                ),
            }
        }
        Ok(withdrawn)
    }

    /// The journal of one exchange, oldest first.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn events(&self, id: ExchangeId) -> Result<Vec<Recorded>, Fault> {
        self.read(move |connection| journal::events(connection, id)).await
    }

    /// The line of one exchange.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn summary(&self, id: ExchangeId) -> Result<Summary, Fault> {
        self.read(move |connection| journal::summary(connection, id)).await
    }

    /// The turns of the conversation that an exchange is part of, oldest first; only itself where there
    /// is no other. Looked for among so many exchanges after the first turn as a call can last through.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn thread(&self, id: ExchangeId) -> Result<Vec<Summary>, Fault> {
        self.read(move |connection| journal::thread(connection, id)).await
    }

    /// One page of the history, newest first (by arrival). `query.limit` is taken as 1 where it is 0,
    /// and as 500 where it is more.
    ///
    /// Text is searched by words, in any order, in the four texts: letter case and accents do not
    /// matter, the last word may be the beginning of one (from three letters on), and Chinese, Japanese and Korean match by
    /// character, so one is enough. Text without a letter or a digit finds nothing. Any text is
    /// allowed. A search waits until everything that was written before it is in the search index.
    ///
    /// # Errors
    /// `NotFound` when `query.before` is no exchange of this history.
    pub async fn page(&self, query: Query) -> Result<Page, Fault> {
        if page::searches(&query) {
            self.indexed().await?;
        }
        self.read(move |connection| page::page(connection, &query)).await
    }

    /// Keeps a question to the person as it is now, in place of what it was before.
    ///
    /// # Errors
    /// `Internal` also when it is closed already: nothing changes it then.
    pub async fn save_question(&self, elicitation: &Elicitation) -> Result<(), Fault> {
        self.write(Write::Question(Line::of(elicitation)?)).await
    }

    /// The questions that arrived from `since` on and before `until`, newest first, at most 500.
    pub async fn questions(
        &self,
        server: Option<ServerId>,
        since: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<Elicitation>, Fault> {
        self.read(move |connection| questions::between(connection, server, since, until)).await
    }

    /// Withdraws every question that is open, as [`Self::withdraw_open`] does with exchanges.
    /// Returns how many there were.
    pub async fn withdraw_questions(&self, at: Timestamp) -> Result<u32, Fault> {
        let mut withdrawn = 0;
        for mut elicitation in self.read(questions::open).await? {
            elicitation.withdraw(Withdrawal::AppClosed, at);
            self.save_question(&elicitation).await?;
            withdrawn += 1;
        }
        Ok(withdrawn)
    }

    /// What the history can be filtered by.
    pub async fn facets(&self) -> Result<Facets, Fault> {
        self.read(page::facets).await
    }

    /// What was used and what it cost, of one exchange, call, server or account, or of all.
    pub async fn spend(&self, of: SpendOf) -> Result<Spend, Fault> {
        self.indexed().await?;
        self.read(move |connection| spent::sum(connection, of)).await
    }

    /// How fast each model has written on this machine lately, as far as that is indexed.
    pub async fn paces(&self) -> Result<Vec<(ModelRef, Pace)>, Fault> {
        self.read(spent::paces).await
    }

    /// Everything that the person says of models.
    pub async fn overrides(&self) -> Result<Vec<Overridden>, Fault> {
        self.read(|connection| kept::all(connection, Table::Override)).await
    }

    /// Keeps what the person says of a model, in place of what was said before; removes it where it
    /// says nothing.
    pub async fn set_override(&self, said: &Overridden) -> Result<(), Fault> {
        let ModelRef { account, model } = &said.model;
        let key = SqlValue::Text(format!("{account} {model}"));
        if said.says.is_empty() {
            self.remove(Table::Override, key).await
        } else {
            self.put(Table::Override, key, said).await
        }
    }

    /// Every server, by name.
    pub async fn servers(&self) -> Result<Vec<Server>, Fault> {
        let mut servers: Vec<Server> = self.read(|c| kept::all(c, Table::Server)).await?;
        servers.sort_by_cached_key(|server| (server.name.to_lowercase(), server.id));
        Ok(servers)
    }

    /// Keeps a server, in place of the one with the same id.
    pub async fn save_server(&self, server: &Server) -> Result<(), Fault> {
        self.put(Table::Server, kept::uuid(server.id.0), server).await
    }

    /// Removes a server and its grant. Nothing happens where there is none. Its history stays.
    pub async fn remove_server(&self, id: ServerId) -> Result<(), Fault> {
        self.remove(Table::Server, kept::uuid(id.0)).await
    }

    /// Every account, by name.
    pub async fn accounts(&self) -> Result<Vec<Account>, Fault> {
        let mut accounts: Vec<Account> = self.read(|c| kept::all(c, Table::Account)).await?;
        accounts.sort_by_cached_key(|account| (account.name.to_lowercase(), account.id));
        Ok(accounts)
    }

    /// Keeps an account, in place of the one with the same id.
    pub async fn save_account(&self, account: &Account) -> Result<(), Fault> {
        self.put(Table::Account, kept::uuid(account.id.0), account).await
    }

    /// Removes an account. Nothing happens where there is none. Its key in the vault, and grants that
    /// name it, are the caller's to remove.
    pub async fn remove_account(&self, id: AccountId) -> Result<(), Fault> {
        self.remove(Table::Account, kept::uuid(id.0)).await
    }

    /// Every grant, by server.
    pub async fn grants(&self) -> Result<Vec<Grant>, Fault> {
        self.read(|connection| kept::all(connection, Table::Grant)).await
    }

    /// Keeps a grant, in place of the same server's.
    ///
    /// # Errors
    /// `NotFound` when the server is not kept (any more).
    pub async fn save_grant(&self, grant: &Grant) -> Result<(), Fault> {
        self.put(Table::Grant, kept::uuid(grant.server.0), grant).await
    }

    /// Removes a server's grant. Nothing happens where there is none.
    pub async fn remove_grant(&self, server: ServerId) -> Result<(), Fault> {
        self.remove(Table::Grant, kept::uuid(server.0)).await
    }

    /// A small value that was kept under this name.
    pub async fn setting(&self, key: &str) -> Result<Option<Value>, Fault> {
        let key = SqlValue::Text(key.to_owned());
        self.read(move |connection| kept::one(connection, Table::Setting, &key)).await
    }

    /// Keeps a small value under this name, in place of the one before.
    pub async fn set_setting(&self, key: &str, value: &Value) -> Result<(), Fault> {
        self.put(Table::Setting, SqlValue::Text(key.to_owned()), value).await
    }

    /// Forgets the value under this name. Nothing happens where there is none.
    pub async fn remove_setting(&self, key: &str) -> Result<(), Fault> {
        self.remove(Table::Setting, SqlValue::Text(key.to_owned())).await
    }

    /// Finishes what was handed in, moves the log into the file and closes it, for all clones. Later
    /// calls fail; closing again does nothing.
    pub async fn close(&self) {
        let threads = Arc::clone(&self.threads);
        if tokio::task::spawn_blocking(move || threads.end()).await.is_err() {
            tracing::error!("closing the store was cut short");
        }
    }

    /// Waits until everything that was written before is in the indexes.
    async fn indexed(&self) -> Result<(), Fault> {
        let indexed = self.with_inbox(|inbox| inbox.writer.index())?;
        indexed.await.map_err(|_| closed())?
    }

    async fn put(
        &self,
        table: Table,
        key: SqlValue,
        value: &impl serde::Serialize,
    ) -> Result<(), Fault> {
        let body = serde_json::to_string(value).map_err(crate::error::Error::Json)?;
        self.write(Write::Put { table, key, body }).await
    }

    async fn remove(&self, table: Table, key: SqlValue) -> Result<(), Fault> {
        self.write(Write::Remove { table, key }).await
    }

    async fn write(&self, write: Write) -> Result<(), Fault> {
        let writer = self.with_inbox(|inbox| Ok(Arc::clone(&inbox.writer)))?;
        let handed = writer.write(write)?;
        // Not to keep the threads from ending while this waits.
        drop(writer);
        match handed {
            Handed::Done => Ok(()),
            Handed::Waits(answered) => answered.await.map_err(|_| closed())?,
        }
    }

    async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T> + Send + 'static,
    ) -> Result<T, Fault> {
        if let Some(settled) = self.with_inbox(|inbox| inbox.writer.settle())? {
            settled.await.map_err(|_| closed())??;
        }
        let (answer, answered) = oneshot::channel();
        let read: Read = Box::new(move |connection| {
            // Who typed on does not wait for the search before.
            if !answer.is_closed() {
                let _ = answer.send(read(connection).map_err(Fault::from));
            }
        });
        self.with_inbox(|inbox| match &inbox.readers {
            Some(readers) => readers.send(read).map_err(|_| closed()),
            None => inbox.writer.read(read),
        })?;
        answered.await.map_err(|_| closed())?
    }

    fn with_inbox<T>(&self, hand_in: impl FnOnce(&Inbox) -> Result<T, Fault>) -> Result<T, Fault> {
        let inbox = self.threads.inbox.lock().unwrap_or_else(PoisonError::into_inner);
        inbox.as_ref().ok_or_else(closed).and_then(hand_in)
    }
}

fn start(place: &Place) -> Result<Threads, Fault> {
    let mut handles = Handles::new();
    // The writer first: it makes the tables.
    let writer = Arc::new(writer::start(place, &mut handles)?);
    let readers = readers::start(place, &mut handles)?;
    let inbox = Mutex::new(Some(Inbox { writer, readers }));
    Ok(Threads { inbox, handles: Mutex::new(handles) })
}

pub(crate) fn spawn(
    name: &str,
    run: impl FnOnce() + Send + 'static,
) -> Result<JoinHandle<()>, Fault> {
    std::thread::Builder::new().name(name.to_owned()).spawn(run).map_err(|error| {
        Fault::new(
            domain::FaultCode::Internal,
            "The system did not give Countersign a thread. Close other programs, then try again.",
        )
        .with_detail(error.to_string())
    })
}
