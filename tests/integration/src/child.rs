//! The demo server and the guard of servers, for engines that run inside a test.

use std::process::ExitCode;

fn main() -> ExitCode {
    engine::child::run().unwrap_or(ExitCode::FAILURE)
}
