//! The built-in demo server: tools as such servers really have them, each of which asks a model.
//!
//! It runs as a child of ours over standard input and output, like any other server, and speaks
//! both eras: in the legacy one it pushes its requests while a call runs, in the modern one it
//! returns them and is called again with the answers.

use std::sync::{Mutex, PoisonError};

use domain::{Fault, FaultCode};
use futures_util::future::try_join_all;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, ErrorData,
    Implementation, InputRequiredResult, ListToolsResult, PaginatedRequestParams, ProtocolVersion,
    ServerCapabilities, ServerConfig, Tool,
};
use rmcp::service::RequestContext;
use rmcp::{RoleServer, ServerHandler, ServiceExt};
use serde_json::{Map, Value};

mod ask;
mod shop;
mod task;

use shop::Shop;
use task::Task;

/// Serves the demo on standard input and output until the input ends.
///
/// # Errors
/// When the other side does not speak MCP.
pub async fn serve_stdio() -> Result<(), Fault> {
    let failed = |why: String| {
        Fault::new(FaultCode::ServerFailed, "The demo server could not begin.").with_detail(why)
    };
    let server = Demo::default().serve(rmcp::transport::stdio_pipes());
    let running = Box::pin(server).await.map_err(|why| failed(why.to_string()))?;
    running.waiting().await.map_err(|why| failed(why.to_string()))?;
    Ok(())
}

#[derive(Default)]
struct Demo {
    shop: Mutex<Shop>,
}

impl ServerHandler for Demo {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(
                Implementation::new("countersign-demo", env!("CARGO_PKG_VERSION"))
                    .with_title("Countersign demo"),
            )
            .with_instructions(
                "Tools that ask a model through the client: to summarise, translate, describe a product, \
                 write, and review code. Everything it knows is gone when it ends.",
            )
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult { tools: task::tools()?, ..ListToolsResult::default() })
    }

    fn get_tool(&self, name: &str) -> Option<Tool> {
        task::tools().ok()?.into_iter().find(|tool| tool.name == name)
    }

    async fn call_tool(
        &self,
        params: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let modern =
            context.protocol_version().is_some_and(|it| it >= ProtocolVersion::V_2026_07_28);
        let arguments = match &params.request_state {
            // The state comes from the client, so it is read as carefully as arguments are.
            Some(state) => remembered(state)?,
            None => params.arguments.unwrap_or_default(),
        };
        let task = Task::new(&params.name, arguments.clone())?;
        let asks = task.asks();
        let answers = if asks.is_empty() {
            Vec::new()
        } else if let Some(responses) = params.input_responses {
            ask::answers(&asks, responses)?
        } else if context.client_capabilities().is_none_or(|offered| offered.sampling.is_none()) {
            return Ok(failure("This client does not let servers ask a model.").into());
        } else if modern {
            let state = Value::Object(arguments).to_string();
            let requests = asks.into_iter().map(ask::Ask::into_entry).collect();
            return Ok(InputRequiredResult::new(Some(requests), Some(state)).into());
        } else {
            match try_join_all(asks.into_iter().map(|ask| ask.push(&context.peer))).await {
                Ok(answers) => answers,
                Err(why) => return Ok(failure(&why).into()),
            }
        };
        let mut shop = self.shop.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(task.finish(&answers, &mut shop).into())
    }
}

fn remembered(state: &str) -> Result<Map<String, Value>, ErrorData> {
    serde_json::from_str(state)
        .map_err(|_| ErrorData::invalid_params("this requestState is not one of this server", None))
}

fn failure(why: &str) -> CallToolResult {
    CallToolResult::error(vec![ContentBlock::text(why)])
}
