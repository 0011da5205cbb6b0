//! Questions to the person and rounds, from arrival to answer, with the history that tells of them.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on ends there, in its helping functions too"
)]

use std::path::{Path, PathBuf};
use std::slice::from_ref;

use domain::elicitation::Standing;
use domain::exchange::Withdrawal;
use domain::{Answer, Elicitation, FaultCode, Protocol, ServerId, State, Timestamp};
use engine::view::{CallState, Decision};
use integration::{House, by_hand, sign_reply};
use serde_json::{Value, json};

const CHILD: &str = env!("CARGO_BIN_EXE_integration-child");

fn servers(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../servers").join(path)
}

async fn bad(house: &House, name: &str) -> ServerId {
    let script = servers(&format!("bad/{name}.py"));
    house.program(Path::new("python3"), &[script], Protocol::Auto).await
}

async fn python(house: &House, version: u8) -> ServerId {
    let python = servers(&format!("python{version}/.venv/bin/python"));
    let script = servers(&format!("python{version}/server.py"));
    house.program(&python, &[script], Protocol::Auto).await
}

fn waits(standing: &Standing) -> bool {
    matches!(standing, Standing::Waiting)
}

fn accept(content: Value) -> Answer {
    let Value::Object(content) = content else { panic!("a content is an object") };
    Answer::Accept { content: Some(content) }
}

async fn history(house: &House) -> Vec<Elicitation> {
    let (always, never) = (Timestamp(i64::MIN), Timestamp(i64::MAX));
    house.engine.list_elicitations(None, always, never).await.expect("it can be read")
}

