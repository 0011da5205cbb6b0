//! Stands between us and a server over HTTP, and keeps what passes.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::response::Response;
use futures_util::StreamExt;
use serde_json::Value;
use tokio::net::TcpListener;

/// A request and what came back on it.
#[derive(Clone, Default)]
pub(crate) struct Passed {
    pub(crate) method: String,
    /// The protocol's own headers, and what kinds of content are spoken of.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    pub(crate) status: u16,
    pub(crate) answer_headers: Vec<(String, String)>,
    pub(crate) answer: Vec<u8>,
}

/// What passes.
#[derive(Clone)]
pub(crate) struct Recorder(Arc<Inner>);

struct Inner {
    /// Where the server is, without a path.
    server: String,
    /// What is offered to it in place of what we offer.
    revision: Option<&'static str>,
    client: reqwest::Client,
    passed: Mutex<Vec<Passed>>,
}

impl Recorder {
    /// Listens; with where it does.
    pub(crate) async fn before(server: &str, revision: Option<&'static str>) -> (Self, String) {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let inner = Inner { server: server.into(), revision, client, passed: Mutex::default() };
        let recorder = Self(Arc::new(inner));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().fallback(pass).with_state(recorder.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        (recorder, at)
    }

    /// Everything that passed, in the order in which it was asked.
    pub(crate) fn passed(&self) -> Vec<Passed> {
        self.0.passed.lock().unwrap().clone()
    }

    fn begin(&self, parts: &Parts, body: &[u8]) -> usize {
        let mut passed = self.0.passed.lock().unwrap();
        passed.push(Passed {
            method: parts.method.to_string(),
            headers: told(&parts.headers),
            body: body.to_vec(),
            ..Passed::default()
        });
        passed.len() - 1
    }

    fn note(&self, place: usize, note: impl FnOnce(&mut Passed)) {
        note(&mut self.0.passed.lock().unwrap()[place]);
    }

    /// The message as the server gets it.
    fn offered(&self, body: Bytes) -> Bytes {
        let Ok(mut message) = serde_json::from_slice::<Value>(&body) else { return body };
        let Some(revision) = self.0.revision.filter(|_| message["method"] == "initialize") else {
            return body;
        };
        message["params"]["protocolVersion"] = revision.into();
        message.to_string().into()
    }
}

/// Passes a request on, and what comes back as it comes. When either side hangs up, so does the other.
async fn pass(State(recorder): State<Recorder>, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let place = recorder.begin(&parts, &body);
    for own in [header::HOST, header::CONTENT_LENGTH] {
        parts.headers.remove(own);
    }
    let url = format!("{}{}", recorder.0.server, parts.uri);
    let asked = recorder.0.client.request(parts.method, url).headers(parts.headers);
    let answer = asked.body(recorder.offered(body)).send().await.unwrap();
    let mut response = Response::builder().status(answer.status());
    recorder.note(place, |passed| {
        passed.status = answer.status().as_u16();
        passed.answer_headers = told(answer.headers());
    });
    for (name, value) in answer.headers() {
        if ![header::TRANSFER_ENCODING, header::CONTENT_LENGTH, header::CONNECTION].contains(name) {
            response = response.header(name, value);
        }
    }
    let stream = answer.bytes_stream().inspect(move |piece| {
        if let Ok(piece) = piece {
            recorder.note(place, |passed| passed.answer.extend_from_slice(piece));
        }
    });
    response.body(Body::from_stream(stream)).unwrap()
}

fn told(headers: &HeaderMap) -> Vec<(String, String)> {
    let is_told = |name: &str| {
        name.starts_with("mcp-") || ["accept", "content-type", "last-event-id"].contains(&name)
    };
    let told = headers.iter().filter(|(name, _)| is_told(name.as_str()));
    let mut told: Vec<_> =
        told.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect();
    told.sort();
    told
}
