//! The thread that writes.
//!
//! It takes all writes that wait, commits them as one transaction and answers each: under load one
//! commit carries many, and alone one waits for nothing. The search index is not its first concern:
//! it catches up when nothing has come for a while, or when a search asks for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use domain::Fault;
use rusqlite::types::Value;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use tokio::sync::oneshot;

use crate::database::Place;
use crate::error::{Error, Result};
use crate::kept;
use crate::store::{Handles, spawn};

pub(crate) mod append;
mod index;
mod keeper;

use append::Append;

/// A read, and where its answer goes.
pub(crate) type Read = Box<dyn FnOnce(&Connection) + Send>;
/// Where the answer to a write goes.
pub(crate) type Answer = oneshot::Sender<Result<(), Fault>>;

/// What the writer can be asked for.
pub(crate) enum Message {
    /// Write this.
    Write(Write, Answer),
    /// Bring the search index up to date.
    Index(Answer),
    /// Read; only in memory, where no other thread can.
    Read(Read),
}

/// Something to write.
pub(crate) enum Write {
    Append(Append),
    Put { table: kept::Table, key: Value, body: String },
    Remove { table: kept::Table, key: Value },
}

impl Write {
    fn run(&self, connection: &Connection) -> Result<()> {
        match self {
            Self::Append(append) => append.run(connection),
            Self::Put { table, key, body } => kept::put(connection, *table, key, body),
            Self::Remove { table, key } => kept::remove(connection, *table, key),
        }
    }
}

/// How many writes go into one transaction at most.
const GROUP: usize = 256;
/// After how many commits the keeper is told: about 4 MB of log.
const KEEP_EVERY: u32 = 256;
/// How long nothing must have come before the search index is worked on.
const QUIET: Duration = Duration::from_millis(100);

/// Starts the writer, and the keeper where there is a file. Both end when the sender is dropped
/// and everything sent is done.
pub(crate) fn start(place: &Place, handles: &mut Handles) -> Result<Sender<Message>, Fault> {
    let connection = place.writer()?;
    let log_is_long = Arc::new(AtomicBool::new(false));
    let mut keeper = None;
    if let Some(connection) = place.keeper()? {
        let (sender, calls) = channel();
        let long = Arc::clone(&log_is_long);
        handles.push(spawn("store-keep", move || keeper::run(&connection, &calls, &long))?);
        keeper = Some(sender);
    }
    let mut writer =
        Writer { connection, keeper, log_is_long, commits: 0, behind: true, searches: Vec::new() };
    let (sender, inbox) = channel();
    handles.push(spawn("store-write", move || writer.run(&inbox))?);
    Ok(sender)
}

struct Writer {
    connection: Connection,
    keeper: Option<Sender<()>>,
    /// Set by the keeper, which cannot shorten the log while it is being written to.
    log_is_long: Arc<AtomicBool>,
    /// Since the keeper was told last.
    commits: u32,
    /// Whether there may be something that the search index does not know.
    behind: bool,
    /// Searches that wait for the search index, each with how many exchanges it waits for.
    searches: Vec<(u32, Answer)>,
}

impl Writer {
    fn run(&mut self, inbox: &Receiver<Message>) {
        let mut quiet = false;
        loop {
            let next = if !self.searches.is_empty() || (self.behind && quiet) {
                inbox.recv_timeout(Duration::ZERO)
            } else if self.behind || self.commits > 0 {
                inbox.recv_timeout(QUIET)
            } else {
                inbox.recv().map_err(|_| RecvTimeoutError::Disconnected)
            };
            match next {
                Ok(message) => {
                    quiet = false;
                    self.take(message, inbox);
                    // A search is served even if writes never pause.
                    if !self.searches.is_empty() {
                        self.index();
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    quiet = true;
                    self.index();
                    if !self.behind {
                        self.tell_keeper();
                    }
                }
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        self.finish();
    }

    /// Takes this message and all that wait behind it.
    fn take(&mut self, first: Message, inbox: &Receiver<Message>) {
        let mut group = Vec::new();
        let mut next = Some(first);
        while let Some(message) = next {
            match message {
                Message::Write(write, answer) => group.push((write, answer)),
                Message::Index(answer) => self.await_index(answer, &mut group),
                Message::Read(read) => read(&self.connection),
            }
            next = if group.len() < GROUP { inbox.try_recv().ok() } else { None };
        }
        self.commit(group);
    }

    /// Commits a group and answers each of it. One that fails is undone alone.
    fn commit(&mut self, group: Vec<(Write, Answer)>) {
        if group.is_empty() {
            return;
        }
        match write_all(&self.connection, &group) {
            Ok(results) => {
                for ((_, answer), result) in group.into_iter().zip(results) {
                    let _ = answer.send(result.map_err(Fault::from));
                }
            }
            Err(error) => {
                let fault = Fault::from(error);
                for (_, answer) in group {
                    let _ = answer.send(Err(fault.clone()));
                }
            }
        }
        self.behind = true;
        self.commits += 1;
        if self.commits >= KEEP_EVERY {
            self.tell_keeper();
        }
        if self.log_is_long.swap(false, Ordering::Relaxed) {
            keeper::restart_log(&self.connection);
        }
    }

    fn tell_keeper(&mut self) {
        self.commits = 0;
        if let Some(keeper) = &self.keeper {
            let _ = keeper.send(());
        }
    }

    /// A search waits for what was written before it came, and for nothing after.
    fn await_index(&mut self, answer: Answer, group: &mut Vec<(Write, Answer)>) {
        self.commit(std::mem::take(group));
        match index::missing(&self.connection) {
            Ok(0) => {
                let _ = answer.send(Ok(()));
            }
            Ok(missing) => self.searches.push((missing, answer)),
            Err(error) => {
                let _ = answer.send(Err(error.into()));
            }
        }
    }

    /// Indexes a few exchanges.
    fn index(&mut self) {
        match index::some(&self.connection) {
            Ok(done) => {
                self.behind = done > 0;
                self.commits += u32::from(done > 0);
                let waiting = std::mem::take(&mut self.searches);
                for (missing, answer) in waiting {
                    if done == 0 || missing <= done {
                        let _ = answer.send(Ok(()));
                    } else if !answer.is_closed() {
                        self.searches.push((missing - done, answer));
                    }
                }
            }
            Err(error) => {
                // Not at once again: the next write tries anew.
                self.behind = false;
                let fault = Fault::from(error);
                tracing::warn!(code = ?fault.code, detail = fault.detail, "the search index is behind");
                for (_, answer) in self.searches.drain(..) {
                    let _ = answer.send(Err(fault.clone()));
                }
            }
        }
    }

    fn finish(&mut self) {
        self.keeper = None;
        keeper::close_log(&self.connection);
    }
}

fn write_all(connection: &Connection, group: &[(Write, Answer)]) -> Result<Vec<Result<()>>> {
    let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    let results = group.iter().map(|(write, _)| alone(&transaction, write)).collect();
    transaction.commit()?;
    Ok(results)
}

/// Runs one write so that its failure undoes it and nothing else.
fn alone(transaction: &Transaction<'_>, write: &Write) -> Result<()> {
    let statement = |sql| transaction.prepare_cached(sql)?.execute([]).map_err(Error::from);
    statement("SAVEPOINT alone")?;
    let result = write.run(transaction);
    if result.is_err() {
        statement("ROLLBACK TO alone")?;
    }
    statement("RELEASE alone")?;
    result
}
