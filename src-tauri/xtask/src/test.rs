//! `cargo xtask test`: everything that CI checks, in CI's order. CI runs this and nothing else.

use std::time::Instant;

use clap::{Args, ValueEnum};

use crate::setup::{self, Purpose};
use crate::step::{Step, seconds};
use crate::{Outcome, place};

mod sizes;

/// What `test` takes.
#[derive(Args)]
pub(crate) struct Options {
    /// One part instead of everything.
    #[arg(long, value_enum)]
    only: Option<Part>,
}

/// A part of the tests.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// TypeScript: types, lints, tests.
    Ui,
    /// Rust: format, lints, documentation, every test without a window.
    Rust,
    /// The journeys through the real window.
    E2e,
}

/// Runs the tests and stops at the first that fails.
pub(crate) fn test(options: &Options) -> Outcome {
    let started = Instant::now();
    let wants = |part| options.only.is_none_or(|only| only == part);
    setup::prepare(Purpose::Test)?;
    if wants(Part::Rust) {
        format()?;
    }
    if wants(Part::Ui) {
        ui()?;
    }
    // The shell embeds the built UI, so nothing of it compiles before.
    crate::run::build_ui()?;
    if wants(Part::Rust) {
        lints()?;
        rust()?;
    }
    if wants(Part::E2e) {
        journeys()?;
    }
    println!("Everything passed in {}.", seconds(started.elapsed()));
    Ok(())
}

fn format() -> Outcome {
    Step::cargo("Rust format").args(["fmt", "--all", "--", "--check"]).run()?;
    sizes::report()
}

fn ui() -> Outcome {
    let ui = place::root().join("ui");
    for (title, script) in [("UI types and lints", "check"), ("UI tests", "test")] {
        Step::new(title, "npm").args(["run", "--silent", script]).folder(&ui).run()?;
    }
    Ok(())
}

fn lints() -> Outcome {
    Step::cargo("Rust lints")
        .args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])
        .run()?;
    Step::cargo("Rust documentation")
        .args(["doc", "--workspace", "--no-deps", "--document-private-items"])
        .env("RUSTDOCFLAGS", "-D warnings")
        .run()?;
    if setup::answers("deny") {
        // Not advisories: their database is another download, and CI has none.
        Step::cargo("Licences, bans, sources")
            .args(["deny", "--workspace", "check", "licenses", "bans", "sources"])
            .run()
    } else {
        println!("- Licences, bans, sources: left out, cargo-deny is not installed.");
        println!("  cargo install --locked cargo-deny");
        Ok(())
    }
}

fn rust() -> Outcome {
    // One build of everything, journeys too, so that each crate is built with one set of features.
    Step::cargo("Rust build").args(["build", "--workspace", "--all-targets"]).run()?;
    Step::cargo("Rust tests")
        .args(["nextest", "run", "--workspace", "-E", "not package(e2e)"])
        .run()?;
    Step::cargo("Proofs in the documentation")
        .args(["test", "--doc", "--package", "domain", "--package", "providers"])
        .run()
}

/// The journeys. The window under test is the one that this very run built.
pub(crate) fn journeys() -> Outcome {
    if cfg!(not(target_os = "linux")) {
        println!("- Journeys: left out, they need Xvfb and WebKitWebDriver, which Linux has.");
        return Ok(());
    }
    Step::cargo("Rust build").args(["build", "--workspace", "--all-targets"]).run()?;
    Step::cargo("Journeys through the window")
        .args(["nextest", "run", "--workspace", "-E", "package(e2e)"])
        .env("COUNTERSIGN_DESKTOP", crate::run::app("debug"))
        .run()
}
