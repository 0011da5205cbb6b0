//! The client that the official conformance suite judges: `conformance-client URL`.
//!
//! It does the same in every scenario: it finds out which protocol the server speaks, lists what
//! there is, calls every tool side by side, with the arguments that the suite names in
//! `MCP_CONFORMANCE_CONTEXT` or with some that fit the tool, gets every prompt and reads every
//! resource. Whatever the suite looks for beyond that
//! is done by `mcp` itself.

#![expect(clippy::print_stdout, reason = "the suite shows what its client printed")]

use std::sync::Arc;

use domain::call::What;
use domain::features::ListKind;
use domain::server::Launch;
use domain::{
    Answer, Answered, Asked, Call, CallId, Cause, Countersigned, Elicitation, ElicitationId, Fault,
    Protocol, Question, Reply, Server, ServerId, Timestamp, Tool,
};
use futures_util::future::{BoxFuture, join_all};
use mcp::{Connection, Declined, Ended, Host, Limits, LogLine, Options, Progress};
use serde_json::{Map, Value, json};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::args().nth(1).ok_or("Say where the server is: conformance-client URL")?;
    let server = Server {
        id: ServerId(Uuid::now_v7()),
        name: "conformance".into(),
        launch: Launch::Remote { url, headers: vec![] },
        protocol: Protocol::Auto,
        sampling: true,
        elicitation: true,
        roots: None,
        sampling_tools: true,
        log_level: None,
    };
    let options =
        Options { own: std::env::current_exe()?, remembered: None, limits: Limits::default() };
    let opened = Connection::open(&server, &options, Arc::new(Nobody), CancellationToken::new());
    let connection = opened.await?;
    println!("speaks {}", connection.info().revision);
    let tools = connection.tools().await?;
    let mut calls = match std::env::var("MCP_CONFORMANCE_CONTEXT") {
        Ok(context) => named(&serde_json::from_str(&context)?),
        Err(_) => tools.iter().map(|tool| fitting(tool, &tools)).collect(),
    };
    // A server that has none of these need not know the question.
    let prompts = connection.prompts().await.unwrap_or_default().prompts;
    let resources = connection.resources().await.unwrap_or_default().resources;
    calls.extend(prompts.into_iter().map(|it| {
        asking(What::Prompt {
            prompt: it.name,
            arguments: it.arguments.into_iter().map(|it| (it.name, "text".into())).collect(),
        })
    }));
    calls.extend(resources.into_iter().map(|it| asking(What::Resource { resource: it.uri })));
    let running = calls.into_iter().map(async |call| {
        let name = call.name().to_owned();
        match connection.call(call, CancellationToken::new()).await {
            Ok(outcome) => println!("{name} answered {}", outcome.result),
            Err(fault) => println!("{name} failed: {fault}"),
        }
    });
    join_all(running).await;
    connection.close().await;
    Ok(())
}

fn call(tool: &str, arguments: Map<String, Value>) -> Call {
    Call::of_tool(CallId(Uuid::now_v7()), tool, arguments)
}

fn asking(what: What) -> Call {
    Call { id: CallId(Uuid::now_v7()), what }
}

/// The calls that the suite wants.
fn named(context: &Value) -> Vec<Call> {
    let calls = context["toolCalls"].as_array().map(Vec::as_slice).unwrap_or_default();
    let of = |one: &Value| {
        let arguments = one["arguments"].as_object().cloned().unwrap_or_default();
        call(one["name"].as_str().unwrap_or_default(), arguments)
    };
    calls.iter().map(of).collect()
}

/// A call with arguments that the tool takes. A schema, where one is wanted, is that of the first tool
/// as it came.
fn fitting(tool: &Tool, tools: &[Tool]) -> Call {
    let properties = tool.input_schema.get("properties").and_then(Value::as_object);
    let arguments = properties.into_iter().flatten().map(|(name, schema)| {
        let value = match schema["type"].as_str() {
            Some("number" | "integer") => json!(2),
            Some("boolean") => json!(true),
            Some("object") if name == "schema" => json!(tools[0].input_schema),
            Some("object") => json!({}),
            Some("array") => json!([]),
            _ => json!("text"),
        };
        (name.clone(), value)
    });
    call(&tool.name, arguments.collect())
}

/// Nobody is at the desk: no scenario asks for a completion. A form goes back as it is filled in at
/// first.
struct Nobody;

impl Host for Nobody {
    fn sample(
        &self,
        _: Cause,
        _: Asked,
        _: Ended,
    ) -> BoxFuture<'_, Result<Countersigned<Reply>, Declined>> {
        Box::pin(async { Err(Declined::Refused { reason: None }) })
    }

    fn refused(&self, _: Cause, _: String, _: Fault) -> BoxFuture<'_, ()> {
        Box::pin(async {})
    }

    fn elicit(
        &self,
        cause: Cause,
        question: Question,
        _: Ended,
    ) -> BoxFuture<'_, Result<Answered, Declined>> {
        let content = Answer::Accept { content: Some(question.defaults()) };
        let id = ElicitationId(Uuid::now_v7());
        let mut asked = Elicitation::receive(id, cause, question, Timestamp(0));
        // A page is left: nobody would visit it.
        let answered = asked.answer(content, Timestamp(0));
        let answered = answered.or_else(|| asked.answer(Answer::Cancel, Timestamp(0)));
        Box::pin(async move { answered.ok_or(Declined::Withdrawn) })
    }

    fn refused_question(&self, _: Cause, raw: String, fault: Fault) -> BoxFuture<'_, ()> {
        println!("refused {raw}: {fault}");
        Box::pin(async {})
    }

    fn visit_over(&self, _: ServerId, _: String) {}

    fn go_on(&self, _: CallId, _: u32) -> BoxFuture<'_, bool> {
        Box::pin(async { false })
    }

    fn roots(&self, _: ServerId) -> Vec<String> {
        Vec::new()
    }

    fn log(&self, _: ServerId, line: LogLine) {
        println!("log: {}", line.text);
    }

    fn tools_changed(&self, _: ServerId, _: Vec<Tool>) {}

    fn list_changed(&self, _: ServerId, _: ListKind) {}

    fn resource_updated(&self, _: ServerId, _: String) {}

    fn progress(&self, _: CallId, _: Progress) {}
}
