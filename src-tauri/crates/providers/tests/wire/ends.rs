//! How requests end upstream: stopped, dropped, cut, or kept open for the next one.

use std::collections::HashSet;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::ConnectInfo;
use domain::ProviderKind::Anthropic;
use domain::{FaultCode, StopReason, Target};
use futures_util::{Stream, StreamExt, stream};
use providers::Background;
use rstest::rstest;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::support::{ANSWER, beginning, prompt, provider, run, serve, sign, signed, write};

/// Tells when it is dropped: when the server is done with an answer, or notices that nobody reads.
struct Tells(Arc<Notify>);

impl Drop for Tells {
    fn drop(&mut self) {
        self.0.notify_one();
    }
}

/// Says `first`, and then nothing more.
fn endless(first: &'static str, tells: Tells) -> impl Stream<Item = Result<Bytes, std::io::Error>> {
    let first = stream::iter((!first.is_empty()).then(|| Ok(Bytes::from_static(first.as_bytes()))));
    first.chain(stream::once(async move {
        let _held = tells;
        std::future::pending().await
    }))
}

/// A server that begins to answer and never ends; tells when it is asked and when it is let go.
async fn endless_server(first: &'static str) -> (String, Arc<Notify>, Arc<Notify>) {
    let (asked, gone) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (ask, go) = (Arc::clone(&asked), Arc::clone(&gone));
    let answer = move || {
        ask.notify_one();
        let body = Body::from_stream(endless(first, Tells(Arc::clone(&go))));
        async move { body }
    };
    (serve(Router::new().fallback(answer)).await, asked, gone)
}

#[tokio::test]
async fn a_stop_keeps_what_came_and_ends_the_request() {
    let (url, _, gone) = endless_server(beginning()).await;
    let provider = provider(Anthropic, &url);
    let stop = CancellationToken::new();
    let prompt = signed("Hi");
    let written =
        provider.generate(&prompt, Background::default(), &|_| stop.cancel(), &stop).await.unwrap();
    assert!(written.stopped);
    assert_eq!(written.reply.plain_text(), "Hi");
    assert_eq!(written.reply.stop_reason, StopReason::Stopped);
    assert_eq!(written.reply.model, "m");
    gone.notified().await;
}

#[tokio::test]
async fn a_stop_before_any_text_is_a_fault_and_ends_the_request() {
    let (url, asked, gone) = endless_server("").await;
    let provider = provider(Anthropic, &url);
    let stop = CancellationToken::new();
    let prompt = signed("Hi");
    let (run, ()) = tokio::join!(write(&*provider, &prompt, &stop), async {
        asked.notified().await;
        stop.cancel();
    });
    let failure = run.failure();
    assert_eq!(failure.fault.code, FaultCode::Stopped);
    assert_eq!(failure.partial, None);
    gone.notified().await;
}

#[tokio::test]
async fn a_stop_before_the_start_sends_nothing() {
    let (url, _, _) = endless_server("").await;
    let stop = CancellationToken::new();
    stop.cancel();
    let failure = write(&*provider(Anthropic, &url), &signed("Hi"), &stop).await.failure();
    assert_eq!(failure.fault.code, FaultCode::Stopped);
}

#[tokio::test]
async fn dropping_the_future_ends_the_request() {
    let (url, _, gone) = endless_server(beginning()).await;
    let provider = provider(Anthropic, &url);
    let prompt = signed("Hi");
    let (stop, came) = (CancellationToken::new(), Notify::new());
    let tell = |_: providers::Delta<'_>| came.notify_one();
    tokio::select! {
        outcome = provider.generate(&prompt, Background::default(), &tell, &stop) => panic!("it ended: {outcome:?}"),
        () = came.notified() => {}
    }
    gone.notified().await;
}

/// A chunk is announced and half of it sent, or the connection is cut between two.
#[rstest]
#[case::half_a_chunk("FFF\r\n")]
#[case::between_chunks("")]
#[tokio::test]
async fn a_connection_that_is_cut_is_a_fault_and_the_text_is_kept(#[case] more: &'static str) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut connection, _) = listener.accept().await.unwrap();
        let mut request = Vec::new();
        while !request.ends_with(b"}]}") {
            assert_ne!(connection.read_buf(&mut request).await.unwrap(), 0, "half a request");
        }
        let first = beginning();
        let answer = format!(
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{:x}\r\n{first}\r\n{more}",
            first.len()
        );
        connection.write_all(answer.as_bytes()).await.unwrap();
    });
    let failure = run(&*provider(Anthropic, &url), "Hi").await.failure();
    assert_eq!(failure.fault.code, FaultCode::ProviderFailed);
    assert!(failure.fault.message.contains("in the middle of its answer"), "{failure}");
    assert_eq!(failure.partial.unwrap().plain_text(), "Hi");
}

#[tokio::test]
async fn connections_serve_again() {
    let peers = Arc::new(Mutex::new(HashSet::new()));
    let seen = Arc::clone(&peers);
    // The end of the answer comes after its last event, as it does with every real provider.
    let answer = move |ConnectInfo(peer): ConnectInfo<SocketAddr>| {
        seen.lock().unwrap().insert(peer);
        let pieces = stream::iter([ANSWER, ""]).then(|piece| async move {
            tokio::task::yield_now().await;
            Ok::<_, std::io::Error>(piece)
        });
        async move { Body::from_stream(pieces) }
    };
    let url = serve(Router::new().fallback(answer)).await;
    let provider = provider(Anthropic, &url);
    for _ in 0..20 {
        let reply = run(&*provider, "Hi").await.outcome.unwrap().reply;
        assert_eq!(reply.plain_text(), "Hi");
    }
    // One at a time needs one connection; a second may come in while the first is being freed.
    let peers = peers.lock().unwrap().len();
    assert!(peers <= 3, "{peers} connections for 20 requests");
}

#[tokio::test]
async fn a_prompt_that_a_person_answers_is_not_sent() {
    let (url, _, _) = endless_server("").await;
    let signed = sign(prompt("Hi"), Target::Person);
    let run = write(&*provider(Anthropic, &url), &signed, &CancellationToken::new()).await;
    assert_eq!(run.failure().fault.code, FaultCode::Internal);
}
