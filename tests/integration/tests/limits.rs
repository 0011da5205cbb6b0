//! Limits: past them a server is told the limit, nobody is disturbed, and nothing that was accepted
//! is lost.

#![expect(clippy::expect_used, reason = "a test that cannot go on ends there")]

use std::path::Path;

use domain::exchange::Withdrawal;
use domain::history::Query;
use domain::{FaultCode, Limits, Protocol, ServerId, State};
use engine::view::CallState;
use integration::House;
use serde_json::json;

const CHILD: &str = env!("CARGO_BIN_EXE_integration-child");

async fn flooding(house: &House) -> ServerId {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../servers/bad/floods_requests.py");
    house.program("python3".as_ref(), &[script], Protocol::Legacy).await
}

/// Every line of the history.
async fn history(house: &House) -> Vec<State> {
    let (mut states, mut query) = (Vec::new(), Query { limit: 500, ..Query::default() });
    loop {
        let page = house.engine.list_history(query.clone()).await.expect("the history opens");
        states.extend(page.rows.into_iter().map(|row| row.state));
        match page.next {
            Some(before) => query.before = Some(before),
            None => return states,
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_ten_thousand_requests_at_once_those_within_the_limit_wait_and_none_is_lost() {
    let mut house = House::open(CHILD.as_ref()).await;
    let server = flooding(&house).await;
    let open = Limits::SOUND.open;
    let refused = 10_000 - open;
    let call = house.run(server, "run", json!({ "count": 10_000, "report": refused })).await;
    let told = house.progress(&format!("{refused} refused")).await;
    assert!(
        told.contains("['the limit of 1024 open requests of one server is reached']"),
        "{told}"
    );
    for _ in 0..open {
        house.until("a card", |state| *state == State::PromptReview).await;
    }
    assert_eq!(house.engine.subscribe().0.open.len(), open);

    house.engine.cancel_call(call).await.expect("it runs");
    let why = State::Withdrawn { why: Withdrawal::CallCancelled };
    for _ in 0..open {
        house.until("the end of a card", |state| *state == why).await;
    }
    assert!(house.engine.subscribe().0.open.is_empty());
    let kept = history(&house).await;
    assert_eq!((kept.len(), kept.iter().all(|state| *state == why)), (open, true));
    house.engine.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_limit_for_all_servers_together_holds_at_once_and_is_told() {
    let mut house = House::open(CHILD.as_ref()).await;
    let (one, other) = (flooding(&house).await, flooding(&house).await);
    let limits = Limits { open: 3, open_in_all: 4, ..Limits::SOUND };
    house.engine.save_limits(limits).await.expect("they can be set");
    assert_eq!(house.engine.subscribe().0.limits.now, limits);

    let first = house.run(one, "run", json!({ "count": 5, "report": 2 })).await;
    let told = house.progress("2 refused").await;
    assert!(told.contains("the limit of 3 open requests of one server is reached"), "{told}");
    let second = house.run(other, "run", json!({ "count": 3, "report": 2 })).await;
    let told = house.progress("2 refused").await;
    let all = "The limit of 4 open requests of all servers together is reached.";
    assert!(told.contains(all), "{told}");
    for _ in 0..4 {
        house.until("a card", |state| *state == State::PromptReview).await;
    }
    for call in [first, second] {
        house.engine.cancel_call(call).await.expect("it runs");
        assert_eq!(house.ended(call).await, CallState::Cancelled);
    }
    house.engine.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_longer_than_the_limit_is_refused_and_kept() {
    let mut house = House::open(CHILD.as_ref()).await;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../servers/bad/odd_requests.py");
    let server = house.program("python3".as_ref(), &[script], Protocol::Legacy).await;
    let limits = Limits { messages: 1, ..Limits::SOUND };
    house.engine.save_limits(limits).await.expect("they can be set");
    let message = json!({ "role": "user", "content": { "type": "text", "text": "well?" } });
    let call = house.run(server, "run", json!({ "messages": [message, message] })).await;
    house.until("a failure", |state| matches!(state, State::Failed { .. })).await;
    let (text, _) = house.result(call).await;
    assert!(text.contains("-32602") && text.contains("at most 1"), "{text}");
    house.engine.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn limits_that_make_no_sense_are_not_set() {
    let house = House::open(CHILD.as_ref()).await;
    let nothing = Limits { messages: 0, ..Limits::SOUND };
    let fault = house.engine.save_limits(nothing).await.expect_err("not nothing");
    assert_eq!(fault.code, FaultCode::Invalid);
    assert_eq!(fault.message, "The limit messages must be between 1 and 100000.");
    assert_eq!(house.engine.subscribe().0.limits.now, Limits::SOUND);
    house.engine.close().await;
}
