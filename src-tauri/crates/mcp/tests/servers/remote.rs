//! Servers at a URL, in both eras: on the official SDKs, and misbehaving.

use std::sync::Arc;
use std::time::Instant;

use domain::exchange::Withdrawal;
use domain::header::Header;
use domain::server::Launch;
use domain::{Door, Era, Fault, FaultCode, Protocol, Server};
use mcp::{Connection, Limits, Options};
use rstest::rstest;
use serde_json::{Value, json};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::desk::{Decision, desk};
use crate::serve::{self, Served};
use crate::setup::{call, open, open_with, options, run, speaking, text};

async fn refused(server: &Server) -> Fault {
    let (desk, _watch) = desk(Decision::Wait);
    let opened = Connection::open(server, &options(), desk, CancellationToken::new()).await;
    opened.err().expect("it is not opened")
}

async fn fault(server: &Connection, tool: &str, arguments: Value) -> Fault {
    let outcome = server.call(call(tool, arguments), CancellationToken::new()).await;
    outcome.expect_err("it fails")
}

/// The headers of a request as the bad server reports them.
async fn headers(server: &Connection, arguments: Value) -> Value {
    serde_json::from_str(&text(&run(server, "run", arguments).await)).unwrap()
}

#[tokio::test]
async fn python_1_pushes_beside_its_call() {
    let python = serve::python1();
    let (desk, mut watch) = desk(Decision::Reply("blue"));
    let server = open(&python.server(), desk).await;
    let info = server.info();
    assert_eq!((info.era, info.revision.as_str()), (Era::Legacy, "2025-11-25"));
    assert_eq!((info.name.as_deref(), info.pid), (Some("python-1"), None));
    assert_eq!(info.identity.0.len(), 64);
    let result = run(&server, "ask", json!({ "question": "?" })).await;
    assert_eq!(text(&result), "test-model said: blue (endTurn)");
    let (cause, prompt) = watch.asked().await;
    assert_eq!((cause.door, cause.call.unwrap().name()), (Door::Pushed, "ask"));
    assert!(cause.certain, "one call is under way");
    assert_eq!(prompt.system.as_deref(), Some("Be brief."));
    let exit = server.close().await;
    assert!(exit.wanted);
    python.noted("Terminating session").await;
}

#[tokio::test]
async fn of_two_calls_the_stream_says_which_one_asked() {
    let python = serve::python1();
    let permits = Arc::new(Semaphore::new(0));
    let (desk, mut watch) = desk(Decision::ReplyOnce(Arc::clone(&permits), "x"));
    let server = open(&python.server(), desk).await;
    let [first, second] = ["1", "2"].map(|it| call("ask_related", json!({ "question": it })));
    let ids = [first.id, second.id];
    let first = server.call(first, CancellationToken::new());
    let then = async {
        let (cause, _) = watch.asked().await;
        assert_eq!((cause.call.unwrap().id, cause.certain), (ids[0], true));
        let second = server.call(second, CancellationToken::new());
        // A third one, of which the wire says nothing.
        let third = run(&server, "ask", json!({ "question": "3" }));
        let asked = async {
            let mut causes = [watch.asked().await, watch.asked().await];
            causes.sort_by_key(|(_, prompt)| prompt.preview(1));
            assert_eq!((causes[0].0.call.clone().unwrap().id, causes[0].0.certain), (ids[1], true));
            assert!(!causes[1].0.certain, "three calls are under way");
            permits.add_permits(3);
        };
        tokio::join!(second, third, asked).0.unwrap();
    };
    tokio::join!(first, then).0.unwrap();
    server.close().await;
}

#[tokio::test]
async fn python_1_without_streams_for_its_answers() {
    let python = serve::python1_json();
    let (desk, mut watch) = desk(Decision::Reply("blue"));
    let server = open(&python.server(), desk).await;
    let result = run(&server, "ask", json!({ "question": "?" })).await;
    assert_eq!(text(&result), "test-model said: blue (endTurn)");
    assert_eq!(watch.asked().await.0.door, Door::Pushed);
    server.close().await;
}

