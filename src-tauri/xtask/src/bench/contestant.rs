//! Who is measured, and how each is told to do the same work.

use std::process::Command;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{Outcome, place};

/// A client that answers a server's sampling requests from a provider.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Contestant {
    /// `countersign try --sign all`: signed by a rule, journalled.
    Countersign,
    /// The official TypeScript SDK client; no approval, no history.
    TypeScript,
    /// The official Python SDK client; no approval, no history.
    Python,
    /// rmcp and reqwest with nothing between.
    Bare,
}

/// Everyone, in the order in which they take turns.
pub(super) const ALL: [Contestant; 4] =
    [Contestant::Countersign, Contestant::TypeScript, Contestant::Python, Contestant::Bare];

/// The work: how many samples, how many at once.
#[derive(Clone, Copy)]
pub(super) struct Work {
    pub(super) count: u32,
    pub(super) in_flight: u32,
}

/// What the server measured, in microseconds.
#[derive(Deserialize)]
pub(super) struct Measured {
    /// Of each sample, from request to reply.
    pub(super) latencies_us: Vec<f64>,
    /// Of all of them together.
    pub(super) total_us: f64,
}

impl Measured {
    /// Samples per second.
    pub(super) fn per_second(&self) -> f64 {
        let count = u32::try_from(self.latencies_us.len()).unwrap_or(u32::MAX);
        f64::from(count) / (self.total_us / 1e6)
    }
}

impl Contestant {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Countersign => "Countersign (signed by rule, journalled)",
            Self::TypeScript => "TypeScript SDK client",
            Self::Python => "Python SDK client",
            Self::Bare => "bare rmcp + reqwest",
        }
    }

    /// Does the work once.
    pub(super) fn run(self, base_url: &str, work: Work) -> Outcome<Measured> {
        let folder = place::root().join("tests/bench");
        let arguments =
            json!({ "count": work.count, "in_flight": work.in_flight, "warm_up": work.count / 5 })
                .to_string();
        let mut command = self.command();
        match self {
            Self::Countersign => {
                command.args(["try", "--json", "--sign", "all", "--timeout", "600"]);
                command.args(["--era", "legacy", "--tool", "measure", "--args", &arguments]);
                command.args(["--provider", "openai", "--model", "instant"]);
                command.args(["--base-url", base_url, "--"]);
            }
            Self::Bare => {
                command.args(["--base-url", base_url, "--tool", "measure"]);
                command.args(["--args", &arguments, "--"]);
            }
            Self::TypeScript | Self::Python => {
                command.args([base_url, "measure", &arguments]);
            }
        }
        crate::setup::node::put_on_path(&mut command);
        let output = command.args(["node", "server.mjs"]).current_dir(folder).output()?;
        let text = String::from_utf8(output.stdout)?;
        if !output.status.success() {
            let error = String::from_utf8_lossy(&output.stderr);
            return Err(format!("{} failed ({}): {text}{error}", self.name(), output.status).into());
        }
        self.measured(&text)
            .map_err(|error| format!("{} printed no measurement: {error}", self.name()).into())
    }

    fn command(self) -> Command {
        let bench = place::root().join("tests/bench");
        match self {
            Self::Countersign => Command::new(place::built("release", "countersign")),
            Self::Bare => Command::new(place::built("release", "bare-client")),
            Self::TypeScript => {
                let mut node = Command::new("node");
                node.arg("client.mjs");
                node
            }
            Self::Python => {
                let mut python = Command::new(place::in_venv(&bench.join(".venv"), "python"));
                python.arg("client.py");
                python
            }
        }
    }

    /// Reads what was printed: the tool's text, or around it what `countersign try` says.
    fn measured(self, text: &str) -> serde_json::Result<Measured> {
        if self != Self::Countersign {
            return serde_json::from_str(text);
        }
        let whole = serde_json::from_str::<Value>(text)?;
        let inner = whole.pointer("/result/content/0/text").and_then(Value::as_str);
        serde_json::from_str(inner.unwrap_or_default())
    }
}
