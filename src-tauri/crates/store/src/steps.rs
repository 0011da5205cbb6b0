//! The steps' log: where a short step is durable before the database has it.
//!
//! To commit one step, SQLite encrypts, digests and writes several whole pages, which takes many times
//! as long as the step needs. So a short step becomes one encrypted record in a file beside the
//! database, and is durable then. The writer's thread puts what has gathered into the database, many
//! steps in one transaction, and cuts the file. Whoever reads the database has that done first.
//!
//! There are two files, in turns: while the thread works on the steps of one, new ones go to the other.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use domain::{Fault, FaultCode};

use crate::error::Result;
use crate::writer::append::{Append, Id};

mod log;
mod record;

pub(crate) use log::{Log, SUFFIXES};

/// From how many steps, or bytes of them, on the thread is to take them.
const ENOUGH: usize = 256;
const ENOUGH_BYTES: usize = 1024 * 1024;
/// From how many steps on, further ones wait for the thread: it cannot keep up.
const MOST: usize = 8192;
/// How long a step may be, in bytes, to be written twice.
const SHORT: usize = 64 * 1024;

/// The steps that are durable, and not in the database yet.
pub(crate) struct Steps {
    inner: Mutex<Inner>,
    /// How many there are, those included that the thread is putting into the database.
    missing: AtomicUsize,
}

struct Inner {
    log: Log,
    waiting: Vec<Append>,
    bytes: usize,
    /// Open exchanges whose arrival came by the log, and the place of each one's next event.
    open: HashMap<Id, u32>,
    kept_at: Instant,
}

/// What became of a step.
pub(crate) enum Kept {
    /// It is durable.
    Here(Gathered),
    /// It must go to the database itself.
    Elsewhere(Append),
}

/// Whether the thread has something to do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gathered {
    /// This is the first that waits.
    First,
    /// It knows already.
    Some,
    /// There are so many that it should take them.
    Enough,
}

impl Steps {
    pub(crate) fn new(log: Log) -> Self {
        let inner = Inner {
            log,
            waiting: Vec::new(),
            bytes: 0,
            open: HashMap::new(),
            kept_at: Instant::now(),
        };
        Self { inner: Mutex::new(inner), missing: AtomicUsize::new(0) }
    }

    /// Makes a step durable, if its exchange is known here.
    pub(crate) fn keep(&self, append: Append) -> Result<Kept, Fault> {
        let mut inner = self.lock();
        let known = inner.open.get(&append.id).copied();
        let has_room = inner.log.is_usable() && inner.waiting.len() < MOST;
        if !has_room || append.size() > SHORT || (known.is_none() && !append.arrives) {
            // Its further steps follow it, or one would come before the other.
            inner.open.remove(&append.id);
            return Ok(Kept::Elsewhere(append));
        }
        append.carries_on(known.unwrap_or(0))?;
        let written = inner.log.write(|record| record::write(record, &append));
        written.map_err(|error| fault(&error))?;
        if append.closes() {
            inner.open.remove(&append.id);
        } else {
            inner.open.insert(append.id, append.events);
        }
        inner.bytes += append.size();
        inner.waiting.push(append);
        inner.kept_at = Instant::now();
        self.missing.fetch_add(1, Ordering::AcqRel);
        Ok(Kept::Here(match inner.waiting.len() {
            1 => Gathered::First,
            ENOUGH => Gathered::Enough,
            _ if inner.bytes > ENOUGH_BYTES => {
                inner.bytes = 0;
                Gathered::Enough
            }
            _ => Gathered::Some,
        }))
    }

    /// What is not in the database yet, to be put there; new steps go to the other file from now on.
    /// When there is something, [`Self::done`] must follow before this is called again.
    pub(crate) fn take(&self) -> Result<Vec<Append>, Fault> {
        let mut inner = self.lock();
        if inner.waiting.is_empty() && inner.log.is_usable() {
            return Ok(Vec::new());
        }
        inner.log.turn().map_err(|error| fault(&error))?;
        inner.bytes = 0;
        Ok(std::mem::take(&mut inner.waiting))
    }

    /// What was taken is in the database.
    pub(crate) fn done(&self, taken: usize) {
        self.missing.fetch_sub(taken, Ordering::AcqRel);
        self.lock().log.cut();
    }

    /// How many steps are not in the database.
    pub(crate) fn missing(&self) -> usize {
        self.missing.load(Ordering::Acquire)
    }

    /// When the last step came.
    pub(crate) fn kept_at(&self) -> Instant {
        self.lock().kept_at
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Why the log cannot be used, in words.
pub(crate) fn fault(error: &std::io::Error) -> Fault {
    let message = if error.kind() == std::io::ErrorKind::StorageFull {
        "The disk is full, so the history cannot be written. Make room, then try again."
    } else {
        "The disk did not read or write the history. Check the disk, then try again."
    };
    Fault::new(FaultCode::Internal, message).with_detail(error.to_string())
}
