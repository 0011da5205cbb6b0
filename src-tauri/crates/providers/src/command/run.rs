//! One run of a program: fed, read, and ended with all that it started.

use std::collections::VecDeque;
use std::io;
use std::path::Path;
use std::process::ExitStatus;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::account::Output;
use programs::{Child, Lives, Process, Program};
use tempfile::TempDir;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};

use super::output::Reading;
use crate::draft::Draft;

/// How much of what a program writes to its standard error is kept: the end of it.
pub(super) const TAIL: usize = 16_000;
/// How long what is left in the pipes is read once everything has ended.
const REST: Duration = Duration::from_secs(1);
/// How much is read at once.
const PIECE: usize = 64 << 10;

/// Why a program gave no answer.
#[derive(Debug)]
pub(super) enum Trouble {
    /// It took too long.
    Late,
    /// It ended, and not well.
    Ended(ExitStatus),
    /// It ended well, and said nothing.
    Silent,
    /// What it wrote is no text.
    NotText,
    /// What it wrote is no JSON with a text there.
    NotThere {
        /// The place.
        at: String,
        /// What it wrote, the beginning.
        raw: String,
    },
    /// It wrote more than is read.
    TooLarge {
        /// In bytes.
        most: usize,
    },
    /// The pipes broke.
    Broken(io::Error),
}

/// A program that runs. Dropped, it is killed with all that it started, and its folder is removed.
pub(super) struct Run {
    process: Option<Pipes>,
    child: Child,
    said: Arc<Mutex<VecDeque<u8>>>,
    /// Removed after the child was killed: fields go in order, after [`Drop::drop`].
    _folder: TempDir,
}

struct Pipes {
    stdin: tokio::process::ChildStdin,
    stdout: tokio::process::ChildStdout,
    stderr: tokio::process::ChildStderr,
}

impl Run {
    /// Starts it in the folder.
    ///
    /// # Errors
    /// When the operating system cannot start it.
    pub(super) fn start(program: &Program, guard: &Path, folder: TempDir) -> io::Result<Self> {
        let started = programs::start(program, guard, Lives::UntilItAnswered)?;
        let Process { child, stdin, stdout, stderr } = started;
        let process = Some(Pipes { stdin, stdout, stderr });
        Ok(Self { process, child, said: Arc::default(), _folder: folder })
    }

    /// Gives it the text, and reads its answer until it has ended.
    pub(super) async fn answer(
        &mut self,
        text: &[u8],
        output: &Output,
        draft: &mut Draft<'_>,
    ) -> Result<(), Trouble> {
        let Some(Pipes { mut stdin, mut stdout, stderr }) = self.process.take() else {
            return Err(Trouble::Silent);
        };
        // One that reads no more of it than it needs is as good as any.
        let feed = async move {
            let _ = stdin.write_all(text).await;
            drop(stdin);
        };
        let errors = tail(stderr, Arc::clone(&self.said));
        let mut reading = Reading::new(output);
        // Whether it is to end now, since what is still to come is not wanted.
        let read = async {
            let mut piece = vec![0; PIECE];
            loop {
                match stdout.read(&mut piece).await.map_err(Trouble::Broken)? {
                    0 => return Ok(false),
                    count => reading.take(&piece[..count], draft)?,
                }
                if draft.is_stopped() {
                    return Ok(true);
                }
            }
        };
        let (mut feed, mut errors, mut read) = (Box::pin(feed), Box::pin(errors), Box::pin(read));
        let (mut fed, mut drained) = (false, false);
        let mut done: Option<Result<bool, Trouble>> = None;
        let status = loop {
            tokio::select! {
                () = &mut feed, if !fed => fed = true,
                () = &mut errors, if !drained => drained = true,
                outcome = &mut read, if done.is_none() => {
                    let goes_on = matches!(outcome, Ok(false));
                    done = Some(outcome);
                    if !goes_on {
                        break None;
                    }
                }
                status = self.child.wait() => break Some(status.map_err(Trouble::Broken)?),
            }
        };
        // Whoever outlived it in its group ends now; an error means that nobody is left.
        let _ = self.child.start_kill();
        let outcome = match done {
            Some(outcome) => {
                drop(read);
                outcome
            }
            // A child of its own that left the group may hold the pipe for ever.
            None => tokio::time::timeout(REST, read).await.unwrap_or(Ok(false)),
        };
        if !drained {
            let _ = tokio::time::timeout(REST, errors).await;
        }
        outcome?;
        match status {
            Some(status) if !status.success() => Err(Trouble::Ended(status)),
            Some(_) | None => reading.end(draft),
        }
    }

    /// The end of what it wrote to its standard error.
    pub(super) fn said(&self) -> String {
        let said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        let (one, two) = said.as_slices();
        String::from_utf8_lossy(&[one, two].concat()).trim().to_owned()
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        let _ = self.child.start_kill();
    }
}

/// Reads to the end, and keeps the last of it.
async fn tail(mut pipe: impl AsyncRead + Unpin, kept: Arc<Mutex<VecDeque<u8>>>) {
    let mut piece = vec![0; PIECE];
    // A read error means the same as the end: nothing more will come.
    while let Ok(count @ 1..) = pipe.read(&mut piece).await {
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend(&piece[..count]);
        let past = kept.len().saturating_sub(TAIL);
        kept.drain(..past);
    }
}
