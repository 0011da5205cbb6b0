//! How long servers wait for an answer, as far as that can be known.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::cause::Door;
use crate::server::Launch;

/// What was set and seen of a server's patience.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Patience {
    /// Set by a person: for how many seconds it waits for the answer to a request that it pushed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub pushed: Option<u32>,
    /// Set by a person: for how many seconds it takes the answers to a round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub pulled: Option<u32>,
    /// Seen: after how many seconds it last took a request back because its time was up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub seen: Option<u32>,
}

/// How long a server is likely to wait for an answer, from the arrival of its request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Wait {
    /// As long as it takes.
    Endless,
    /// Likely this long.
    Likely {
        /// Seconds.
        seconds: u32,
        /// How that is known.
        known: Known,
    },
    /// Nobody knows.
    Unknown,
}

/// How it is known for how long a server waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// A person set it.
    Set,
    /// It gave up after that long before.
    Seen,
    /// It runs on JavaScript, and the official SDK there gives up after that long.
    Runtime,
    /// Both official SDKs take the answers to a round for that long.
    Sdk,
}

/// After this long the official TypeScript SDK, 1.x and 2.x, takes a pushed request back. Python's
/// waits without end unless its server says otherwise, which nobody can see from here.
pub const TYPESCRIPT: u32 = 60;
/// For this long the state of a round holds, in the official SDKs for Python and TypeScript.
pub const STATE: u32 = 600;
/// The longest patience that can be set, in seconds: a week.
pub const LONGEST: u32 = 7 * 24 * 60 * 60;

impl Patience {
    /// How long a server that is started so is likely to wait.
    pub fn wait(&self, door: Door, launch: &Launch) -> Wait {
        let likely = |seconds, known| Wait::Likely { seconds, known };
        let set = match door {
            Door::Pushed => self.pushed,
            Door::Pulled => self.pulled,
        };
        match (set, door, self.seen) {
            (Some(seconds), _, _) => likely(seconds, Known::Set),
            (None, _, _) if *launch == Launch::Demo => Wait::Endless,
            (None, Door::Pulled, _) => likely(STATE, Known::Sdk),
            (None, Door::Pushed, Some(seconds)) => likely(seconds, Known::Seen),
            (None, Door::Pushed, None) if runs_javascript(launch) => {
                likely(TYPESCRIPT, Known::Runtime)
            }
            (None, Door::Pushed, None) => Wait::Unknown,
        }
    }
}

/// Whether a server is started by what starts programs in JavaScript. Where it is not, it may still
/// be one: nothing on the wire says so.
fn runs_javascript(launch: &Launch) -> bool {
    const STARTERS: [&str; 10] =
        ["node", "nodejs", "npx", "npm", "pnpm", "pnpx", "yarn", "bun", "bunx", "deno"];
    let Launch::Program { command, .. } = launch else { return false };
    let name = command.rsplit(['/', '\\']).next().unwrap_or_default().to_lowercase();
    let name = [".exe", ".cmd"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name);
    STARTERS.contains(&name)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::{Known, Patience, Wait};
    use crate::cause::Door::{self, Pulled, Pushed};
    use crate::server::Launch;

    fn program(command: &str) -> Launch {
        Launch::Program { command: command.into(), args: vec![], env: vec![], cwd: None }
    }

    fn remote() -> Launch {
        Launch::Remote { url: "https://example.com/mcp".into(), headers: vec![] }
    }

    fn likely(seconds: u32, known: Known) -> Wait {
        Wait::Likely { seconds, known }
    }

    const NOTHING: Patience = Patience { pushed: None, pulled: None, seen: None };

    #[rstest]
    #[case::typescript(NOTHING, Pushed, program("npx"), likely(60, Known::Runtime))]
    #[case::by_its_path(NOTHING, Pushed, program("/opt/bin/node"), likely(60, Known::Runtime))]
    #[case::on_windows(NOTHING, Pushed, program(r"C:\nodejs\NPX.CMD"), likely(60, Known::Runtime))]
    #[case::python(NOTHING, Pushed, program("uvx"), Wait::Unknown)]
    #[case::no_program_of_that_name(NOTHING, Pushed, program("node-like"), Wait::Unknown)]
    #[case::at_a_url(NOTHING, Pushed, remote(), Wait::Unknown)]
    #[case::a_round(NOTHING, Pulled, program("uvx"), likely(600, Known::Sdk))]
    #[case::a_round_at_a_url(NOTHING, Pulled, remote(), likely(600, Known::Sdk))]
    #[case::ours(NOTHING, Pushed, Launch::Demo, Wait::Endless)]
    #[case::a_round_of_ours(NOTHING, Pulled, Launch::Demo, Wait::Endless)]
    #[case::seen(Patience { seen: Some(3), ..NOTHING }, Pushed, program("npx"), likely(3, Known::Seen))]
    #[case::seen_elsewhere(Patience { seen: Some(3), ..NOTHING }, Pulled, program("npx"), likely(600, Known::Sdk))]
    #[case::set(Patience { seen: Some(3), pushed: Some(9), ..NOTHING }, Pushed, program("npx"), likely(9, Known::Set))]
    #[case::set_for_rounds(Patience { pulled: Some(5), ..NOTHING }, Pulled, Launch::Demo, likely(5, Known::Set))]
    #[case::set_for_the_other(Patience { pulled: Some(5), ..NOTHING }, Pushed, remote(), Wait::Unknown)]
    fn what_is_set_comes_before_what_was_seen_and_that_before_what_is_usual(
        #[case] patience: Patience,
        #[case] door: Door,
        #[case] launch: Launch,
        #[case] wait: Wait,
    ) {
        assert_eq!(patience.wait(door, &launch), wait);
    }
}
