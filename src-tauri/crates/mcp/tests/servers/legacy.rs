//! Pushed requests, on the official SDKs.

use std::sync::Arc;

use domain::{Content, Door, Era, Fault, FaultCode, Protocol, Role};
use mcp::{LogSource, Options};
use serde_json::json;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::desk::{Decision, Told, desk, desk_that};
use crate::setup::{
    call, everything, open, open_with, options, python1, python2, run, speaking, text,
    typescript_example,
};

#[tokio::test]
async fn python_1_asks_and_is_answered() {
    let (desk, mut watch) = desk(Decision::Reply("blue"));
    let server = open(&python1(), desk).await;
    let info = server.info();
    assert_eq!((info.era, info.revision.as_str()), (Era::Legacy, "2025-11-25"));
    assert_eq!(info.name.as_deref(), Some("python-1"));
    assert_eq!(info.instructions.as_deref(), Some("For tests."));
    assert_eq!(info.identity.0.len(), 64);

    let asked = call("ask", json!({ "question": "which colour?" }));
    let result = server.call(asked.clone(), CancellationToken::new()).await.unwrap();
    assert_eq!(text(&result), "test-model said: blue (endTurn)");
    assert_eq!((result.is_error, result.rounds), (false, 0));

    let (cause, prompt) = watch.asked().await;
    assert_eq!((cause.door, cause.call, cause.certain), (Door::Pushed, Some(asked), true));
    assert_eq!((cause.revision.as_str(), cause.round), ("2025-11-25", None));
    assert_eq!(prompt.messages[0].content, [Content::text("which colour?")]);
    assert_eq!(prompt.messages[0].role, Role::User);
    assert_eq!(prompt.system.as_deref(), Some("Be brief."));
    assert_eq!((prompt.max_tokens, prompt.temperature), (100, Some(0.1)));
    assert_eq!(
        (prompt.stop_sequences, prompt.preferences.hints),
        (vec!["END".to_owned()], vec!["haiku".to_owned()])
    );
    assert_eq!(prompt.preferences.intelligence, Some(0.5));
    assert_eq!(prompt.metadata.unwrap()["purpose"], "test");
    server.close().await;
}

#[tokio::test]
async fn a_picture_arrives_whole() {
    let (desk, mut watch) = desk(Decision::Reply("a pixel"));
    let server = open(&python1(), desk).await;
    assert_eq!(text(&run(&server, "ask_with_image", json!({})).await), "a pixel");
    let (_, prompt) = watch.asked().await;
    let [_, picture] = prompt.messages.as_slice() else { panic!("two messages of one role") };
    let Content::Image { data, mime_type, .. } = &picture.content[0] else { panic!("a picture") };
    assert!(mime_type == "image/png" && data.starts_with("iVBORw0KGgo"));
    server.close().await;
}

#[tokio::test]
async fn a_refusal_is_the_protocols_and_carries_the_reason() {
    for (reason, said) in [
        (Some("too curious"), "User rejected sampling request: too curious"),
        (None, "User rejected sampling request"),
    ] {
        let (desk, _watch) = desk(Decision::Refuse(reason));
        let server = open(&python1(), desk).await;
        let result = run(&server, "ask", json!({ "question": "?" })).await;
        assert!(result.is_error);
        assert!(text(&result).ends_with(said), "{}", text(&result));
        server.close().await;
    }
}

#[tokio::test]
async fn a_failure_is_told_as_its_sentence_without_its_detail() {
    let fault =
        Fault::new(FaultCode::KeyRejected, "The key was not accepted.").with_detail("sk-123");
    let (desk, _watch) = desk(Decision::Fail(fault));
    let server = open(&python1(), desk).await;
    let result = run(&server, "ask", json!({ "question": "?" })).await;
    assert!(result.is_error);
    assert!(text(&result).contains("The key was not accepted."));
    assert!(!result.result.to_string().contains("sk-123"));
    server.close().await;
}

#[tokio::test]
async fn several_requests_wait_side_by_side() {
    let permits = Arc::new(Semaphore::new(0));
    let (desk, mut watch) = desk(Decision::ReplyOnce(Arc::clone(&permits), "x"));
    let server = open(&python1(), desk).await;
    let running = run(&server, "ask_many", json!({ "count": 16 }));
    let all_asked = async {
        for _ in 0..16 {
            let (cause, _) = watch.asked().await;
            assert!(cause.certain, "one call is under way");
        }
        permits.add_permits(16);
    };
    let (result, ()) = tokio::join!(running, all_asked);
    assert_eq!(text(&result), ["x"; 16].join(" "));
    server.close().await;
}

