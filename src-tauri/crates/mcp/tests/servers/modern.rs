//! Pulled requests: rounds, what ends them, and the era trap.

use std::sync::Arc;

use domain::exchange::Withdrawal;
use domain::{Door, Era, Fault, FaultCode, Protocol};
use mcp::{Connection, Limits, Options};
use rstest::rstest;
use serde_json::{Value, json};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::desk::{Decision, Told, desk, desk_that};
use crate::setup::{bad, call, open, open_with, options, python2, run, speaking, text, with_args};

async fn fault(server: &Connection, tool: &str, arguments: Value) -> Fault {
    match server.call(call(tool, arguments), CancellationToken::new()).await {
        Ok(result) => panic!("{tool} gave {}", result.result),
        Err(fault) => fault,
    }
}

#[tokio::test]
async fn python_2_is_spoken_to_in_the_modern_way() {
    let (desk, mut watch) = desk(Decision::Reply("pulled"));
    let server = open(&python2(), desk).await;
    assert_eq!((server.info().era, server.info().revision.as_str()), (Era::Modern, "2026-07-28"));
    let asked = call("ask", json!({ "question": "which colour?" }));
    let result = server.call(asked.clone(), CancellationToken::new()).await.unwrap();
    assert_eq!((text(&result).as_str(), result.rounds), ("test-model said: pulled", 1));
    let (cause, prompt) = watch.asked().await;
    assert_eq!((cause.door, cause.call, cause.certain), (Door::Pulled, Some(asked), true));
    let round = cause.round.unwrap();
    assert_eq!((round.number, round.of), (1, 1));
    assert_eq!(prompt.temperature, Some(0.1));
    assert_eq!(prompt.preview(100), "which colour?");
    server.close().await;
}

#[tokio::test]
async fn the_requests_of_a_round_wait_side_by_side() {
    let permits = Arc::new(Semaphore::new(0));
    let (desk, mut watch) = desk(Decision::ReplyOnce(Arc::clone(&permits), "x"));
    let server = open(&python2(), desk).await;
    let running = run(&server, "ask_two", json!({ "question": "one?" }));
    let both_asked = async {
        let (one, other) = (watch.asked().await.0, watch.asked().await.0);
        let (one, other) = (one.round.unwrap(), other.round.unwrap());
        assert_eq!((one.number, one.of, other.number, other.of), (1, 2, 1, 2));
        assert_ne!(one.key, other.key);
        permits.add_permits(2);
    };
    let (result, ()) = tokio::join!(running, both_asked);
    assert_eq!((text(&result).as_str(), result.rounds), ("x + x", 1));
    server.close().await;
}

#[tokio::test]
async fn a_second_round_builds_on_the_first() {
    let (desk, mut watch) = desk(Decision::Echo);
    let server = open(&python2(), desk).await;
    let result = run(&server, "ask_in_turn", json!({ "question": "a" })).await;
    assert_eq!((text(&result).as_str(), result.rounds), ("after a?", 2));
    let numbers = [watch.asked().await.0, watch.asked().await.0].map(|it| it.round.unwrap().number);
    assert_eq!(numbers, [1, 2]);
    server.close().await;
}

#[tokio::test]
async fn one_refusal_ends_the_round_and_the_call() {
    let (desk, mut watch) = desk_that(|_, prompt| match prompt.preview(20).as_str() {
        "one?" => Decision::Refuse(Some("not today")),
        _ => Decision::Wait,
    });
    let server = open(&python2(), desk).await;
    let fault = fault(&server, "ask_two", json!({ "question": "one?" })).await;
    assert_eq!(fault.code, FaultCode::Stopped);
    assert!(fault.message.contains("refused: not today"), "{fault}");
    assert_eq!(watch.ended().await, Withdrawal::RoundRefused);
    // The server holds nothing open and works on.
    assert!(server.tools().await.is_ok());
    server.close().await;
}

