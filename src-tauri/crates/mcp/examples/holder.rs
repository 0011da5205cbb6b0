//! A program that holds a server and waits to be killed: it stands for Countersign crashing.
//!
//! `holder CHILD FOLDER SERVER` starts the server (`demo`, or one of `FOLDER/bad`) through `CHILD`
//! and prints the ids of its processes.

use std::path::PathBuf;
use std::sync::Arc;

use domain::features::ListKind;
use domain::server::Launch;
use domain::{
    Answered, Asked, Call, CallId, Cause, Countersigned, Fault, Protocol, Question, Reply, Server,
    ServerId, Tool,
};
use futures_util::future::BoxFuture;
use mcp::{Connection, Declined, Ended, Host, Limits, LogLine, Options, Progress};
use serde_json::Map;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Answers nothing.
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

    fn elicit(&self, _: Cause, _: Question, _: Ended) -> BoxFuture<'_, Result<Answered, Declined>> {
        Box::pin(async { Err(Declined::Withdrawn) })
    }

    fn refused_question(&self, _: Cause, _: String, _: Fault) -> BoxFuture<'_, ()> {
        Box::pin(async {})
    }

    fn visit_over(&self, _: ServerId, _: String) {}

    fn go_on(&self, _: CallId, _: u32) -> BoxFuture<'_, bool> {
        Box::pin(async { false })
    }

    fn roots(&self, _: ServerId) -> Vec<String> {
        Vec::new()
    }

    fn log(&self, _: ServerId, _: LogLine) {}

    fn tools_changed(&self, _: ServerId, _: Vec<Tool>) {}

    fn list_changed(&self, _: ServerId, _: ListKind) {}

    fn resource_updated(&self, _: ServerId, _: String) {}

    fn progress(&self, _: CallId, _: Progress) {}
}

#[tokio::main]
#[expect(clippy::print_stdout, clippy::unwrap_used, reason = "a tool of the tests")]
async fn main() {
    let mut args = std::env::args().skip(1);
    let (own, folder, name) = (args.next().unwrap(), args.next().unwrap(), args.next().unwrap());
    let launch = if name == "demo" {
        Launch::Demo
    } else {
        let args = vec![format!("bad/{name}.py")];
        Launch::Program { command: "python3".into(), args, env: vec![], cwd: Some(folder) }
    };
    let id = ServerId(Uuid::now_v7());
    let server = Server {
        id,
        name,
        launch,
        protocol: Protocol::Auto,
        sampling: true,
        elicitation: true,
        roots: None,
        sampling_tools: true,
        log_level: None,
    };
    let options = Options { own: PathBuf::from(own), remembered: None, limits: Limits::default() };
    let cancel = CancellationToken::new();
    let connection =
        Connection::open(&server, &options, Arc::new(Nobody), cancel.clone()).await.unwrap();
    let mut pids = connection.info().pid.unwrap_or_default().to_string();
    if !matches!(server.launch, Launch::Demo) {
        let call = Call::of_tool(CallId(Uuid::now_v7()), "run", Map::new());
        let result = connection.call(call, cancel).await.unwrap().result;
        pids = format!("{pids} {}", result["content"][0]["text"].as_str().unwrap());
    }
    println!("{pids}");
    connection.closed().await;
}
