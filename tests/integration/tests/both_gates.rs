//! A request goes through both gates, in both eras, and nothing goes through without a signature.

#![expect(clippy::expect_used, reason = "a test that cannot go on ends there")]

use domain::content::plain_text;
use domain::exchange::{Outcome, Withdrawal};
use domain::{Door, FaultCode, Gate, Protocol, ProviderKind, Signer, State, StopReason, Target};
use engine::view::{CallState, Decision, Span};
use integration::{House, Scene, by_hand, sign_for, sign_reply, soon};
use provider_doubles::Aimock;
use rstest::rstest;
use serde_json::{Value, json};

const CHILD: &str = env!("CARGO_BIN_EXE_integration-child");

async fn house() -> House {
    House::open(CHILD.as_ref()).await
}

/// The bodies of every generation that a stand-in was asked for.
async fn asked(of: &Aimock) -> Vec<Value> {
    let journal: Value =
        reqwest::get(of.journal_url()).await.expect("it answers").json().await.expect("a list");
    let entries = journal.as_array().cloned().unwrap_or_default();
    let posts = entries.into_iter().filter(|entry| entry["method"] == "POST");
    posts.map(|entry| entry["body"].clone()).collect()
}

#[rstest]
#[case::pushed_anthropic(Protocol::Legacy, Door::Pushed, ProviderKind::Anthropic)]
#[case::pushed_openai(Protocol::Legacy, Door::Pushed, ProviderKind::Openai)]
#[case::pulled_anthropic(Protocol::Modern, Door::Pulled, ProviderKind::Anthropic)]
#[case::pulled_openai(Protocol::Auto, Door::Pulled, ProviderKind::Openai)]
#[tokio::test(flavor = "multi_thread")]
async fn edited_at_both_gates(
    #[case] protocol: Protocol,
    #[case] door: Door,
    #[case] kind: ProviderKind,
) {
    let Scene { mut house, stand_in, server, model } =
        Scene::open(CHILD.as_ref(), protocol, kind).await;
    let call = house.run(server, "summarize", json!({"text": "Say hello to the desk"})).await;

    let card = house.prompt_gate().await;
    assert_eq!(card.exchange.cause.door, door);
    assert_eq!(card.exchange.cause.call.as_ref().map(domain::Call::name), Some("summarize"));
    let mut edited = card.exchange.asked.as_ref().clone();
    edited.system = Some("Edited by the person.".into());
    edited.max_tokens = 77;
    let target = Target::Model { model: model.clone() };
    let sign = Decision::SignPrompt { target, edited: Some(Box::new(edited)), span: Span::Once };
    house.decide(&card, sign).await.expect("signed");

    let reply = house.reply_gate().await;
    let Some(Outcome::Reply { reply: said }) = reply.exchange.attempts.first().map(|a| &a.outcome)
    else {
        panic!("a reply, not {:?}", reply.exchange.attempts)
    };
    assert_eq!(said.plain_text(), "Xin chào! 안녕 你好 👋");
    house.decide(&reply, sign_reply(&reply, Some("What I return."))).await.expect("signed");

    let (text, is_error) = house.result(call).await;
    assert!(!is_error && text.contains("What I return."), "{text}");
    let closed = house.look(card.exchange.id).await.exchange;
    assert_eq!(closed.state(), &State::Released);
    assert_eq!(closed.sent.as_ref().map(|sent| sent.prompt.max_tokens), Some(77));
    assert_ne!(closed.asked.max_tokens, 77);
    let returned = closed.returned.expect("it was returned");
    assert_eq!(plain_text(&returned.reply.content), "What I return.");
    assert_eq!(returned.by, Signer::Person);

    let bodies = asked(&stand_in).await;
    assert_eq!(bodies.len(), 1, "what was signed once is sent once");
    let body = bodies[0].to_string();
    assert!(body.contains("Edited by the person.") && body.contains("77"), "{body}");
    house.engine.close().await;
}

