//! The tools that a server offers.

use std::time::Duration;

use domain::{Fault, FaultCode, Tool};
use rmcp::RoleClient;
use rmcp::model::{ClientRequest, ListToolsRequest, PaginatedRequestParams};
use rmcp::service::{Peer, PeerRequestOptions};
use serde_json::Value;

use crate::call;
use crate::link::Link;
use crate::messages::take;

/// How long a server may take for one page of its tools.
const PATIENCE: Duration = Duration::from_secs(30);
/// More pages than this are a server's mistake.
const PAGES: usize = 200;

/// Asks for all tools, page by page.
pub(crate) async fn list(peer: &Peer<RoleClient>, link: &Link) -> Result<Vec<Tool>, Fault> {
    let mut tools = Vec::new();
    let mut cursor = None;
    for _ in 0..PAGES {
        let params = PaginatedRequestParams::default().with_cursor(cursor.take());
        let request = ClientRequest::ListToolsRequest(ListToolsRequest::with_param(params));
        let options = PeerRequestOptions::with_timeout(PATIENCE);
        let mut id = None;
        let answer = match peer.send_cancellable_request(request, options).await {
            Ok(handle) => {
                id = Some(handle.id.clone());
                handle.await_response().await
            }
            Err(error) => Err(error),
        };
        let mut page = match answer {
            Ok(result) => call::raw(result),
            Err(error) => return Err(call::failed(link, "its list of tools", id, error).await),
        };
        let Value::Array(listed) = take(&mut page, "tools") else {
            let message = format!("{} did not send its list of tools.", link.name);
            return Err(Fault::new(FaultCode::CallFailed, message).with_detail(page.to_string()));
        };
        tools.extend(listed.into_iter().filter_map(|listed| tool(listed, link)));
        let Value::String(next) = take(&mut page, "nextCursor") else { return Ok(tools) };
        cursor = Some(next);
    }
    let message = format!("{} lists its tools without end.", link.name);
    Err(Fault::new(FaultCode::CallFailed, message))
}

/// One tool. One that cannot be called is left out, and the log says so.
fn tool(listed: Value, link: &Link) -> Option<Tool> {
    let Value::Object(mut rest) = listed else {
        link.log.remark("A tool was left out: it is not an object.");
        return None;
    };
    let mut text = |name| match rest.get(name) {
        Some(Value::String(_)) => {
            rest.shift_remove(name).and_then(|text| text.as_str().map(str::to_owned))
        }
        _ => None,
    };
    let (name, title, description) = (text("name"), text("title"), text("description"));
    let (Some(name), Some(Value::Object(input_schema))) = (name, rest.shift_remove("inputSchema"))
    else {
        link.log.remark("A tool was left out: it has no name, or no input schema.");
        return None;
    };
    let tool = Tool { name, title, description, input_schema, rest };
    if let Err(why) = link.annotations.learn(&tool) {
        link.log.remark(&format!("The tool {} was left out: {why}.", tool.name));
        return None;
    }
    Some(tool)
}
