//! `cargo xtask bench`: how fast it is, beside others in the same run, in release builds.

mod contestant;
mod history;
mod numbers;
mod providers;
mod sampling;
mod start;
mod window;

use std::process::Output;

use clap::{Args, Subcommand};

use crate::setup::{self, Purpose};
use crate::step::Step;
use crate::{Outcome, run};

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
    /// From a server's request to the card in the window.
    Window(window::Options),
    /// What reading an answer costs in each wire format: a chunk, the first token, ten megabytes.
    Providers(providers::Options),
    /// Pages and searches of a history of a million exchanges.
    History(history::Options),
}

/// Measures.
pub(crate) fn bench(options: &Options) -> Outcome {
    match &options.what {
        What::Sampling(options) => sampling::sampling(options),
        What::Start(options) => start::start(options),
        What::Window(options) => window::window(options),
        What::Providers(options) => providers::providers(options),
        What::History(options) => history::history(options),
    }
}

/// Builds the app and what measures its window: as it is packaged, or so that it can be driven.
fn build_app(purpose: Purpose, driven: bool) -> Outcome {
    if cfg!(not(target_os = "linux")) {
        return Err("This measures on Linux only: it needs Xvfb and WebKitWebDriver.".into());
    }
    setup::prepare(purpose)?;
    run::build_ui()?;
    let packages = ["countersign", "cli", "e2e"].map(|name| ["--package", name]);
    Step::cargo("Release build")
        .args(["build", "--release", "--bins"])
        .args(packages.concat())
        .args(driven.then_some("--features=countersign/driven"))
        .run()?;
    // What is measured beside other work is not what it seems, and libraries that another program
    // has loaded too count half.
    let load = std::fs::read_to_string("/proc/loadavg")?;
    println!(
        "Before it begins: load {}, {} other web views",
        load.split(' ').next().unwrap_or_default(),
        web_views()
    );
    Ok(())
}

/// How many processes show a web page.
fn web_views() -> usize {
    let name = |entry: std::fs::DirEntry| std::fs::read(entry.path().join("comm")).ok();
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    processes.filter_map(name).filter(|name| name.starts_with(b"WebKitWebProces")).count()
}

/// What a program that measures printed.
fn measured<T: serde::de::DeserializeOwned>(output: &Output) -> Outcome<T> {
    serde_json::from_slice(&output.stdout).map_err(|_| {
        format!("Nothing was measured: {}", String::from_utf8_lossy(&output.stderr)).into()
    })
}

/// One bar: what was found, and whether it holds.
fn print_bar(holds: bool, found: &str, bar: &str) {
    println!("{} {found:>8}  {bar}", if holds { "✓" } else { "✗" });
}
