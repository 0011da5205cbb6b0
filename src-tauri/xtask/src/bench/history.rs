//! A large history: its first page under any filter, the search through its texts, and their totals.

use clap::Args;
use serde::Deserialize;

use super::numbers::{median, percentile};
use crate::step::Step;
use crate::{Outcome, place};

/// What `bench history` takes.
#[derive(Args)]
pub(crate) struct Options {
    /// How many exchanges the history has.
    #[arg(long, default_value_t = 1_000_000)]
    count: u32,
    /// How often each kind of look is taken.
    #[arg(long, default_value_t = 60)]
    looks: u32,
}

/// What `measure-history` prints.
#[derive(Deserialize)]
struct Measured {
    /// How long it took to write it all.
    fill_s: f64,
    /// How much longer until all of it could be found.
    index_s: f64,
    /// The size of the database.
    bytes: f64,
    kinds: Vec<Looks>,
}

/// Looks of one kind.
#[derive(Deserialize)]
struct Looks {
    kind: String,
    /// Of each look.
    ms: Vec<f64>,
    /// Exchanges found, over all looks.
    found: f64,
}

/// Fills a history, browses it, and prints the table.
pub(super) fn history(options: &Options) -> Outcome {
    Step::cargo("Release build").args(["build", "--release", "--package", "bench"]).run()?;
    let output = std::process::Command::new(place::built("release", "measure-history"))
        .args([options.count.to_string(), options.looks.to_string()])
        .output()?;
    let found = super::measured::<Measured>(&output)?;
    println!(
        "\n{} exchanges, {:.0} MB, written in {:.0} s, indexed {:.0} s later\n",
        options.count,
        found.bytes / 1e6,
        found.fill_s,
        found.index_s
    );
    println!("{:44}{:>10}{:>10}{:>10}", "", "median", "p95", "found");
    for Looks { kind, ms, found } in &found.kinds {
        let found = found / f64::from(options.looks.max(1));
        println!("{kind:44}{:>7.1} ms{:>7.1} ms{found:>10.0}", median(ms), percentile(ms, 95));
    }
    println!();
    for (of, most, bar) in [
        ("page", 20.0, "first page, any filter, p95: at most 20 ms"),
        ("search", 50.0, "full-text search, p95: at most 50 ms"),
    ] {
        // The slowest kind counts: a bar that an average meets is met for nobody.
        let kinds = found.kinds.iter().filter(|kind| kind.kind.starts_with(of));
        let p95 = kinds.map(|kind| percentile(&kind.ms, 95)).fold(0.0, f64::max);
        super::print_bar(p95 <= most, &format!("{p95:.1} ms"), bar);
    }
    Ok(())
}
