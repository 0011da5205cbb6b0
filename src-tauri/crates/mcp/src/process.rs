//! A server's process: its start, its end, and the words for it.

use std::io;
use std::process::{ExitStatus, Stdio};
use std::sync::Arc;
use std::time::Duration;

use domain::{Fault, FaultCode};
use process_wrap::tokio::{ChildWrapper, CommandWrap};
use tokio::process::{ChildStderr, ChildStdin, ChildStdout};

use crate::connection::Exit;
use crate::link::Link;
use crate::pipe::Writer;
use crate::program::Program;

/// How long to wait for a process that was asked to end before it is killed; on unix its guard has
/// done that long before.
const PATIENCE: Duration = Duration::from_secs(5);
/// The same for the demo server, which has nothing to put away. rmcp's server half would wait 5 s
/// for answers that cannot come any more.
const PATIENCE_WITH_OUR_OWN: Duration = Duration::from_millis(300);
/// How long a process may live on after it closed its output.
const AFTER_OUTPUT: Duration = Duration::from_secs(2);
/// How long the rest of the output is read after the process has ended.
const REST_OF_OUTPUT: Duration = Duration::from_secs(1);

/// A process that was started, and our ends of its pipes.
pub(crate) struct Process {
    pub(crate) child: Box<dyn ChildWrapper>,
    pub(crate) stdin: ChildStdin,
    pub(crate) stdout: ChildStdout,
    pub(crate) stderr: ChildStderr,
    /// How long it gets to end by itself.
    pub(crate) patience: Duration,
}

/// Starts a program. On unix it leads a process group, through a guard unless it is our own; on
/// Windows it lives in a job. Both end with everything in them.
///
/// # Errors
/// When the operating system cannot start it.
pub(crate) fn start(program: &Program, own: &std::path::Path) -> io::Result<Process> {
    let mut command = command(program, own);
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
        patience: if program.own { PATIENCE_WITH_OUR_OWN } else { PATIENCE },
    })
}

#[cfg(unix)]
fn command(program: &Program, own: &std::path::Path) -> CommandWrap {
    let mut command = if program.own {
        CommandWrap::with_new(&program.path, |command| {
            command.args(&program.args);
        })
    } else {
        CommandWrap::with_new(own, |command| {
            command.arg(crate::child::GUARD).arg(&program.path).args(&program.args);
        })
    };
    command.wrap(process_wrap::tokio::ProcessGroup::leader());
    command
}

#[cfg(windows)]
fn command(program: &Program, _own: &std::path::Path) -> CommandWrap {
    let mut command = CommandWrap::with_new(&program.path, |command| {
        command.args(&program.args);
    });
    // With "kill on drop" the job ends when the last handle to it does, so also when we crash.
    command.wrap(process_wrap::tokio::KillOnDrop).wrap(process_wrap::tokio::JobObject);
    command
}

/// Stays with a process until it is gone and nothing of it is left, then tells the link.
pub(crate) async fn keep(
    mut child: Box<dyn ChildWrapper>,
    patience: Duration,
    writer: Writer<ChildStdin>,
    link: Arc<Link>,
    log: tokio::task::JoinHandle<()>,
) {
    let by_itself = tokio::select! {
        // In this order, so that an end is not taken for ours when both are seen at once.
        biased;
        status = child.wait() => Some(status),
        () = link.drained.cancelled() => {
            // Usually the process ends at the same moment.
            tokio::time::timeout(AFTER_OUTPUT, child.wait()).await.ok()
        }
        () = link.stop.cancelled() => None,
    };
    let wanted = link.stop.is_cancelled() && by_itself.is_none();
    if by_itself.is_none() {
        link.waiting.all_over();
        writer.close().await;
        if tokio::time::timeout(patience, child.wait()).await.is_err() {
            tracing::debug!(server = %link.server, "killing a server that did not end");
        }
    }
    // Also when the leader has ended: whoever outlived it in its group ends now. An error only
    // means that nobody is left.
    let _ = child.start_kill();
    if by_itself.is_none() {
        let _ = child.wait().await;
    } else {
        // What the process wrote last is still in the pipes.
        let _ = tokio::time::timeout(REST_OF_OUTPUT, link.drained.cancelled()).await;
    }
    let _ = tokio::time::timeout(REST_OF_OUTPUT, log).await;
    writer.close().await;
    link.set_exit(exit(&link, by_itself.and_then(Result::ok), wanted));
}

fn exit(link: &Link, by_itself: Option<ExitStatus>, wanted: bool) -> Exit {
    let name = &link.name;
    if let Some(fault) = link.broken() {
        return Exit { wanted: false, fault: fault.clone() };
    }
    let gone = |message: String| Fault::new(FaultCode::ServerGone, message);
    let fault = match by_itself.map(how) {
        _ if wanted => gone(format!("{name} was stopped.")),
        Some(how) => {
            gone(format!("{name} {how}. Its log may say why.")).with_detail(link.log.tail())
        }
        None => gone(format!("{name} closed its pipes and was stopped. Its log may say why."))
            .with_detail(link.log.tail()),
    };
    Exit { wanted, fault }
}

fn how(status: ExitStatus) -> String {
    match (status.code(), signal(status)) {
        (_, Some(signal)) => format!("was ended by signal {signal}"),
        (Some(0), None) => "ended by itself".to_owned(),
        (Some(code), None) => format!("ended by itself with exit code {code}"),
        (None, None) => "ended".to_owned(),
    }
}

/// The signal that ended a process, its guard's exit code included.
#[cfg(unix)]
fn signal(status: ExitStatus) -> Option<i32> {
    use std::os::unix::process::ExitStatusExt;

    /// Linux has 64 signals.
    const LAST: i32 = 64;
    let told = status.code().map(|code| code - crate::guard::SIGNAL);
    status.signal().or_else(|| told.filter(|signal| (1..=LAST).contains(signal)))
}

#[cfg(windows)]
fn signal(_: ExitStatus) -> Option<i32> {
    None
}
