//! What comes back on a question's own response.

use std::time::Duration;

use domain::{CallId, Era};
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use reqwest::{Method, Response};
use serde_json::Value;

use super::events::{Event, Events, Next};
use super::trouble::Trouble;
use super::{EVENTS, JSON, LAST_EVENT, META_REVISION, Remote};
use crate::messages::{self, Message};

/// How often in a row taking up a broken stream may fail.
const FAILURES: u32 = 5;
/// How much is shown of an answer that is not MCP, in bytes.
const GLANCE: usize = 16 * 1024;

/// A question that is under way.
pub(super) struct Asked {
    pub(super) id: Value,
    /// The call that it belongs to; what is pushed on its stream, this call has caused.
    pub(super) call: Option<CallId>,
    pub(super) modern: bool,
}

impl Asked {
    pub(super) fn new(message: &Value, call: Option<CallId>) -> Self {
        let revision = message["params"]["_meta"][META_REVISION].as_str();
        let modern = revision.is_some_and(|revision| Era::of(revision) == Era::Modern);
        Self { id: message["id"].clone(), call, modern }
    }

    /// The protocol's own error, if a body that came with an HTTP error is one.
    pub(super) fn error(&self, words: &str) -> Option<Message> {
        let message = messages::message(serde_json::from_str(words).ok()?)?;
        let Message::Error { error, .. } = message else { return None };
        // Its id may be missing where the server did not get as far as reading ours.
        error.is_object().then(|| Message::Error { id: self.id.clone(), error })
    }
}

/// How long to wait before a stream is taken up again: as the server says, or longer each time.
#[derive(Default)]
pub(super) struct Pause {
    pub(super) failures: u32,
    /// How many streams in a row ended as soon as they had begun, without a word.
    pub(super) brief: u32,
    told: Option<Duration>,
}

impl Pause {
    const LEAST: Duration = Duration::from_millis(50);
    const FIRST: Duration = Duration::from_secs(1);
    const MOST: Duration = Duration::from_secs(30);

    pub(super) fn told(&mut self, event: &Event) {
        self.told = event.retry.or(self.told);
    }

    pub(super) async fn wait(&self) {
        let steps = self.failures.max(self.brief);
        let growing = Self::FIRST * 2_u32.saturating_pow(steps.min(10));
        let pause = if steps == 0 { self.told.unwrap_or(growing) } else { growing };
        tokio::time::sleep(pause.clamp(Self::LEAST, Self::MOST)).await;
    }
}

impl Remote {
    /// Takes everything that a response holds, until the question is answered.
    pub(super) async fn take(&self, response: Response, asked: &Asked) -> Result<(), Trouble> {
        match kind(&response).as_str() {
            JSON => {
                let body = body(response, self.link().limits.line_bytes).await?;
                let answered = self.deliver(&body, asked).await?;
                let foreign = || {
                    let words = &body[..body.len().min(GLANCE)];
                    Trouble::Foreign("other JSON".into(), String::from_utf8_lossy(words).into())
                };
                if answered { Ok(()) } else { Err(foreign()) }
            }
            EVENTS => self.follow(response, asked).await,
            other => {
                let other = other.to_owned();
                Err(Trouble::Foreign(other, beginning(response, GLANCE).await))
            }
        }
    }

    /// Reads a stream until the question is answered, and takes it up again where it breaks.
    async fn follow(&self, response: Response, asked: &Asked) -> Result<(), Trouble> {
        let limit = self.link().limits.line_bytes;
        let mut events = Events::of(response, limit);
        let (mut last, mut pause) = (None, Pause::default());
        loop {
            match events.next().await {
                Next::Event(event) => {
                    pause.told(&event);
                    last = event.id.or(last);
                    if self.deliver(&event.data, asked).await? {
                        return Ok(());
                    }
                }
                Next::TooLong => return Err(Trouble::TooLong),
                Next::End if !self.is_waited_for(&asked.id) => return Ok(()),
                Next::End => {
                    let last = last.as_deref().filter(|_| !asked.modern);
                    let last = last.ok_or(Trouble::Broken)?;
                    events = Events::of(self.take_up(last, &mut pause).await?, limit);
                }
            }
        }
    }

    /// The rest of a stream after the last event that came.
    async fn take_up(&self, last: &[u8], pause: &mut Pause) -> Result<Response, Trouble> {
        loop {
            pause.wait().await;
            match self.stream(Some(last)).await {
                Ok(response) => {
                    pause.failures = 0;
                    return Ok(response);
                }
                Err(Trouble::Unreachable(_)) if pause.failures < FAILURES => pause.failures += 1,
                Err(Trouble::SessionLost) => return Err(Trouble::SessionLost),
                Err(_) => return Err(Trouble::Broken),
            }
        }
    }

    /// Asks for a stream: the rest of one, or the one beside the calls.
    pub(super) async fn stream(&self, last: Option<&[u8]>) -> Result<Response, Trouble> {
        let mut request = self.request(Method::GET).header(ACCEPT, EVENTS);
        if let Some(last) = last {
            request = request.header(LAST_EVENT, last);
        }
        let response = request.send().await.map_err(Trouble::Unreachable)?;
        let response = self.checked(response).await?;
        match kind(&response) {
            kind if kind == EVENTS => Ok(response),
            kind => Err(Trouble::Foreign(kind, String::new())),
        }
    }

    /// Hands on what a body or an event holds; whether the answer was among it.
    async fn deliver(&self, text: &[u8], asked: &Asked) -> Result<bool, Trouble> {
        let mut answered = false;
        for message in messages::parsed(text) {
            let message = match message {
                Message::Request { .. } if asked.modern => return Err(Trouble::Pushed),
                Message::Request { id, method, params, .. } => {
                    Message::Request { id, method, params, call: asked.call }
                }
                Message::Result { id, result } => {
                    answered |= id == asked.id;
                    Message::Result { id, result }
                }
                Message::Error { id, error } => {
                    let id = if id.is_null() { asked.id.clone() } else { id };
                    answered |= id == asked.id;
                    Message::Error { id, error }
                }
                told @ Message::Notification { .. } => told,
            };
            self.arrive(message).await;
        }
        Ok(answered)
    }

    /// Hands on what came on the stream beside the calls.
    pub(super) async fn deliver_aside(&self, text: &[u8]) {
        for message in messages::parsed(text) {
            self.arrive(message).await;
        }
    }
}

/// The kind of a response's body, without its parameters.
fn kind(response: &Response) -> String {
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.unwrap_or_default().split(';').next().unwrap_or_default();
    kind.trim().to_ascii_lowercase()
}

/// The beginning of what is no MCP, as text.
pub(super) async fn beginning(mut response: Response, most: usize) -> String {
    let mut body = Vec::new();
    while let (true, Ok(Some(chunk))) = (body.len() < most, response.chunk().await) {
        body.extend_from_slice(&chunk);
    }
    body.truncate(most);
    String::from_utf8_lossy(&body).into_owned()
}

/// A body, none beyond the limit.
async fn body(mut response: Response, limit: usize) -> Result<Vec<u8>, Trouble> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|_| Trouble::Broken)? {
        if body.len() + chunk.len() > limit {
            return Err(Trouble::TooLong);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