#[rstest]
#[case::pushed(Protocol::Legacy)]
#[case::pulled(Protocol::Modern)]
#[tokio::test(flavor = "multi_thread")]
async fn answered_by_hand_without_any_model(#[case] protocol: Protocol) {
    let mut house = house().await;
    let server = house.demo(protocol).await;
    let call = house.run(server, "create_story", json!({"topic": "a seal"})).await;
    let card = house.prompt_gate().await;
    assert_eq!(card.desk.as_ref().and_then(|desk| desk.offers.ranking.best().cloned()), None);
    house.decide(&card, by_hand()).await.expect("signed");
    let reply = house.reply_gate().await;
    house.decide(&reply, sign_reply(&reply, Some("Once upon a seal."))).await.expect("signed");
    let (text, is_error) = house.result(call).await;
    assert!(!is_error && text.contains("Once upon a seal."), "{text}");
    house.engine.close().await;
}

#[rstest]
#[case::pushed(Protocol::Legacy)]
#[case::pulled(Protocol::Modern)]
#[tokio::test(flavor = "multi_thread")]
async fn refused_at_the_prompt_gate_reaches_no_model(#[case] protocol: Protocol) {
    let Scene { mut house, stand_in, server, model: _ } =
        Scene::open(CHILD.as_ref(), protocol, ProviderKind::Openai).await;
    let call = house.run(server, "summarize", json!({"text": "Say hello"})).await;
    let card = house.prompt_gate().await;
    let reason = Some("not with customer data".to_string());
    house.decide(&card, Decision::Refuse { reason }).await.expect("refused");
    // A pushed refusal is an error that the tool passes on; a pulled one ends the call.
    let state = house.ended(call).await;
    let (refused, told) = match &state {
        CallState::Done { result, is_error } => (*is_error, result.to_string()),
        CallState::Failed { fault } => (fault.code == FaultCode::Stopped, fault.to_string()),
        CallState::Running { .. } | CallState::Cancelled => (false, String::new()),
    };
    assert!(refused && told.contains("not with customer data"), "{state:?}");
    let closed = house.look(card.exchange.id).await.exchange;
    assert!(matches!(
        closed.state(),
        State::Refused { gate: Gate::Prompt, by: Signer::Person, .. }
    ));
    assert_eq!(asked(&stand_in).await.len(), 0);
    house.engine.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_at_the_reply_gate_returns_nothing() {
    let Scene { mut house, stand_in: _held, server, model } =
        Scene::open(CHILD.as_ref(), Protocol::Legacy, ProviderKind::Anthropic).await;
    let call = house.run(server, "summarize", json!({"text": "Say hello"})).await;
    let card = house.prompt_gate().await;
    house.decide(&card, sign_for(&model)).await.expect("signed");
    let reply = house.reply_gate().await;
    house.decide(&reply, Decision::Refuse { reason: None }).await.expect("refused");
    let (text, is_error) = house.result(call).await;
    assert!(is_error && !text.contains("Xin chào"), "{text}");
    let closed = house.look(card.exchange.id).await.exchange;
    assert!(matches!(closed.state(), State::Refused { gate: Gate::Reply, .. }));
    assert_eq!(closed.attempts.len(), 1, "what the model said is kept");
    house.engine.close().await;
}

#[rstest]
#[case::pushed(Protocol::Legacy)]
#[case::pulled(Protocol::Modern)]
#[tokio::test(flavor = "multi_thread")]
async fn closing_is_not_consent(#[case] protocol: Protocol) {
    let Scene { mut house, stand_in, server, model: _ } =
        Scene::open(CHILD.as_ref(), protocol, ProviderKind::Openai).await;
    house.run(server, "review_code", json!({"code": "Say hello"})).await;
    house.prompt_gate().await;
    let card = house.prompt_gate().await;
    soon("closing", house.engine.close()).await;
    let withdrawn = |state: &State| *state == State::Withdrawn { why: Withdrawal::AppClosed };
    house.until("the first withdrawal", withdrawn).await;
    house.until("the second withdrawal", withdrawn).await;
    let late = house.decide(&card, by_hand()).await.expect_err("it is over");
    assert_eq!(late.code, FaultCode::TooLate);
    assert_eq!(asked(&stand_in).await.len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_requests_of_one_call_live_their_own_lives() {
    let mut house = house().await;
    let server = house.demo(Protocol::Legacy).await;
    let call = house.run(server, "review_code", json!({"code": "fn main() {}"})).await;
    let (one, other) = (house.prompt_gate().await, house.prompt_gate().await);
    assert_ne!(one.exchange.id, other.exchange.id);
    let (now, _) = house.engine.subscribe();
    assert!(now.open.len() == 2 && now.open.iter().all(|line| line.call == Some(call)));
    house.decide(&other, by_hand()).await.expect("signed");
    let reply = house.reply_gate().await;
    assert_eq!(reply.exchange.id, other.exchange.id);
    house.decide(&reply, sign_reply(&reply, Some("fine"))).await.expect("signed");
    let still = house.look(one.exchange.id).await;
    assert_eq!(still.exchange.state(), &State::PromptReview);
    house.decide(&still, by_hand()).await.expect("signed");
    let reply = house.reply_gate().await;
    house.decide(&reply, sign_reply(&reply, Some("fast"))).await.expect("signed");
    let (text, is_error) = house.result(call).await;
    assert!(!is_error && text.contains("fine") && text.contains("fast"), "{text}");
    house.engine.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_on_an_older_picture_is_refused() {
    let mut house = house().await;
    let server = house.demo(Protocol::Legacy).await;
    house.run(server, "summarize", json!({"text": "a"})).await;
    let card = house.prompt_gate().await;
    house.decide(&card, by_hand()).await.expect("signed");
    house.reply_gate().await;
    let stale = house.decide(&card, by_hand()).await.expect_err("the picture is old");
    assert_eq!(stale.code, FaultCode::TooLate);
    house.engine.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_sent_is_said_and_can_be_mended() {
    let Scene { mut house, stand_in: _held, server, model } =
        Scene::open(CHILD.as_ref(), Protocol::Legacy, ProviderKind::Openai).await;
    let call = house.run(server, "summarize", json!({"text": "Say hello"})).await;
    let card = house.prompt_gate().await;
    let with = |max_tokens| {
        let mut edited = card.exchange.asked.as_ref().clone();
        edited.max_tokens = max_tokens;
        let target = Target::Model { model: model.clone() };
        Decision::SignPrompt { target, edited: Some(Box::new(edited)), span: Span::Once }
    };
    let fault = house.decide(&card, with(0)).await.expect_err("0 tokens cannot be sent");
    assert_eq!(fault.code, FaultCode::Invalid);
    house.decide(&card, with(5)).await.expect("mended and signed");
    let reply = house.reply_gate().await;
    house.decide(&reply, sign_reply(&reply, None)).await.expect("signed");
    assert!(!house.result(call).await.1);
    house.engine.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn stopped_midway_keeps_what_came_and_still_asks() {
    let Scene { mut house, stand_in: _held, server, model } =
        Scene::open(CHILD.as_ref(), Protocol::Legacy, ProviderKind::Openai).await;
    house.run(server, "summarize", json!({"text": "Write slowly"})).await;
    let card = house.prompt_gate().await;
    house.decide(&card, sign_for(&model)).await.expect("signed");
    house.first_text(card.exchange.id).await;
    let writing = house.look(card.exchange.id).await;
    house.decide(&writing, Decision::Stop).await.expect("stopped");
    let reply = house.reply_gate().await.exchange;
    let Some(Outcome::Reply { reply: said }) = reply.attempts.first().map(|a| &a.outcome) else {
        panic!("what came, not {:?}", reply.attempts)
    };
    assert_eq!(said.stop_reason, StopReason::Stopped);
    let whole = "One word after the other, slowly, so that there is time to stop in between.";
    let text = said.plain_text();
    assert!(!text.is_empty() && text != whole && whole.starts_with(&text), "{text}");
    house.engine.close().await;
}
