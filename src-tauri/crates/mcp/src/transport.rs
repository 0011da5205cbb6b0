//! The seam to rmcp: messages cross it as the JSON that they were.
//!
//! rmcp tells its messages apart by trying one type after another. That loses fields, rounds
//! numbers and turns what it does not expect into something else (a temperature becomes an `f32`,
//! one odd entry of a round makes the whole round unreadable). So every request and every result
//! is handed over as rmcp's "custom" kind with its JSON whole, and read by us.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use domain::exchange::Withdrawal;
use rmcp::RoleClient;
use rmcp::model::{
    CancelledNotification, CancelledNotificationParam, ClientJsonRpcMessage, ClientNotification,
    CustomRequest, CustomResult, ErrorCode, ErrorData, GetExtensions, RequestId,
    ServerJsonRpcMessage, ServerNotification, ServerRequest, ServerResult,
};
use rmcp::service::{RxJsonRpcMessage, TxJsonRpcMessage};
use rmcp::transport::Transport;
use serde_json::Value;
use tokio::process::ChildStdin;
use tokio::sync::Notify;

use crate::link::Link;
use crate::messages::{Message, Messages};
use crate::pipe::Writer;
use crate::remote::{Caller, Remote};

/// Past this many messages that the server has not taken, nothing more is read from it: a server
/// that asks without reading our answers fills its own pipe, not our memory.
const UNSENT: usize = 256;

/// Where messages to a server go.
#[derive(Clone)]
pub(crate) enum Outbox {
    Pipe(Writer<ChildStdin>),
    Remote(Remote),
}

/// A connection to a server as rmcp wants it.
pub(crate) struct Wire {
    messages: Messages,
    outbox: Outbox,
    unsent: Arc<Unsent>,
    link: Arc<Link>,
}

#[derive(Default)]
struct Unsent {
    count: AtomicUsize,
    sent: Notify,
}

/// Counts one message from being given to us until it is written or given up.
struct Sending(Arc<Unsent>);

impl Drop for Sending {
    fn drop(&mut self) {
        self.0.count.fetch_sub(1, Ordering::AcqRel);
        self.0.sent.notify_one();
    }
}

impl Wire {
    pub(crate) fn new(messages: Messages, outbox: Outbox, link: Arc<Link>) -> Self {
        Self { messages, outbox, unsent: Arc::default(), link }
    }
}

impl Transport<RoleClient> for Wire {
    type Error = io::Error;

    fn send(
        &mut self,
        message: TxJsonRpcMessage<RoleClient>,
    ) -> impl Future<Output = io::Result<()>> + Send + 'static {
        self.unsent.count.fetch_add(1, Ordering::AcqRel);
        let sending = Sending(Arc::clone(&self.unsent));
        let (outbox, link) = (self.outbox.clone(), Arc::clone(&self.link));
        async move {
            let sent = match outbox {
                // A server that takes nothing any more has ended, or is about to.
                Outbox::Pipe(writer) => {
                    writer.write(line(&message)?).await.inspect_err(|_| link.drain())
                }
                Outbox::Remote(remote) => post(&remote, &message).await,
            };
            drop(sending);
            sent
        }
    }

    async fn receive(&mut self) -> Option<RxJsonRpcMessage<RoleClient>> {
        loop {
            while self.unsent.count.load(Ordering::Acquire) > UNSENT {
                self.unsent.sent.notified().await;
            }
            if let Some(message) = hand_over(self.messages.next().await?, &self.link) {
                return Some(message);
            }
        }
    }

    async fn close(&mut self) -> io::Result<()> {
        self.link.stop.cancel();
        Ok(())
    }
}

fn line(message: &ClientJsonRpcMessage) -> io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(message)?;
    line.push(b'\n');
    Ok(line)
}

/// Sends a message to a remote server. A question is on its way when this returns; how it ends is
/// told as its answer.
async fn post(remote: &Remote, message: &ClientJsonRpcMessage) -> io::Result<()> {
    match message {
        ClientJsonRpcMessage::Request(request) => {
            let call = request.request.extensions().get().map(|Caller(call)| *call);
            remote.ask(serde_json::to_value(message)?, call);
            Ok(())
        }
        ClientJsonRpcMessage::Notification(notification) => {
            let told = remote.tell(serde_json::to_vec(message)?, false).await;
            if let ClientNotification::CancelledNotification(cancelled) = &notification.notification
                && let Some(id) = &cancelled.params.request_id
            {
                remote.give_up(&serde_json::to_value(id)?);
            }
            told.map_err(io::Error::other)
        }
        ClientJsonRpcMessage::Response(_) | ClientJsonRpcMessage::Error(_) => {
            remote.tell(serde_json::to_vec(message)?, true).await.map_err(io::Error::other)
        }
    }
}

/// A message in rmcp's terms; `None` for what was dealt with here or cannot be dealt with.
fn hand_over(message: Message, link: &Link) -> Option<ServerJsonRpcMessage> {
    match message {
        Message::Request { id, method, params, call } => {
            let mut request = CustomRequest::new(method, Some(params));
            if let Some(call) = call {
                request.extensions.insert(Caller(call));
            }
            Some(ServerJsonRpcMessage::request(ServerRequest::CustomRequest(request), id_of(id)?))
        }
        Message::Notification { method, params } if method == "notifications/cancelled" => {
            let id = params.get("requestId").cloned().and_then(id_of);
            let reason = params.get("reason").and_then(Value::as_str).map(str::to_owned);
            if let Some(id) = &id {
                // At once, for what comes next may be the end of its call.
                let gave_up = reason.as_deref().is_some_and(is_impatience);
                let why =
                    if gave_up { Withdrawal::ServerGaveUp } else { Withdrawal::ServerCancelled };
                link.waiting.taken_back(id, why);
            }
            let params = CancelledNotificationParam::new(id, reason);
            let notification = CancelledNotification::new(params);
            Some(ServerJsonRpcMessage::notification(ServerNotification::CancelledNotification(
                notification,
            )))
        }
        Message::Notification { method, params } => {
            link.notified(&method, params);
            None
        }
        Message::Result { id, result } => {
            let result = ServerResult::CustomResult(CustomResult::new(result));
            Some(ServerJsonRpcMessage::response(result, id_of(id)?))
        }
        Message::Error { id, error } => {
            let (error, id) = (error_of(error), id_of(id));
            if id.is_none() {
                link.log.remark(&format!("The server could not read a message: {}", error.message));
            }
            Some(ServerJsonRpcMessage::error(error, id))
        }
    }
}

/// Whether a server takes a request back because of the time. Both official SDKs say “Request timed
/// out” with the code before it.
fn is_impatience(reason: &str) -> bool {
    let reason = reason.to_lowercase();
    ["timed out", "timeout", "time out"].iter().any(|words| reason.contains(words))
}

fn id_of(id: Value) -> Option<RequestId> {
    serde_json::from_value(id).ok()
}

/// An error as leniently as it can be read.
pub(crate) fn error_of(mut error: Value) -> ErrorData {
    let code = error["code"].as_i64().and_then(|code| i32::try_from(code).ok());
    let message = match error.get("message") {
        Some(Value::String(message)) => message.clone(),
        Some(other) => other.to_string(),
        None => "(the server gave no message)".to_owned(),
    };
    let data = error.get_mut("data").map(Value::take);
    ErrorData::new(code.map_or(ErrorCode::INTERNAL_ERROR, ErrorCode), message, data)
}
