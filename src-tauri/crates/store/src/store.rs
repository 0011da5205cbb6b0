//! The database as the rest of Countersign sees it: how it is opened and closed, and how work gets to its
//! threads. What can be asked of it is in [`history`] and [`kept`].

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread::JoinHandle;

use domain::Fault;
use rusqlite::Connection;
use tokio::sync::oneshot;

use crate::database::Place;
use crate::error::{Result, closed};
use crate::key::DatabaseKey;
use crate::readers;
use crate::writer::{self, Handed, Read, Write};

mod history;
mod kept;

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
