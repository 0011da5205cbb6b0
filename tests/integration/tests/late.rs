//! What comes too late is kept and delivered to nobody, and after how long a server gives up is
//! remembered.

use std::path::Path;

use domain::exchange::{Outcome, Withdrawal};
use domain::patience::{Known, Wait};
use domain::{FaultCode, Patience, Protocol, ProviderKind, ServerId, State, StopReason};
use engine::view::CallState;
use integration::{House, Scene, by_hand, sign_for};
use rstest::rstest;
use serde_json::json;

const CHILD: &str = env!("CARGO_BIN_EXE_integration-child");

async fn patience(house: &House) -> ServerId {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../servers/typescript/patience.mjs");
    house.program("node".as_ref(), &[script], Protocol::Legacy).await
}

#[rstest]
#[case::pushed(Protocol::Legacy)]
#[case::pulled(Protocol::Modern)]
#[tokio::test(flavor = "multi_thread")]
async fn what_a_model_had_written_when_nobody_waited_any_more_is_kept(#[case] protocol: Protocol) {
    let Scene { mut house, stand_in: _held, server, model } =
        Scene::open(CHILD.as_ref(), protocol, ProviderKind::Openai).await;
    let call = house.run(server, "summarize", json!({"text": "Write slowly"})).await;
    let card = house.prompt_gate().await;
    house.decide(&card, sign_for(&model)).await.expect("signed");
    house.first_text(card.exchange.id).await;
    house.engine.cancel_call(call).await.expect("it runs");
    let why = Withdrawal::CallCancelled;
    let id = house.until("the end", |state| *state == State::Withdrawn { why }).await;
    assert_eq!(house.ended(call).await, CallState::Cancelled);

    let kept = house.look(id).await;
    let events: Vec<_> = kept.journal.iter().map(|line| line.event.as_str()).collect();
    assert_eq!(events, ["received", "presented", "prompt_signed", "attempt_failed", "withdrawn"]);
    let [attempt] = kept.exchange.attempts.as_slice() else { panic!("one try") };
    let Outcome::Fault { fault, partial: Some(partial) } = &attempt.outcome else {
        panic!("what was written is kept: {attempt:?}")
    };
    assert_eq!(fault.code, FaultCode::Stopped);
    assert!(!partial.plain_text().is_empty());
    assert_eq!((&partial.stop_reason, &partial.model), (&StopReason::Stopped, &model.model));
    assert_eq!(kept.exchange.returned, None, "nothing was delivered");
    house.engine.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_how_long_a_server_gave_up_is_remembered_and_can_be_set() {
    let mut house = House::open(CHILD.as_ref()).await;
    let server = patience(&house).await;
    let usual = house.engine.subscribe().0.servers[0].waits.pushed;
    assert_eq!(usual, Wait::Likely { seconds: 60, known: Known::Runtime });

    let call = house.run(server, "ask", json!({ "timeout": 1000, "informed": false })).await;
    let card = house.prompt_gate().await;
    // A person edits; what they write is theirs, and the answer that is not signed stays unsigned.
    house.decide(&card, by_hand()).await.expect("signed");
    let why = Withdrawal::ServerGaveUp;
    let id = house.until("the end", |state| *state == State::Withdrawn { why }).await;
    assert_eq!(id, card.exchange.id);
    let (text, is_error) = house.result(call).await;
    assert!(is_error && text.contains("timed out"), "{text}");
    let seen = house.server("what was seen", |server| server.patience.seen.is_some()).await;
    assert_eq!(seen.waits.pushed, Wait::Likely { seconds: 1, known: Known::Seen });
    assert_eq!(seen.waits.pulled, Wait::Likely { seconds: 600, known: Known::Sdk });

    house.engine.set_patience(server, Some(90), None).await.expect("it can be set");
    let set = house.server("what was set", |server| server.patience.pushed.is_some()).await;
    assert_eq!(set.patience, Patience { pushed: Some(90), pulled: None, seen: Some(1) });
    assert_eq!(set.waits.pushed, Wait::Likely { seconds: 90, known: Known::Set });
    let fault = house.engine.set_patience(server, Some(0), None).await.expect_err("not no time");
    assert_eq!(fault.code, FaultCode::Invalid);
    house.engine.close().await;
}

/// The queue and the card can say that time does not run out.
#[tokio::test(flavor = "multi_thread")]
async fn that_a_server_is_kept_informed_is_said() {
    let mut house = House::open(CHILD.as_ref()).await;
    let server = patience(&house).await;
    for informed in [true, false] {
        let call =
            house.run(server, "ask", json!({ "timeout": 60_000, "informed": informed })).await;
        house.prompt_gate().await;
        let open = house.engine.subscribe().0.open;
        assert_eq!(open.iter().map(|line| line.kept_informed).collect::<Vec<_>>(), [informed]);
        house.engine.cancel_call(call).await.expect("it runs");
        house.until("the end", State::is_closed).await;
    }
    house.engine.close().await;
}
