//! The seam to rmcp: messages cross it as the JSON that they were.
//!
//! rmcp tells its messages apart by trying one type after another. That loses fields, rounds
//! numbers and turns what it does not expect into something else (a temperature becomes an `f32`,
//! one odd entry of a round makes the whole round unreadable). So every request and every result
//! is handed over as rmcp's "custom" kind with its JSON whole, and read by us.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rmcp::RoleClient;
use rmcp::model::{
    CancelledNotification, CancelledNotificationParam, ClientJsonRpcMessage, CustomRequest,
    CustomResult, ErrorCode, ErrorData, RequestId, ServerJsonRpcMessage, ServerNotification,
    ServerRequest, ServerResult,
};
use rmcp::service::{RxJsonRpcMessage, TxJsonRpcMessage};
use rmcp::transport::Transport;
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::Notify;

use crate::link::Link;
use crate::messages::{Message, Messages};
use crate::pipe::Writer;

/// Past this many messages that the server has not taken, nothing more is read from it: a server
/// that asks without reading our answers fills its own pipe, not our memory.
const UNSENT: usize = 256;

/// A server's pipes as rmcp wants them.
pub(crate) struct Wire<R, W> {
    messages: Messages<R>,
    writer: Writer<W>,
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

impl<R, W> Wire<R, W> {
    pub(crate) fn new(messages: Messages<R>, writer: Writer<W>, link: Arc<Link>) -> Self {
        Self { messages, writer, unsent: Arc::default(), link }
    }
}

impl<R, W> Transport<RoleClient> for Wire<R, W>
where
    R: AsyncRead + Send + Unpin + 'static,
    W: AsyncWrite + Send + Unpin + 'static,
{
    type Error = io::Error;

    fn send(
        &mut self,
        message: TxJsonRpcMessage<RoleClient>,
    ) -> impl Future<Output = io::Result<()>> + Send + 'static {
        self.unsent.count.fetch_add(1, Ordering::AcqRel);
        let sending = Sending(Arc::clone(&self.unsent));
        let (writer, link) = (self.writer.clone(), Arc::clone(&self.link));
        async move {
            let written = writer.write(line(&message)?).await;
            drop(sending);
            // A server that takes nothing any more has ended, or is about to.
            written.inspect_err(|_| link.drain())
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

/// A message in rmcp's terms; `None` for what was dealt with here or cannot be dealt with.
fn hand_over(message: Message, link: &Link) -> Option<ServerJsonRpcMessage> {
    match message {
        Message::Request { id, method, params } => {
            let request = CustomRequest::new(method, Some(params));
            Some(ServerJsonRpcMessage::request(ServerRequest::CustomRequest(request), id_of(id)?))
        }
        Message::Notification { method, params } if method == "notifications/cancelled" => {
            let id = params.get("requestId").cloned().and_then(id_of);
            let reason = params.get("reason").and_then(Value::as_str).map(str::to_owned);
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
