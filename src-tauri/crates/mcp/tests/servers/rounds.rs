//! What a round may hold, and how many there may be.

use domain::{Answer, FaultCode, Question, Server};
use rstest::rstest;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::desk::{Decision, Told, desk};
use crate::setup::{bad, call, open, python2, run, text};

#[tokio::test]
async fn completions_and_a_form_are_asked_for_in_one_round() {
    let (desk, mut watch) = desk(Decision::Reply("x"));
    desk.answers(|question| {
        let mut content = question.defaults();
        content.insert("city".into(), "Đà Lạt".into());
        Some(Answer::Accept { content: Some(content) })
    });
    let server = open(&python2(), desk.clone()).await;
    let result = run(&server, "plan", json!({ "question": "one?" })).await;
    assert_eq!((text(&result).as_str(), result.rounds), ("x + x + Đà Lạt 3", 1));
    let mut rounds = vec![
        watch.asked().await.0.round.unwrap(),
        watch.asked().await.0.round.unwrap(),
        watch.questioned().await.0.round.unwrap(),
    ];
    rounds.sort_by_key(|round| round.place);
    for (place, round) in (0..).zip(&rounds) {
        assert_eq!((round.number, round.of, round.place), (1, 3, place));
        assert_eq!(round.arrived_at, rounds[0].arrived_at);
    }
    desk.answers(|_| Some(Answer::Decline));
    let result = run(&server, "plan", json!({ "question": "one?" })).await;
    assert_eq!(text(&result), "x + x + decline", "a question has an answer that means no");
    server.close().await;
}

#[tokio::test]
async fn folders_are_told_in_a_round_without_asking_anybody() {
    let (desk, _watch) = desk(Decision::Wait);
    *desk.roots.lock().unwrap() = vec!["/srv/notes".into()];
    let server = open(&Server { roots: Some(vec![]), ..python2() }, desk.clone()).await;
    assert_eq!(text(&run(&server, "roots", json!({})).await), "file:///srv/notes");
    server.close().await;
    // Where that was not offered, a server that asks all the same learns nothing.
    let server = open(&bad("modern"), desk).await;
    let said = text(&run(&server, "run", json!({ "how": "roots" })).await);
    assert_eq!(said, r#"{"r": {"roots": []}}"#);
    server.close().await;
}

#[tokio::test]
async fn a_form_that_cannot_be_shown_is_answered_and_the_rest_is_asked() {
    let (desk, mut watch) = desk(Decision::Reply("x"));
    let server = open(&bad("modern"), desk).await;
    let said = text(&run(&server, "run", json!({ "how": "odd form" })).await);
    let answers: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(answers["odd"], json!({ "action": "cancel" }));
    assert_eq!(answers["q"]["content"]["text"], "x");
    let (cause, raw, fault) = watch.refused().await;
    let round = cause.round.unwrap();
    assert_eq!((round.key.as_str(), round.place, round.of), ("odd", 1, 2));
    assert!(raw.contains("pattern") && fault.message.contains("pattern"), "{fault}");
    watch.asked().await;
    server.close().await;
}

#[tokio::test]
async fn several_forms_are_asked_for_side_by_side_in_the_servers_order() {
    let (desk, mut watch) = desk(Decision::Wait);
    desk.answers(|question| {
        let Question::Form { .. } = question else { return None };
        let content = json!({ "room": "blue" }).as_object().cloned();
        Some(Answer::Accept { content })
    });
    let server = open(&bad("modern"), desk).await;
    let said = text(&run(&server, "run", json!({ "how": "forms" })).await);
    let answers: Value = serde_json::from_str(&said).unwrap();
    let blue = json!({ "action": "accept", "content": { "room": "blue" } });
    assert_eq!(answers, json!({ "a": blue, "b": blue, "c": blue }));
    for _ in 0..3 {
        let round = watch.questioned().await.0.round.unwrap();
        let place = usize::try_from(round.place).unwrap();
        assert_eq!(["a", "b", "c"][place], round.key);
    }
    server.close().await;
}

#[tokio::test]
async fn what_no_round_may_hold_ends_the_call_and_nobody_is_asked() {
    let (desk, watch) = desk(Decision::Reply("never"));
    let server = open(&bad("modern"), desk).await;
    let unknown = call("run", json!({ "how": "unknown" }));
    let fault = server.call(unknown, CancellationToken::new()).await.unwrap_err();
    assert_eq!(fault.code, FaultCode::CallFailed);
    assert!(fault.message.contains("tasks/get was not offered to it"), "{fault}");
    server.close().await;
    assert!(!watch.rest().iter().any(|told| matches!(told, Told::Asked(..))));
}

#[rstest]
#[case::spaces("  between \t and around \r\n ")]
#[case::not_ascii("đầu\u{0}\u{feff}\u{202e}🦀\u{10ffff}")]
#[case::json("{\"a\": 1.0, \"b\": \"\\u00e9\\/\"}")]
#[case::nothing("")]
#[case::a_megabyte(&"aé\"\\\u{2028}".repeat(150_000))]
#[tokio::test]
async fn a_state_comes_back_byte_for_byte(#[case] state: &str) {
    let (desk, _watch) = desk(Decision::Reply("x"));
    let server = open(&bad("modern"), desk).await;
    let result = run(&server, "run", json!({ "how": "state", "state": state })).await;
    assert_eq!(text(&result), "same");
    server.close().await;
}

#[rstest]
#[case(10, Ok("10 rounds"))]
#[case(25, Ok("25 rounds"))]
#[case(31, Err("asked 30 times in a row"))]
#[tokio::test]
async fn after_ten_rounds_and_ten_more_somebody_decides(
    #[case] rounds: u32,
    #[case] ends: Result<&str, &str>,
) {
    let (desk, mut watch) = desk(Decision::Reply("x"));
    *desk.rounds.lock().unwrap() = 30;
    let server = open(&bad("modern"), desk).await;
    let long = call("run", json!({ "how": "rounds", "rounds": rounds }));
    let ended = server.call(long, CancellationToken::new()).await;
    match (ended, ends) {
        (Ok(result), Ok(said)) => assert_eq!(text(&result), said),
        (Err(fault), Err(said)) => {
            assert!(fault.message.contains(said), "{fault}");
            // Nothing was asked that is thrown away.
            for number in 1..=30 {
                assert_eq!(watch.asked().await.0.round.unwrap().number, number);
            }
        }
        (ended, _) => panic!("{ended:?}"),
    }
    server.close().await;
    assert!(!watch.rest().iter().any(
        |told| matches!(told, Told::Asked(cause, _) if cause.round.as_ref().unwrap().number > 30)
    ));
}
