//! One step of a command: a program that runs, timed, with its output shown when it matters.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::{Outcome, place, setup};

/// A step: what it is for, and the program that does it.
pub(crate) struct Step {
    title: String,
    command: Command,
    shown: Shown,
}

/// When a person sees what the program prints.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// As it comes: for steps that take minutes.
    Live,
    /// Only if the program fails.
    OnFailure,
}

impl Step {
    /// A step whose output is shown only if it fails. It runs in the root of the checkout.
    pub(crate) fn new(title: impl Into<String>, program: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(setup::node::launchable(program.as_ref()));
        command.current_dir(place::root()).stdin(Stdio::null());
        setup::node::put_on_path(&mut command);
        Self { title: title.into(), command, shown: Shown::OnFailure }
    }

    /// A run of cargo, which shows its progress as it goes.
    pub(crate) fn cargo(title: impl Into<String>) -> Self {
        // The cargo that started us, so that `+toolchain` holds for every step.
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        Self::new(title, cargo).live()
    }

    /// Shows the output as it comes.
    pub(crate) fn live(mut self) -> Self {
        self.shown = Shown::Live;
        self
    }

    /// Adds arguments.
    pub(crate) fn args(mut self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        self.command.args(args);
        self
    }

    /// Sets a variable of the program's environment.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs in this folder.
    pub(crate) fn folder(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Runs it to its end. Says what it does before, and how long it took after.
    pub(crate) fn run(mut self) -> Outcome {
        println!("→ {}", self.title);
        let started = Instant::now();
        let program = self.command.get_program().to_string_lossy().into_owned();
        let missing = |error: std::io::Error| format!("{program} could not be started: {error}.");
        let status = match self.shown {
            Shown::Live => self.command.status().map_err(missing)?,
            Shown::OnFailure => {
                let output = self.command.output().map_err(missing)?;
                if !output.status.success() {
                    println!("{}", String::from_utf8_lossy(&output.stdout));
                    println!("{}", String::from_utf8_lossy(&output.stderr));
                }
                output.status
            }
        };
        let took = seconds(started.elapsed());
        if status.success() {
            println!("✓ {} ({took})", self.title);
            return Ok(());
        }
        let line = std::iter::once(self.command.get_program())
            .chain(self.command.get_args())
            .map(OsStr::to_string_lossy)
            .collect::<Vec<_>>()
            .join(" ");
        Err(format!("{}: failed after {took} ({status}). The command was: {line}", self.title)
            .into())
    }
}

/// A length of time for people, for example `4.2 s` or `3 min 07 s`.
pub(crate) fn seconds(took: Duration) -> String {
    let whole = took.as_secs();
    if whole < 60 {
        format!("{:.1} s", took.as_secs_f64())
    } else {
        format!("{} min {:02} s", whole / 60, whole % 60)
    }
}