#[tokio::test]
async fn python_2_is_pulled_from_in_rounds() {
    let python = serve::python2();
    let (desk, mut watch) = desk(Decision::Reply("pulled"));
    let server = open(&python.server(), desk).await;
    assert_eq!((server.info().era, server.info().revision.as_str()), (Era::Modern, "2026-07-28"));
    let result = run(&server, "ask", json!({ "question": "?" })).await;
    assert_eq!((text(&result).as_str(), result.rounds), ("test-model said: pulled", 1));
    let (cause, _) = watch.asked().await;
    assert_eq!((cause.door, cause.certain), (Door::Pulled, true));
    let result = run(&server, "ask_two", json!({ "question": "?" })).await;
    assert_eq!((text(&result).as_str(), result.rounds), ("pulled + pulled", 1));
    let result = run(&server, "ask_returning", json!({})).await;
    assert_eq!(text(&result), "state came back:   ünchanged \t{\"a\": 1} ");
    let trapped = fault(&server, "ask_pushing", json!({ "question": "?" })).await;
    assert_eq!(trapped.code, FaultCode::EraMismatch, "{trapped} {:?}", trapped.detail);
    server.close().await;
}

#[tokio::test]
async fn python_2_pushes_when_the_legacy_protocol_is_chosen() {
    let python = serve::python2();
    let (desk, mut watch) = desk(Decision::Reply("pushed"));
    let server = open(&speaking(Protocol::Legacy, python.server()), desk).await;
    assert_eq!(server.info().era, Era::Legacy);
    let result = run(&server, "ask", json!({ "question": "?" })).await;
    assert_eq!(text(&result), "test-model said: pushed");
    let (cause, _) = watch.asked().await;
    assert_eq!((cause.door, cause.certain), (Door::Pushed, true));
    assert_eq!(text(&run(&server, "ask_pushing", json!({ "question": "?" })).await), "pushed");
    server.close().await;
}

#[tokio::test]
async fn server_everything_asks_over_http() {
    const TOOL: &str = "trigger-sampling-request";
    let everything = serve::everything();
    let (desk, mut watch) = desk(Decision::Reply("short"));
    let server = open(&everything.server(), desk).await;
    let tools = server.tools().await.unwrap();
    if !tools.iter().any(|tool| tool.name == TOOL) {
        watch.tools_with(TOOL).await;
    }
    let result = run(&server, TOOL, json!({ "prompt": "hello", "maxTokens": 7 })).await;
    let (cause, prompt) = watch.asked().await;
    assert_eq!((cause.door, cause.certain, prompt.max_tokens), (Door::Pushed, true, 7));
    assert!(result.result.to_string().contains("test-model"), "{}", result.result);
    server.close().await;
}

#[rstest]
#[case::pushed(serve::python1, Protocol::Auto)]
#[case::pulled(serve::python2, Protocol::Auto)]
#[case::pushed_by_the_other(serve::python2, Protocol::Legacy)]
#[tokio::test]
async fn cancelling_a_call_ends_what_it_caused(
    #[case] python: fn() -> Served,
    #[case] protocol: Protocol,
) {
    let python = python();
    let (desk, mut watch) = desk(Decision::Wait);
    let server = open(&speaking(protocol, python.server()), desk).await;
    let cancel = CancellationToken::new();
    let running = server.call(call("ask", json!({ "question": "?" })), cancel.clone());
    let cancelling = async {
        watch.asked().await;
        cancel.cancel();
    };
    let (cancelled, ()) = tokio::join!(running, cancelling);
    assert_eq!(cancelled.unwrap_err().code, FaultCode::Stopped);
    assert_eq!(watch.ended().await, Withdrawal::CallCancelled);
    server.tools().await.expect("it works on");
    server.close().await;
}

