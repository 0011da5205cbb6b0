//! `countersign`: the engine in a terminal, without a window.

mod args;
mod ask;
mod editor;
mod report;
mod screen;
mod trial;

use std::process::ExitCode;

use clap::Parser;

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
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
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
