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

/// The long answer. Each sentence has words of its own, as what a model writes has.
fn long(after_sentence: &str) -> Response {
    let mut sentences = (0_u32..).map(|at| {
        let [region, rose, cost] = [7919, 104_729, 15_485_863].map(|by| at.wrapping_mul(by) >> 8);
        format!(
            "Revenue in R{region:x} rose by {rose} while costs held at {cost:x}.{after_sentence}"
        )
    });
    let pieces = (0..PIECES).map(|_| {
        let mut text = String::with_capacity(PIECE + 128);
        while text.len() < PIECE {
            text.extend(sentences.next());
        }
        Bytes::from(EVENTS[1].replace("The quarter ", &text))
    });
    let [first, .., end, usage, done] = EVENTS;
    let mut events = vec![Bytes::from_static(first.as_bytes())];
    events.extend(pieces);
    events.extend([end, usage, done].map(|event| Bytes::from_static(event.as_bytes())));
    let events = stream::iter(events).then(|event| async {
        tokio::time::sleep(APART).await;
        Ok::<_, Infallible>(event)
    });
    ([(CONTENT_TYPE, "text/event-stream")], Body::from_stream(events)).into_response()
}

async fn lines(_request: Bytes) -> Response {
    long("\\n")
}

async fn line(_request: Bytes) -> Response {
    long(" ")
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