#[tokio::test]
async fn with_two_calls_under_way_the_newest_is_a_guess() {
    let permits = Arc::new(Semaphore::new(0));
    let (desk, mut watch) = desk(Decision::ReplyOnce(Arc::clone(&permits), "x"));
    let server = open(&python1(), desk).await;
    let first = run(&server, "ask", json!({ "question": "1" }));
    let then = async {
        assert!(watch.asked().await.0.certain);
        let second = call("ask", json!({ "question": "2" }));
        let id = second.id;
        let second = server.call(second, CancellationToken::new());
        let asked = async {
            let (cause, _) = watch.asked().await;
            assert_eq!((cause.call.unwrap().id, cause.certain), (id, false));
            permits.add_permits(2);
        };
        tokio::join!(second, asked).0.unwrap();
    };
    tokio::join!(first, then);
    server.close().await;
}

#[tokio::test]
async fn progress_and_log_messages_are_handed_on() {
    let (desk, mut watch) = desk(Decision::Wait);
    let server = open(&python1(), desk).await;
    let call = call("report_progress", json!({}));
    server.call(call.clone(), CancellationToken::new()).await.unwrap();
    let (of, progress) = watch
        .wait_for(|told| {
            let Told::Progress(call, progress) = told else { return None };
            Some((*call, progress.clone()))
        })
        .await;
    assert_eq!(of, call.id);
    assert_eq!((progress.done, progress.total), (1.0, Some(4.0)));
    assert_eq!(progress.message.as_deref(), Some("a quarter"));
    let line = watch.logged("look out").await;
    assert_eq!((line.source, line.text.as_str()), (LogSource::Message, "look out"));
    assert_eq!(line.level, Some(domain::server::LogLevel::Warning));
    server.close().await;
}

#[tokio::test]
async fn a_tools_own_error_is_a_result() {
    let (desk, _watch) = desk(Decision::Wait);
    let server = open(&python1(), desk).await;
    let result = run(&server, "fail", json!({})).await;
    assert!(result.is_error && text(&result).contains("it broke"));
    server.close().await;
}

#[tokio::test]
async fn without_leave_nothing_is_offered_and_nobody_is_asked() {
    let (desk, watch) = desk(Decision::Reply("never"));
    let server = open(&domain::Server { sampling: false, ..python1() }, desk).await;
    let result = run(&server, "ask", json!({ "question": "?" })).await;
    assert!(result.is_error, "{}", text(&result));
    server.close().await;
    assert!(!watch.rest().iter().any(|told| matches!(told, Told::Asked(..))));
}

#[tokio::test]
async fn the_typescript_sdks_own_example_works() {
    let (desk, mut watch) = desk(Decision::Reply("short"));
    let server = open(&typescript_example(), desk).await;
    let result = run(&server, "summarize", json!({ "text": "long" })).await;
    assert_eq!(text(&result), "short");
    let (cause, prompt) = watch.asked().await;
    assert_eq!(cause.call.unwrap().name(), "summarize");
    assert_eq!(prompt.max_tokens, 500);
    // It greets on its standard output, which is no MCP and no harm.
    assert_eq!(watch.logged("MCP server").await.source, LogSource::Stdout);
    server.close().await;
}

#[tokio::test]
async fn server_everything_adds_its_sampling_tool_after_the_start() {
    const TOOL: &str = "trigger-sampling-request";
    let (desk, mut watch) = desk(Decision::Echo);
    let server = open(&everything(), desk).await;
    let tools = server.tools().await.unwrap();
    if !tools.iter().any(|tool| tool.name == TOOL) {
        watch.tools_with(TOOL).await;
    }
    let result = run(&server, TOOL, json!({ "prompt": "hello", "maxTokens": 7 })).await;
    let (_, prompt) = watch.asked().await;
    assert_eq!(prompt.max_tokens, 7);
    assert!(prompt.preview(usize::MAX).contains("hello"));
    assert!(result.result.to_string().contains("test-model"), "{}", result.result);
    server.close().await;
}

#[tokio::test]
async fn python_2_pushes_when_the_legacy_protocol_is_chosen() {
    let (desk, mut watch) = desk(Decision::Reply("pushed"));
    let server = open(&speaking(Protocol::Legacy, python2()), desk).await;
    assert_eq!(server.info().era, Era::Legacy);
    let result = run(&server, "ask", json!({ "question": "?" })).await;
    assert_eq!(text(&result), "test-model said: pushed");
    assert_eq!(watch.asked().await.0.door, Door::Pushed);
    server.close().await;
}

#[tokio::test]
async fn what_was_remembered_spares_the_probe() {
    let (desk, watch) = desk_that(|_, _| Decision::Wait);
    let options = Options { remembered: Some(Era::Legacy), ..options() };
    let server = open_with(&python1(), &options, desk).await;
    assert_eq!(server.info().revision, "2025-11-25");
    server.close().await;
    // The 1.x SDK writes to its log about each unknown method that it gets.
    let probed = watch
        .rest()
        .into_iter()
        .any(|told| matches!(told, Told::Log(line) if line.text.contains("server/discover")));
    assert!(!probed, "it was asked with server/discover although it was known");
}