#[tokio::test]
async fn a_failure_ends_the_call_with_its_own_fault() {
    let failed = Fault::new(FaultCode::KeyRejected, "The key was not accepted.");
    let (desk, _watch) = desk(Decision::Fail(failed.clone()));
    let server = open(&python2(), desk).await;
    assert_eq!(fault(&server, "ask", json!({ "question": "?" })).await, failed);
    server.close().await;
}

#[tokio::test]
async fn what_the_server_wants_back_comes_back_byte_for_byte() {
    let (desk, _watch) = desk(Decision::Reply("x"));
    let server = open(&python2(), desk).await;
    let result = run(&server, "ask_returning", json!({})).await;
    assert_eq!(text(&result), "state came back:   ünchanged \t{\"a\": 1} ");
    server.close().await;
}

#[tokio::test]
async fn pushing_on_the_modern_protocol_is_said_in_words_and_works_the_other_way() {
    let (desk, _watch) = desk(Decision::Reply("x"));
    let server = open(&python2(), desk.clone()).await;
    let trapped = fault(&server, "ask_pushing", json!({ "question": "?" })).await;
    assert_eq!(trapped.code, FaultCode::EraMismatch);
    assert!(trapped.message.contains("older protocol"), "{trapped}");
    assert!(trapped.detail.unwrap().contains("back-channel"));
    server.close().await;

    let server = open(&speaking(Protocol::Legacy, python2()), desk).await;
    assert_eq!(text(&run(&server, "ask_pushing", json!({ "question": "?" })).await), "x");
    server.close().await;
}

#[tokio::test]
async fn pulling_on_the_legacy_protocol_is_said_in_words() {
    let (desk, _watch) = desk(Decision::Reply("x"));
    let server = open(&speaking(Protocol::Legacy, python2()), desk).await;
    let trapped = fault(&server, "ask_returning", json!({})).await;
    assert_eq!(trapped.code, FaultCode::EraMismatch, "{trapped} {:?}", trapped.detail);
    assert!(trapped.message.contains("newer protocol"), "{trapped}");
    server.close().await;
}

#[tokio::test]
async fn a_server_that_is_slow_to_start_is_still_found_to_be_modern() {
    let (desk, _watch) = desk(Decision::Reply("x"));
    let limits = Limits { probe: std::time::Duration::from_millis(200), ..options().limits };
    let options = Options { limits, ..options() };
    let server = open_with(&with_args(python2(), &["--slow", "1"]), &options, desk).await;
    assert_eq!(server.info().era, Era::Modern);
    assert_eq!(text(&run(&server, "ask", json!({ "question": "?" })).await), "test-model said: x");
    server.close().await;
}

#[tokio::test]
async fn a_modern_only_server_refuses_the_legacy_protocol() {
    let (desk, _watch) = desk(Decision::Wait);
    let server = speaking(Protocol::Legacy, bad("modern"));
    let refused =
        Connection::open(&server, &options(), desk, CancellationToken::new()).await.err().unwrap();
    assert_eq!(refused.code, FaultCode::ServerFailed);
    assert!(refused.message.contains("no handshake"), "{refused}");
}

#[tokio::test]
async fn an_odd_but_certain_entry_is_answered() {
    let (desk, mut watch) = desk(Decision::Reply("x"));
    let server = open(&bad("modern"), desk).await;
    let result = run(&server, "run", json!({ "how": "float" })).await;
    let answers: Value = serde_json::from_str(&text(&result)).unwrap();
    // The bare result, as the specification has it: no envelope around it.
    assert_eq!(
        answers["q"],
        json!({ "role": "assistant", "content": { "type": "text", "text": "x" },
                "model": "test-model", "stopReason": "endTurn" })
    );
    assert_eq!(watch.asked().await.1.max_tokens, 10);
    server.close().await;
}

