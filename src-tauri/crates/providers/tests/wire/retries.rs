//! When a request is made again, and when it is not.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use domain::{FaultCode, ProviderKind};
use rstest::rstest;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::support::{ANSWER, beginning, provider, run, serve, signed, write};

/// A server that says `first` so many times, and answers after that; and how often it was asked.
async fn failing(
    times: usize,
    status: u16,
    header: &'static str,
    body: &'static str,
) -> (String, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let answer = move || {
        let before = count.fetch_add(1, Ordering::SeqCst);
        async move {
            if before >= times {
                return ANSWER.into_response();
            }
            let mut headers = HeaderMap::new();
            if let Some((name, value)) = header.split_once(": ") {
                headers.insert(name, value.parse().unwrap());
            }
            (StatusCode::from_u16(status).unwrap(), headers, body).into_response()
        }
    };
    (serve(Router::new().fallback(answer)).await, asked)
}

#[rstest]
#[case::server_error(2, 500, "", "", 3, true)]
#[case::gateway(1, 502, "", "<html>", 2, true)]
#[case::rate_in_milliseconds(1, 429, "retry-after-ms: 20", "", 2, true)]
#[case::timeout(1, 408, "retry-after-ms: 20", "", 2, true)]
#[case::conflict(1, 409, "retry-after-ms: 20", "", 2, true)]
#[case::told_to(1, 400, "x-should-retry: true", "", 2, true)]
#[case::too_often(3, 503, "retry-after: 0", "", 3, false)]
#[case::forbidden(1, 503, "x-should-retry: false", "", 1, false)]
#[case::too_long(1, 503, "retry-after: 21", "", 1, false)]
#[case::our_own_fault(1, 400, "", "", 1, false)]
#[case::key(1, 401, "retry-after: 0", "", 1, false)]
#[case::quota(
    1,
    429,
    "retry-after: 0",
    "{\"error\":{\"message\":\"Spent\",\"code\":\"insufficient_quota\"}}",
    1,
    false
)]
#[case::error_within_an_answer(
    1,
    200,
    "",
    "{\"error\":{\"message\":\"Oh\",\"type\":\"overloaded_error\"}}",
    1,
    false
)]
#[tokio::test]
async fn only_what_has_no_answer_is_asked_again(
    #[case] times: usize,
    #[case] status: u16,
    #[case] header: &'static str,
    #[case] body: &'static str,
    #[case] requests: usize,
    #[case] succeeds: bool,
) {
    let (url, asked) = failing(times, status, header, body).await;
    let outcome = run(&*provider(ProviderKind::Anthropic, &url), "Hi").await.outcome;
    assert_eq!(outcome.is_ok(), succeeds, "{outcome:?}");
    assert_eq!(asked.load(Ordering::SeqCst), requests);
}

#[tokio::test]
async fn nothing_is_asked_again_after_the_first_byte() {
    let (url, asked) = failing(1, 200, "", beginning()).await;
    let failure = run(&*provider(ProviderKind::Anthropic, &url), "Hi").await.failure();
    assert_eq!(failure.fault.code, FaultCode::ProviderFailed);
    assert!(failure.fault.message.contains("before it was complete"), "{failure}");
    assert_eq!(failure.partial.unwrap().plain_text(), "Hi");
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_wait_can_be_stopped() {
    let asked = Arc::new(Notify::new());
    let tell = Arc::clone(&asked);
    let busy = move || {
        tell.notify_one();
        async { (StatusCode::TOO_MANY_REQUESTS, [("retry-after", "15")], "") }
    };
    let url = serve(Router::new().fallback(busy)).await;
    let stop = CancellationToken::new();
    let provider = provider(ProviderKind::Anthropic, &url);
    let prompt = signed("Hi");
    let (run, ()) = tokio::join!(write(&*provider, &prompt, &stop), async {
        asked.notified().await;
        stop.cancel();
    });
    let failure = run.failure();
    assert_eq!(failure.fault.code, FaultCode::Stopped);
    assert!(failure.timing.total_ms < 10_000, "{:?}", failure.timing);
}

#[tokio::test]
async fn an_address_where_nobody_is_says_so() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let failure = run(&*provider(ProviderKind::Openai, &url), "Hi").await.failure();
    assert_eq!(failure.fault.code, FaultCode::ProviderUnreachable);
    assert!(failure.fault.message.contains("cannot be reached"), "{failure}");
    assert!(failure.fault.detail.is_some());
}
