//! Servers that are no provider, or an odd one.

use axum::Router;
use axum::extract::Query;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Html;
use axum::routing::get;
use domain::ProviderKind::{Anthropic, Command, Gemini, Ollama, Openai, OpenaiResponses};
use domain::header::Header;
use domain::{FaultCode, Model, ProviderKind};
use rstest::rstest;
use serde::Deserialize;

use crate::support::{KEY, account, provider, run, serve};

async fn saying(body: &'static str) -> String {
    serve(Router::new().fallback(move || async move { body })).await
}

#[rstest]
#[case::anthropic(
    Anthropic,
    "{\"type\":\"message\",\"model\":\"m\",\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}],\"stop_reason\":\"end_turn\"}"
)]
#[case::openai(
    Openai,
    "\n {\"model\":\"m\",\"choices\":[{\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}"
)]
#[tokio::test]
async fn an_answer_in_one_piece_will_do(#[case] kind: ProviderKind, #[case] body: &'static str) {
    let run = run(&*provider(kind, &saying(body).await), "Hi").await;
    assert_eq!(run.outcome.unwrap().reply.plain_text(), "Hi");
    assert_eq!(run.deltas, ["Hi"]);
}

#[rstest]
#[case::page("<!doctype html><title>Welcome</title>")]
#[case::other_json("{\"hello\":\"world\"}")]
#[case::message("{\"message\":\"Welcome to this API\"}")]
#[case::words("It works!")]
#[tokio::test]
async fn what_is_no_provider_is_called_that(
    #[values(Anthropic, Openai, OpenaiResponses, Gemini, Ollama)] kind: ProviderKind,
    #[case] body: &'static str,
) {
    let provider = provider(kind, &saying(body).await);
    let expect = match kind {
        Anthropic => "/v1/messages",
        Openai | OpenaiResponses => "usually ends in /v1",
        Gemini => "/v1beta",
        Ollama => "/api/chat",
        Command => panic!("a program has no address"),
    };
    let fault = provider.models().await.unwrap_err();
    let failure = run(&*provider, "Hi").await.failure();
    for fault in [fault, failure.fault] {
        assert_eq!(fault.code, FaultCode::NotAProvider, "{fault}");
        assert!(fault.message.contains(expect), "{fault}");
        assert_eq!(fault.detail.as_deref(), Some(body));
    }
}

#[tokio::test]
async fn a_page_that_is_not_there_is_no_provider() {
    let missing = || async { (StatusCode::NOT_FOUND, Html("<h1>Not found</h1>")) };
    let url = serve(Router::new().fallback(missing)).await;
    let fault = provider(Openai, &url).models().await.unwrap_err();
    assert_eq!(fault.code, FaultCode::NotAProvider);
}

#[rstest]
#[tokio::test]
async fn a_key_that_is_echoed_is_in_no_fault(
    #[values(Anthropic, Openai, OpenaiResponses, Gemini, Ollama)] kind: ProviderKind,
) {
    let echo = |headers: HeaderMap| async move {
        let key = ["x-api-key", "authorization", "x-goog-api-key"]
            .iter()
            .find_map(|name| headers.get(*name))
            .unwrap();
        let words = format!("{{\"error\":{{\"message\":\"Bad key {}\"}}}}", key.to_str().unwrap());
        (StatusCode::UNAUTHORIZED, [("request-id", key.clone())], words)
    };
    let provider = provider(kind, &serve(Router::new().fallback(echo)).await);
    let fault = provider.models().await.unwrap_err();
    assert_eq!(fault.code, FaultCode::KeyRejected);
    assert!(!format!("{fault:?}").contains(KEY), "{fault:?}");
    assert!(fault.message.contains("It says: “Bad key "), "{fault}");
    run(&*provider, "Hi").await.failure();
}

#[rstest]
#[case::null("{\"object\":\"list\",\"data\":null}", &[])]
#[case::list("{\"data\":[{\"id\":\"b\",\"name\":\"B\"},{\"id\":\"a\"}]}", &[("b", Some("B")), ("a", None)])]
#[case::bare("[{\"id\":\"a\"}]", &[("a", None)])]
#[tokio::test]
async fn lists_of_models_come_in_some_shapes(
    #[case] body: &'static str,
    #[case] expected: &[(&str, Option<&str>)],
) {
    let models = provider(Openai, &saying(body).await).models().await.unwrap();
    let expected: Vec<Model> = expected
        .iter()
        .map(|(id, name)| Model {
            id: (*id).into(),
            name: name.map(str::to_owned),
            ..Model::default()
        })
        .collect();
    assert_eq!(models, expected);
}

