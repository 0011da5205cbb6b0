//! From a server's request to the card in the window.

use clap::Args;

use super::numbers::{median, percentile};
use crate::setup::{Purpose, node};
use crate::{Outcome, place, run};

/// What `bench window` takes.
#[derive(Args)]
pub(crate) struct Options {
    /// How often the server asks.
    #[arg(long, default_value_t = 60)]
    count: u32,
}

/// Lets a server ask the real window, and prints how long its cards took.
pub(super) fn window(options: &Options) -> Outcome {
    super::build_app(Purpose::Bench, true)?;
    let mut command = std::process::Command::new(place::built("release", "measure-window"));
    command
        .arg(options.count.to_string())
        .arg(place::root().join("tests/bench/server.mjs"))
        .env("COUNTERSIGN_DESKTOP", run::app("release"));
    node::put_on_path(&mut command);
    let found = super::measured::<Vec<f64>>(&command.output()?)?;
    let (first, p95) = (found.first().copied().unwrap_or_default(), percentile(&found, 95));
    println!("\nrequest sent → card painted, {} times, one after the other", found.len());
    println!(
        "median {:.0} ms, p95 {p95:.0} ms, longest {:.0} ms; the very first {first:.0} ms\n",
        median(&found),
        percentile(&found, 100),
    );
    super::print_bar(p95 <= 100.0, &format!("{p95:.0} ms"), "request to card, p95: at most 100 ms");
    Ok(())
}
