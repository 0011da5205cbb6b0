//! `cargo xtask bench`: how fast it is, beside others in the same run, in release builds.

mod contestant;
mod numbers;
mod sampling;
mod start;

use clap::{Args, Subcommand};

use crate::Outcome;

/// What `bench` takes.
#[derive(Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    what: What,
}

/// What can be measured.
#[derive(Subcommand)]
enum What {
    /// The sampling round trip as the server sees it, beside other clients.
    Sampling(sampling::Options),
    /// Cold start to a usable window, and memory when idle.
    Start(start::Options),
}

/// Measures.
pub(crate) fn bench(options: &Options) -> Outcome {
    match &options.what {
        What::Sampling(options) => sampling::sampling(options),
        What::Start(options) => start::start(options),
    }
}
