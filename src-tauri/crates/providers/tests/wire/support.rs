//! What the tests share: signing a prompt, having it written, serving odd answers.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use domain::{
    Account, AccountId, Cause, Countersigned, Digest, Door, Event, Exchange, ExchangeId, Message,
    ModelRef, Passed, Prompt, ProviderKind, Role, ServerId, Signer, Target,
};
use providers::{Background, Client, Delta, Failure, Provider, Written};
use secrecy::SecretString;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// The key of every account here.
pub(crate) const KEY: &str = "sk-test-0123456789abcdef";

pub(crate) fn prompt(text: &str) -> Prompt {
    Prompt { messages: vec![Message::text(Role::User, text)], max_tokens: 100, ..Prompt::default() }
}

/// Has a prompt signed the only way there is.
pub(crate) fn sign(prompt: Prompt, target: Target) -> Countersigned<Prompt> {
    sign_bytes(prompt, target, None)
}

/// The same, with the digest of what is to be sent.
pub(crate) fn sign_bytes(
    prompt: Prompt,
    target: Target,
    digest: Option<Digest>,
) -> Countersigned<Prompt> {
    let cause = Cause {
        server: ServerId(Uuid::now_v7()),
        server_name: "test".into(),
        door: Door::Pushed,
        revision: "2025-11-25".into(),
        call: None,
        certain: true,
        round: None,
        turn: None,
    };
    let (mut exchange, _) = Exchange::receive(ExchangeId(Uuid::now_v7()), cause, prompt);
    exchange.apply(Event::Presented).unwrap();
    let by = Signer::Person;
    match exchange.apply(Event::PromptSigned { by, target, edited: None, digest }) {
        Ok(Passed::Prompt(signed)) => signed,
        other => panic!("not signed: {other:?}"),
    }
}

pub(crate) fn signed(text: &str) -> Countersigned<Prompt> {
    signed_for("test-model", prompt(text))
}

pub(crate) fn signed_for(model: &str, prompt: Prompt) -> Countersigned<Prompt> {
    sign(prompt, Target::Model { model: self::model(model) })
}

pub(crate) fn model(model: &str) -> ModelRef {
    ModelRef { account: AccountId(Uuid::now_v7()), model: model.into() }
}

pub(crate) fn account(kind: ProviderKind, base_url: &str) -> Account {
    let (id, name, base_url) = (AccountId(Uuid::now_v7()), "Work".into(), base_url.into());
    Account { id, name, kind, base_url, headers: Vec::new(), program: None }
}

pub(crate) fn provider(kind: ProviderKind, base_url: &str) -> Arc<dyn Provider> {
    let key = Some(SecretString::from(KEY));
    providers::connect(&account(kind, base_url), key, &Client::new()).unwrap()
}

/// What was written, and what was shown of it on the way.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) outcome: Result<Written, Failure>,
    pub(crate) deltas: Vec<String>,
    pub(crate) thinking: String,
}

impl Run {
    pub(crate) fn failure(self) -> Failure {
        match self.outcome {
            Ok(written) => panic!("written: {written:?}"),
            Err(failure) => {
                // Whatever went wrong: no key in it.
                assert!(!format!("{failure:?}").contains(KEY), "{failure:?}");
                failure
            }
        }
    }
}

pub(crate) async fn run(provider: &dyn Provider, text: &str) -> Run {
    write(provider, &signed(text), &CancellationToken::new()).await
}

/// Generates, and stops as soon as text comes if `stop` is to be fired by it.
pub(crate) async fn write(
    provider: &dyn Provider,
    prompt: &Countersigned<Prompt>,
    stop: &CancellationToken,
) -> Run {
    let shown = Mutex::new((Vec::new(), String::new()));
    let deltas = |delta: Delta<'_>| match delta {
        Delta::Text(text) => shown.lock().unwrap().0.push(text.to_owned()),
        Delta::Thinking(text) => shown.lock().unwrap().1.push_str(text),
    };
    let outcome = provider.generate(prompt, Background::default(), &deltas, stop).await;
    let (deltas, thinking) = shown.into_inner().unwrap();
    Run { outcome, deltas, thinking }
}

/// Serves on a free port until the test ends.
pub(crate) async fn serve(router: Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await.unwrap() });
    format!("http://{address}")
}

/// A whole answer in Anthropic's format, as events.
pub(crate) const ANSWER: &str = "data: {\"type\":\"message_start\",\"message\":{\"type\":\"message\",\
    \"model\":\"m\",\"content\":[],\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}}\n\n\
    data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\
    \"text\":\"Hi\"}}\n\n\
    data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}\n\n\
    data: {\"type\":\"message_stop\"}\n\n";

/// The part of it that ends in the first text.
pub(crate) fn beginning() -> &'static str {
    ANSWER.split_once("data: {\"type\":\"message_delta\"").unwrap().0
}
