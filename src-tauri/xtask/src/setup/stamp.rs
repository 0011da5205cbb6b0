//! Packages that a lock file names, installed again only when the lock file changed.
//!
//! The stamp is a copy of the lock file, written after the installation ended well. It lies inside
//! what was installed, so deleting that deletes the stamp too.

use std::fs;
use std::path::Path;

use crate::step::Step;
use crate::{Outcome, place};

const STAMP: &str = ".installed-from";

/// Installs npm packages in `folder` unless `node_modules` was made from its lock file.
///
/// Not with `npm ci`: that refuses a lock file without the packages that only other systems need.
/// `--no-save` takes the versions of the lock file just so, and leaves the lock file alone.
pub(super) fn npm_packages(folder: &Path) -> Outcome {
    let installed = folder.join("node_modules");
    let lock = folder.join("package-lock.json");
    if is_current(&lock, &installed)? {
        return Ok(());
    }
    Step::new(format!("npm packages of {}", name(folder)), "npm")
        .args(["install", "--no-save", "--no-audit", "--no-fund"])
        .folder(folder)
        .run()?;
    Ok(fs::copy(&lock, installed.join(STAMP)).map(|_| ())?)
}

/// Makes the Python environment `.venv` in `folder` unless it was made from its requirements.
pub(super) fn python_packages(folder: &Path) -> Outcome {
    let venv = folder.join(".venv");
    let lock = folder.join("requirements.txt");
    if is_current(&lock, &venv)? {
        return Ok(());
    }
    let python = if cfg!(windows) { "python" } else { "python3" };
    Step::new(format!("Python environment of {}", name(folder)), python)
        .args(["-m", "venv", "--clear"])
        .args([&venv])
        .run()?;
    Step::new(format!("Python packages of {}", name(folder)), place::in_venv(&venv, "pip"))
        .args(["install", "--quiet", "--disable-pip-version-check", "-r"])
        .args([&lock])
        .run()?;
    Ok(fs::copy(&lock, venv.join(STAMP)).map(|_| ())?)
}

fn is_current(lock: &Path, installed: &Path) -> Outcome<bool> {
    let wanted = fs::read(lock).map_err(|error| {
        format!("{} cannot be read ({error}). Is the checkout complete?", lock.display())
    })?;
    Ok(fs::read(installed.join(STAMP)).is_ok_and(|stamp| stamp == wanted))
}

fn name(folder: &Path) -> String {
    folder.strip_prefix(place::root()).unwrap_or(folder).display().to_string()
}
