//! Starting a program so that it, and all that it starts, ends with us.

use std::ffi::OsStr;
use std::io;
use std::path::Path;
use std::process::Stdio;

use process_wrap::tokio::{ChildWrapper, CommandWrap};
use tokio::process::{ChildStderr, ChildStdin, ChildStdout};

use crate::Program;

/// The argument on which a program of ours is a guard.
pub const GUARD: &str = "__guard";

/// How long a program lives at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lives {
    /// For as long as somebody holds the other end of its input: a server.
    WithItsInput,
    /// Until it has answered, and for as long as somebody reads its errors: its input ends before. It is
    /// to be started in a [folder](crate::folder()) of its own.
    UntilItAnswered,
}

impl Lives {
    /// How the guard is told.
    fn word(self) -> &'static str {
        match self {
            Self::WithItsInput => "input",
            Self::UntilItAnswered => "answer",
        }
    }

    /// What the guard was told.
    #[cfg(unix)]
    pub(crate) fn from_word(word: &OsStr) -> Option<Self> {
        [Self::WithItsInput, Self::UntilItAnswered].into_iter().find(|it| word == it.word())
    }
}

/// A process, and on unix its whole group, on Windows its job.
pub type Child = Box<dyn ChildWrapper>;

/// A process that was started, and our ends of its pipes.
pub struct Process {
    /// It, with all that it starts.
    pub child: Child,
    /// What it reads.
    pub stdin: ChildStdin,
    /// What it writes.
    pub stdout: ChildStdout,
    /// What it writes beside that.
    pub stderr: ChildStderr,
}

/// Starts a program. On unix it leads a process group, through a guard unless it is our own; on
/// Windows it lives in a job. Both end with everything in them.
///
/// `guard` is a program of ours whose `main` is a [`guard`](crate::guard()) when its first argument is
/// [`GUARD`].
///
/// # Errors
/// When the operating system cannot start it.
pub fn start(program: &Program, guard: &Path, lives: Lives) -> io::Result<Process> {
    let mut command = command(program, guard, lives);
    command
        .command_mut()
        .env_clear()
        .envs(program.env.iter().map(|(name, value)| (name, value)))
        .current_dir(&program.cwd)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn()?;
    let missing = || io::Error::other("a pipe is missing");
    Ok(Process {
        stdin: child.stdin().take().ok_or_else(missing)?,
        stdout: child.stdout().take().ok_or_else(missing)?,
        stderr: child.stderr().take().ok_or_else(missing)?,
        child,
    })
}

#[cfg(unix)]
fn command(program: &Program, guard: &Path, lives: Lives) -> CommandWrap {
    let mut command = if program.own {
        CommandWrap::with_new(&program.path, |command| {
            command.args(&program.args);
        })
    } else {
        CommandWrap::with_new(guard, |command| {
            let words: [&OsStr; 2] = [GUARD.as_ref(), lives.word().as_ref()];
            command.args(words).arg(&program.path).args(&program.args);
        })
    };
    command.wrap(process_wrap::tokio::ProcessGroup::leader());
    command
}

#[cfg(windows)]
fn command(program: &Program, _: &Path, _: Lives) -> CommandWrap {
    let mut command = CommandWrap::with_new(&program.path, |command| {
        command.args(&program.args);
    });
    // With "kill on drop" the job ends when the last handle to it does, so also when we crash.
    command.wrap(process_wrap::tokio::KillOnDrop).wrap(process_wrap::tokio::JobObject);
    command
}
