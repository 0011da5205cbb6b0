//! Servers that misbehave: each gets a sentence, and none hangs anything.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use domain::server::{EnvVar, Launch};
use domain::{Fault, FaultCode, Server};
use mcp::{Connection, Limits, LogSource, Options};
use rstest::rstest;
use serde_json::{Value, json};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::desk::{Decision, Told, desk};
use crate::setup::{bad, call, open, open_with, options, run, text, with_args};

/// Tries to start a server and expects it to fail.
async fn fault(server: &Server, limits: Limits) -> Fault {
    let (desk, _watch) = desk(Decision::Wait);
    let options = Options { limits, ..options() };
    match Connection::open(server, &options, desk, CancellationToken::new()).await {
        Ok(_) => panic!("{} started", server.name),
        Err(fault) => fault,
    }
}

fn impatient() -> Limits {
    Limits { start: Duration::from_secs(3), probe: Duration::from_secs(1), ..options().limits }
}

#[tokio::test]
async fn a_program_that_is_not_there() {
    let mut server = bad("x");
    let Launch::Program { command, .. } = &mut server.launch else { panic!() };
    *command = "no-such-program".into();
    let missing = fault(&server, options().limits).await;
    assert_eq!(missing.code, FaultCode::ServerFailed);
    assert!(
        missing.message.starts_with("There is no program “no-such-program” for x."),
        "{missing}"
    );

    let Launch::Program { command, cwd: place, .. } = &mut server.launch else { panic!() };
    *command = "python3".into();
    *place = Some("/no/such/place".into());
    let missing = fault(&server, options().limits).await;
    assert!(missing.message.contains("/no/such/place"), "{missing}");
}

#[tokio::test]
async fn a_file_that_is_no_program() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("server");
    std::fs::write(&path, [0, 1, 2, 3]).unwrap();
    make_executable(&path);
    let mut server = bad("x");
    let Launch::Program { command, .. } = &mut server.launch else { panic!() };
    *command = path.to_str().unwrap().into();
    let unfit = fault(&server, options().limits).await;
    assert_eq!(unfit.code, FaultCode::ServerFailed);
    assert!(unfit.detail.unwrap().contains("could not be started"));
}

