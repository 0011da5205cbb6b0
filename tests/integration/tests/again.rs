//! A call that failed is run again: with what was signed for it before, or with the other protocol.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on ends there")]

use std::path::{Path, PathBuf};

use domain::{CallId, Era, FaultCode, Protocol, ServerId, State};
use engine::view::{CallState, Decision, ServerState};
use integration::{House, by_hand, sign_reply};
use rstest::rstest;
use serde_json::json;

const CHILD: &str = env!("CARGO_BIN_EXE_integration-child");

fn servers(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../servers").join(path)
}

/// Answers the next request by hand.
async fn answer(house: &mut House, text: &str) -> domain::ExchangeId {
    let card = house.prompt_gate().await;
    house.decide(&card, by_hand()).await.expect("signed");
    let reply = house.reply_gate().await;
    house.decide(&reply, sign_reply(&reply, Some(text))).await.expect("signed");
    card.exchange.id
}

/// How many signed answers a failed call keeps.
fn signed(house: &House, call: CallId) -> u32 {
    let calls = house.engine.subscribe().0.calls;
    calls.iter().find(|view| view.id == call).expect("it is known").signed
}

async fn answered_too_late(house: &mut House, how: &str) -> (CallId, domain::ExchangeId) {
    let script = servers("bad/modern.py");
    let server = house.program("python3".as_ref(), &[script], Protocol::Auto).await;
    let call = house.run(server, "run", json!({ "how": how })).await;
    let answered = answer(house, "Mine.").await;
    let CallState::Failed { fault } = house.ended(call).await else { panic!("it is too late") };
    assert!(fault.message.contains("answered too late"), "{fault}");
    assert_eq!(signed(house, call), 1);
    let kept = house.look(answered).await.exchange;
    assert_eq!(kept.state(), &State::Released, "it is kept as it was signed");
    (call, answered)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_came_too_late_is_filled_in_where_the_same_is_asked_and_signed_again() {
    let mut house = House::open(CHILD.as_ref()).await;
    let (call, answered) = answered_too_late(&mut house, "expires").await;
    let again = house.engine.run_again(call, None).await.expect("it runs again");
    let card = house.prompt_gate().await;
    let earlier = card.desk.as_ref().and_then(|desk| desk.earlier.clone()).expect("it is the same");
    assert_eq!((earlier.exchange, earlier.reply.plain_text().as_str()), (answered, "Mine."));

    house.decide(&card, Decision::FillIn).await.expect("signed");
    let reply = house.reply_gate().await;
    assert_eq!(reply.exchange.attempts.len(), 1);
    assert_eq!(reply.exchange.returned, None, "it waits for the second signature");
    house.decide(&reply, sign_reply(&reply, None)).await.expect("signed");
    let (text, is_error) = house.result(again).await;
    assert!(!is_error && text.contains("Mine."), "{text}");
    assert_eq!(signed(&house, again), 0, "it arrived");
    house.engine.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_filled_in_where_another_thing_is_asked() {
    let mut house = House::open(CHILD.as_ref()).await;
    let (call, _) = answered_too_late(&mut house, "expires and asks anew").await;
    let again = house.engine.run_again(call, None).await.expect("it runs again");
    let card = house.prompt_gate().await;
    assert_eq!(card.desk.as_ref().and_then(|desk| desk.earlier.clone()), None);
    let fault = house.decide(&card, Decision::FillIn).await.expect_err("there is nothing");
    assert_eq!(fault.code, FaultCode::TooLate);
    assert_eq!(house.look(card.exchange.id).await.exchange.state(), &State::PromptReview);
    house.engine.cancel_call(again).await.expect("it runs");
    house.engine.close().await;
}

async fn start(house: &House, script: &str, protocol: Protocol) -> ServerId {
    let python = servers("python2/.venv/bin/python");
    assert!(python.exists(), "{} is missing: run `cargo xtask setup` first", python.display());
    let command = if script.starts_with("python2") { python } else { "node".into() };
    house.program(&command, &[servers(script)], protocol).await
}

const PYTHON: &str = "python2/server.py";
const FASTMCP: &str = "python2/fast.py";
const TYPESCRIPT: &str = "typescript/both.mjs";

#[rstest]
#[case::pushing(PYTHON, "ask_pushing", Protocol::Auto, Era::Legacy, "blue")]
#[case::pulling(PYTHON, "ask_returning", Protocol::Legacy, Era::Modern, "state came back")]
#[case::fastmcp_pushing(FASTMCP, "ask_pushing", Protocol::Auto, Era::Legacy, "blue")]
#[case::fastmcp_pulling(FASTMCP, "ask_returning", Protocol::Legacy, Era::Modern, "blue (kept)")]
#[case::typescript_pushing(TYPESCRIPT, "ask_pushing", Protocol::Auto, Era::Legacy, "blue")]
#[tokio::test(flavor = "multi_thread")]
async fn a_call_in_the_wrong_era_is_run_again_in_the_other_which_is_kept(
    #[case] script: &str,
    #[case] tool: &str,
    #[case] protocol: Protocol,
    #[case] era: Era,
    #[case] said: &str,
) {
    let mut house = House::open(CHILD.as_ref()).await;
    let other = if era == Era::Legacy { Protocol::Legacy } else { Protocol::Modern };
    let server = start(&house, script, protocol).await;
    let trapped = house.run(server, tool, json!({ "question": "?" })).await;
    let CallState::Failed { fault } = house.ended(trapped).await else { panic!("a trap") };
    assert_eq!(fault.code, FaultCode::EraMismatch);

    let again = house.engine.run_again(trapped, Some(other)).await.expect("it runs again");
    answer(&mut house, "blue").await;
    let (text, is_error) = house.result(again).await;
    assert!(!is_error && text.contains(said), "{text}");
    let now = &house.engine.subscribe().0.servers[0];
    assert_eq!(now.settings.protocol, other, "it is kept for the next start");
    assert!(matches!(&now.state, ServerState::Running { era: spoken, .. } if *spoken == era));
    house.engine.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_still_runs_is_not_run_again() {
    let mut house = House::open(CHILD.as_ref()).await;
    let server = house.demo(Protocol::Modern).await;
    let call = house.run(server, "create_story", json!({ "topic": "a seal" })).await;
    house.prompt_gate().await;
    let fault = house.engine.run_again(call, None).await.expect_err("it runs");
    assert_eq!(fault.code, FaultCode::TooLate);
    house.engine.close().await;
}
