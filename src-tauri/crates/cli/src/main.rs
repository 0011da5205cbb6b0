//! `countersign`: the engine in a terminal, without a window.

mod args;
mod ask;
mod clock;
mod editor;
mod question;
mod report;
mod screen;
mod trial;
mod writer;

use std::process::ExitCode;

use clap::Parser;
use tokio::runtime::Builder;

use args::{Arguments, Command};

fn main() -> ExitCode {
    // The same program is also the demo server and the guard of server processes.
    if let Some(code) = engine::child::run() {
        return code;
    }
    let arguments = Arguments::parse();
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("COUNTERSIGN_LOG")
                .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("error")),
        )
        .with_writer(std::io::stderr)
        .init();
    // One thread for what waits on others: a run is a chain of short steps, and to hand each from thread
    // to thread takes longer than the step. What takes long (the history) has threads of its own.
    let runtime = match Builder::new_multi_thread().worker_threads(1).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            screen::complain(&format!("the system gives no threads to run on: {error}"));
            return ExitCode::FAILURE;
        }
    };
    match arguments.command {
        Command::Try(arguments) => runtime.block_on(trial::run(arguments)),
    }
}
