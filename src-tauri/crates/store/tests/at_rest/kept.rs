//! Servers, accounts, grants and settings.

use domain::account::ProviderKind;
use domain::server::{EnvVar, Identity, Launch};
use domain::{
    Account, AccountId, FaultCode, Grant, ModelRef, Protocol, Server, ServerId, Timestamp,
};
use serde_json::json;
use store::{DatabaseKey, Store};
use uuid::Uuid;

use crate::exchanges::open;

fn server(name: &str) -> Server {
    let env = vec![EnvVar { name: "TOKEN".into(), value: "hunter2".into() }];
    let launch = Launch::Program { command: "npx".into(), args: vec!["it".into()], env, cwd: None };
    let id = ServerId(Uuid::now_v7());
    Server {
        id,
        name: name.into(),
        launch,
        protocol: Protocol::Auto,
        sampling: true,
        elicitation: true,
        roots: None,
        sampling_tools: true,
        log_level: None,
    }
}

fn grant(server: ServerId) -> Grant {
    let model = ModelRef { account: AccountId(Uuid::nil()), model: "claude".into() };
    let identity = Identity("digest".into());
    Grant {
        server,
        identity,
        models: vec![model.clone()],
        accounts: vec![model.account],
        place: domain::Place::Here,
        default: None,
        at: Timestamp(5),
    }
}

#[tokio::test]
async fn servers_come_back_by_name_with_their_environment() {
    let (folder, key) = (tempfile::tempdir().unwrap(), DatabaseKey::random().unwrap());
    let store = open(folder.path(), &key).await;
    let (mut b, a) = (server("beta"), server("Alpha"));
    store.save_server(&b).await.unwrap();
    store.save_server(&a).await.unwrap();
    b.name = "gamma".into();
    store.save_server(&b).await.unwrap();
    store.close().await;
    let store = open(folder.path(), &key).await;
    assert!(store.servers().await.unwrap() == [a, b]);
}

#[tokio::test]
async fn a_grant_lives_with_its_server_and_not_longer() {
    let store = Store::in_memory().await.unwrap();
    let (one, two) = (server("one"), server("two"));
    let fault = store.save_grant(&grant(one.id)).await.unwrap_err();
    assert_eq!(fault.code, FaultCode::NotFound);

    for server in [&one, &two] {
        store.save_server(server).await.unwrap();
        store.save_grant(&grant(server.id)).await.unwrap();
    }
    store.save_server(&one).await.unwrap();
    assert_eq!(store.grants().await.unwrap(), [grant(one.id), grant(two.id)]);
    store.remove_server(one.id).await.unwrap();
    assert_eq!(store.grants().await.unwrap(), [grant(two.id)]);
    store.remove_grant(two.id).await.unwrap();
    store.remove_grant(two.id).await.unwrap();
    assert_eq!(store.grants().await.unwrap(), []);
    assert!(store.servers().await.unwrap() == [two]);
}

#[tokio::test]
async fn accounts_come_and_go() {
    let store = Store::in_memory().await.unwrap();
    let account = |name: &str| Account {
        id: AccountId(Uuid::now_v7()),
        name: name.into(),
        kind: ProviderKind::Anthropic,
        base_url: ProviderKind::Anthropic.default_base_url().into(),
        headers: vec!["OpenAI-Organization".into()],
        program: None,
    };
    let (work, home) = (account("work"), account("Home"));
    store.save_account(&work).await.unwrap();
    store.save_account(&home).await.unwrap();
    assert_eq!(store.accounts().await.unwrap(), [home.clone(), work.clone()]);
    store.remove_account(work.id).await.unwrap();
    assert_eq!(store.accounts().await.unwrap(), [home]);
}

#[tokio::test]
async fn settings_are_small_values_under_a_name() {
    let store = Store::in_memory().await.unwrap();
    assert_eq!(store.setting("era").await.unwrap(), None);
    store.set_setting("era", &json!("modern")).await.unwrap();
    store.set_setting("era", &json!({"of": "legacy"})).await.unwrap();
    assert_eq!(store.setting("era").await.unwrap(), Some(json!({"of": "legacy"})));
    store.remove_setting("era").await.unwrap();
    assert_eq!(store.setting("era").await.unwrap(), None);
}
