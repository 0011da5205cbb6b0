//! Cold start to a usable window, and memory when idle.

use clap::Args;
use serde::Deserialize;

use super::numbers::median;
use crate::setup::Purpose;
use crate::{Outcome, place, run};

/// What `bench start` takes.
#[derive(Args)]
pub(crate) struct Options {
    /// How often the app is started.
    #[arg(long, default_value_t = 7)]
    rounds: u32,
}

/// What `measure-start` prints.
#[derive(Deserialize)]
struct Measured {
    /// With nothing there yet: keys and tables are made.
    first: Start,
    /// With what the first start left.
    again: Start,
    /// What holds memory when idle.
    processes: Vec<Process>,
}

/// From the start of the process, in milliseconds.
#[derive(Deserialize)]
struct Start {
    /// To a window on the screen.
    shown_ms: f64,
    /// To a window that can be used.
    usable_ms: f64,
}

#[derive(Deserialize)]
struct Process {
    program: String,
    /// Memory that is shared between processes is shared out: the sum is what is really held.
    pss_mb: f64,
    /// Memory that is shared counts in each process: the sum is more than what is held.
    rss_mb: f64,
    /// Of the first: what is no file's, so not code of the system's libraries.
    own_mb: f64,
}

/// Starts the app again and again on a screen of its own, and prints the medians.
pub(super) fn start(options: &Options) -> Outcome {
    super::build_app(Purpose::Test, false)?;
    let mut rounds = Vec::new();
    for round in 1..=options.rounds {
        let mut command = std::process::Command::new(place::built("release", "measure-start"));
        let output = command.env("COUNTERSIGN_DESKTOP", run::app("release")).output()?;
        let found = super::measured::<Measured>(&output)?;
        println!(
            "Round {round} of {}: first start {:.0} ms, again {:.0} ms, {:.0} MB",
            options.rounds,
            found.first.usable_ms,
            found.again.usable_ms,
            found.sum(|process| process.pss_mb),
        );
        rounds.push(found);
    }
    print(&rounds);
    Ok(())
}

impl Measured {
    fn sum(&self, of: fn(&Process) -> f64) -> f64 {
        self.processes.iter().map(of).sum()
    }
}

fn print(rounds: &[Measured]) {
    let middle = |of: &dyn Fn(&Measured) -> f64| median(&rounds.iter().map(of).collect::<Vec<_>>());
    let (first, again) =
        (middle(&|round| round.first.usable_ms), middle(&|round| round.again.usable_ms));
    println!("\n{:24}{:>10}{:>10}", "medians", "on screen", "usable");
    for (title, shown, usable) in [
        ("first start", middle(&|round| round.first.shown_ms), first),
        ("start", middle(&|round| round.again.shown_ms), again),
    ] {
        println!("{title:24}{shown:>7.0} ms{usable:>7.0} ms");
    }
    println!("\n{:24}{:>10}{:>10}{:>10}", "memory when idle", "PSS", "its own", "RSS");
    let columns: [fn(&Process) -> f64; 3] =
        [|process| process.pss_mb, |process| process.own_mb, |process| process.rss_mb];
    let programs = rounds.first().map(|round| &round.processes);
    for Process { program, .. } in programs.into_iter().flatten() {
        let found = columns.map(|of| {
            middle(&|round| {
                let same = round.processes.iter().filter(|process| process.program == *program);
                same.map(of).sum()
            })
        });
        println!("{program:24}{:>7.0} MB{:>7.0} MB{:>7.0} MB", found[0], found[1], found[2]);
    }
    let [pss, own, rss] = columns.map(|of| middle(&|round| round.sum(of)));
    println!("{:24}{pss:>7.0} MB{own:>7.0} MB{rss:>7.0} MB\n", "together");
    let ms = |value: f64| format!("{value:.0} ms");
    super::print_bar(first <= 800.0, &ms(first), "first start to usable window: at most 800 ms");
    super::print_bar(again <= 800.0, &ms(again), "start to usable window: at most 800 ms");
    let found = format!("{pss:.0} MB");
    super::print_bar(pss <= 150.0, &found, "memory, idle, web view too (PSS): at most 150 MB");
}
