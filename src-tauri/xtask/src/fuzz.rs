//! `cargo xtask fuzz`: looks for bytes that break what `mcp::fuzz` says of any bytes.
//!
//! The tests try the same with some random bytes each time; this looks where the code branches.
//! Without a sanitizer, so the stable toolchain will do: there is no unsafe code of ours, and what is
//! looked for are broken rules.

use clap::Args;

use crate::step::Step;
use crate::{Outcome, place, setup};

/// What reads bytes of other people's, by the names of the functions in `mcp::fuzz`.
const TARGETS: [&str; 4] = ["request", "reply", "events", "messages"];

/// What `fuzz` takes.
#[derive(Args)]
pub(crate) struct Options {
    /// How long each is looked at, in seconds.
    #[arg(long, default_value_t = 30)]
    seconds: u32,
    /// One of them instead of all.
    #[arg(long, value_parser = TARGETS)]
    only: Option<String>,
}

/// Looks at each for a while, and stops at the first that breaks.
pub(crate) fn fuzz(options: &Options) -> Outcome {
    if !setup::answers("fuzz") {
        return Err("cargo-fuzz is missing. Install it with: cargo install --locked cargo-fuzz \
                    (the tests try the same with random bytes: cargo nextest run -p mcp fuzz)."
            .into());
    }
    let folder = place::root().join("tests/fuzz");
    for target in TARGETS {
        if options.only.as_deref().is_some_and(|only| only != target) {
            continue;
        }
        std::fs::create_dir_all(folder.join("corpus").join(target))?;
        Step::cargo(format!("Fuzzing {target} for {} s", options.seconds))
            .args(["fuzz", "run", "--sanitizer", "none", "--fuzz-dir", ".", target])
            .args([format!("corpus/{target}"), format!("seeds/{target}")])
            .args(["--", "-max_len=4096", "-timeout=10"])
            .args([format!("-max_total_time={}", options.seconds)])
            // What cargo-fuzz asks of the compiler is not stable, and the compiler here is.
            .env("RUSTC_BOOTSTRAP", "1")
            .folder(&folder)
            .run()?;
    }
    Ok(())
}
