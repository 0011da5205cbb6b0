//! Servers of models on this machine are found by what they answer, and by nothing else.

use axum::Router;
use axum::http::HeaderMap;
use axum::response::Html;
use axum::routing::{get, post};
use domain::ProviderKind;
use domain::account::LocalProgram;
use providers::Client;
use tokio::net::TcpListener;

use crate::support::serve;

/// A route that answers with this JSON, and fails when it is given a key.
fn says(router: Router, path: &str, json: &'static str) -> Router {
    let answer = move |headers: HeaderMap| async move {
        assert!(!headers.contains_key("authorization"), "no key is ever sent");
        ([("content-type", "application/json")], json)
    };
    router.route(path, get(answer))
}

async fn contexts(router: Router, program: LocalProgram) -> Option<Vec<(String, Option<u32>)>> {
    let url = format!("{}/v1", serve(router).await);
    let found = Client::new().local_server(program, &url, ProviderKind::Openai).await?;
    Some(found.models.into_iter().map(|model| (model.id, model.context)).collect())
}

#[tokio::test]
async fn llama_cpp_says_its_context_beside_the_list() {
    let list = r#"{"object":"list","data":[{"id":"gpt-oss-20b","owned_by":"llamacpp"}]}"#;
    let props = r#"{"default_generation_settings":{"n_ctx":8192},"total_slots":1}"#;
    let router = says(says(Router::new(), "/v1/models", list), "/props", props);
    let found = contexts(router, LocalProgram::LlamaCpp).await;
    assert_eq!(found, Some(vec![("gpt-oss-20b".into(), Some(8_192))]));
}

#[tokio::test]
async fn lm_studio_says_it_for_each_model_as_it_is_loaded() {
    let list = r#"{"data":[{"id":"qwen3-8b"},{"id":"gemma-3"},{"id":"embed"}]}"#;
    let more = r#"{"data":[{"id":"qwen3-8b","loaded_context_length":4096,"max_context_length":40960},
        {"id":"gemma-3","max_context_length":8192},{"id":"unlisted","max_context_length":1}]}"#;
    let router = says(says(Router::new(), "/v1/models", list), "/api/v0/models", more);
    let found = contexts(router, LocalProgram::LmStudio).await.expect("it lists models");
    let contexts: Vec<_> = found.into_iter().map(|(_, context)| context).collect();
    assert_eq!(contexts, [Some(4_096), Some(8_192), None]);
}

#[tokio::test]
async fn vllm_says_it_in_the_list() {
    let list = r#"{"data":[{"id":"m","owned_by":"vllm","max_model_len":32768}]}"#;
    let found = contexts(says(Router::new(), "/v1/models", list), LocalProgram::Vllm).await;
    assert_eq!(found, Some(vec![("m".into(), Some(32_768))]));
}

#[tokio::test]
async fn ollama_says_it_for_each_model_that_it_is_asked_for() {
    let list = r#"{"models":[{"name":"qwen3:8b"},{"name":"odd"},{"name":"gone"}]}"#;
    let show = |body: String| async move {
        let asked: serde_json::Value = serde_json::from_str(&body).unwrap();
        let shown = match asked["model"].as_str() {
            Some("qwen3:8b") => {
                r#"{"model_info":{"general.architecture":"qwen3","qwen3.context_length":40960}}"#
            }
            Some("odd") => r#"{"model_info":{"general.architecture":"odd"}}"#,
            _ => return Err(axum::http::StatusCode::NOT_FOUND),
        };
        Ok(([("content-type", "application/json")], shown))
    };
    let router = says(Router::new(), "/api/tags", list).route("/api/show", post(show));
    let url = serve(router).await;
    let found = Client::new().local_server(LocalProgram::Ollama, &url, ProviderKind::Ollama).await;
    let models = found.expect("it lists models").models;
    let contexts: Vec<_> = models.into_iter().map(|model| model.context).collect();
    assert_eq!(contexts, [Some(40_960), None, None]);
}

#[tokio::test]
async fn something_else_on_that_port_is_not_found() {
    let page = Router::new().route("/v1/models", get(|| async { Html("<h1>My app</h1>") }));
    assert_eq!(contexts(page, LocalProgram::LlamaCpp).await, None);
    let other = says(Router::new(), "/v1/models", r#"{"data":[{"name":"no id"}]}"#);
    assert_eq!(contexts(other, LocalProgram::Vllm).await, None);
    let empty = says(Router::new(), "/v1/models", r#"{"data":[]}"#);
    assert_eq!(contexts(empty, LocalProgram::LmStudio).await, None);
}

#[tokio::test]
async fn who_does_not_answer_is_not_waited_for() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/v1", listener.local_addr().unwrap());
    let look = Client::new();
    let look = look.local_server(LocalProgram::LlamaCpp, &url, ProviderKind::Openai);
    let looked = tokio::time::timeout(std::time::Duration::from_secs(30), look).await;
    assert_eq!(looked.expect("it gives up by itself"), None);
}

#[tokio::test]
async fn another_machine_is_never_asked() {
    let look = Client::new();
    let url = "http://192.0.2.1:8080/v1";
    let found = look.local_server(LocalProgram::LlamaCpp, url, ProviderKind::Openai).await;
    assert_eq!(found, None);
}
