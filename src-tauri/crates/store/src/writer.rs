//! Writing: one connection, and a thread that takes what waits.
//!
//! The thread takes all writes that wait, commits them as one transaction and answers each: under
//! load one commit carries many. A short write that finds nobody before it is committed where it
//! stands, by its own caller, since waking two threads costs more than the commit. The search index is
//! not the first concern: the thread brings it up to date when nothing has come for a while, or when a
//! search asks for it.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, Instant};

use domain::Fault;
use rusqlite::Connection;
use tokio::sync::oneshot;

use crate::database::Place;
use crate::error::closed;
use crate::store::{Handles, spawn};

pub(crate) mod append;
mod index;
mod keeper;
mod write;

pub(crate) use write::Write;

/// A read, and where its answer goes.
pub(crate) type Read = Box<dyn FnOnce(&Connection) + Send>;
/// Where the answer to a write goes, and where it comes from.
type Answer = oneshot::Sender<Result<(), Fault>>;
pub(crate) type Answered = oneshot::Receiver<Result<(), Fault>>;

/// What became of a write that was handed in.
pub(crate) enum Handed {
    /// It is durable.
    Done,
    /// The thread has it, and answers.
    Waits(Answered),
}

/// What the thread can be asked for.
enum Message {
    /// Write this.
    Write(Write, Answer),
    /// A caller wrote by itself, so there is something to index.
    Wrote,
    /// Bring the search index up to date.
    Index(Answer),
    /// Read; only in memory, where no other thread can.
    Read(Read),
}

/// How many writes go into one transaction at most.
const GROUP: usize = 256;
/// After how many commits the keeper is told: about 4 MB of log.
const KEEP_EVERY: u32 = 256;
/// How long nothing must have come before the search index is worked on.
const QUIET: Duration = Duration::from_millis(100);

/// How long a write may be, in bytes, for its caller to commit it: well below a millisecond's work.
const SHORT: usize = 64 * 1024;

/// Where writes are handed in. The thread ends when this is dropped and everything handed in is done.
pub(crate) struct Inbox {
    sender: Sender<Message>,
    shared: Arc<Shared>,
}

/// What the thread and the callers share.
struct Shared {
    /// How many writes the thread was sent and has not taken yet.
    queued: AtomicUsize,
    /// `None` once it is closed.
    writer: Mutex<Option<Writer>>,
}

impl Shared {
    fn writer(&self) -> MutexGuard<'_, Option<Writer>> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inbox {
    /// Hands in a write: it is done when this returns [`Handed::Done`].
    pub(crate) fn write(&self, write: Write) -> Result<Handed, Fault> {
        if write.size() <= SHORT && self.shared.queued.load(Ordering::Acquire) == 0 {
            let writer = match self.shared.writer.try_lock() {
                Ok(writer) => Some(writer),
                Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
                Err(TryLockError::WouldBlock) => None,
            };
            if let Some(mut writer) = writer {
                let writer = writer.as_mut().ok_or_else(closed)?;
                let was_behind = writer.behind;
                let result = writer.commit_one(&write);
                if !was_behind {
                    // Without the thread nothing is indexed, but what is written is written.
                    let _ = self.sender.send(Message::Wrote);
                }
                return result.map(|()| Handed::Done);
            }
        }
        self.shared.queued.fetch_add(1, Ordering::AcqRel);
        self.send(|answer| Message::Write(write, answer)).map(Handed::Waits)
    }

    /// Asks for the search index to be brought up to date.
    pub(crate) fn index(&self) -> Result<Answered, Fault> {
        self.send(Message::Index)
    }

    /// Hands in a read; only in memory, where no other thread can.
    pub(crate) fn read(&self, read: Read) -> Result<(), Fault> {
        self.sender.send(Message::Read(read)).map_err(|_| closed())
    }

    fn send(&self, message: impl FnOnce(Answer) -> Message) -> Result<Answered, Fault> {
        let (answer, answered) = oneshot::channel();
        self.sender.send(message(answer)).map_err(|_| closed())?;
        Ok(answered)
    }
}

