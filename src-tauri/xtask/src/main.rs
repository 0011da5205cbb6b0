//! The commands of this repository, as `cargo xtask <command>`.

#![expect(clippy::print_stdout, reason = "a command of the terminal talks to its terminal")]

mod bench;
mod catalogue;
mod fuzz;
mod package;
mod place;
mod run;
mod screenshots;
mod setup;
mod step;
mod test;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// What each command gives: nothing, or a sentence that says what went wrong and what to do.
type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "The commands of this repository.")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Install what is missing: system packages, npm packages, Python test servers.
    Setup(setup::Options),
    /// Build the app and open its window.
    Run(run::Options),
    /// Everything that CI checks, in CI's order.
    Test(test::Options),
    /// Look for bytes that break what reads other people's bytes.
    Fuzz(fuzz::Options),
    /// Measure against other clients, side by side.
    Bench(bench::Options),
    /// Take the pictures that the README shows, from the real window.
    Screenshots,
    /// Build the installer.
    Package,
    /// Make the snapshot of prices and limits anew, from the newest `LiteLLM`.
    Catalogue,
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().task {
        Task::Setup(options) => setup::setup(&options),
        Task::Run(options) => run::run(&options),
        Task::Test(options) => test::test(&options),
        Task::Fuzz(options) => fuzz::fuzz(&options),
        Task::Bench(options) => bench::bench(&options),
        Task::Screenshots => screenshots::screenshots(),
        Task::Package => package::package(),
        Task::Catalogue => catalogue::catalogue(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            println!("\n✗ {trouble}");
            ExitCode::FAILURE
        }
    }
}
