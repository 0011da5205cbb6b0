//! Starts the app on a machine of its own and prints, as one line of JSON, how long it took until
//! the window could be used and what it holds in memory when idle.
//!
//! No driver is between: the window is used when the screen shows what it goes on showing.

use std::io::Write;
use std::process::Stdio;
use std::time::{Duration, Instant};

use e2e::Outcome;
use e2e::machine::Machine;
use e2e::owned::{Owned, is_program};
use e2e::window::{PATIENCE, app};
use serde_json::{Value, json};

/// The app's own processes and those of its web view.
const PROGRAMS: [&str; 4] =
    ["countersign-desktop", "WebKitWebProcess", "WebKitNetworkProcess", "WebKitGPUProcess"];

/// How often the screen is looked at.
const GLANCE: Duration = Duration::from_millis(4);
/// A screen that stays the same for so long is complete.
const STILL: Duration = Duration::from_secs(2);
/// How long the app is left alone before its memory is read.
const IDLE: Duration = Duration::from_secs(10);

#[tokio::main]
async fn main() -> Outcome {
    let machine = Machine::start()?;
    // Once with nothing there, which makes keys and tables, and once with all that.
    let (first, process) = start(&machine)?;
    end(&machine, process).await?;
    let (again, process) = start(&machine)?;
    std::thread::sleep(IDLE);
    let processes = machine
        .processes()
        .into_iter()
        .filter_map(|(pid, line)| {
            let program = PROGRAMS.iter().find(|program| is_program(&line, program))?;
            Some(memory(pid, program))
        })
        .collect::<Outcome<Vec<_>>>()?;
    end(&machine, process).await?;
    let line = json!({ "first": first, "again": again, "processes": processes });
    Ok(writeln!(std::io::stdout(), "{line}")?)
}

/// Starts the app and watches the screen until it is complete.
fn start(machine: &Machine) -> Outcome<(Value, Owned)> {
    let pixels = machine.pixels()?;
    let mut seen = pixels.look()?;
    let mut changes = Vec::new();
    let started = Instant::now();
    let process =
        Owned::start(machine.command(app()).stdout(Stdio::null()).stderr(Stdio::inherit()))?;
    loop {
        std::thread::sleep(GLANCE);
        let now = pixels.look()?;
        if now != seen {
            changes.push(started.elapsed());
            seen = now;
        }
        if let (Some(first), Some(last)) = (changes.first(), changes.last())
            && started.elapsed() > *last + STILL
            && seen.has_text()
            && machine.data().join("history.db").is_file()
        {
            let ms = |duration: &Duration| duration.as_secs_f64() * 1e3;
            return Ok((json!({ "shown_ms": ms(first), "usable_ms": ms(last) }), process));
        }
        if started.elapsed() > PATIENCE {
            return Err(format!("the window did not come to rest; changes: {changes:?}").into());
        }
    }
}

/// Ends the app as the system does at log-out.
async fn end(machine: &Machine, process: Owned) -> Outcome {
    process.ask_to_end();
    machine.wait_until_left(&PROGRAMS).await?;
    drop(process);
    Ok(())
}

/// What a process holds in memory. `pss_mb`: what it shares counts by its share, so that a sum is
/// true. `rss_mb`: what it shares counts whole, and in each process once more. `own_mb`: what is no
/// file's and nobody else's.
fn memory(pid: i32, program: &str) -> Outcome<Value> {
    let rollup = std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup"))?;
    let mb = |name: &str| -> Outcome<f64> {
        let line = rollup.lines().find_map(|line| line.strip_prefix(name)).ok_or("no such line")?;
        let kb: u32 = line.split_whitespace().next().ok_or("no number")?.parse()?;
        Ok(f64::from(kb) * 1024.0 / 1e6)
    };
    let (pss, rss, own) = (mb("Pss:")?, mb("Rss:")?, mb("Pss_Anon:")?);
    Ok(json!({ "program": program, "pss_mb": pss, "rss_mb": rss, "own_mb": own }))
}
