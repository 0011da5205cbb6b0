//! A program as a model, from the request of a server to its answer, with everything real.

#![cfg(unix)]
#![expect(clippy::expect_used, reason = "a test that cannot go on ends there")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use domain::account::{Output, Program};
use domain::exchange::Outcome;
use domain::history::SpendOf;
use domain::{FaultCode, ModelRef, Money, Place, Protocol, ProviderKind};
use engine::view::{Access, AccountEdit, OutgoingQuery};
use integration::{House, sign_for, sign_reply};
use serde_json::json;

const CHILD: &str = env!("CARGO_BIN_EXE_integration-child");

/// An assistant of this text.
fn script(path: &Path, text: &str) {
    fs::write(path, format!("#!/bin/sh\n{text}\n")).expect("a script");
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("it may be run");
}

fn edit(command: &Path) -> AccountEdit {
    let program = Program {
        command: command.display().to_string(),
        args: vec!["{model}".into()],
        output: Output::Text,
        models: vec!["small".into(), "large".into()],
        seconds: 60,
        identity: None,
    };
    AccountEdit {
        id: None,
        name: "assistant".into(),
        kind: ProviderKind::Command,
        base_url: String::new(),
        headers: Vec::new(),
        program: Some(program),
        key: None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_answers_what_was_signed_and_its_cost_is_unknown() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("assistant");
    script(&path, "printf '%s heard: ' \"$1\"; cat");
    let mut house = House::open(CHILD.as_ref()).await;
    let server = house.demo(Protocol::Legacy).await;
    let account = house.engine.keep_account(edit(&path)).await.expect("agreed to");
    house.engine.test_account(account).await.expect("it is there");
    let answered = house.engine.try_program(account).await.expect("it answers a trial");
    assert!(answered.starts_with("small heard: "), "{answered}");

    // Although it runs here, it is not "on this computer".
    let here = Access { place: Place::Here, ..Access::default() };
    house.engine.set_grant(server, here).await.expect("granted");
    let call = house.run(server, "summarize", json!({"text": "Say hello"})).await;
    let card = house.prompt_gate().await;
    let large = ModelRef { account, model: "large".into() };
    let fault = house.decide(&card, sign_for(&large)).await.expect_err("it may ask anybody");
    assert_eq!(fault.code, FaultCode::NotGranted);

    house.engine.set_grant(server, Access::to(vec![large.clone()])).await.expect("granted");
    let exchange = card.exchange.id;
    let query = OutgoingQuery { exchange, model: large.clone(), edited: None };
    let outgoing = house.engine.show_outgoing(query).await.expect("it can be shown");
    let words = [path.display().to_string(), "large".into()];
    assert_eq!(outgoing.program.as_deref(), Some(&words[..]));
    house.decide(&card, sign_for(&large)).await.expect("signed");
    let card = house.reply_gate().await;
    let [attempt] = card.exchange.attempts.as_slice() else { panic!("one attempt") };
    let Outcome::Reply { reply } = &attempt.outcome else { panic!("no reply: {attempt:?}") };
    let text: String = reply.content.iter().filter_map(domain::Content::as_text).collect();
    // What it read is what was shown, to the byte.
    assert_eq!(text, format!("large heard: {}", outgoing.body.trim_end()));
    house.decide(&card, sign_reply(&card, None)).await.expect("signed");
    house.ended(call).await;
    let spend = house.engine.spend(SpendOf::Exchange(exchange)).await.expect("a sum");
    assert_eq!((spend.attempts, spend.unpriced, spend.cost), (1, 1, Money(0)));
    house.engine.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_was_replaced_while_a_request_waits_is_not_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("assistant");
    script(&path, "echo good");
    let mut house = House::open(CHILD.as_ref()).await;
    let server = house.demo(Protocol::Legacy).await;
    let account = house.engine.keep_account(edit(&path)).await.expect("agreed to");
    let small = house.grant(server, account, "small").await;
    house.run(server, "summarize", json!({"text": "Say hello"})).await;
    let card = house.prompt_gate().await;
    let mark = folder.path().join("ran");
    script(&path, &format!("touch '{}'", mark.display()));
    house.decide(&card, sign_for(&small)).await.expect("signed");
    let card = house.reply_gate().await;
    let [attempt] = card.exchange.attempts.as_slice() else { panic!("one attempt") };
    let Outcome::Fault { fault, .. } = &attempt.outcome else { panic!("written: {attempt:?}") };
    assert_eq!(fault.code, FaultCode::NotAProvider);
    assert!(!mark.exists());

    // Agreed to anew, it is run.
    let anew = AccountEdit { id: Some(account), ..edit(&path) };
    house.engine.keep_account(anew).await.expect("agreed to anew");
    house.decide(&card, sign_for(&small)).await.expect("signed");
    // A change of the account tells of what waits once more.
    while house.reply_gate().await.exchange.attempts.len() < 2 {}
    assert!(mark.exists());
    house.engine.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_is_not_there_cannot_be_agreed_to() {
    let house = House::open(CHILD.as_ref()).await;
    let fault = house.engine.keep_account(edit(Path::new("/no/such/program"))).await;
    assert_eq!(fault.expect_err("there is none").code, FaultCode::ProviderUnreachable);
    let mut lacking = edit(Path::new("/bin/sh"));
    lacking.program.as_mut().expect("a program").models.clear();
    let fault = house.engine.keep_account(lacking).await;
    assert_eq!(fault.expect_err("no model").code, FaultCode::Invalid);
    assert!(house.engine.subscribe().0.accounts.is_empty());
    house.engine.close().await;
}