#[rstest]
#[case::told("/legacy", "told notifications/cancelled")]
#[case::hung_up_on("/modern", "stream closed")]
#[tokio::test]
async fn the_server_learns_of_a_cancelled_call(#[case] path: &str, #[case] learns: &str) {
    let bad = serve::bad();
    let (desk, _watch) = desk(Decision::Wait);
    let server = open(&bad.at(path), desk).await;
    let cancel = CancellationToken::new();
    let running = server.call(call("run", json!({ "hold": true })), cancel.clone());
    let cancelling = async {
        bad.noted("holding").await;
        cancel.cancel();
    };
    assert_eq!(tokio::join!(running, cancelling).0.unwrap_err().code, FaultCode::Stopped);
    bad.noted(learns).await;
    server.close().await;
}

#[tokio::test]
async fn a_server_that_goes_away_in_the_middle_of_a_call() {
    let python = serve::python1();
    let (desk, mut watch) = desk(Decision::Wait);
    let server = open(&python.server(), desk).await;
    let running = server.call(call("ask", json!({ "question": "?" })), CancellationToken::new());
    let going = async {
        watch.asked().await;
        python.kill();
    };
    let gone = tokio::join!(running, going).0.unwrap_err();
    assert_eq!(gone.code, FaultCode::CallFailed);
    assert!(gone.message.contains("ended before the answer was there"), "{gone}");
    assert_eq!(watch.ended().await, Withdrawal::CallEnded);
    let after = fault(&server, "nothing", json!({})).await;
    assert_eq!(after.code, FaultCode::ServerGone);
    assert!(after.message.contains("cannot be reached at 127.0.0.1"), "{after}");
    server.close().await;
}

/// Between rounds nothing is under way, so that nothing tells of the end: the answer does.
#[tokio::test]
async fn a_server_that_goes_away_while_a_round_waits() {
    let python = serve::python2();
    let permits = Arc::new(Semaphore::new(0));
    let (desk, mut watch) = desk(Decision::ReplyOnce(Arc::clone(&permits), "x"));
    let server = open(&python.server(), desk).await;
    let running = server.call(call("ask", json!({ "question": "?" })), CancellationToken::new());
    let going = async {
        watch.asked().await;
        python.kill();
        permits.add_permits(1);
    };
    let gone = tokio::join!(running, going).0.unwrap_err();
    assert_eq!(gone.code, FaultCode::ServerGone);
    assert!(gone.message.contains("cannot be reached at 127.0.0.1"), "{gone}");
    server.close().await;
}

#[tokio::test]
async fn a_session_that_a_restart_has_lost() {
    let python = serve::python1();
    let (desk, _watch) = desk(Decision::Wait);
    let server = open(&python.server(), desk).await;
    let again = python.restart();
    let lost = fault(&server, "nothing", json!({})).await;
    assert_eq!(lost.code, FaultCode::ServerGone, "{lost}");
    assert!(lost.message.contains("does not know this session any more"), "{lost}");
    assert_eq!(server.closed().await.fault, lost);
    drop(again);
}

#[rstest]
#[case::by_status("/gone")]
#[tokio::test]
async fn a_session_that_is_not_known_any_more(#[case] path: &str) {
    let bad = serve::bad();
    let (desk, _watch) = desk(Decision::Wait);
    let server = open(&bad.at(path), desk).await;
    let lost = fault(&server, "run", json!({})).await;
    assert!(lost.message.contains("does not know this session any more"), "{lost}");
    assert!(!server.closed().await.wanted);
}

#[rstest]
#[case::html("/html", "answered with text/html instead of MCP")]
#[case::json("/json", "answered with other JSON instead of MCP")]
#[case::redirect("/redirect", "to be asked at http://127.0.0.1:9/else%20where.")]
#[case::no_token("/token", "Add the header Authorization")]
#[tokio::test]
async fn what_is_no_server_of_ours_is_said_in_words(
    #[case] path: &str,
    #[case] said: &str,
    #[values(Protocol::Auto, Protocol::Legacy, Protocol::Modern)] protocol: Protocol,
) {
    let bad = serve::bad();
    let fault = refused(&speaking(protocol, bad.at(path))).await;
    assert_eq!(fault.code, FaultCode::ServerFailed);
    assert!(fault.message.contains(said), "{fault}");
    assert!(!fault.message.contains("hidden") && !fault.message.contains("elsewhere?"), "{fault}");
}

