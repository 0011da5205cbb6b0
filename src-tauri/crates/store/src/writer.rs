//! Writing: one connection, in a thread that takes what waits.
//!
//! A short step of an exchange is durable as soon as its caller has it in the steps' log, and the thread
//! puts many of them into the database at once, later. All other writes go to the thread, which commits
//! those that wait as one transaction and answers each. The search index is not the first concern: the
//! thread brings it up to date when nothing has come for a while, or when a search asks for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use domain::Fault;
use rusqlite::Connection;

use crate::database::Place;
use crate::error::Error;
use crate::steps::{self, Steps};
use crate::store::{Handles, spawn};

pub(crate) mod append;
mod inbox;
mod index;
mod keeper;
mod write;

use append::Append;
use inbox::{Answer, Message};
pub(crate) use inbox::{Handed, Inbox, Read};
pub(crate) use write::Write;

/// How many writes go into one transaction at most.
const GROUP: usize = 256;
/// After how many commits the keeper is told: about 4 MB of log.
const KEEP_EVERY: u32 = 256;
/// How long nothing must have come before the search index is worked on.
const QUIET: Duration = Duration::from_millis(100);

/// Starts the writer, and the keeper where there is a file. Both end when the inbox is dropped and
/// everything sent is done.
pub(crate) fn start(place: &Place, handles: &mut Handles) -> Result<Inbox, Fault> {
    let connection = place.writer()?;
    let steps = begin_steps(place, &connection)?;
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
        steps: steps.clone(),
        taken: Vec::new(),
        keeper,
        log_is_long,
        commits: 0,
        behind: true,
        wrote_at: Instant::now(),
        searches: Vec::new(),
    };
    let (sender, inbox) = channel();
    handles.push(spawn("store-write", move || run(writer, &inbox))?);
    Ok(Inbox::new(sender, steps))
}

/// Puts the steps that an earlier process left into the database, and begins the log anew.
fn begin_steps(place: &Place, connection: &Connection) -> Result<Option<Arc<Steps>>, Error> {
    let Some((mut log, left)) = place.steps()? else { return Ok(None) };
    if !left.is_empty() {
        tracing::info!(steps = left.len(), "steps are put into the database");
        write::left(connection, &left)?;
    }
    log.empty().map_err(|error| steps::fault(&error))?;
    Ok(Some(Arc::new(Steps::new(log))))
}

/// The thread.
fn run(mut writer: Writer, inbox: &Receiver<Message>) {
    loop {
        let next = match writer.idle() {
            Some(idle) => inbox.recv_timeout(idle),
            None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match next {
            Ok(message) => {
                writer.take(message, inbox);
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
    writer.finish();
}

struct Writer {
    connection: Connection,
    steps: Option<Arc<Steps>>,
    /// Steps on their way from the log to the database; what is here still, could not be written.
    taken: Vec<Append>,
    keeper: Option<Sender<()>>,
    /// Set by the keeper, which cannot shorten the log while it is being written to.
    log_is_long: Arc<AtomicBool>,
    /// Since the keeper was told last.
    commits: u32,
    /// Whether there may be something that the search index does not know, or is to merge.
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
        } else if self.behind || self.commits > 0 || self.missing() > 0 {
            Some(QUIET.saturating_sub(self.quiet_for()))
        } else {
            None
        }
    }

    /// How many steps are in the log only.
    fn missing(&self) -> usize {
        self.steps.as_ref().map_or(0, |steps| steps.missing())
    }

    /// Since when nothing was written.
    fn quiet_for(&self) -> Duration {
        let kept_at = self.steps.as_ref().map(|steps| steps.kept_at());
        kept_at.map_or(self.wrote_at, |kept_at| kept_at.max(self.wrote_at)).elapsed()
    }

    /// Nothing came for a while.
    fn pause(&mut self) {
        if self.searches.is_empty() && self.quiet_for() < QUIET {
            // A step came meanwhile.
            return;
        }
        if self.commit(Vec::new()).is_err() {
            return;
        }
        self.index();
        if !self.behind {
            self.tell_keeper();
        }
    }

    /// Takes this message and all that wait behind it.
    fn take(&mut self, first: Message, inbox: &Receiver<Message>) {
        let (mut group, mut settled) = (Vec::new(), Vec::new());
        let mut commit = false;
        let mut next = Some(first);
        while let Some(message) = next {
            match message {
                Message::Write(write, answer) => {
                    group.push((write, answer));
                    commit = true;
                }
                Message::Stepped => {}
                Message::Take => commit = true,
                Message::Settle(answer) => {
                    settled.push(answer);
                    commit = true;
                }
                Message::Index(answer) => self.await_index(answer, &mut group),
                Message::Read(read) => read(&self.connection),
            }
            next = if group.len() < GROUP { inbox.try_recv().ok() } else { None };
        }
        if commit {
            let result = self.commit(group);
            for answer in settled {
                let _ = answer.send(result.clone());
            }
        }
    }

    /// Commits the steps of the log and a group of writes, and answers each of the group. A write that
    /// fails is undone alone.
    ///
    /// # Errors
    /// When nothing could be committed. The steps stay in the log.
    fn commit(&mut self, group: Vec<(Write, Answer)>) -> Result<(), Fault> {
        let results = self.take_steps().and_then(|()| {
            if group.is_empty() && self.taken.is_empty() {
                return Ok(Vec::new());
            }
            let writes = group.iter().map(|(write, _)| write);
            let results = write::all(&self.connection, &self.taken, writes)?;
            self.committed();
            Ok(results)
        });
        match results {
            Ok(results) => {
                for ((_, answer), result) in group.into_iter().zip(results) {
                    let _ = answer.send(result.map_err(Fault::from));
                }
                Ok(())
            }
            Err(fault) => {
                // Not at once again.
                self.wrote_at = Instant::now();
                for (_, answer) in group {
                    let _ = answer.send(Err(fault.clone()));
                }
                Err(fault)
            }
        }
    }

    /// Takes the steps of the log, unless some that were taken before are still to be written.
    fn take_steps(&mut self) -> Result<(), Fault> {
        if let Some(steps) = self.steps.as_ref().filter(|_| self.taken.is_empty()) {
            self.taken = steps.take()?;
        }
        Ok(())
    }

    fn committed(&mut self) {
        self.behind = true;
        self.wrote_at = Instant::now();
        let steps = std::mem::take(&mut self.taken).len();
        if let Some(log) = self.steps.as_ref().filter(|_| steps > 0) {
            log.done(steps);
        }
        // Steps that are written together share their pages.
        self.count_commits(1 + u32::try_from(steps / 8).unwrap_or(u32::MAX));
    }

    /// Tells the keeper every so often, however long it goes on.
    fn count_commits(&mut self, more: u32) {
        self.commits = self.commits.saturating_add(more);
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
        if let Err(fault) = self.commit(std::mem::take(group)) {
            let _ = answer.send(Err(fault));
            return;
        }
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
            Ok(index::Done { exchanges: done, merged }) => {
                self.behind = done > 0 || merged;
                self.count_commits(u32::from(self.behind));
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
        if let Err(fault) = self.commit(Vec::new()) {
            tracing::warn!(detail = fault.detail, "steps stay in their log until the next start");
        }
        self.keeper = None;
        keeper::close_log(&self.connection);
    }
}
