//! A provider that answers at once, streamed, in the dialect of `OpenAI` Chat Completions: what is
//! measured against it is the client alone. Prints its base URL and serves until it is killed.

use std::convert::Infallible;
use std::io::Write;
use std::net::Ipv4Addr;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use futures_util::stream;

/// One answer as providers stream it: who speaks, what is said piece by piece, why it ended, what
/// it cost.
const EVENTS: [&str; 7] = [
    concat!(
        r#"data: {"id":"c-1","object":"chat.completion.chunk","created":1,"model":"instant","#,
        r#""choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}"#,
        "\n\n"
    ),
    concat!(
        r#"data: {"id":"c-1","object":"chat.completion.chunk","created":1,"model":"instant","#,
        r#""choices":[{"index":0,"delta":{"content":"The quarter "},"finish_reason":null}]}"#,
        "\n\n"
    ),
    concat!(
        r#"data: {"id":"c-1","object":"chat.completion.chunk","created":1,"model":"instant","#,
        r#""choices":[{"index":0,"delta":{"content":"closed above "},"finish_reason":null}]}"#,
        "\n\n"
    ),
    concat!(
        r#"data: {"id":"c-1","object":"chat.completion.chunk","created":1,"model":"instant","#,
        r#""choices":[{"index":0,"delta":{"content":"plan."},"finish_reason":null}]}"#,
        "\n\n"
    ),
    concat!(
        r#"data: {"id":"c-1","object":"chat.completion.chunk","created":1,"model":"instant","#,
        r#""choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#,
        "\n\n"
    ),
    concat!(
        r#"data: {"id":"c-1","object":"chat.completion.chunk","created":1,"model":"instant","#,
        r#""choices":[],"usage":{"prompt_tokens":210,"completion_tokens":7,"total_tokens":217}}"#,
        "\n\n"
    ),
    "data: [DONE]\n\n",
];

/// The models on offer.
const MODELS: &str = r#"{"object":"list","data":[{"id":"instant","object":"model","created":1,"owned_by":"bench"}]}"#;

async fn complete(_request: Bytes) -> Response {
    let events =
        stream::iter(EVENTS.map(|event| Ok::<_, Infallible>(Bytes::from_static(event.as_bytes()))));
    ([(CONTENT_TYPE, "text/event-stream")], Body::from_stream(events)).into_response()
}

async fn models() -> Response {
    ([(CONTENT_TYPE, "application/json")], MODELS).into_response()
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    writeln!(std::io::stdout(), "http://{}/v1", listener.local_addr()?)?;
    let router = Router::new()
        .route("/v1/chat/completions", post(complete))
        .route("/v1/models", get(models));
    axum::serve(listener, router).await
}
