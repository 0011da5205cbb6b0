//! Questions of ours that are no calls: nothing may be asked of us meanwhile.

use std::time::Duration;

use domain::{Fault, FaultCode};
use rmcp::RoleClient;
use rmcp::model::{CancelledNotificationParam, ClientRequest, CustomRequest, RequestId};
use rmcp::service::Peer;
use serde_json::{Value, json};

use crate::call;
use crate::link::Link;
use crate::messages::take;

/// How long a server may take to answer.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);
/// How long the server is given to take the news that a question is taken back.
const TAKE_BACK: Duration = Duration::from_secs(1);
/// More pages than this are a server's mistake.
const PAGES: usize = 200;
/// More entries of one list than this are not taken.
const ENTRIES: usize = 10_000;

/// Asks, and waits for the answer. Dropping the future takes the question back.
///
/// # Errors
/// As [`crate::Connection::call`]; `what` names the question in them.
pub(crate) async fn ask(
    peer: &Peer<RoleClient>,
    link: &Link,
    method: &str,
    params: Value,
    what: &str,
) -> Result<Value, Fault> {
    let request = ClientRequest::CustomRequest(CustomRequest::new(method, Some(params)));
    let mut options = link.request_options();
    options.timeout = Some(PATIENCE);
    let mut open = Open { peer, id: None };
    let answer = match peer.send_cancellable_request(request, options).await {
        Ok(handle) => {
            open.id = Some(handle.id.clone());
            handle.await_response().await
        }
        Err(error) => Err(error),
    };
    let id = open.id.take();
    match answer {
        Ok(result) => Ok(call::raw(result)),
        Err(error) => Err(call::failed(link, what, id, error).await),
    }
}

/// A question that is under way. Nobody waits for it any more when this is dropped, and the server
/// is told so.
struct Open<'a> {
    peer: &'a Peer<RoleClient>,
    id: Option<RequestId>,
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        let (Some(id), Ok(runtime)) = (self.id.take(), tokio::runtime::Handle::try_current())
        else {
            return;
        };
        let peer = self.peer.clone();
        let params = CancelledNotificationParam::new(Some(id), Some("no longer wanted".into()));
        runtime.spawn(async move {
            // A server that does not read any more cannot be told.
            let _ = tokio::time::timeout(TAKE_BACK, peer.notify_cancelled(params)).await;
        });
    }
}

/// A list, all pages of it.
pub(crate) struct Listed {
    pub(crate) entries: Vec<Value>,
    /// Whether there were more than are taken.
    pub(crate) more: bool,
    /// For how many milliseconds it holds, as the server says: the shortest of its pages.
    pub(crate) holds_ms: Option<u64>,
}

/// Asks for a list, page by page; its entries stand in `field`.
///
/// # Errors
/// As [`ask`], and [`FaultCode::CallFailed`] when there is no list in the answer.
pub(crate) async fn list(
    peer: &Peer<RoleClient>,
    link: &Link,
    method: &str,
    field: &str,
    what: &str,
) -> Result<Listed, Fault> {
    let mut listed = Listed { entries: Vec::new(), more: false, holds_ms: None };
    let mut cursor = Value::Null;
    for _ in 0..PAGES {
        let params = if cursor.is_null() { json!({}) } else { json!({ "cursor": cursor }) };
        let mut page = ask(peer, link, method, params, what).await?;
        let Value::Array(entries) = take(&mut page, field) else {
            let message = format!("{} did not send {what}.", link.name);
            return Err(Fault::new(FaultCode::CallFailed, message).with_detail(page.to_string()));
        };
        let holds = page["ttlMs"].as_u64();
        listed.holds_ms = [listed.holds_ms, holds].into_iter().flatten().min();
        listed.entries.extend(entries);
        if listed.entries.len() > ENTRIES {
            listed.entries.truncate(ENTRIES);
            listed.more = true;
            return Ok(listed);
        }
        cursor = take(&mut page, "nextCursor");
        if !cursor.is_string() {
            return Ok(listed);
        }
    }
    listed.more = true;
    Ok(listed)
}
