//! How long servers wait: kept waiting where they want to be told, and seen where they give up.

use std::sync::Arc;
use std::time::Duration;

use domain::exchange::Withdrawal;
use rstest::rstest;
use serde_json::json;
use tokio::sync::Semaphore;

use crate::desk::{Decision, Told, desk};
use crate::serve;
use crate::setup::{bad, open, patience, run, text};

/// As long as the shortest limit in the SDK's own examples.
const TIMEOUT: Duration = Duration::from_secs(3);

#[rstest]
#[case::here(false)]
#[case::at_a_url(true)]
#[tokio::test]
async fn a_server_that_is_told_of_progress_waits_longer_than_its_time(#[case] over_http: bool) {
    let served = over_http.then(serve::patience);
    let server = served.as_ref().map_or_else(patience, serve::Served::server);
    let permits = Arc::new(Semaphore::new(0));
    let (desk, mut watch) = desk(Decision::ReplyOnce(Arc::clone(&permits), "in the end"));
    let server = open(&server, desk).await;
    let arguments = json!({ "timeout": TIMEOUT.as_millis(), "informed": true });
    let running = run(&server, "ask", arguments);
    let approving = async {
        let (cause, prompt) = watch.asked().await;
        assert!(cause.keeps_informed(&prompt));
        // Each word of ours comes two seconds after the one before: this is past its time.
        watch.logged("heard of progress 2").await;
        permits.add_permits(1);
    };
    let (result, ()) = tokio::join!(running, approving);
    assert_eq!(text(&result), "answered: in the end");
    server.close().await;
}

#[rstest]
#[case::here(false)]
#[case::at_a_url(true)]
#[tokio::test]
async fn a_server_that_gives_up_is_seen_to_and_gets_no_late_answer(#[case] over_http: bool) {
    let served = over_http.then(serve::patience);
    let server = served.as_ref().map_or_else(patience, serve::Served::server);
    let (desk, mut watch) = desk(Decision::ReplyLate);
    let server = open(&server, desk).await;
    let result = run(&server, "ask", json!({ "timeout": 1000, "informed": false })).await;
    assert!(result.is_error && text(&result).contains("timed out"), "{}", text(&result));
    let (cause, prompt) = watch.asked().await;
    assert!(!cause.keeps_informed(&prompt), "it gave no token");
    assert_eq!(watch.ended().await, Withdrawal::ServerGaveUp);
    let after = watch.gave_up().await;
    assert!(after >= Duration::from_millis(900), "{after:?}");
    assert!(server.tools().await.is_ok(), "it works on");
    server.close().await;
}

#[tokio::test]
async fn a_request_that_is_taken_back_for_another_reason_says_nothing_of_patience() {
    let (desk, mut watch) = desk(Decision::ReplyLate);
    let server = open(&bad("cancels"), desk).await;
    run(&server, "run", json!({})).await;
    assert_eq!(watch.ended().await, Withdrawal::ServerCancelled);
    server.close().await;
    assert!(!watch.rest().iter().any(|told| matches!(told, Told::GaveUp(_))));
}
