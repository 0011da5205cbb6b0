//! Long files, named but not forbidden: each is a question whether it holds two subjects.

use std::fs;
use std::process::Command;

use crate::{Outcome, place};

/// Longer than this many lines is long.
const LONG: usize = 300;

/// Says which source files of the checkout are long.
pub(super) fn report() -> Outcome {
    let output = Command::new("git")
        .args(["ls-files", "*.rs", "*.ts", "*.tsx", "*.css", "*.py"])
        .current_dir(place::root())
        .output()?;
    let mut long = String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|path| {
            let lines = fs::read_to_string(place::root().join(path)).ok()?.lines().count();
            (lines > LONG).then(|| (lines, path.to_owned()))
        })
        .collect::<Vec<_>>();
    long.sort_unstable_by(|a, b| b.cmp(a));
    if !long.is_empty() {
        println!("- Files of more than {LONG} lines, for your information:");
    }
    for (lines, path) in long {
        println!("  {lines:5}  {path}");
    }
    Ok(())
}