#[tokio::test]
async fn a_retry_repeats_the_call_and_adds_only_what_was_asked() {
    let (desk, _watch) = desk(Decision::Reply("x"));
    let server = open(&bad("modern"), desk).await;
    let result = run(&server, "run", json!({ "how": "two", "more": [1.5, "ü"] })).await;
    let retry: Value = serde_json::from_str(&text(&result)).unwrap();
    assert_eq!(retry["arguments"], json!({ "how": "two", "more": [1.5, "ü"] }));
    let keys: Vec<_> = retry["inputResponses"].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["a", "b"]);
    assert!(retry.get("requestState").is_none(), "none was given");
    server.close().await;
}

#[rstest]
#[case::one_bad_entry("bad entry", "in its request “bad”, params.maxTokens must be a whole number")]
#[case::nothing("nothing", "it does not say what")]
#[case::a_task("task", "a kind of result that Countersign does not know (task)")]
#[tokio::test]
async fn what_cannot_be_given_ends_the_call_and_nobody_is_asked(
    #[case] how: &str,
    #[case] why: &str,
) {
    let (desk, watch) = desk(Decision::Reply("never"));
    let server = open(&bad("modern"), desk).await;
    let fault = fault(&server, "run", json!({ "how": how })).await;
    assert_eq!(fault.code, FaultCode::CallFailed);
    assert!(fault.message.contains(why), "{fault}");
    server.close().await;
    let told = watch.rest();
    assert!(!told.iter().any(|told| matches!(told, Told::Asked(..))));
    // Of the two requests of the round, the history keeps the one that could not be taken.
    let kept: Vec<_> = told
        .iter()
        .filter_map(
            |told| if let Told::Refused(cause, raw, _) = told { Some((cause, raw)) } else { None },
        )
        .collect();
    match kept.as_slice() {
        [] => assert_ne!(how, "bad entry"),
        [(cause, raw)] => {
            assert_eq!(cause.round.as_ref().map(|round| round.key.as_str()), Some("bad"));
            assert!(raw.contains("maxTokens"), "{raw}");
        }
        more => panic!("{more:?}"),
    }
}

#[tokio::test]
async fn a_server_that_only_wants_to_be_asked_again_is() {
    let (desk, _watch) = desk(Decision::Wait);
    let server = open(&bad("modern"), desk).await;
    let result = run(&server, "run", json!({ "how": "state only" })).await;
    assert_eq!((text(&result).as_str(), result.rounds), ("asked 3 times", 3));
    server.close().await;
}

#[tokio::test]
async fn a_round_that_is_answered_too_late_says_so() {
    let (desk, mut watch) = desk(Decision::Reply("x"));
    let server = open(&with_args(python2(), &["--ttl", "0.001"]), desk).await;
    let late = fault(&server, "ask", json!({ "question": "?" })).await;
    assert_eq!(late.code, FaultCode::CallFailed);
    assert!(late.message.contains("“ask” was answered too late: python-2 takes"), "{late}");
    assert!(late.detail.unwrap().contains("Invalid or expired requestState"));
    watch.asked().await;
    server.close().await;
}

#[tokio::test]
async fn rounds_come_to_an_end() {
    let (desk, mut watch) = desk(Decision::Reply("x"));
    *desk.rounds.lock().unwrap() = 3;
    let limits = Limits { rounds: 3, ..options().limits };
    let server = open_with(&bad("modern"), &Options { limits, ..options() }, desk).await;
    let fault = fault(&server, "run", json!({ "how": "endless" })).await;
    assert!(fault.message.contains("asked 3 times in a row"), "{fault}");
    for number in 1..=3 {
        assert_eq!(watch.asked().await.0.round.unwrap().number, number);
    }
    server.close().await;
}

#[tokio::test]
async fn a_push_without_a_call_is_refused_where_the_revision_forbids_it() {
    let (desk, mut watch) = desk(Decision::Reply("never"));
    let server = open(&with_args(bad("modern"), &["--unsolicited"]), desk).await;
    let line = watch.logged("unsolicited").await;
    assert!(line.text.contains("-32602"), "{}", line.text);
    server.close().await;
    assert!(!watch.rest().iter().any(|told| matches!(told, Told::Asked(..))));
}
