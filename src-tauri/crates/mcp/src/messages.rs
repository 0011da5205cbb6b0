//! JSON-RPC messages out of a server's lines.

use std::collections::VecDeque;
use std::sync::Arc;

use domain::{CallId, Fault, FaultCode};
use serde_json::Value;
use tokio::process::ChildStdout;
use tokio::sync::mpsc;

use crate::host::LogSource;
use crate::link::Link;
use crate::pipe::{Lines, Read};

/// A message of a server, its parts as they were.
#[derive(Debug)]
pub(crate) enum Message {
    /// It asks; with the call of ours on whose own stream it does, where there are such streams.
    Request { id: Value, method: String, params: Value, call: Option<CallId> },
    /// It tells.
    Notification { method: String, params: Value },
    /// It answers.
    Result { id: Value, result: Value },
    /// It answers that it cannot.
    Error { id: Value, error: Value },
}

/// Reads messages until no more can come.
pub(crate) struct Messages {
    source: Source,
    /// The rest of a batch (legal in 2025-03-26), and what came before anybody could take it.
    ready: VecDeque<Message>,
    link: Arc<Link>,
}

enum Source {
    /// The output of a process.
    Pipe(Lines<ChildStdout>),
    /// What the streams of a remote server brought.
    Streams(mpsc::Receiver<Message>),
}

impl Messages {
    pub(crate) fn of_pipe(read: ChildStdout, link: Arc<Link>) -> Self {
        let source = Source::Pipe(Lines::new(read, link.limits.line_bytes));
        Self { source, ready: VecDeque::new(), link }
    }

    pub(crate) fn of_streams(arrived: mpsc::Receiver<Message>, link: Arc<Link>) -> Self {
        Self { source: Source::Streams(arrived), ready: VecDeque::new(), link }
    }

    /// Gives messages back, to be read again in this order.
    pub(crate) fn put_back(&mut self, messages: impl IntoIterator<Item = Message>) {
        for (place, message) in messages.into_iter().enumerate() {
            self.ready.insert(place, message);
        }
    }

    /// The next message; `None` when no more can come, which [`Link`] has then been told. May be
    /// dropped at any await without losing anything.
    pub(crate) async fn next(&mut self) -> Option<Message> {
        loop {
            if let Some(message) = self.ready.pop_front() {
                return Some(message);
            }
            let lines = match &mut self.source {
                Source::Pipe(lines) => lines,
                Source::Streams(arrived) => {
                    return tokio::select! {
                        biased;
                        () = self.link.stop.cancelled() => None,
                        message = arrived.recv() => message,
                    };
                }
            };
            match lines.next().await {
                Read::Line(line) => parse(line, &self.link, &mut self.ready),
                Read::TooLong => {
                    let limit = self.link.limits.line_bytes;
                    self.link.break_off(too_long(&self.link.name, limit));
                    return None;
                }
                Read::End => {
                    self.link.drain();
                    return None;
                }
            }
        }
    }
}

pub(crate) fn too_long(name: &str, limit: usize) -> Fault {
    let mebibytes = limit / (1024 * 1024);
    let limit = if mebibytes == 0 { format!("{limit} bytes") } else { format!("{mebibytes} MiB") };
    Fault::new(
        FaultCode::ServerFailed,
        format!(
            "{name} sent a single message of more than {limit} and was stopped. Ask it for less at a time."
        ),
    )
}

/// Adds what a line holds. What is not MCP is logged, and nothing else happens: the SDKs do the
/// same, and some of their own example servers print a greeting.
fn parse(text: &[u8], link: &Link, ready: &mut VecDeque<Message>) {
    if text.iter().all(u8::is_ascii_whitespace) {
        return;
    }
    let messages = parsed(text);
    if messages.is_empty() {
        link.log.line(LogSource::Stdout, text, text.len());
    }
    ready.extend(messages);
}

/// The messages that a text holds: one, those of a batch, or none.
pub(crate) fn parsed(text: &[u8]) -> Vec<Message> {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    match serde_json::from_slice(text) {
        Ok(Value::Array(batch)) => batch.into_iter().filter_map(message).collect(),
        Ok(single) => message(single).into_iter().collect(),
        Err(_) => Vec::new(),
    }
}

/// A message out of its JSON.
pub(crate) fn message(value: Value) -> Option<Message> {
    let Value::Object(mut object) = value else { return None };
    let id = object.remove("id").filter(|id| !id.is_null());
    let params = object.remove("params").unwrap_or_default();
    if let Some(Value::String(method)) = object.remove("method") {
        return Some(match id {
            Some(id) => Message::Request { id, method, params, call: None },
            None => Message::Notification { method, params },
        });
    }
    if let Some(result) = object.remove("result") {
        return id.map(|id| Message::Result { id, result });
    }
    let error = object.remove("error")?;
    // An error without an id answers a request whose id the server could not read.
    Some(Message::Error { id: id.unwrap_or_default(), error })
}

/// Takes a field out of what should be an object; `null` when there is none. (Indexing would panic
/// on what is not an object.)
pub(crate) fn take(value: &mut Value, field: &str) -> Value {
    value.get_mut(field).map(Value::take).unwrap_or_default()
}
