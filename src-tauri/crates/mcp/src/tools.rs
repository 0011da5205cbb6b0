//! The tools that a server offers.

use domain::{Fault, FaultCode, Tool};
use rmcp::RoleClient;
use rmcp::service::Peer;
use serde_json::Value;

use crate::link::Link;
use crate::question;

/// Asks for all tools, page by page.
pub(crate) async fn list(peer: &Peer<RoleClient>, link: &Link) -> Result<Vec<Tool>, Fault> {
    let listed = question::list(peer, link, "tools/list", "tools", "its list of tools").await?;
    if listed.more {
        let message = format!("{} lists its tools without end.", link.name);
        return Err(Fault::new(FaultCode::CallFailed, message));
    }
    Ok(listed.entries.into_iter().filter_map(|listed| tool(listed, link)).collect())
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
