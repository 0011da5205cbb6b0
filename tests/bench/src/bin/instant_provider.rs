//! A provider in the dialect of `OpenAI` Chat Completions. Under `/v1` it answers at once, streamed: what
//! is measured against it is the client alone. Under `/lines/v1` and `/line/v1` it streams ten megabytes,
//! as fast as a fast provider, in lines or as one. Prints the base URL of the first and serves until it
//! is killed.

use std::convert::Infallible;
use std::io::Write;
use std::net::Ipv4Addr;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use futures_util::{StreamExt, stream};

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

/// So many pieces has the long answer, of so many bytes, so far apart: 2.6 MB a second.
const PIECES: usize = 160;
const PIECE: usize = 64 * 1024;
const APART: Duration = Duration::from_millis(25);

/// The models on offer.
const MODELS: &str = r#"{"object":"list","data":[{"id":"instant","object":"model","created":1,"owned_by":"bench"}]}"#;

async fn complete(_request: Bytes) -> Response {
    let events =
        stream::iter(EVENTS.map(|event| Ok::<_, Infallible>(Bytes::from_static(event.as_bytes()))));
    ([(CONTENT_TYPE, "text/event-stream")], Body::from_stream(events)).into_response()
}

/// The long answer, out of this again and again.
fn long(words: &str) -> Response {
    let text = words.repeat(PIECE / words.len());
    let piece = EVENTS[1].replace("The quarter ", &text.replace('\n', "\\n"));
    let [first, .., end, usage, done] = EVENTS;
    let mut events = vec![Bytes::from_static(first.as_bytes())];
    events.extend(std::iter::repeat_n(Bytes::from(piece), PIECES));
    events.extend([end, usage, done].map(|event| Bytes::from_static(event.as_bytes())));
    let events = stream::iter(events).then(|event| async {
        tokio::time::sleep(APART).await;
        Ok::<_, Infallible>(event)
    });
    ([(CONTENT_TYPE, "text/event-stream")], Body::from_stream(events)).into_response()
}

async fn lines(_request: Bytes) -> Response {
    long("Revenue rose while costs held; churn fell in every region but one.\n")
}

async fn line(_request: Bytes) -> Response {
    long("Revenue rose while costs held; churn fell in every region but one. ")
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
        .route("/lines/v1/chat/completions", post(lines))
        .route("/line/v1/chat/completions", post(line))
        .route("/{long}/v1/models", get(models))
        .route("/v1/models", get(models));
    axum::serve(listener, router).await
}
