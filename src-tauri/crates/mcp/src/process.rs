//! A server's process: its end, and the words for it.

use std::process::ExitStatus;
use std::sync::Arc;
use std::time::Duration;

use domain::{Fault, FaultCode};
use process_wrap::tokio::ChildWrapper;
use programs::Program;
use tokio::process::ChildStdin;

use crate::connection::Exit;
use crate::link::Link;
use crate::pipe::Writer;

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

/// How long a program gets to end by itself.
pub(crate) fn patience(program: &Program) -> Duration {
    if program.own { PATIENCE_WITH_OUR_OWN } else { PATIENCE }
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
    let told = status.code().map(|code| code - programs::SIGNAL);
    status.signal().or_else(|| told.filter(|signal| (1..=LAST).contains(signal)))
}

#[cfg(windows)]
fn signal(_: ExitStatus) -> Option<i32> {
    None
}