#[rstest]
#[case::another_protocol("/legacy", Protocol::Modern, "older protocol only")]
#[case::another_place("/nowhere", Protocol::Auto, "There is no MCP server at that place")]
#[tokio::test]
async fn what_cannot_be_begun_with_is_said_in_words(
    #[case] path: &str,
    #[case] protocol: Protocol,
    #[case] said: &str,
) {
    let bad = serve::bad();
    let fault = refused(&speaking(protocol, bad.at(path))).await;
    assert_eq!(fault.code, FaultCode::ServerFailed);
    assert!(fault.message.contains(said), "{fault}");
}

#[tokio::test]
async fn nobody_there() {
    let bad = serve::bad();
    let server = bad.at("/legacy");
    bad.kill();
    let fault = refused(&server).await;
    assert_eq!(fault.code, FaultCode::ServerFailed);
    assert!(fault.message.contains("cannot be reached at 127.0.0.1"), "{fault}");
}

#[tokio::test]
async fn a_wrong_token_is_refused_and_never_repeated_and_the_right_one_works() {
    let bad = serve::bad();
    let with = |token: &str| {
        let mut server = bad.at("/token");
        let Launch::Remote { headers, .. } = &mut server.launch else { panic!("it is remote") };
        headers.push(Header { name: "Authorization".into(), value: format!("Bearer {token}") });
        server
    };
    let fault = refused(&with("wrong-and-secret")).await;
    assert!(fault.message.contains("did not accept the Authorization header"), "{fault}");
    assert_eq!(fault.detail.as_deref(), Some("{\"error\": \"no •••\"}"));
    let (desk, _watch) = desk(Decision::Wait);
    let server = open(&with("right"), desk).await;
    assert_eq!(headers(&server, json!({})).await["authorization"], "Bearer right");
    server.close().await;
    bad.noted("farewell of session-1").await;
}

#[tokio::test]
async fn what_goes_along_in_the_legacy_era() {
    let bad = serve::bad();
    let (desk, _watch) = desk(Decision::Wait);
    let server = open(&bad.at("/legacy"), desk).await;
    let headers = headers(&server, json!({ "region": "here" })).await;
    assert_eq!(headers["mcp-session-id"], "session-1");
    assert_eq!(headers["mcp-protocol-version"], "2025-11-25");
    assert_eq!(headers["accept"], "application/json, text/event-stream");
    assert_eq!(headers.get("mcp-method"), None);
    assert_eq!(server.tools().await.unwrap().len(), 2);
    server.close().await;
}

#[tokio::test]
async fn what_goes_along_in_the_modern_era() {
    let bad = serve::bad();
    let (desk, mut watch) = desk(Decision::Wait);
    let server = open(&bad.at("/modern"), desk).await;
    let names: Vec<_> = server.tools().await.unwrap().into_iter().map(|tool| tool.name).collect();
    assert_eq!(names, ["run"]);
    watch.logged("The tool wrong was left out").await;
    let headers = headers(&server, json!({ "region": "Zürich" })).await;
    assert_eq!(headers["mcp-protocol-version"], "2026-07-28");
    assert_eq!(headers["mcp-method"], "tools/call");
    assert_eq!(headers["mcp-name"], "run");
    assert_eq!(headers["mcp-param-region"], "=?base64?WsO8cmljaA==?=");
    assert_eq!(headers.get("mcp-session-id"), None);
    server.close().await;
}

#[tokio::test]
async fn a_broken_stream_is_taken_up_again_after_its_last_event() {
    let bad = serve::bad();
    let (desk, _watch) = desk(Decision::Wait);
    let server = open(&bad.at("/resume"), desk).await;
    assert_eq!(text(&run(&server, "run", json!({})).await), "resumed");
    server.close().await;
}

#[tokio::test]
async fn the_stream_beside_the_calls_is_taken_up_again_after_its_last_event() {
    let bad = serve::bad();
    let (desk, mut watch) = desk(Decision::Wait);
    let server = open(&bad.at("/beside"), desk).await;
    for last in ["nothing", "i", "ii"] {
        watch.logged(&format!("heard after {last}")).await;
    }
    server.close().await;
}

