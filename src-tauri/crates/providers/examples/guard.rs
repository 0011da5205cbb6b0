//! A program of ours that guards another, as both binaries do. The tests start it.

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut args = std::env::args_os().skip(1);
    match args.next() {
        #[cfg(unix)]
        Some(word) if word == programs::GUARD => programs::guard(args),
        Some(_) | None => ExitCode::from(2),
    }
}
