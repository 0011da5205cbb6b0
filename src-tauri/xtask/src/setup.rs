//! `cargo xtask setup`: what running and testing need, installed where it is missing.
//!
//! A second run finds everything and does nothing. System packages come from apt on Debian and
//! Ubuntu; elsewhere the command says what is missing and how to get it.

pub(crate) mod node;
mod packages;
mod stamp;
mod tools;

pub(crate) use tools::answers;

use clap::{Args, ValueEnum};

use crate::{Outcome, place};

/// What `setup` takes.
#[derive(Args)]
pub(crate) struct Options {
    /// What to prepare for.
    #[arg(long = "for", value_enum, default_value_t = Purpose::Test)]
    purpose: Purpose,
}

/// What a machine is prepared for. A later purpose includes the earlier ones.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Purpose {
    /// Building and running the app.
    Run,
    /// Running every test.
    Test,
    /// Measuring against other clients.
    Bench,
}

/// Folders with a `package-lock.json`.
const NPM_FOLDERS: [(&str, Purpose); 5] = [
    ("ui", Purpose::Run),
    ("tests/providers", Purpose::Test),
    ("tests/servers/typescript", Purpose::Test),
    ("tests/conformance", Purpose::Test),
    ("tests/bench", Purpose::Bench),
];

/// Folders with a `requirements.txt`, each of which gets a Python environment `.venv`.
const PYTHON_FOLDERS: [(&str, Purpose); 3] = [
    ("tests/servers/python1", Purpose::Test),
    ("tests/servers/python2", Purpose::Test),
    ("tests/bench", Purpose::Bench),
];

/// Installs what is missing.
pub(crate) fn setup(options: &Options) -> Outcome {
    prepare(options.purpose)?;
    println!("Everything that is needed is there.");
    Ok(())
}

/// Installs what `purpose` needs and says nothing about what is there already.
pub(crate) fn prepare(purpose: Purpose) -> Outcome {
    packages::install(purpose)?;
    node::install()?;
    for (folder, _) in NPM_FOLDERS.iter().filter(|(_, from)| *from <= purpose) {
        stamp::npm_packages(&place::root().join(folder))?;
    }
    for (folder, _) in PYTHON_FOLDERS.iter().filter(|(_, from)| *from <= purpose) {
        stamp::python_packages(&place::root().join(folder))?;
    }
    if purpose >= Purpose::Test {
        tools::install()?;
    }
    Ok(())
}
