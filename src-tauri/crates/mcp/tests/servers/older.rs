//! Servers in the transport of 2024-11-05, HTTP+SSE: real, and misbehaving.

use domain::exchange::Withdrawal;
use domain::header::Header;
use domain::server::Launch;
use domain::{Door, Era, FaultCode, Protocol};
use mcp::{Connection, Limits, Options};
use rstest::rstest;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::desk::{Decision, desk};
use crate::serve;
use crate::setup::{call, open, open_with, options, run, speaking, text};

#[rstest]
#[case::found(Protocol::Auto)]
#[case::chosen(Protocol::Legacy)]
#[tokio::test]
async fn server_everything_asks_in_the_older_transport(#[case] protocol: Protocol) {
    const TOOL: &str = "trigger-sampling-request";
    let everything = serve::everything_older();
    let (desk, mut watch) = desk(Decision::Reply("short"));
    let server = open(&speaking(protocol, everything.server()), desk).await;
    assert_eq!((server.info().era, server.info().pid), (Era::Legacy, None));
    watch.logged("HTTP+SSE").await;
    let tools = server.tools().await.unwrap();
    if !tools.iter().any(|tool| tool.name == TOOL) {
        watch.tools_with(TOOL).await;
    }
    let result = run(&server, TOOL, json!({ "prompt": "hello", "maxTokens": 7 })).await;
    let (cause, prompt) = watch.asked().await;
    assert_eq!((cause.door, cause.certain, prompt.max_tokens), (Door::Pushed, true, 7));
    assert_eq!(cause.call.unwrap().name(), TOOL);
    assert!(result.result.to_string().contains("test-model"), "{}", result.result);
    assert!(server.close().await.wanted);
    everything.noted("Client Disconnected").await;
}

#[tokio::test]
async fn cancelling_a_call_in_the_older_transport() {
    let everything = serve::everything_older();
    let (desk, mut watch) = desk(Decision::Wait);
    let server = open(&everything.server(), desk).await;
    watch.tools_with("trigger-sampling-request").await;
    let cancel = CancellationToken::new();
    let call = call("trigger-sampling-request", json!({ "prompt": "hello" }));
    let running = server.call(call, cancel.clone());
    let cancelling = async {
        watch.asked().await;
        cancel.cancel();
    };
    assert_eq!(tokio::join!(running, cancelling).0.unwrap_err().code, FaultCode::Stopped);
    assert_eq!(watch.ended().await, Withdrawal::CallCancelled);
    server.tools().await.expect("it works on");
    server.close().await;
}

#[tokio::test]
async fn what_goes_along_in_the_older_transport() {
    let bad = serve::bad();
    let mut older = bad.at("/sse");
    let Launch::Remote { headers, .. } = &mut older.launch else { panic!("it is remote") };
    headers.push(Header { name: "Authorization".into(), value: "Bearer right".into() });
    let (desk, _watch) = desk(Decision::Wait);
    let server = open(&older, desk).await;
    assert_eq!(server.info().revision, "2024-11-05");
    let headers: Value =
        serde_json::from_str(&text(&run(&server, "run", json!({})).await)).unwrap();
    assert_eq!(headers["authorization"], "Bearer right");
    assert_eq!(headers["content-type"], "application/json");
    assert_eq!(headers.get("mcp-protocol-version"), None, "headers name it since 2025-06-18");
    assert_eq!(headers.get("mcp-session-id"), None);
    server.close().await;
}

#[rstest]
#[case::of_another_origin("/sse-elsewhere", "to be sent to http://127.0.0.1:9/messages, which")]
#[case::none("/sse-ends", "did not say where to send messages")]
#[case::silent("/sse-silent", "did not say where to send messages")]
#[case::endless("/sse-endless", "a single message of more than 1 MiB")]
#[tokio::test]
async fn an_endpoint_that_cannot_be_used(#[case] path: &str, #[case] said: &str) {
    let bad = serve::bad();
    let (desk, _watch) = desk(Decision::Wait);
    let limits = Limits { line_bytes: 1024 * 1024, ..options().limits };
    let options = Options { limits, ..options() };
    let opened = Connection::open(&bad.at(path), &options, desk, CancellationToken::new()).await;
    let fault = opened.err().expect("it is not opened");
    assert_eq!(fault.code, FaultCode::ServerFailed);
    assert!(fault.message.contains(said), "{fault}");
    assert!(!fault.message.contains("hidden"), "{fault}");
}

#[rstest]
#[case::by_its_stream("/sse", json!({ "end": 1 }), "closed its connection")]
#[case::by_its_words("/sse", json!({ "forget": 1 }), "does not know this session any more")]
#[case::without_end("/sse-endless-later", json!({ "end": 1 }), "a single message of more than")]
#[tokio::test]
async fn a_session_of_the_older_transport_that_ends(
    #[case] path: &str,
    #[case] arguments: Value,
    #[case] said: &str,
) {
    let bad = serve::bad();
    let (desk, _watch) = desk(Decision::Wait);
    let limits = Limits { line_bytes: 1024 * 1024, ..options().limits };
    let server = open_with(&bad.at(path), &Options { limits, ..options() }, desk).await;
    let fault = server.call(call("run", arguments), CancellationToken::new()).await.unwrap_err();
    assert!(fault.message.contains(said), "{fault}");
    let exit = server.closed().await;
    assert!(!exit.wanted);
    assert_eq!(exit.fault, fault);
}
