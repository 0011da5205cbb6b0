//! A server gets no model outside its grant, and no rule signs more than it was made for.

use domain::exchange::Outcome;
use domain::server::{LaunchSettings, ServerSettings};
use domain::{FaultCode, ModelRef, Protocol, ProviderKind, Signer, State, Target};
use engine::view::{Decision, Span};
use integration::{House, Scene, sign_for, sign_reply};
use provider_doubles::{Aimock, fixtures};
use serde_json::json;

const CHILD: &str = env!("CARGO_BIN_EXE_integration-child");

async fn house() -> House {
    House::open(CHILD.as_ref()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn no_grant_no_generation() {
    let stand_in = Aimock::start().expect("aimock starts");
    let mut house = house().await;
    let server = house.demo(Protocol::Legacy).await;
    let account = house.account(ProviderKind::Openai, &stand_in.openai_url()).await;
    house.run(server, "summarize", json!({"text": "Say hello"})).await;
    let card = house.prompt_gate().await;
    let model = ModelRef { account, model: "m".into() };
    let fault = house.decide(&card, sign_for(&model)).await.expect_err("not granted");
    assert_eq!(fault.code, FaultCode::NotGranted);
    // Granted on the card itself, it counts for the card that waits.
    house.grant(server, account, "m").await;
    house.decide(&card, sign_for(&model)).await.expect("now it is granted");
    house.reply_gate().await;
    house.engine.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn revoking_counts_at_once() {
    let Scene { mut house, stand_in: _held, server, model } =
        Scene::open(CHILD.as_ref(), Protocol::Legacy, ProviderKind::Openai).await;
    house.run(server, "summarize", json!({"text": "Write slowly"})).await;
    let card = house.prompt_gate().await;
    house.engine.revoke_grant(server).await.expect("revoked");
    let fault = house.decide(&card, sign_for(&model)).await.expect_err("revoked while it waited");
    assert_eq!(fault.code, FaultCode::NotGranted);

    house.grant(server, model.account, &model.model).await;
    house.decide(&card, sign_for(&model)).await.expect("granted again");
    house.first_text(card.exchange.id).await;
    house.engine.revoke_grant(server).await.expect("revoked while it writes");
    let reply = house.reply_gate().await.exchange;
    let Some(Outcome::Reply { reply }) = reply.attempts.first().map(|a| &a.outcome) else {
        panic!("what came until then, not {:?}", reply.attempts)
    };
    assert!(reply.plain_text().len() < 70, "the writing was stopped: {}", reply.plain_text());
    house.engine.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_rule_signs_both_gates_until_it_is_revoked() {
    let Scene { mut house, stand_in: _held, server, model } =
        Scene::open(CHILD.as_ref(), Protocol::Legacy, ProviderKind::Openai).await;
    let first = house.run(server, "summarize", json!({"text": "Say hello"})).await;
    let card = house.prompt_gate().await;
    let target = Target::Model { model };
    let sign = Decision::SignPrompt { target, edited: None, span: Span::Session };
    house.decide(&card, sign).await.expect("signed, and for the session");
    assert!(!house.result(first).await.1, "the rule signs the reply");

    let second = house.run(server, "summarize", json!({"text": "Say hello again"})).await;
    assert!(!house.result(second).await.1, "and all of the next one");
    let released = |state: &State| *state == State::Released;
    house.until("the first release", released).await;
    let by_rule = house.until("the second release", released).await;
    let exchange = house.look(by_rule).await.exchange;
    let rule = house.engine.subscribe().0.rules[0].id;
    assert_eq!(exchange.sent.map(|sent| sent.by), Some(Signer::Rule { rule }));
    assert_eq!(exchange.returned.map(|returned| returned.by), Some(Signer::Rule { rule }));

    house.engine.revoke_rule(rule).await.expect("revoked");
    house.run(server, "summarize", json!({"text": "Say hello"})).await;
    house.prompt_gate().await;
    house.engine.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn grant_and_rule_die_with_the_identity() {
    let stand_in = Aimock::start().expect("aimock starts");
    let mut house = house().await;
    let launch = |args: &[&str]| LaunchSettings::Program {
        command: CHILD.into(),
        args: args.iter().map(ToString::to_string).collect(),
        env: Vec::new(),
        cwd: None,
    };
    let settings = |launch| ServerSettings {
        name: "changing".into(),
        launch,
        protocol: Protocol::Legacy,
        sampling: true,
        elicitation: true,
        roots: None,
        sampling_tools: true,
        log_level: None,
    };
    let demo = launch(&["__demo-server"]);
    let server = house.engine.save_server(None, settings(demo)).await.expect("kept");
    house.engine.start_server(server).await.expect("it starts");
    let account = house.account(ProviderKind::Openai, &stand_in.openai_url()).await;
    let model = house.grant(server, account, "m").await;
    house.engine.sign_all(server, model.clone()).await.expect("a rule");
    assert_eq!(house.engine.subscribe().0.rules.len(), 1);

    house.engine.stop_server(server).await.expect("it stops");
    let other = launch(&["__demo-server", "changed"]);
    house.engine.save_server(Some(server), settings(other)).await.expect("changed");
    house.engine.start_server(server).await.expect("it starts again");
    let now = house.engine.subscribe().0;
    assert!(now.rules.is_empty(), "the rule was for what it was before");
    assert!(now.servers[0].changed, "the window can say why");
    house.run(server, "summarize", json!({"text": "Say hello"})).await;
    let card = house.prompt_gate().await;
    let fault = house.decide(&card, sign_for(&model)).await.expect_err("so was the grant");
    assert_eq!(fault.code, FaultCode::NotGranted);
    house.engine.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_key_leaves_the_request_and_another_way() {
    let picky = Aimock::start_with(&fixtures(), &["the-right-key"]).expect("aimock starts");
    let open = Aimock::start().expect("aimock starts");
    let mut house = house().await;
    let server = house.demo(Protocol::Legacy).await;
    let wrong = house.account(ProviderKind::Openai, &picky.openai_url()).await;
    let right = house.account(ProviderKind::Openai, &open.openai_url()).await;
    let [locked, free] = [wrong, right].map(|account| ModelRef { account, model: "m".into() });
    let both = vec![locked.clone(), free.clone()];
    house.engine.set_grant(server, engine::view::Access::to(both)).await.expect("granted");
    let call = house.run(server, "summarize", json!({"text": "Say hello"})).await;
    let card = house.prompt_gate().await;
    house.decide(&card, sign_for(&locked)).await.expect("signed");
    let failed = house.reply_gate().await;
    let Some(Outcome::Fault { fault, .. }) = failed.exchange.attempts.first().map(|a| &a.outcome)
    else {
        panic!("a fault, not {:?}", failed.exchange.attempts)
    };
    assert_eq!(fault.code, FaultCode::KeyRejected, "{fault}");
    let told = format!("{fault:?}");
    assert!(!told.contains("key-of-the-test"), "{told}");
    house.decide(&failed, sign_for(&free)).await.expect("again, with another account");
    let reply = house.reply_gate().await;
    assert_eq!(reply.exchange.attempts.len(), 2, "both attempts are kept");
    house.decide(&reply, sign_reply(&reply, None)).await.expect("signed");
    assert!(!house.result(call).await.1);
    house.engine.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_not_sent_to_a_new_address_by_itself() {
    let house = house().await;
    let account = house.account(ProviderKind::Openai, "http://127.0.0.1:9/v1").await;
    let moved = engine::view::AccountEdit {
        id: Some(account),
        name: "moved".into(),
        kind: ProviderKind::Openai,
        headers: Vec::new(),
        program: None,
        base_url: "http://127.0.0.1:10/v1".into(),
        key: None,
    };
    let fault = house.engine.save_account(moved).await.expect_err("the key must be entered again");
    assert_eq!(fault.code, FaultCode::Invalid);
    house.engine.close().await;
}