fn asks_for_a_room() -> Value {
    let room = json!({ "type": "string", "enum": ["red", "blue"] });
    let schema = json!({ "type": "object", "properties": { "room": room }, "required": ["room"] });
    json!({ "params": { "message": "Which room?", "requestedSchema": schema } })
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_held_against_the_schema_kept_and_sent_once() {
    let mut house = House::open(CHILD.as_ref()).await;
    let server = bad(&house, "questions").await;
    let call = house.run(server, "run", asks_for_a_room()).await;
    let asked = house.question("a question", waits).await;
    let (snapshot, _) = house.engine.subscribe();
    assert_eq!(snapshot.elicitations, from_ref(&asked));
    assert_eq!(history(&house).await, from_ref(&asked), "durable before it is answered");

    let engine = &house.engine;
    for wrong in [json!({}), json!({ "room": "green" })] {
        let fault = engine.answer_elicitation(asked.id, accept(wrong)).await.expect_err("no fit");
        assert_eq!(fault.code, FaultCode::Invalid);
        assert!(fault.message.contains("room"), "{fault}");
    }
    let right = json!({ "room": "blue" });
    engine.answer_elicitation(asked.id, accept(right.clone())).await.expect("answered");
    let late = engine.answer_elicitation(asked.id, Answer::Decline).await.expect_err("once");
    assert_eq!(late.code, FaultCode::TooLate);
    let (said, _) = house.result(call).await;
    let said: Value = serde_json::from_str(&said).expect("what the server got");
    assert_eq!(said, json!({ "action": "accept", "content": right }));

    let kept = history(&house).await;
    assert_eq!(kept[0].standing(), &Standing::Accepted { content: right.as_object().cloned() });
    assert!(house.engine.subscribe().0.elicitations.is_empty());
    house.engine.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_requests_and_a_form_are_one_round() {
    let mut house = House::open(CHILD.as_ref()).await;
    let server = python(&house, 2).await;
    let call = house.run(server, "plan", json!({ "question": "one?" })).await;
    let asked = house.question("a question", waits).await;
    let cards = [house.prompt_gate().await, house.prompt_gate().await];
    let mut places: Vec<u32> = vec![asked.cause.round.as_ref().expect("a round").place];
    for card in &cards {
        let round = card.exchange.cause.round.as_ref().expect("a round");
        assert_eq!((round.number, round.of), (1, 3));
        places.push(round.place);
        house.decide(card, by_hand()).await.expect("signed");
        let reply = house.reply_gate().await;
        house.decide(&reply, sign_reply(&reply, Some("fine"))).await.expect("signed");
    }
    places.sort_unstable();
    assert_eq!(places, [0, 1, 2]);
    let content = json!({ "city": "Huế", "days": 4, "seat": "window" });
    house.engine.answer_elicitation(asked.id, accept(content)).await.expect("answered");
    assert_eq!(house.result(call).await, ("fine + fine + Huế 4".to_owned(), false));
    house.engine.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn refusing_one_request_of_a_round_withdraws_its_question() {
    let mut house = House::open(CHILD.as_ref()).await;
    let server = python(&house, 2).await;
    let call = house.run(server, "plan", json!({ "question": "one?" })).await;
    house.question("a question", waits).await;
    let card = house.prompt_gate().await;
    house.decide(&card, Decision::Refuse { reason: None }).await.expect("refused");
    let over = house.question("its end", Standing::is_closed).await;
    let why = Withdrawal::RoundRefused;
    assert_eq!(over.standing(), &Standing::Withdrawn { why });
    house.until("the other's end", |state| *state == State::Withdrawn { why }).await;
    assert!(matches!(house.ended(call).await, CallState::Failed { .. }));
    house.engine.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelling_the_call_and_closing_the_app_withdraw_questions() {
    let mut house = House::open(CHILD.as_ref()).await;
    let server = bad(&house, "questions").await;
    let call = house.run(server, "run", asks_for_a_room()).await;
    house.question("a question", waits).await;
    house.engine.cancel_call(call).await.expect("cancelled");
    let over = house.question("its end", Standing::is_closed).await;
    assert_eq!(over.standing(), &Standing::Withdrawn { why: Withdrawal::CallCancelled });

    house.run(server, "run", asks_for_a_room()).await;
    house.question("another", waits).await;
    house.engine.close().await;
    let over = house.question("its end", Standing::is_closed).await;
    assert_eq!(over.standing(), &Standing::Withdrawn { why: Withdrawal::AppClosed });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pushed_page_is_over_when_the_server_says_so() {
    let mut house = House::open(CHILD.as_ref()).await;
    let server = python(&house, 1).await;
    let call = house.run(server, "visit", json!({ "url": "https://example.com/" })).await;
    let asked = house.question("a page", waits).await;
    let unopened = Answer::Accept { content: None };
    let early = house.engine.answer_elicitation(asked.id, unopened).await.expect_err("not opened");
    assert_eq!(early.code, FaultCode::TooLate);
    house.engine.visited_elicitation(asked.id).await.expect("visited");
    house.question("the visit", |standing| matches!(standing, Standing::Opened)).await;
    let over = house.question("its end", Standing::is_closed).await;
    assert_eq!(over.standing(), &Standing::Accepted { content: None });
    assert_eq!(house.result(call).await.0, "accept");
    house.engine.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_ten_rounds_the_call_pauses_and_loses_nothing() {
    let mut house = House::open(CHILD.as_ref()).await;
    let server = bad(&house, "modern").await;
    for goes_on in [true, false] {
        let call = house.run(server, "run", json!({ "how": "asks", "rounds": 12 })).await;
        for _ in 0..10 {
            let asked = house.question("a question", waits).await;
            let content = json!({ "room": "blue" });
            house.engine.answer_elicitation(asked.id, accept(content)).await.expect("answered");
        }
        assert_eq!(house.paused(call).await, 10);
        let kept = history(&house).await;
        let answered = |one: &&Elicitation| matches!(one.standing(), Standing::Accepted { .. });
        assert!(kept.iter().filter(answered).count() >= 10);
        if !goes_on {
            house.engine.cancel_call(call).await.expect("ended");
            assert_eq!(house.ended(call).await, CallState::Cancelled);
            let late = house.engine.go_on(call).await.expect_err("it is over");
            assert_eq!(late.code, FaultCode::TooLate);
            continue;
        }
        house.engine.go_on(call).await.expect("it goes on");
        for _ in 0..2 {
            let asked = house.question("a question", waits).await;
            house.engine.answer_elicitation(asked.id, Answer::Decline).await.expect("answered");
        }
        assert_eq!(house.result(call).await.0, "12 rounds");
    }
    house.engine.close().await;
}
