//! What both binaries are besides themselves: a child of ours. The tests start it as they do.

use std::process::ExitCode;

fn main() -> ExitCode {
    mcp::child::run().unwrap_or(ExitCode::from(2))
}
