//! A tiny process between us and a program, which sees to it that the program does not outlive us.
//!
//! It leads the process group in which the program and all its children live, and hands its own
//! standard input, output and error on to the program, so that not one byte passes through it. It
//! watches one of these pipes without touching what is in it: when nobody holds its other end any
//! more, because we closed it or because we crashed, the program is ended, by a SIGTERM first, and
//! then the whole group is killed.
//!
//! Which pipe depends on the program ([`Lives`]). A server has its input for as long as it is
//! wanted, and gets a moment to end by itself when its input ends (that is how MCP stops one). What
//! answers once has its input ended long before: there it is the error pipe, which we read to the end.
//! Its [folder](crate::folder()) is then nobody's, and is removed by one more of us, outside the group, as
//! soon as the group is gone: no sooner, since what is in the group may still write there.
//!
//! The other ways do not hold: `PR_SET_PDEATHSIG` needs `unsafe`, exists on Linux only, follows a
//! thread instead of a process and knows nothing of grandchildren.

use std::env;
use std::ffi::OsString;
use std::fs::OpenOptions;
use std::io;
use std::os::fd::AsFd;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{
    Pid, Signal, WaitId, WaitIdOptions, kill_current_process_group, kill_process, waitid,
};

use crate::folder::remove_own;
use crate::start::{GUARD, Lives};

/// How long a server may take to end after its input has ended.
const AFTER_END_OF_INPUT: Duration = Duration::from_secs(2);
/// How long a program may take after a SIGTERM.
const AFTER_SIGTERM: Duration = Duration::from_secs(1);
/// On this word we remove the folder in which we were started, once the guard that started us is gone.
const SWEEP: &str = "sweep";
/// How often that is tried, and how long after each: what was killed may take a moment to be gone.
const SWEEPS: u32 = 20;
const BETWEEN_SWEEPS: Duration = Duration::from_millis(50);
/// What is added to a signal's number in our exit code, as shells do.
pub const SIGNAL: i32 = 128;
/// Our exit code when the program could not be started, as shells do.
const NOT_STARTED: u8 = 126;

#[derive(Clone, Copy, PartialEq, Eq)]
enum News {
    /// The program has ended, and has not been reaped: its id is still its own.
    Ended,
    /// Nobody holds the other end of the pipe any more.
    NobodyThere,
}

/// Is the guard: starts the program that the arguments name, after how long it lives, and stays
/// until it has ended.
pub fn guard(mut args: impl Iterator<Item = OsString>) -> ExitCode {
    let word = args.next().unwrap_or_default();
    if word == SWEEP {
        return sweep();
    }
    let (Some(lives), Some(program)) = (Lives::from_word(&word), args.next()) else {
        return ExitCode::from(NOT_STARTED);
    };
    let child = match Command::new(&program).args(args).spawn() {
        Ok(child) => child,
        Err(why) => {
            say(&format!("{} could not be started: {why}", program.display()));
            return ExitCode::from(NOT_STARTED);
        }
    };
    release_stdout();
    match watch(child, lives) {
        Ok(status) => exit_code(status),
        Err(why) => {
            say(&format!("the program could not be watched and is ended: {why}"));
            kill_all(lives)
        }
    }
}

/// Lets go of the output pipe, so that its end is seen when the program closes it.
fn release_stdout() {
    if let Ok(null) = OpenOptions::new().write(true).open("/dev/null") {
        // On failure the end is seen a little later: when we exit.
        let _ = rustix::stdio::dup2_stdout(&null);
    }
}

/// Waits for the program's end, and brings it about when nobody is there for it any more.
fn watch(mut child: Child, lives: Lives) -> io::Result<ExitStatus> {
    let pid = i32::try_from(child.id())
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
        match lives {
            Lives::WithItsInput => wait_until_nobody_holds(&io::stdin()),
            Lives::UntilItAnswered => wait_until_nobody_holds(&io::stderr()),
        }
        let _ = tell.send(News::NobodyThere);
    })?;

    // An error means that both watchers are gone, which cannot be while they have not told.
    if news.recv().map_err(io::Error::other)? == News::Ended {
        return child.wait();
    }
    let by_itself = match lives {
        Lives::WithItsInput => AFTER_END_OF_INPUT,
        Lives::UntilItAnswered => Duration::ZERO,
    };
    if let Err(RecvTimeoutError::Timeout) = news.recv_timeout(by_itself) {
        let _ = kill_process(pid, Signal::TERM);
        let _ = news.recv_timeout(AFTER_SIGTERM);
    }
    // Also when the program ended in time: its children may not have.
    kill_all(lives);
    child.wait()
}

/// Watches a pipe without taking anything out of it: asking for no event reports only that its other
/// end is gone.
fn wait_until_nobody_holds(pipe: &impl AsFd) {
    loop {
        let mut watched = [PollFd::new(pipe, PollFlags::empty())];
        match poll(&mut watched, None) {
            Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {}
            // What cannot be watched is not left alone.
            Ok(_) | Err(_) => return,
        }
    }
}

/// Kills everything in our group, ourselves included.
fn kill_all(lives: Lives) -> ExitCode {
    // Held until we are gone, which is what it waits for. Without one the folder stays.
    let _sweeper = match lives {
        Lives::WithItsInput => None,
        Lives::UntilItAnswered => sweeper().ok(),
    };
    let _ = kill_current_process_group(Signal::KILL);
    ExitCode::FAILURE
}

/// Starts one of us in the same folder, and in a group of its own.
fn sweeper() -> io::Result<Child> {
    Command::new(env::current_exe()?)
        .args([GUARD, SWEEP])
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
}

fn sweep() -> ExitCode {
    wait_until_nobody_holds(&io::stdin());
    for _ in 0..SWEEPS {
        if remove_own().is_ok() {
            return ExitCode::SUCCESS;
        }
        thread::sleep(BETWEEN_SWEEPS);
    }
    ExitCode::FAILURE
}

fn exit_code(status: ExitStatus) -> ExitCode {
    let code = status.code().or_else(|| status.signal().map(|signal| SIGNAL + signal));
    code.and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from)
}

fn say(text: &str) {
    #[expect(clippy::print_stderr, reason = "the program's log is the only place to say it")]
    {
        eprintln!("countersign: {text}");
    }
}
