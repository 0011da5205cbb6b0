//! The sampling round trip as the server sees it.
//!
//! One server, one instant provider; the contestants take turns, so that whatever else the
//! machine does falls on all of them alike. Ratios count, not milliseconds.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use clap::Args;

use super::contestant::{ALL, Contestant, Measured, Work};
use super::numbers::{median, percentile};
use crate::setup::{self, Purpose};
use crate::step::Step;
use crate::{Outcome, place};

/// How many requests are in flight in the second half.
const IN_FLIGHT: u32 = 16;

/// What `bench sampling` takes.
#[derive(Args)]
pub(crate) struct Options {
    /// How often everyone takes a turn.
    #[arg(long, default_value_t = 7)]
    rounds: u32,
    /// How many samples a turn has.
    #[arg(long, default_value_t = 500)]
    count: u32,
}

/// What one contestant did: a number for each turn.
struct Record {
    contestant: Contestant,
    median_us: Vec<f64>,
    p95_us: Vec<f64>,
    per_second: Vec<f64>,
}

/// Lets everyone take turns, and prints the table.
pub(super) fn sampling(options: &Options) -> Outcome {
    setup::prepare(Purpose::Bench)?;
    Step::cargo("Release build")
        .args(["build", "--release", "--package", "cli", "--package", "bench"])
        .run()?;
    let provider = Provider::start()?;
    let mut records = ALL.map(|contestant| Record {
        contestant,
        median_us: Vec::new(),
        p95_us: Vec::new(),
        per_second: Vec::new(),
    });
    for round in 1..=options.rounds {
        println!("Round {round} of {}", options.rounds);
        for record in &mut records {
            record.take_turn(&provider.base_url, options.count)?;
        }
    }
    print(&records);
    Ok(())
}

impl Record {
    fn take_turn(&mut self, base_url: &str, count: u32) -> Outcome {
        let turn = |in_flight| -> Outcome<Measured> {
            self.contestant.run(base_url, Work { count, in_flight })
        };
        let (alone, together) = (turn(1)?, turn(IN_FLIGHT)?);
        self.median_us.push(median(&alone.latencies_us));
        self.p95_us.push(percentile(&alone.latencies_us, 95));
        self.per_second.push(together.per_second());
        Ok(())
    }
}

fn print(records: &[Record; 4]) {
    let [countersign, typescript, _, bare] = records;
    println!();
    println!("{:42}{:^34}  {:^23}", "", "one at a time", format!("{IN_FLIGHT} in flight"));
    println!(
        "{:42}{:>9} {:>9} {:>7} {:>6}  {:>9} {:>7} {:>6}",
        "", "median", "p95", "× TS", "× bare", "a second", "× TS", "× bare"
    );
    for record in records {
        let (latency, rate) = (median(&record.median_us), median(&record.per_second));
        println!(
            "{:42}{:>6.2} ms {:>6.2} ms {:>7.2} {:>6.2}  {:>9.0} {:>7.2} {:>6.2}",
            record.contestant.name(),
            latency / 1e3,
            median(&record.p95_us) / 1e3,
            latency / median(&typescript.median_us),
            latency / median(&bare.median_us),
            rate,
            rate / median(&typescript.per_second),
            rate / median(&bare.per_second),
        );
    }
    println!();
    let latency = |other: &Record| median(&countersign.median_us) / median(&other.median_us);
    let rate = median(&countersign.per_second) / median(&typescript.per_second);
    for (holds, bar) in [
        (latency(typescript) <= 0.5, "one at a time: at most 0.5 × the TypeScript SDK client"),
        (latency(bare) <= 1.5, "one at a time: at most 1.5 × bare rmcp + reqwest"),
        (rate >= 3.0, "16 in flight: at least 3 × the TypeScript SDK client"),
    ] {
        println!("{} {bar}", if holds { "✓" } else { "✗" });
    }
}

/// The instant provider; killed when dropped.
struct Provider {
    process: Child,
    base_url: String,
}

impl Provider {
    fn start() -> Outcome<Self> {
        let mut process = Command::new(place::built("release", "instant-provider"))
            .stdout(Stdio::piped())
            .spawn()?;
        let mut base_url = String::new();
        if let Some(stdout) = process.stdout.as_mut() {
            BufReader::new(stdout).read_line(&mut base_url)?;
        }
        Ok(Self { process, base_url: base_url.trim().to_owned() })
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        // Gone already is as good as killed.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
