//! Reading answers: what each wire format adds to a chunk, to the first token, to ten megabytes.

use clap::Args;
use serde::Deserialize;

use super::numbers::{median, percentile};
use crate::step::Step;
use crate::{Outcome, place};

/// What `bench providers` takes.
#[derive(Args)]
pub(crate) struct Options {
    /// How many pieces of text the long answer has.
    #[arg(long, default_value_t = 50_000)]
    pieces: u32,
    /// How often each answer is read.
    #[arg(long, default_value_t = 7)]
    rounds: u32,
    /// How often the first piece is waited for.
    #[arg(long, default_value_t = 500)]
    firsts: u32,
}

/// What `measure-providers` prints for a wire format.
#[derive(Deserialize)]
struct Measured {
    format: String,
    /// How many pieces of text `chunks` has.
    pieces: f64,
    /// An answer of many small pieces.
    chunks: Long,
    /// A reply of ten megabytes.
    large: Long,
    first: First,
}

/// An answer, read in turns with a client that makes nothing of it.
#[derive(Deserialize)]
struct Long {
    ours_s: Vec<f64>,
    bare_s: Vec<f64>,
    /// On the wire.
    wire_bytes: f64,
    /// Of text.
    text_bytes: f64,
}

/// From the moment when the server begins to answer, in microseconds.
#[derive(Deserialize)]
struct First {
    /// To our first text.
    ours_us: Vec<f64>,
    /// To the first bytes, beside it.
    bare_us: Vec<f64>,
}

/// Has every wire format read, and prints the table.
pub(super) fn providers(options: &Options) -> Outcome {
    Step::cargo("Release build").args(["build", "--release", "--package", "bench"]).run()?;
    let output = std::process::Command::new(place::built("release", "measure-providers"))
        .args([options.pieces, options.rounds, options.firsts].map(|count| count.to_string()))
        .output()?;
    let found = super::measured::<Vec<Measured>>(&output)?;
    println!(
        "\n{:20}{:>11}{:>10}{:>10}{:>13}{:>22}",
        "medians", "a chunk", "of it us", "wire", "10 MB reply", "first token, p95 (bare)"
    );
    for Measured { format, pieces, chunks, large, first } in &found {
        let nanoseconds = |seconds: f64| seconds * 1e9 / pieces;
        let (ours, bare) = (median(&chunks.ours_s), median(&chunks.bare_s));
        println!(
            "{format:20}{:>8.0} ns{:>7.0} ns{:>5.0} MB/s{:>6.0} ms{:>5.0} MB/s{:>6.0} us{:>6.0} us ({:.0})",
            nanoseconds(ours),
            nanoseconds(ours - bare),
            chunks.wire_bytes / ours / 1e6,
            median(&large.ours_s) * 1e3,
            large.text_bytes / median(&large.ours_s) / 1e6,
            median(&first.ours_us),
            percentile(&first.ours_us, 95),
            percentile(&first.bare_us, 95),
        );
    }
    println!();
    // The slowest format counts.
    let p95 = found.iter().map(|it| percentile(&it.first.ours_us, 95)).fold(0.0, f64::max);
    super::print_bar(p95 <= 1e3, &format!("{:.2} ms", p95 / 1e3), "first token, p95: at most 1 ms");
    Ok(())
}