fn make_executable(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[tokio::test]
async fn one_that_ends_at_once_says_so_with_its_last_words() {
    let ended = fault(&bad("absent_minded"), options().limits).await;
    assert_eq!(ended.code, FaultCode::ServerFailed);
    assert!(ended.message.contains("ended by itself with exit code 1"), "{ended}");
    assert!(ended.detail.unwrap().contains("the database password is missing"));
}

#[tokio::test]
async fn one_that_never_answers() {
    let silent = fault(&bad("silent"), impatient()).await;
    assert_eq!(silent.code, FaultCode::ServerFailed);
    assert!(silent.message.contains("did not answer within 3 seconds"), "{silent}");
}

#[tokio::test]
async fn one_that_is_no_mcp_server() {
    let foreign = fault(&bad("only_garbage"), impatient()).await;
    assert!(foreign.message.contains("that are not MCP"), "{foreign}");
}

#[tokio::test]
async fn garbage_between_messages_is_logged_and_does_no_harm() {
    let (desk, mut watch) = desk(Decision::Wait);
    let server = open(&bad("garbage"), desk).await;
    assert_eq!(text(&run(&server, "run", json!({})).await), "done");
    for line in ["Welcome to garbage", "{\"almost\": json", "[]", "working on it"] {
        assert_eq!(watch.logged(line).await.source, LogSource::Stdout);
    }
    server.close().await;
}

#[tokio::test]
async fn one_that_does_not_survive_the_probe_is_started_again() {
    let (desk, _watch) = desk(Decision::Wait);
    let server = open(&bad("exits_on_discover"), desk).await;
    assert_eq!(server.info().revision, "2024-11-05");
    assert_eq!(server.tools().await.unwrap().len(), 1);
    server.close().await;
}

#[rstest]
#[case("2024-11-05", true)]
#[case("2025-03-26", true)]
#[case("2025-06-18", true)]
#[case("2025-11-25", true)]
#[case("2023-01-01", false)]
#[case("2026-07-28", false)]
#[case("", false)]
#[tokio::test]
async fn only_revisions_that_are_known_are_spoken(#[case] revision: &str, #[case] known: bool) {
    let server = with_args(bad("revision"), &[revision]);
    if known {
        let (desk, _watch) = desk(Decision::Wait);
        let server = open(&server, desk).await;
        assert_eq!(server.info().revision, revision);
        server.close().await;
    } else {
        let unknown = fault(&server, options().limits).await;
        assert!(unknown.message.contains("no revision of MCP that Countersign knows"), "{unknown}");
    }
}

#[tokio::test]
async fn a_flood_on_standard_error_is_bounded() {
    let (desk, mut watch) = desk(Decision::Wait);
    let server = open(&bad("floods_stderr"), desk).await;
    assert_eq!(text(&run(&server, "run", json!({})).await), "done");
    let long = watch.logged("more bytes are not shown").await;
    assert!(long.text.len() < 9_000, "{} bytes", long.text.len());
    watch.logged("The server writes more than 500 lines a second").await;
    server.close().await;
}

#[tokio::test]
async fn a_message_beyond_the_limit_ends_the_call_with_a_sentence() {
    let (desk, _watch) = desk(Decision::Wait);
    let limits = Limits { line_bytes: 16 * 1024 * 1024, ..options().limits };
    let server = open_with(&bad("long_line"), &Options { limits, ..options() }, desk).await;
    let too_long = server.call(call("run", json!({})), CancellationToken::new()).await.unwrap_err();
    assert_eq!(too_long.code, FaultCode::ServerFailed);
    assert!(too_long.message.contains("more than 16 MiB"), "{too_long}");
    assert_eq!(server.closed().await.fault, too_long);
}

#[tokio::test]
async fn twenty_megabytes_arrive() {
    let (desk, _watch) = desk(Decision::Wait);
    let server = open(&bad("long_line"), desk).await;
    assert_eq!(text(&run(&server, "run", json!({})).await).len(), 20_000_000);
    server.close().await;
}

#[rstest]
#[case::no_room(json!({ "maxTokens": 0 }), 0)]
#[case::ten_million(json!({ "maxTokens": 10_000_000 }), 10_000_000)]
#[case::whole_float(json!({ "maxTokens": 10.0 }), 10)]
#[case::nothing_to_say(json!({ "messages": [] }), 10)]
#[case::no_end(json!({ "maxTokens": 9_007_199_254_740_991_u64 }), u32::MAX)]
#[case::no_tools(json!({ "tools": [] }), 10)]
#[tokio::test]
async fn absurd_but_clear_requests_reach_the_desk(#[case] params: Value, #[case] max_tokens: u32) {
    let (desk, mut watch) = desk(Decision::Reply("x"));
    let server = open(&bad("odd_requests"), desk).await;
    let answer = text(&run(&server, "run", params).await);
    assert!(answer.contains("\"result\""), "{answer}");
    assert_eq!(watch.asked().await.1.max_tokens, max_tokens);
    server.close().await;
}

#[rstest]
#[case::negative(json!({ "maxTokens": -1 }), "params.maxTokens must be a whole number")]
#[case::fraction(json!({ "maxTokens": 1.5 }), "params.maxTokens must be a whole number")]
#[case::no_role(json!({ "messages": [{ "role": "system", "content": { "type": "text", "text": "x" } }] }), "params.messages[0].role must be")]
#[case::unanswered_tool(json!({ "messages": [{ "role": "assistant", "content": { "type": "tool_use", "id": "a", "name": "n", "input": {} } }] }), "params.messages[0] holds the tool_use \"a\"")]
#[case::broken_picture(json!({ "messages": [{ "role": "user", "content": { "type": "image", "data": "?", "mimeType": "image/png" } }] }), "params.messages[0].content.data is not base64")]
#[tokio::test]
async fn requests_that_cannot_be_represented_are_refused_by_name(
    #[case] params: Value,
    #[case] why: &str,
) {
    let (desk, mut watch) = desk(Decision::Reply("never"));
    let server = open(&bad("odd_requests"), desk).await;
    let answer: Value = serde_json::from_str(&text(&run(&server, "run", params).await)).unwrap();
    assert_eq!(answer["error"]["code"], -32602);
    assert!(answer["error"]["message"].as_str().unwrap().starts_with(why), "{answer}");
    assert_eq!(watch.logged(why).await.source, LogSource::Countersign);
    let (cause, raw, fault) = watch.refused().await;
    assert_eq!((cause.door, fault.code), (domain::Door::Pushed, FaultCode::Invalid));
    assert!(fault.message.contains(why), "{fault}");
    assert!(serde_json::from_str::<Value>(&raw).unwrap()["messages"].is_array(), "{raw}");
    server.close().await;
    assert!(!watch.rest().iter().any(|told| matches!(told, Told::Asked(..))));
}

#[tokio::test]
async fn eight_megabytes_of_text_arrive_whole() {
    let (desk, mut watch) = desk(Decision::Reply("x"));
    let server = open(&bad("odd_requests"), desk).await;
    run(&server, "run", json!({ "bytes": 8_000_000 })).await;
    assert_eq!(watch.asked().await.1.text_bytes(), 8_000_000);
    server.close().await;
}

/// Written small by the server, so that only the picture is large.
#[tokio::test]
async fn a_picture_of_twenty_megabytes_arrives_whole_and_a_larger_one_is_told_the_limit() {
    const MIB: usize = 1024 * 1024;
    let (desk, mut watch) = desk(Decision::Reply("x"));
    let server = open(&bad("odd_requests"), desk).await;
    run(&server, "run", json!({ "picture": 20 * MIB })).await;
    let prompt = watch.asked().await.1;
    let [domain::Content::Image { data, .. }] = prompt.messages[0].content.as_slice() else {
        panic!("a picture")
    };
    assert_eq!(data.len().div_ceil(4) * 3 / MIB, 20);
    let answer = text(&run(&server, "run", json!({ "picture": 33 * MIB })).await);
    assert!(answer.contains("at most 33554432 are taken"), "{answer}");
    server.close().await;
}

#[tokio::test]
async fn requests_past_the_limit_are_refused_and_the_others_kept() {
    let permits = Arc::new(Semaphore::new(0));
    let (desk, mut watch) = desk(Decision::ReplyOnce(Arc::clone(&permits), "x"));
    let server = open(&bad("floods_requests"), desk.clone()).await;
    let running = run(&server, "run", json!({}));
    let releasing = async {
        watch.logged("36 refused").await;
        permits.add_permits(64);
    };
    let (result, ()) = tokio::join!(running, releasing);
    assert_eq!(text(&result), "36 refused, 64 answered");

    // Another limit holds from the next request on; the server need not be started anew.
    desk.allow_open(10);
    let running = run(&server, "run", json!({ "report": 90 }));
    let releasing = async {
        let told = watch.logged("90 refused").await;
        assert!(told.text.contains("the limit of 10 open requests of one server"), "{}", told.text);
        permits.add_permits(10);
    };
    let (result, ()) = tokio::join!(running, releasing);
    assert_eq!(text(&result), "90 refused, 10 answered");
    server.close().await;
}

#[tokio::test]
async fn tools_come_in_pages_and_anew_when_they_change() {
    let (desk, mut watch) = desk(Decision::Wait);
    let server = open(&bad("pages"), desk).await;
    let names =
        |tools: &[domain::Tool]| tools.iter().map(|tool| tool.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&server.tools().await.unwrap()), ["a", "b", "c"]);
    watch.logged("A tool was left out").await;
    run(&server, "a", json!({})).await;
    let anew = watch
        .wait_for(|told| if let Told::Tools(tools) = told { Some(names(tools)) } else { None })
        .await;
    assert_eq!(anew, ["a", "b", "c", "d"]);
    server.close().await;
}

