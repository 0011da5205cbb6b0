//! Processes that end when their owner does.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};

pub use rustix::process::Signal;
use rustix::process::{Pid, kill_process, kill_process_group};

use crate::Outcome;

/// A process and all that stay in its group; killed when this is dropped.
pub struct Owned {
    child: Child,
}

impl Owned {
    /// Starts `command` in a group of its own.
    pub fn start(command: &mut Command) -> Outcome<Self> {
        use std::os::unix::process::CommandExt;

        let program = command.get_program().to_string_lossy().into_owned();
        let child = command
            .process_group(0)
            .spawn()
            .map_err(|error| format!("{program} could not be started: {error}"))?;
        Ok(Self { child })
    }

    /// Starts `command` and waits for the first line that it prints: many daemons say so that
    /// they are ready.
    pub fn start_and_read_line(command: &mut Command) -> Outcome<(Self, String)> {
        let program = command.get_program().to_string_lossy().into_owned();
        let mut owned = Self::start(command.stdout(Stdio::piped()))?;
        let mut line = String::new();
        if let Some(stdout) = owned.child.stdout.as_mut() {
            BufReader::new(stdout.take(4096)).read_line(&mut line)?;
        }
        if line.trim().is_empty() {
            return Err(format!("{program} ended before it was ready").into());
        }
        Ok((owned, line.trim().to_owned()))
    }

    /// Asks it to end, as the system does at log-out.
    pub fn ask_to_end(&self) {
        // Gone already is as good as ended.
        let _ = kill_process(Pid::from_child(&self.child), Signal::TERM);
    }

    /// The standard input, once, if it was piped.
    pub fn stdin(&mut self) -> Option<std::process::ChildStdin> {
        self.child.stdin.take()
    }
}

impl Drop for Owned {
    fn drop(&mut self) {
        // Gone already is as good as killed, so neither result matters.
        let _ = kill_process_group(Pid::from_child(&self.child), Signal::KILL);
        let _ = self.child.wait();
    }
}

/// The processes whose environment holds `name=value`, with their command lines: everything that
/// descends from who set it, whatever group or parent it has now.
pub fn marked(name: &str, value: &Path) -> BTreeMap<i32, String> {
    let mark = [name.as_bytes(), b"=", value.as_os_str().as_encoded_bytes()].concat();
    let Ok(entries) = std::fs::read_dir("/proc") else { return BTreeMap::new() };
    entries
        .flatten()
        .filter_map(|entry| {
            let pid = entry.file_name().to_str()?.parse::<i32>().ok()?;
            let environment = std::fs::read(entry.path().join("environ")).ok()?;
            environment.split(|byte| *byte == 0).any(|variable| variable == mark).then_some(())?;
            let line = std::fs::read(entry.path().join("cmdline")).ok()?;
            let line = String::from_utf8_lossy(&line).replace('\0', " ");
            Some((pid, line.trim().to_owned()))
        })
        .collect()
}

/// Sends a process a signal.
pub fn send(pid: i32, signal: Signal) {
    if let Some(pid) = Pid::from_raw(pid) {
        // Gone already is as good as ended.
        let _ = kill_process(pid, signal);
    }
}

/// Kills a process at once, as a crash or the system would.
pub fn kill(pid: i32) {
    send(pid, Signal::KILL);
}

/// The value of a variable with which a process was started.
pub fn environment(pid: i32, name: &str) -> Outcome<String> {
    let variables = std::fs::read(format!("/proc/{pid}/environ"))?;
    let value = variables.split(|byte| *byte == 0).find_map(|variable| {
        let (found, value) = std::str::from_utf8(variable).ok()?.split_once('=')?;
        (found == name).then(|| value.to_owned())
    });
    value.ok_or_else(|| format!("{pid} was started without {name}").into())
}

/// Whether a command line is of the program `name`.
pub fn is_program(line: &str, name: &str) -> bool {
    let program = line.split(' ').next().unwrap_or_default();
    Path::new(program).file_name() == Some(OsStr::new(name))
}
