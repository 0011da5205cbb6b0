//! A tiny process between us and a server, which sees to it that the server does not outlive us.
//!
//! It leads the process group in which the server and all its children live, and hands its own
//! standard input, output and error on to the server, so that not one byte passes through it. It
//! watches the input pipe without reading: when nobody holds its other end any more, because we
//! closed it or because we crashed, the server gets a moment to end by itself (that is how MCP
//! stops a server), then a SIGTERM, then the whole group is killed.
//!
//! The other ways do not hold: `PR_SET_PDEATHSIG` needs `unsafe`, exists on Linux only, follows a
//! thread instead of a process and knows nothing of grandchildren.

use std::ffi::OsString;
use std::fs::OpenOptions;
use std::io;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, ExitCode, ExitStatus};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{
    Pid, Signal, WaitId, WaitIdOptions, kill_current_process_group, kill_process, waitid,
};

/// How long a server may take to end after its input has ended.
pub(crate) const AFTER_END_OF_INPUT: Duration = Duration::from_secs(2);
/// How long it may take after a SIGTERM.
pub(crate) const AFTER_SIGTERM: Duration = Duration::from_secs(1);
/// What is added to a signal's number in our exit code, as shells do.
pub(crate) const SIGNAL: i32 = 128;
/// Our exit code when the server could not be started, as shells do.
const NOT_STARTED: u8 = 126;

#[derive(Clone, Copy, PartialEq, Eq)]
enum News {
    /// The server has ended, and has not been reaped: its id is still its own.
    Ended,
    /// Nobody can write to the server any more.
    NobodyWrites,
}

/// Starts the program that the arguments name and stays until it has ended.
pub(crate) fn run(mut args: impl Iterator<Item = OsString>) -> ExitCode {
    let Some(program) = args.next() else { return ExitCode::from(NOT_STARTED) };
    let server = match Command::new(&program).args(args).spawn() {
        Ok(server) => server,
        Err(why) => {
            say(&format!("{} could not be started: {why}", program.display()));
            return ExitCode::from(NOT_STARTED);
        }
    };
    release_stdout();
    match watch(server) {
        Ok(status) => exit_code(status),
        Err(why) => {
            say(&format!("the server could not be watched and is ended: {why}"));
            kill_all()
        }
    }
}

/// Lets go of the output pipe, so that its end is seen when the server closes it.
fn release_stdout() {
    if let Ok(null) = OpenOptions::new().write(true).open("/dev/null") {
        // On failure the end is seen a little later: when we exit.
        let _ = rustix::stdio::dup2_stdout(&null);
    }
}

/// Waits for the server's end, and brings it about when nobody talks to it any more.
fn watch(mut server: Child) -> io::Result<ExitStatus> {
    let pid = i32::try_from(server.id())
        .ok()
        .and_then(Pid::from_raw)
        .ok_or_else(|| io::Error::other("no process id"))?;
    let (tell, news) = mpsc::channel();
    let tell_end = tell.clone();
    thread::Builder::new().spawn(move || {
        // Not reaped here: as long as it is not, no other process can get its id.
        let _ = waitid(WaitId::Pid(pid), WaitIdOptions::EXITED | WaitIdOptions::NOWAIT);
        let _ = tell_end.send(News::Ended);
    })?;
    thread::Builder::new().spawn(move || {
        wait_until_nobody_writes();
        let _ = tell.send(News::NobodyWrites);
    })?;

    // An error means that both watchers are gone, which cannot be while they have not told.
    if news.recv().map_err(io::Error::other)? == News::Ended {
        return server.wait();
    }
    if let Err(RecvTimeoutError::Timeout) = news.recv_timeout(AFTER_END_OF_INPUT) {
        let _ = kill_process(pid, Signal::TERM);
        let _ = news.recv_timeout(AFTER_SIGTERM);
    }
    // Also when the server ended in time: its children may not have.
    kill_all();
    server.wait()
}

/// Watches the input pipe without taking anything out of it: asking for no event reports only that
/// its other end is gone.
fn wait_until_nobody_writes() {
    let stdin = io::stdin();
    loop {
        let mut watched = [PollFd::new(&stdin, PollFlags::empty())];
        match poll(&mut watched, None) {
            Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {}
            // What cannot be watched is not left alone.
            Ok(_) | Err(_) => return,
        }
    }
}

/// Kills everything in our group, ourselves included.
fn kill_all() -> ExitCode {
    let _ = kill_current_process_group(Signal::KILL);
    ExitCode::FAILURE
}

fn exit_code(status: ExitStatus) -> ExitCode {
    let code = status.code().or_else(|| status.signal().map(|signal| SIGNAL + signal));
    code.and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from)
}

fn say(text: &str) {
    #[expect(clippy::print_stderr, reason = "the server's log is the only place to say it")]
    {
        eprintln!("countersign: {text}");
    }
}
