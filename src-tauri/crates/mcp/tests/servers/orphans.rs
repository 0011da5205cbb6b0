//! No process outlives a connection, nor us.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fd::OwnedFd;
use rustix::process::{Pid, PidfdFlags, pidfd_open};
use serde_json::json;

use crate::desk::{Decision, desk};
use crate::setup::{bad, call, demo, example, folder, open, python1, run, text};

/// A process that can be waited for although it is not our child.
struct Process(OwnedFd);

impl Process {
    fn of(pid: &str) -> Self {
        let pid = Pid::from_raw(pid.trim().parse().expect("a process id")).unwrap();
        Self(pidfd_open(pid, PidfdFlags::empty()).expect("it runs"))
    }

    /// Waits for its end, at most so long.
    fn ends_within(&self, limit: Duration) -> bool {
        let limit = Timespec { tv_sec: i64::try_from(limit.as_secs()).unwrap(), tv_nsec: 0 };
        let mut watched = [PollFd::new(&self.0, PollFlags::IN)];
        loop {
            match poll(&mut watched, Some(&limit)) {
                // A child of ours ended; that is no answer.
                Err(rustix::io::Errno::INTR) => {}
                ended => return ended.unwrap() == 1,
            }
        }
    }
}

const SOON: Duration = Duration::from_secs(10);

async fn stubborn(server: &mcp::Connection) -> Vec<Process> {
    text(&run(server, "run", json!({})).await).split(' ').map(Process::of).collect()
}

#[tokio::test]
async fn closing_ends_one_that_ignores_everything_and_its_child() {
    let (desk, _watch) = desk(Decision::Wait);
    let server = open(&bad("stubborn"), desk).await;
    let processes = stubborn(&server).await;
    assert!(server.close().await.wanted);
    assert!(processes.iter().all(|process| process.ends_within(SOON)));
}

#[tokio::test]
async fn dropping_ends_it_too() {
    let (desk, _watch) = desk(Decision::Wait);
    let server = open(&bad("stubborn"), desk).await;
    let processes = stubborn(&server).await;
    drop(server);
    // Without giving up the thread on which its keeper would run: nobody needs to help.
    let ended = tokio::task::spawn_blocking(move || {
        processes.iter().all(|process| process.ends_within(SOON))
    });
    assert!(ended.await.unwrap());
}

#[test]
fn so_does_the_end_of_the_runtime() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (server, processes) = runtime.block_on(async {
        let (desk, _watch) = desk(Decision::Wait);
        let server = open(&bad("stubborn"), desk).await;
        let processes = stubborn(&server).await;
        (server, processes)
    });
    drop(runtime);
    drop(server);
    assert!(processes.iter().all(|process| process.ends_within(SOON)));
}

#[tokio::test]
async fn a_child_that_outlives_its_server_is_ended() {
    let (desk, _watch) = desk(Decision::Wait);
    let server = open(&bad("leaves_a_child"), desk).await;
    let child = Process::of(&text(&run(&server, "run", json!({ "end": true })).await));
    let exit = server.closed().await;
    assert!(!exit.wanted);
    assert!(exit.fault.message.contains("ended by itself."), "{}", exit.fault);
    assert!(child.ends_within(SOON));
}

#[tokio::test]
async fn a_child_of_a_server_that_is_closed_is_ended() {
    let (desk, _watch) = desk(Decision::Wait);
    let server = open(&bad("leaves_a_child"), desk).await;
    let child = Process::of(&text(&run(&server, "run", json!({})).await));
    server.close().await;
    assert!(child.ends_within(SOON));
}

#[tokio::test]
async fn killing_the_guard_ends_the_server() {
    let (desk, _watch) = desk(Decision::Wait);
    let server = open(&bad("stubborn"), desk).await;
    let processes = stubborn(&server).await;
    let guard = Pid::from_raw(i32::try_from(server.info().pid.unwrap()).unwrap()).unwrap();
    rustix::process::kill_process(guard, rustix::process::Signal::KILL).unwrap();
    assert!(!server.closed().await.wanted);
    assert!(processes.iter().all(|process| process.ends_within(SOON)));
}

/// Starts a program of ours that holds a server, kills it, and sees the server end.
fn dies_with_us(server: &str) {
    let mut holder = Command::new(example("holder"))
        .args([example("child"), folder(), server.into()])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = String::new();
    BufReader::new(holder.stdout.take().unwrap()).read_line(&mut told).unwrap();
    let processes: Vec<_> = told.split_whitespace().map(Process::of).collect();
    assert!(!processes.is_empty());
    holder.kill().unwrap();
    holder.wait().unwrap();
    assert!(processes.iter().all(|process| process.ends_within(SOON)));
}

#[test]
fn a_server_does_not_outlive_our_crash() {
    dies_with_us("stubborn");
}

#[test]
fn the_demo_server_does_not_outlive_our_crash() {
    dies_with_us("demo");
}

#[tokio::test]
async fn a_server_that_behaves_is_closed_at_once() {
    for server in [demo(), python1()] {
        let (desk, _watch) = desk(Decision::Wait);
        let server = open(&server, desk).await;
        let process = Process::of(&server.info().pid.unwrap().to_string());
        let closing = tokio::time::Instant::now();
        assert!(server.close().await.wanted);
        assert!(process.ends_within(Duration::ZERO), "close waits for the end");
        assert!(closing.elapsed() < Duration::from_secs(2), "it ended at the end of its input");
    }
}

#[tokio::test]
async fn a_call_under_way_does_not_keep_a_server() {
    let (desk, mut watch) = desk(Decision::Wait);
    let server = open(&bad("holds_a_call"), desk).await;
    let process = Process::of(&server.info().pid.unwrap().to_string());
    let running = server.call(call("run", json!({})), tokio_util::sync::CancellationToken::new());
    let closing = async {
        watch.logged("holding").await;
        server.close().await
    };
    let (ended, exit) = tokio::join!(running, closing);
    assert_eq!(ended.unwrap_err(), exit.fault);
    assert!(process.ends_within(Duration::ZERO));
}