#[tokio::test]
async fn several_messages_in_one_line_are_taken_apart() {
    let (desk, mut watch) = desk(Decision::Wait);
    let server = open(&bad("batches"), desk).await;
    assert_eq!(text(&run(&server, "run", json!({})).await), "second of two");
    assert_eq!(watch.logged("first of two").await.source, LogSource::Message);
    server.close().await;
}

#[tokio::test]
async fn a_server_gets_its_own_variables_and_few_of_ours() {
    let (desk, _watch) = desk(Decision::Wait);
    let mut server = bad("environment");
    let Launch::Program { env, cwd, .. } = &mut server.launch else { panic!() };
    env.push(EnvVar { name: "TOKEN".into(), value: "of the server".into() });
    let cwd = cwd.clone().unwrap();
    let server = open(&server, desk).await;
    let told: Value = serde_json::from_str(&text(&run(&server, "run", json!({})).await)).unwrap();
    assert_eq!(told["env"]["TOKEN"], "of the server");
    assert_eq!(told["cwd"], cwd.as_str());
    assert!(told["env"]["PATH"].is_string());
    // Cargo sets this one for us, as a shell sets keys: none of a server's business.
    assert!(std::env::var_os("CARGO_MANIFEST_DIR").is_some());
    assert_eq!(told["env"]["CARGO_MANIFEST_DIR"], Value::Null);
    server.close().await;
}
