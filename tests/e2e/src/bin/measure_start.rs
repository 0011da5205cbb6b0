//! Starts the app once on a machine of its own and prints how long that took and what it holds,
//! as one line of JSON: `usable_ms` and `memory_mb`.

use std::io::Write;
use std::time::{Duration, Instant};

use e2e::Outcome;
use e2e::machine::Machine;
use e2e::owned::is_program;
use e2e::window::Window;
use serde_json::json;

/// The app's own processes and those of its web view.
const PROGRAMS: [&str; 4] =
    ["countersign-desktop", "WebKitWebProcess", "WebKitNetworkProcess", "WebKitGPUProcess"];

/// How long the app is left alone before its memory is read.
const IDLE: Duration = Duration::from_secs(10);

/// Calls back at the first frame that shows the desk itself: the storage is open, and the empty
/// desk says what to do.
const USABLE: &str = r#"
    const done = arguments[arguments.length - 1];
    const look = () => {
        const open = document.querySelector("main[aria-label] h1, main[aria-label] h2");
        open ? requestAnimationFrame(() => done(true)) : requestAnimationFrame(look);
    };
    look();
"#;

#[tokio::main]
async fn main() -> Outcome {
    let machine = Machine::start()?;
    let started = Instant::now();
    let window = Window::open(&machine).await?;
    window.driver().execute_async(USABLE, Vec::new()).await?;
    let usable = started.elapsed();
    tokio::time::sleep(IDLE).await;
    let memory = machine
        .processes()
        .into_iter()
        .filter(|(_, line)| PROGRAMS.iter().any(|program| is_program(line, program)))
        .map(|(pid, _)| proportional_kb(pid))
        .sum::<Outcome<u32>>()?;
    window.close().await?;
    let line = json!({
        "usable_ms": usable.as_secs_f64() * 1e3,
        "memory_mb": f64::from(memory) * 1024.0 / 1e6,
    });
    Ok(writeln!(std::io::stdout(), "{line}")?)
}

/// What a process holds in memory, in kilobytes; what it shares counts by its share.
fn proportional_kb(pid: i32) -> Outcome<u32> {
    let rollup = std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup"))?;
    let line = rollup.lines().find(|line| line.starts_with("Pss:")).ok_or("no Pss")?;
    Ok(line.split_whitespace().nth(1).ok_or("no number")?.parse()?)
}
