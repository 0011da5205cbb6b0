//! Programs of the Rust world that the tests are run with.

use std::process::Command;

use crate::Outcome;
use crate::step::Step;

/// Installs `cargo-nextest` if it is missing, and the toolchain's own checkers.
///
/// nextest and not `cargo test`: it ends a test that hangs, and keeps the window tests apart.
pub(super) fn install() -> Outcome {
    for (subcommand, component) in [("clippy", "clippy"), ("fmt", "rustfmt")] {
        if !answers(subcommand) {
            Step::new(format!("Rust component {component}"), "rustup")
                .args(["component", "add", component])
                .run()?;
        }
    }
    if answers("nextest") {
        return Ok(());
    }
    println!("cargo-nextest is missing and will be compiled, which takes some minutes.");
    // Unoptimised: it compiles in half the time and is fast enough.
    Step::cargo("cargo-nextest")
        .args(["install", "--locked", "--debug", "--no-default-features"])
        .args(["--features", "default-no-update", "cargo-nextest"])
        .run()
}

/// Whether cargo knows this command.
pub(crate) fn answers(subcommand: &str) -> bool {
    Command::new("cargo")
        .args([subcommand, "--version"])
        .output()
        .is_ok_and(|output| output.status.success())
}
