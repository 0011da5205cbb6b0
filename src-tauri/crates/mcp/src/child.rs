//! What our own programs do when we start them as a child of ours.
//!
//! Both binaries call [`run`] before anything else; a hidden first argument says what to be.

use std::env;
use std::process::ExitCode;

use crate::demo;

/// Be the built-in demo server.
pub(crate) const DEMO: &str = "__demo-server";

/// Runs as a child of ours if the first argument says so; returns the exit code then, and `None`
/// when this is an ordinary start.
///
/// Call it first thing in `main`, before any runtime or thread exists.
pub fn run() -> Option<ExitCode> {
    let mut args = env::args_os().skip(1);
    match args.next()?.to_str()? {
        DEMO => Some(demo_server()),
        #[cfg(unix)]
        programs::GUARD => Some(programs::guard(args)),
        _ => None,
    }
}

fn demo_server() -> ExitCode {
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else {
        return ExitCode::FAILURE;
    };
    match runtime.block_on(demo::serve_stdio()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            #[expect(clippy::print_stderr, reason = "a server's log is its standard error")]
            {
                eprintln!("{fault}");
            }
            ExitCode::FAILURE
        }
    }
}