#[tokio::test]
async fn a_stream_that_ends_as_soon_as_it_begins_is_come_back_to_ever_more_slowly() {
    let bad = serve::bad();
    let (desk, _watch) = desk(Decision::Wait);
    let server = open(&bad.at("/brief"), desk).await;
    let mut opened = Vec::new();
    for _ in 0..3 {
        bad.noted("opened").await;
        opened.push(Instant::now());
    }
    let (first, then) = (opened[1] - opened[0], opened[2] - opened[1]);
    assert!(then > first * 3 / 2, "{first:?}, then {then:?}");
    server.close().await;
}

#[rstest]
#[case::in_a_body(json!({}))]
#[case::on_a_stream(json!({ "streamed": true }))]
#[tokio::test]
async fn a_batch_is_taken_apart(#[case] arguments: Value) {
    let bad = serve::bad();
    let (desk, mut watch) = desk(Decision::Wait);
    let server = open(&bad.at("/batches"), desk).await;
    assert_eq!(server.info().revision, "2025-03-26");
    let headers = headers(&server, arguments).await;
    assert_eq!(headers["mcp-session-id"], "session-1");
    assert_eq!(headers.get("mcp-protocol-version"), None, "headers name it since 2025-06-18");
    watch.logged("first of two").await;
    server.close().await;
}

#[tokio::test]
async fn a_revision_that_is_refused_and_offered_is_asked_for_once_more() {
    let bad = serve::bad();
    let (desk, _watch) = desk(Decision::Wait);
    let server = open(&bad.at("/rejecting"), desk).await;
    assert_eq!(server.info().revision, "2026-07-28");
    server.close().await;
}

#[tokio::test]
async fn a_stream_that_cannot_be_taken_up_again_ends_its_call_only() {
    let bad = serve::bad();
    let (desk, mut watch) = desk(Decision::Wait);
    let server = open(&bad.at("/cut"), desk).await;
    let cut = fault(&server, "run", json!({})).await;
    assert!(cut.message.contains("Whether it did what it was asked is not known"), "{cut}");
    watch.logged("cut").await;
    assert!(server.tools().await.is_ok(), "it works on");
    server.close().await;
}

#[tokio::test]
async fn a_push_where_none_can_be_answered_is_said_in_words() {
    let bad = serve::bad();
    let (desk, _watch) = desk(Decision::Reply("never"));
    let server = open(&bad.at("/modern-pushes"), desk).await;
    let trapped = fault(&server, "run", json!({})).await;
    assert_eq!(trapped.code, FaultCode::EraMismatch);
    server.close().await;
}

#[rstest]
#[case::line("/endless")]
#[case::body("/endless-body")]
#[tokio::test]
async fn no_message_outgrows_the_limit(#[case] path: &str) {
    let bad = serve::bad();
    let (desk, _watch) = desk(Decision::Wait);
    let limits = Limits { line_bytes: 1024 * 1024, ..options().limits };
    let server = open_with(&bad.at(path), &Options { limits, ..options() }, desk).await;
    let fault = fault(&server, "run", json!({})).await;
    assert!(fault.message.contains("a single message of more than 1 MiB"), "{fault}");
    bad.noted("nobody reads").await;
    assert!(!server.closed().await.wanted);
}

#[tokio::test]
async fn a_server_is_its_url() {
    let identity = async |url: &str, header: &str| {
        let headers = vec![Header { name: "X-Key".into(), value: header.into() }];
        let mut server = speaking(Protocol::Auto, crate::setup::demo());
        server.launch = Launch::Remote { url: url.into(), headers };
        mcp::identity(&server).await.unwrap()
    };
    let one = identity("https://example.com/mcp", "a").await;
    assert_eq!(one, identity("https://EXAMPLE.com/mcp", "b").await);
    assert_ne!(one, identity("https://example.com/mcp/", "a").await);
    assert_ne!(one, identity("https://example.org/mcp", "a").await);
    assert!(!one.0.contains("example"));
}
