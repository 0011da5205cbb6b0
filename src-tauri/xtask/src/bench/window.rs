//! From a server's request to the card in the window, and how the window bears a thousand of them, and
//! a reply of ten megabytes.

use clap::Args;
use serde::Deserialize;

use super::numbers::{median, percentile};
use crate::setup::{Purpose, node};
use crate::step::Step;
use crate::{Outcome, place, run};

/// What `bench window` takes.
#[derive(Args)]
pub(crate) struct Options {
    /// How often the server asks.
    #[arg(long, default_value_t = 60)]
    count: u32,
}

/// What `measure-window` prints.
#[derive(Deserialize)]
struct Measured {
    /// From request to card, in milliseconds.
    cards: Vec<f64>,
    frames: Vec<Frames>,
}

/// What was done, and the milliseconds between the frames.
#[derive(Deserialize)]
struct Frames {
    what: String,
    ms: Vec<f64>,
}

/// Milliseconds between two frames after which a screen of 60 a second has shown one of them twice.
const MISSED: f64 = 25.0;

/// Lets a server ask the real window, and prints how long its cards and its frames took.
pub(super) fn window(options: &Options) -> Outcome {
    super::build_app(Purpose::Bench, true)?;
    Step::cargo("Release build").args(["build", "--release", "--package", "bench"]).run()?;
    let mut command = std::process::Command::new(place::built("release", "measure-window"));
    command
        .arg(options.count.to_string())
        .arg(place::root().join("tests/bench/server.mjs"))
        .arg(place::built("release", "instant-provider"))
        .env("COUNTERSIGN_DESKTOP", run::app("release"));
    node::put_on_path(&mut command);
    let found = super::measured::<Measured>(&command.output()?)?;
    print_cards(&found.cards);
    print_frames(&found.frames);
    Ok(())
}

fn print_cards(found: &[f64]) {
    let (first, p95) = (found.first().copied().unwrap_or_default(), percentile(found, 95));
    println!("\nrequest sent → card painted, {} times, one after the other", found.len());
    println!(
        "median {:.0} ms, p95 {p95:.0} ms, longest {:.0} ms; the very first {first:.0} ms\n",
        median(found),
        percentile(found, 100),
    );
    super::print_bar(p95 <= 100.0, &format!("{p95:.0} ms"), "request to card, p95: at most 100 ms");
}

fn print_frames(found: &[Frames]) {
    println!(
        "\nframes while a reply of 10 MB comes in and its card opens, and while a thousand requests wait"
    );
    for Frames { what, ms } in found {
        let (middle, late) = (median(ms), percentile(ms, 95));
        let longest = percentile(ms, 100);
        let missed = ms.iter().filter(|&&ms| ms > MISSED).count();
        println!(
            "{what:14} median {middle:.0} ms, p95 {late:.0} ms, longest {longest:.0} ms, \
             {missed} of {} over {MISSED:.0} ms",
            ms.len(),
        );
    }
    println!();
    let p95 = |what: &str| {
        let of = found.iter().find(|frames| frames.what == what);
        of.map(|frames| percentile(&frames.ms, 95)).unwrap_or_default()
    };
    // Where the screen's own clock is uneven, frames are no better than when nothing happens.
    let most = p95("rest").max(16.0) + 2.0;
    for (what, bar) in [
        ("10 MB, lines", "10 MB come in, in lines, frames, p95: as at rest, or 60 a second"),
        ("10 MB, line", "10 MB come in, in one line, frames, p95: as at rest, or 60 a second"),
        ("scroll", "a thousand waiting, scrolled, frames, p95: as at rest, or 60 a second"),
        ("keys", "a thousand waiting, a key held down, frames, p95: as at rest, or 60 a second"),
    ] {
        let found = p95(what);
        super::print_bar(found <= most, &format!("{found:.0} ms"), bar);
    }
}