#[derive(Deserialize)]
struct Page {
    after_id: Option<String>,
}

#[tokio::test]
async fn all_pages_of_models_are_read() {
    let page = |Query(page): Query<Page>| async move {
        match page.after_id.as_deref() {
            None => {
                "{\"data\":[{\"id\":\"a\",\"display_name\":\"A\"}],\"has_more\":true,\"last_id\":\"a b\"}"
            }
            Some("a b") => "{\"data\":[{\"id\":\"c\"}],\"has_more\":false,\"last_id\":\"c\"}",
            Some(other) => panic!("{other}"),
        }
    };
    let url = serve(Router::new().route("/v1/models", get(page))).await;
    let models = provider(Anthropic, &url).models().await.unwrap();
    assert_eq!(
        models,
        [
            Model { id: "a".into(), name: Some("A".into()), ..Model::default() },
            Model { id: "c".into(), ..Model::default() },
        ]
    );
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct GeminiPage {
    page_token: Option<String>,
}

#[tokio::test]
async fn geminis_list_is_read_without_what_does_not_write() {
    let page = |Query(page): Query<GeminiPage>| async move {
        match page.page_token.as_deref() {
            None => {
                r#"{"models":[{"name":"models/gemini-3.8-pro","displayName":"Gemini 3.8 Pro","supportedGenerationMethods":["generateContent","countTokens"]},
                {"name":"models/embedding-1","supportedGenerationMethods":["embedContent"]}],"nextPageToken":"b"}"#
            }
            Some(_) => r#"{"models":[{"name":"models/gemma-4"}]}"#,
        }
    };
    let url = serve(Router::new().route("/v1/models", get(page))).await;
    let models = provider(Gemini, &format!("{url}/v1")).models().await.unwrap();
    let expected = [("gemini-3.8-pro", Some("Gemini 3.8 Pro")), ("gemma-4", None)];
    let named = |(id, name): (&str, Option<&str>)| Model {
        id: id.into(),
        name: name.map(str::to_owned),
        ..Model::default()
    };
    assert_eq!(models, expected.map(named));
}

#[tokio::test]
async fn a_list_without_end_is_a_fault() {
    let url = saying("{\"data\":[{\"id\":\"a\"}],\"has_more\":true,\"last_id\":\"a\"}").await;
    let fault = provider(Anthropic, &url).models().await.unwrap_err();
    assert_eq!(fault.code, FaultCode::ProviderFailed);
    assert!(fault.message.contains("without end"), "{fault}");
}

/// A gateway in front of a provider: it wants a header of its own, and says what it got.
#[rstest]
#[tokio::test]
async fn headers_of_an_account_go_along_and_are_told_on_by_nobody(
    #[values(Anthropic, Openai, OpenaiResponses, Gemini, Ollama)] kind: ProviderKind,
) {
    const TOKEN: &str = "gateway-token-0123456789";
    let gateway = |headers: HeaderMap| async move {
        let token = headers.get("cf-aig-authorization").and_then(|value| value.to_str().ok());
        let team = headers.get("x-team").is_some_and(|team| team == "Desk");
        let said = format!("{{\"error\":{{\"message\":\"Not {token:?}, {team}\"}}}}");
        (StatusCode::FORBIDDEN, said)
    };
    let url = serve(Router::new().fallback(gateway)).await;
    let header = |name: &str, value: &str| Header { name: name.into(), value: value.into() };
    let token = header("cf-aig-authorization", &format!("Bearer {TOKEN}"));
    let headers = vec![token, header("X-Team", "Desk")];
    let secrets = providers::Secrets { key: Some(KEY.into()), headers };
    let account = account(kind, &url);
    let provider = providers::connect(&account, secrets, &providers::Client::new()).unwrap();
    let listed = provider.models().await.unwrap_err();
    let asked = run(&*provider, "Hi").await.failure().fault;
    for fault in [listed, asked] {
        let shown = format!("{fault:?}");
        assert!(shown.contains("true"), "the other header came too: {shown}");
        assert!(shown.contains("•••") && !shown.contains(TOKEN), "{shown}");
    }
}

#[test]
fn a_key_that_cannot_be_sent_is_refused() {
    let account = account(Openai, "http://localhost:1/v1");
    let key = Some("sk-one\nsk-two".into());
    let Err(fault) = providers::connect(&account, key, &providers::Client::new()) else {
        panic!("connected")
    };
    assert_eq!(fault.code, FaultCode::Invalid);
    assert!(!format!("{fault:?}").contains("sk-"), "{fault:?}");
}
