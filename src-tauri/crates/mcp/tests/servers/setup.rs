//! Where the servers are, and how they are started.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use domain::server::Launch;
use domain::{Call, CallId, Protocol, Server, ServerId};
use mcp::{CallResult, Connection, Host, Limits, Options};
use serde_json::Value;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/servers").canonicalize().unwrap()
}

pub(crate) fn program(name: &str, command: &Path, args: &[&str]) -> Server {
    Server {
        id: ServerId(Uuid::now_v7()),
        name: name.into(),
        launch: Launch::Program {
            command: command.to_str().unwrap().into(),
            args: args.iter().map(|&arg| arg.into()).collect(),
            env: vec![],
            cwd: Some(folder().to_str().unwrap().into()),
        },
        protocol: Protocol::Auto,
        sampling: true,
        elicitation: true,
        roots: None,
        sampling_tools: true,
        log_level: None,
    }
}

/// Fails clearly when the servers were never installed.
pub(crate) fn installed(path: &str) -> PathBuf {
    let path = folder().join(path);
    assert!(path.exists(), "{} is missing: run `cargo xtask setup` first", path.display());
    path
}

pub(crate) fn python1() -> Server {
    program("python-1", &installed("python1/.venv/bin/python"), &["python1/server.py"])
}

pub(crate) fn python2() -> Server {
    program("python-2", &installed("python2/.venv/bin/python"), &["python2/server.py"])
}

/// On `FastMCP` 4.
pub(crate) fn fastmcp4() -> Server {
    program("fast-4", &installed("python2/.venv/bin/python"), &["python2/fast.py"])
}

/// On the TypeScript SDK 2.x.
pub(crate) fn typescript2() -> Server {
    installed("typescript/node_modules/@modelcontextprotocol/server");
    program("typescript-2", Path::new("node"), &["typescript/both.mjs"])
}

pub(crate) fn typescript_example() -> Server {
    let script = "typescript/node_modules/@modelcontextprotocol/sdk/dist/esm/examples/server/toolWithSampleServer.js";
    installed(script);
    program("typescript-example", Path::new("node"), &[script])
}

/// On the TypeScript SDK; it waits for an answer for as long as its call says.
pub(crate) fn patience() -> Server {
    installed("typescript/node_modules/@modelcontextprotocol/sdk");
    program("patience", Path::new("node"), &["typescript/patience.mjs"])
}

pub(crate) fn everything() -> Server {
    let script = "typescript/node_modules/@modelcontextprotocol/server-everything/dist/index.js";
    installed(script);
    program("everything", Path::new("node"), &[script, "stdio"])
}

pub(crate) fn bad(name: &str) -> Server {
    program(name, Path::new("python3"), &[&format!("bad/{name}.py")])
}

pub(crate) fn with_args(mut server: Server, more: &[&str]) -> Server {
    if let Launch::Program { args, .. } = &mut server.launch {
        args.extend(more.iter().map(|&arg| arg.into()));
    }
    server
}

pub(crate) fn demo() -> Server {
    Server { launch: Launch::Demo, ..program("demo", Path::new(""), &[]) }
}

pub(crate) fn speaking(protocol: Protocol, server: Server) -> Server {
    Server { protocol, ..server }
}

pub(crate) fn options() -> Options {
    // A machine that builds and tests at once may take its time to start an interpreter.
    let limits = Limits { start: Duration::from_mins(1), ..Limits::default() };
    Options { own: example("child"), remembered: None, limits }
}

/// An example of this crate, which cargo builds beside the tests.
pub(crate) fn example(name: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let path = test.parent().unwrap().parent().unwrap().join("examples").join(name);
    assert!(path.exists(), "{} is missing: run `cargo build -p mcp --examples`", path.display());
    path
}

pub(crate) async fn open(server: &Server, host: Arc<dyn Host>) -> Connection {
    open_with(server, &options(), host).await
}

pub(crate) async fn open_with(
    server: &Server,
    options: &Options,
    host: Arc<dyn Host>,
) -> Connection {
    match Connection::open(server, options, host, CancellationToken::new()).await {
        Ok(connection) => connection,
        Err(fault) => panic!("{} did not start: {fault} {:?}", server.name, fault.detail),
    }
}

pub(crate) fn call(tool: &str, arguments: Value) -> Call {
    let Value::Object(arguments) = arguments else { panic!("arguments are an object") };
    Call::of_tool(CallId(Uuid::now_v7()), tool, arguments)
}

/// Runs a tool and expects a result.
pub(crate) async fn run(connection: &Connection, tool: &str, arguments: Value) -> CallResult {
    match connection.call(call(tool, arguments), CancellationToken::new()).await {
        Ok(result) => result,
        Err(fault) => panic!("{tool} failed: {fault} {:?}", fault.detail),
    }
}

/// The text of a result.
pub(crate) fn text(result: &CallResult) -> String {
    result.result["content"][0]["text"].as_str().expect("a text").to_owned()
}
