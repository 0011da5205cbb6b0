//! Grants by account and by place, the choice inside them, and what it costs, with everything real.

use domain::catalogue::{Class, Override};
use domain::choice::Reason;
use domain::estimate::Fit;
use domain::exchange::Outcome;
use domain::history::{Filter, SpendOf};
use domain::money::{Rate, Rates};
use domain::{AccountId, FaultCode, ModelRef, Money, Place, Protocol, ProviderKind, State};
use engine::view::{Access, AccountEdit, ExchangeDetail};
use integration::{House, sign_for, sign_reply};
use provider_doubles::{Aimock, fixtures};
use serde_json::json;

const CHILD: &str = env!("CARGO_BIN_EXE_integration-child");

async fn house() -> House {
    House::open(CHILD.as_ref()).await
}

fn model(account: AccountId, name: &str) -> ModelRef {
    ModelRef { account, model: name.into() }
}

/// The models of a card, best first.
fn models(card: &ExchangeDetail) -> Vec<&str> {
    let granted = card.desk.iter().flat_map(|desk| &desk.granted);
    granted.map(|model| model.model.as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_granted_whole_gives_all_that_it_lists_until_it_is_taken_away() {
    let stand_in = Aimock::start().expect("aimock starts");
    let mut house = house().await;
    let server = house.demo(Protocol::Legacy).await;
    let account = house.account(ProviderKind::Openai, &stand_in.openai_url()).await;
    house.engine.test_account(account).await.expect("it lists its models");
    let access = Access { accounts: vec![account], ..Access::default() };
    house.engine.set_grant(server, access).await.expect("granted");
    house.run(server, "summarize", json!({"text": "Say hello"})).await;
    let card = house.prompt_gate().await;
    assert!(models(&card).len() > 1, "every model: {:?}", models(&card));
    let any = model(account, "one that is offered only tomorrow");

    // Taken away while it waits: nothing of it counts any more.
    let other = house.account(ProviderKind::Openai, &stand_in.openai_url()).await;
    let only = Access { accounts: vec![other], ..Access::default() };
    house.engine.set_grant(server, only).await.expect("another");
    let fault = house.decide(&card, sign_for(&any)).await.expect_err("taken while it waited");
    assert_eq!(fault.code, FaultCode::NotGranted);
    // With the account itself gone, so is the grant of it.
    house.engine.remove_account(other).await.expect("removed");
    assert!(house.engine.subscribe().0.grants.is_empty());
    house.engine.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_here_holds_for_an_account_that_moves_away_while_a_request_waits() {
    let stand_in = Aimock::start().expect("aimock starts");
    let mut house = house().await;
    let server = house.demo(Protocol::Legacy).await;
    let url = stand_in.openai_url();
    let here = house.account(ProviderKind::Openai, &url).await;
    let away = house.account(ProviderKind::Openai, "https://models.example.org/v1").await;
    let access = Access { place: Place::Here, ..Access::default() };
    house.engine.set_grant(server, access).await.expect("granted");
    house.run(server, "summarize", json!({"text": "Say hello"})).await;
    let card = house.prompt_gate().await;
    let far = model(away, "gpt-6-sol");
    let fault = house.decide(&card, sign_for(&far)).await.expect_err("not on this machine");
    assert_eq!(fault.code, FaultCode::NotGranted);

    let moved = AccountEdit {
        id: Some(here),
        name: "moved".into(),
        kind: ProviderKind::Openai,
        headers: Vec::new(),
        program: None,
        base_url: "https://elsewhere.example.org/v1".into(),
        key: Some("another".to_string().into()),
    };
    house.engine.keep_account(moved).await.expect("moved away");
    let near = model(here, "m");
    let fault = house.decide(&card, sign_for(&near)).await.expect_err("it is here no more");
    assert_eq!(fault.code, FaultCode::NotGranted);

    let back = AccountEdit {
        id: Some(here),
        name: "back".into(),
        kind: ProviderKind::Openai,
        headers: Vec::new(),
        program: None,
        base_url: url,
        key: Some("key-of-the-test".to_string().into()),
    };
    house.engine.keep_account(back).await.expect("moved back");
    house.decide(&card, sign_for(&near)).await.expect("here again");
    house.reply_gate().await;
    house.engine.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_card_says_which_model_why_and_what_it_may_cost_and_the_history_what_it_did() {
    let stand_in = Aimock::start().expect("aimock starts");
    let mut house = house().await;
    let server = house.demo(Protocol::Legacy).await;
    let account = house.account(ProviderKind::Openai, &stand_in.openai_url()).await;
    let both = vec![model(account, "gpt-6-luna"), model(account, "claude-sonnet-5-5")];
    house.engine.set_grant(server, Access::to(both)).await.expect("granted");
    // The stand-in has no price in any list; the person says one.
    let priced = model(account, "claude-sonnet-5-5");
    let (input, output) = (Rate(2_000_000), Rate(10_000_000));
    let rates = Rates { input, output, cached: None, audio: None, long: None };
    let says = Override { rates: Some(rates), context: Some(4), ..Override::default() };
    house.engine.set_override(priced.clone(), says.clone()).await.expect("said");

    let call = house.run(server, "summarize", json!({"text": "Say hello"})).await;
    let card = house.prompt_gate().await;
    let offers = &card.desk.as_ref().expect("it is open").offers;
    let best = offers.ranking.best().expect("one that fits");
    assert_eq!(best.model.model, "gpt-6-luna", "the other one takes only four tokens");
    let unfit = offers.ranking.unfit.first().expect("the other one");
    assert_eq!(unfit.model, priced);
    let offered = offers.models.iter().find(|o| o.model == priced).expect("it is offered still");
    assert_eq!(offered.fit, Fit::TooLong);
    let ceiling = offered.estimate.cost.expect("a price that is known").ceiling;
    let luna = offers.models.iter().find(|o| o.model.model == "gpt-6-luna").expect("offered");
    assert_eq!(luna.estimate.cost, None, "no price is known for it");

    // The person may take it all the same; the limit was theirs.
    let says = Override { context: None, ..says };
    house.engine.set_override(priced.clone(), says).await.expect("said");
    let card = house.look(card.exchange.id).await;
    // It asks for a haiku, and may use none: one of that class stands in for it.
    let hinted = card.desk.as_ref().and_then(|desk| desk.offers.ranking.best());
    let (hint, family) = ("haiku".to_string(), "Claude Haiku".to_string());
    let equivalent = Reason::Equivalent { hint, family, class: Class::Small };
    assert_eq!(hinted.map(|choice| &choice.reason), Some(&equivalent));
    house.decide(&card, sign_for(&priced)).await.expect("signed");
    let reply = house.reply_gate().await;
    let attempt = reply.exchange.attempts.first().expect("an attempt");
    let Outcome::Reply { reply: said } = &attempt.outcome else { panic!("{attempt:?}") };
    let usage = said.usage.expect("the stand-in reports");
    let cost = attempt.beside.cost.and_then(|cost| cost.total()).expect("a price that is known");
    assert_eq!(Some(cost), rates.cost(&usage).and_then(|cost| cost.total()));
    assert!(cost > Money(0) && ceiling > Money(0));

    house.decide(&reply, sign_reply(&reply, None)).await.expect("signed");
    house.result(call).await;
    house.until("the release", |state| *state == State::Released).await;
    for of in [SpendOf::Call(call), SpendOf::Account(account)] {
        let spend = house.engine.spend(of).await.expect("summed");
        assert_eq!((spend.attempts, spend.cost, spend.unpriced), (1, cost, 0), "{of:?}");
    }
    let of_server = Filter { server: Some(server), ..Filter::default() };
    let total = house.engine.history_total(of_server).await.expect("counted");
    assert_eq!((total.exchanges, total.spend.cost, total.spend.unpriced), (1, cost, 0));
    house.engine.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_key_takes_the_place_of_the_old_one_only_once_it_is_accepted() {
    let picky = Aimock::start_with(&fixtures(), &["key-of-the-test", "the-next-key"]);
    let picky = picky.expect("aimock starts");
    let mut house = house().await;
    let server = house.demo(Protocol::Legacy).await;
    let account = house.account(ProviderKind::Openai, &picky.openai_url()).await;
    let granted = house.grant(server, account, "m").await;
    let edit = |key: &str| AccountEdit {
        id: Some(account),
        name: "stand-in".into(),
        kind: ProviderKind::Openai,
        headers: Vec::new(),
        program: None,
        base_url: picky.openai_url(),
        key: Some(key.to_string().into()),
    };
    let fault = house.engine.save_account(edit("a-wrong-key")).await.expect_err("not accepted");
    assert_eq!(fault.code, FaultCode::KeyRejected);
    assert!(!format!("{fault:?}").contains("a-wrong-key"), "{fault:?}");
    // The one before still works.
    house.run(server, "summarize", json!({"text": "Say hello"})).await;
    let card = house.prompt_gate().await;
    house.decide(&card, sign_for(&granted)).await.expect("signed");
    let reply = house.reply_gate().await;
    let outcome = reply.exchange.attempts.first().map(|attempt| &attempt.outcome);
    assert!(matches!(outcome, Some(Outcome::Reply { .. })), "{outcome:?}");
    house.engine.save_account(edit("the-next-key")).await.expect("accepted");
    house.engine.close().await;
}
