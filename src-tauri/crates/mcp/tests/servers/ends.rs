//! Everything that ends a request from outside: each reason, at once, and no late answer.

use domain::FaultCode;
use domain::exchange::Withdrawal;
use mcp::LogSource;
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::desk::{Decision, PATIENCE, Told, desk};
use crate::setup::{bad, call, open, python1, python2, run, text};

#[tokio::test]
async fn the_server_takes_its_request_back_and_gets_no_late_answer() {
    let (desk, mut watch) = desk(Decision::ReplyLate);
    let server = open(&bad("cancels"), desk).await;
    // Its request carries a progress token, and only the progress makes it go on.
    let result = run(&server, "run", json!({})).await;
    assert_eq!(text(&result), "not waiting any more");
    assert_eq!(watch.ended().await, Withdrawal::ServerCancelled);
    // A message of the server after that shows that it read everything we sent.
    run(&server, "run", json!({})).await;
    server.close().await;
    assert!(
        !watch.rest().iter().any(
            |told| matches!(told, Told::Log(line) if line.text.contains("a late answer came"))
        )
    );
}

#[tokio::test]
async fn a_call_that_ends_first_ends_its_request() {
    let (desk, mut watch) = desk(Decision::Wait);
    let server = open(&bad("returns_early"), desk).await;
    assert_eq!(text(&run(&server, "run", json!({})).await), "never mind");
    assert_eq!(watch.ended().await, Withdrawal::CallEnded);
    server.close().await;
}

#[tokio::test]
async fn a_crash_while_a_request_waits() {
    let (desk, mut watch) = desk(Decision::Wait);
    let server = open(&bad("crashes"), desk).await;
    let crashed = server.call(call("run", json!({})), CancellationToken::new()).await.unwrap_err();
    assert_eq!(crashed.code, FaultCode::ServerGone);
    assert!(crashed.message.contains("crashes was ended by signal 9"), "{crashed}");
    assert_eq!(watch.ended().await, Withdrawal::ServerGone);
    let exit = server.closed().await;
    assert_eq!((exit.wanted, exit.fault), (false, crashed));
    assert!(server.is_closed());
    let after = server.call(call("run", json!({})), CancellationToken::new()).await.unwrap_err();
    assert_eq!(after.code, FaultCode::ServerGone);
    assert_eq!(server.tools().await.unwrap_err().code, FaultCode::ServerGone);
}

#[tokio::test]
async fn an_exit_while_a_round_waits() {
    let (desk, mut watch) = desk(Decision::Wait);
    let server = open(&bad("modern"), desk).await;
    let call = call("run", json!({ "how": "leaves" }));
    let left = server.call(call, CancellationToken::new()).await.unwrap_err();
    assert_eq!(left.code, FaultCode::ServerGone);
    assert!(left.message.contains("exit code 3"), "{left}");
    assert_eq!(watch.ended().await, Withdrawal::ServerGone);
}

#[tokio::test]
async fn cancelling_a_call_ends_the_pushed_request_that_it_caused() {
    let (desk, mut watch) = desk(Decision::Wait);
    let server = open(&python1(), desk).await;
    let cancel = CancellationToken::new();
    let running = server.call(call("ask", json!({ "question": "?" })), cancel.clone());
    let cancelling = async {
        watch.asked().await;
        cancel.cancel();
    };
    let (cancelled, ()) = tokio::join!(running, cancelling);
    assert_eq!(cancelled.unwrap_err().code, FaultCode::Stopped);
    assert_eq!(watch.ended().await, Withdrawal::CallCancelled);
    assert_eq!(text(&run(&server, "nothing", json!({})).await), "nothing", "it works on");
    server.close().await;
}

#[tokio::test]
async fn cancelling_a_call_ends_the_pulled_requests_that_it_waits_for() {
    let (desk, mut watch) = desk(Decision::Wait);
    let server = open(&python2(), desk).await;
    let cancel = CancellationToken::new();
    let running = server.call(call("ask_two", json!({ "question": "?" })), cancel.clone());
    let cancelling = async {
        watch.asked().await;
        watch.asked().await;
        cancel.cancel();
    };
    let (cancelled, ()) = tokio::join!(running, cancelling);
    assert_eq!(cancelled.unwrap_err().code, FaultCode::Stopped);
    assert_eq!(watch.ended().await, Withdrawal::CallCancelled);
    assert_eq!(watch.ended().await, Withdrawal::CallCancelled);
    server.close().await;
}

#[tokio::test]
async fn the_server_is_told_of_a_cancelled_and_of_a_dropped_call() {
    let (desk, mut watch) = desk(Decision::Wait);
    let server = open(&bad("holds_a_call"), desk).await;

    let cancel = CancellationToken::new();
    let running = server.call(call("run", json!({})), cancel.clone());
    let cancelling = async {
        watch.logged("holding").await;
        cancel.cancel();
    };
    assert_eq!(tokio::join!(running, cancelling).0.unwrap_err().code, FaultCode::Stopped);
    assert_eq!(text(&run(&server, "run", json!({ "report": true })).await), "1");

    tokio::select! {
        result = server.call(call("run", json!({})), CancellationToken::new()) => panic!("{result:?}"),
        line = watch.logged("holding") => assert_eq!(line.source, LogSource::Message),
    }
    // The call was dropped; the news of it is on its way before anything that is asked later.
    tokio::task::yield_now().await;
    assert_eq!(text(&run(&server, "run", json!({ "report": true })).await), "2");
    server.close().await;
}

#[tokio::test]
async fn stopping_the_server_ends_what_waits() {
    for python in [python1(), python2()] {
        let (desk, mut watch) = desk(Decision::Wait);
        let server = open(&python, desk).await;
        let running =
            server.call(call("ask", json!({ "question": "?" })), CancellationToken::new());
        let stopping = async {
            watch.asked().await;
            server.close().await
        };
        let (stopped, exit) = tokio::join!(running, stopping);
        assert!(exit.wanted);
        assert_eq!(exit.fault.message, format!("{} was stopped.", python.name));
        assert_eq!(stopped.unwrap_err(), exit.fault);
        assert_eq!(watch.ended().await, Withdrawal::ServerGone);
        assert_eq!(server.close().await, exit, "closing again changes nothing");
    }
}

#[tokio::test]
async fn a_start_can_be_cancelled() {
    let (desk, _watch) = desk(Decision::Wait);
    let cancel = CancellationToken::new();
    let (silent, options) = (bad("silent"), crate::setup::options());
    let starting = mcp::Connection::open(&silent, &options, desk, cancel.clone());
    cancel.cancel();
    let cancelled = tokio::time::timeout(PATIENCE, starting).await.unwrap().err().unwrap();
    assert_eq!(cancelled.code, FaultCode::Stopped);
}

#[tokio::test]
async fn a_request_that_no_call_caused_is_labelled_and_may_be_answered() {
    let (desk, mut watch) = desk(Decision::Reply("x"));
    let server = open(&bad("unsolicited"), desk).await;
    let (cause, _) = watch.asked().await;
    assert!(cause.unsolicited() && cause.certain);
    let answer = text(&run(&server, "run", json!({})).await);
    assert!(answer.contains("\"result\"") && answer.contains("test-model"), "{answer}");
    server.close().await;
}
