//! Cold start to a usable window, and memory when idle.

use clap::Args;
use serde::Deserialize;

use super::numbers::median;
use crate::setup::{self, Purpose};
use crate::step::Step;
use crate::{Outcome, place, run};

/// What `bench start` takes.
#[derive(Args)]
pub(crate) struct Options {
    /// How often the app is started.
    #[arg(long, default_value_t = 7)]
    rounds: u32,
}

/// What `measure-start` prints for one start.
#[derive(Deserialize)]
struct Start {
    /// From the start of the process to a window that can be used, in milliseconds.
    usable_ms: f64,
    /// What the app and its web view's processes hold in memory when idle, in megabytes; memory
    /// shared between processes is counted once.
    memory_mb: f64,
}

/// Starts the app again and again on a screen of its own, and prints the medians.
pub(super) fn start(options: &Options) -> Outcome {
    if cfg!(not(target_os = "linux")) {
        return Err("This measures on Linux only: it needs Xvfb and WebKitWebDriver.".into());
    }
    setup::prepare(Purpose::Test)?;
    run::build_ui()?;
    Step::cargo("Release build")
        .args(["build", "--release", "--package", "countersign", "--package", "e2e", "--bins"])
        // Else it would not let a driver in.
        .args(["--features", "countersign/driven"])
        .run()?;
    let mut starts = Vec::new();
    for round in 1..=options.rounds {
        let mut command = std::process::Command::new(place::built("release", "measure-start"));
        let output = command.env("COUNTERSIGN_DESKTOP", run::app("release")).output()?;
        let text = String::from_utf8_lossy(&output.stdout);
        let start = serde_json::from_str::<Start>(&text).map_err(|_| {
            format!("measure-start failed: {}", String::from_utf8_lossy(&output.stderr))
        })?;
        println!(
            "Start {round} of {}: {:.0} ms, {:.0} MB",
            options.rounds, start.usable_ms, start.memory_mb
        );
        starts.push(start);
    }
    let column = |value: fn(&Start) -> f64| starts.iter().map(value).collect::<Vec<_>>();
    let usable = median(&column(|start| start.usable_ms));
    let memory = median(&column(|start| start.memory_mb));
    println!();
    for (holds, found, bar) in [
        (usable <= 800.0, format!("{usable:.0} ms"), "start to usable window: at most 800 ms"),
        (memory <= 150.0, format!("{memory:.0} MB"), "memory, idle, web view too: at most 150 MB"),
    ] {
        println!("{} {found:>8}  {bar}", if holds { "✓" } else { "✗" });
    }
    Ok(())
}