/// Starts the writer, and the keeper where there is a file. Both end when the inbox is dropped and
/// everything sent is done.
pub(crate) fn start(place: &Place, handles: &mut Handles) -> Result<Inbox, Fault> {
    let connection = place.writer()?;
    let log_is_long = Arc::new(AtomicBool::new(false));
    let mut keeper = None;
    if let Some(connection) = place.keeper()? {
        let (sender, calls) = channel();
        let long = Arc::clone(&log_is_long);
        handles.push(spawn("store-keep", move || keeper::run(&connection, &calls, &long))?);
        keeper = Some(sender);
    }
    let writer = Writer {
        connection,
        keeper,
        log_is_long,
        commits: 0,
        behind: true,
        wrote_at: Instant::now(),
        searches: Vec::new(),
    };
    let shared = Arc::new(Shared { queued: AtomicUsize::new(0), writer: Mutex::new(Some(writer)) });
    let (sender, inbox) = channel();
    let for_thread = Arc::clone(&shared);
    handles.push(spawn("store-write", move || run(&for_thread, &inbox))?);
    Ok(Inbox { sender, shared })
}

/// The thread.
fn run(shared: &Shared, inbox: &Receiver<Message>) {
    loop {
        let idle = shared.writer().as_ref().and_then(Writer::idle);
        let next = match idle {
            Some(idle) => inbox.recv_timeout(idle),
            None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        let mut writer = shared.writer();
        let Some(writer) = writer.as_mut() else { break };
        match next {
            Ok(message) => {
                writer.take(message, inbox, &shared.queued);
                // A search is served even if writes never pause.
                if !writer.searches.is_empty() {
                    writer.index();
                }
            }
            Err(RecvTimeoutError::Timeout) => writer.pause(),
            Err(RecvTimeoutError::Disconnected) => break,
        }
        writer.shorten_log();
    }
    if let Some(writer) = shared.writer().take() {
        writer.finish();
    }
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
    /// When something was committed last.
    wrote_at: Instant,
    /// Searches that wait for the search index, each with how many exchanges it waits for.
    searches: Vec<(u32, Answer)>,
}

impl Writer {
    /// How long the thread may wait for a message before it does something by itself; `None`: for
    /// ever.
    fn idle(&self) -> Option<Duration> {
        if !self.searches.is_empty() {
            Some(Duration::ZERO)
        } else if self.behind || self.commits > 0 {
            Some(QUIET.saturating_sub(self.wrote_at.elapsed()))
        } else {
            None
        }
    }

    /// Nothing came for a while.
    fn pause(&mut self) {
        if self.searches.is_empty() && self.wrote_at.elapsed() < QUIET {
            // A caller wrote by itself meanwhile.
            return;
        }
        self.index();
        if !self.behind {
            self.tell_keeper();
        }
    }

    /// Takes this message and all that wait behind it.
    fn take(&mut self, first: Message, inbox: &Receiver<Message>, queued: &AtomicUsize) {
        let mut group = Vec::new();
        let mut next = Some(first);
        while let Some(message) = next {
            match message {
                Message::Write(write, answer) => {
                    queued.fetch_sub(1, Ordering::AcqRel);
                    group.push((write, answer));
                }
                Message::Wrote => {}
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
        match write::all(&self.connection, group.iter().map(|(write, _)| write)) {
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
        self.committed();
    }

    /// Commits one write, for the caller who holds the writer.
    fn commit_one(&mut self, write: &Write) -> Result<(), Fault> {
        let result = write::one(&self.connection, write);
        self.committed();
        result.map_err(Fault::from)
    }

    fn committed(&mut self) {
        self.behind = true;
        self.wrote_at = Instant::now();
        self.commits += 1;
        if self.commits >= KEEP_EVERY {
            self.tell_keeper();
        }
    }

    /// Lets the log start over where the keeper could not; not in a caller's time.
    fn shorten_log(&self) {
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

    fn finish(mut self) {
        self.keeper = None;
        keeper::close_log(&self.connection);
    }
}
