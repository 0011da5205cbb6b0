//! The floor: rmcp and reqwest with nothing between, no approval and no history.
//!
//! Starts a server, runs one tool, answers what the server samples from a provider, and prints
//! the text of the tool's result.

#![expect(deprecated, reason = "sampling is deprecated in rmcp, and it is what is measured")]

use std::error::Error;
use std::io::Write;
use std::process::Stdio;

use clap::Parser;
use futures_util::StreamExt;
use rmcp::model::{
    CallToolRequestParams, ClientCapabilities, ClientConfig, CreateMessageRequestParams,
    CreateMessageResult, Implementation, JsonObject, SamplingContent, SamplingMessage,
    SamplingMessageContentBlock,
};
use rmcp::service::RequestContext;
use rmcp::{ClientHandler, ErrorData, RoleClient, ServiceExt};
use serde::Deserialize;
use serde_json::json;
use sse_stream::SseStream;

#[derive(Parser)]
struct Arguments {
    /// Where the provider is.
    #[arg(long)]
    base_url: String,
    /// The tool to run.
    #[arg(long)]
    tool: String,
    /// Its arguments, as JSON.
    #[arg(long)]
    args: String,
    /// The server's command and its arguments.
    #[arg(last = true, required = true)]
    command: Vec<String>,
}

struct Client {
    http: reqwest::Client,
    endpoint: String,
}

#[derive(Deserialize)]
struct Chunk {
    choices: Vec<Choice>,
}

#[derive(Deserialize)]
struct Choice {
    delta: Delta,
}

#[derive(Deserialize)]
struct Delta {
    content: Option<String>,
}

impl Client {
    async fn complete(&self, params: CreateMessageRequestParams) -> Result<String, Box<dyn Error>> {
        let messages = params
            .messages
            .into_iter()
            .map(|message| json!({ "role": message.role, "content": text(message.content) }))
            .collect::<Vec<_>>();
        let body = json!({
            "model": "instant",
            "messages": messages,
            "max_completion_tokens": params.max_tokens,
            "stream": true,
            "stream_options": { "include_usage": true },
        });
        let answer = self.http.post(&self.endpoint).json(&body).send().await?.error_for_status()?;
        let mut events = SseStream::from_byte_stream(answer.bytes_stream());
        let mut text = String::new();
        while let Some(event) = events.next().await {
            let Some(data) = event?.data.filter(|data| data != "[DONE]") else { continue };
            let chunk = serde_json::from_str::<Chunk>(&data)?;
            text.extend(chunk.choices.into_iter().filter_map(|choice| choice.delta.content));
        }
        Ok(text)
    }
}

impl ClientHandler for Client {
    fn get_info(&self) -> ClientConfig {
        ClientConfig::new(
            ClientCapabilities::builder().enable_sampling().build(),
            Implementation::new("bare-client", env!("CARGO_PKG_VERSION")),
        )
    }

    async fn create_message(
        &self,
        params: CreateMessageRequestParams,
        _context: RequestContext<RoleClient>,
    ) -> Result<CreateMessageResult, ErrorData> {
        let text = self
            .complete(params)
            .await
            .map_err(|error| ErrorData::internal_error(error.to_string(), None))?;
        Ok(CreateMessageResult::new(SamplingMessage::assistant_text(text), "instant".to_owned())
            .with_stop_reason(CreateMessageResult::STOP_REASON_END_TURN))
    }
}

fn text(content: SamplingContent<SamplingMessageContentBlock>) -> Option<String> {
    content.into_vec().into_iter().find_map(|block| {
        if let SamplingMessageContentBlock::Text(text) = block { Some(text.text) } else { None }
    })
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let (program, rest) = arguments.command.split_first().ok_or("no command")?;
    let mut server = tokio::process::Command::new(program)
        .args(rest)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()?;
    let pipes = server.stdout.take().zip(server.stdin.take()).ok_or("no pipes")?;
    let client = Client {
        http: reqwest::Client::builder().no_proxy().build()?,
        endpoint: format!("{}/chat/completions", arguments.base_url),
    };
    let running = client.serve(pipes).await?;
    let tool = CallToolRequestParams::new(arguments.tool)
        .with_arguments(serde_json::from_str::<JsonObject>(&arguments.args)?);
    let result = running.call_tool(tool).await?;
    let text = result.content.first().and_then(|block| block.as_text()).ok_or("no text")?;
    writeln!(std::io::stdout(), "{}", text.text)?;
    running.cancel().await?;
    Ok(())
}
