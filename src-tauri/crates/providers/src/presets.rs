//! What an account can begin from: providers and programs that are known by name. Data, so that
//! another one is another row.

use domain::ProviderKind;
use serde::Serialize;
use ts_rs::TS;

use crate::hosts::HOSTS;

/// A provider to begin an account from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Preset {
    /// What people call it; empty for a provider that is not known by name.
    pub name: &'static str,
    /// Which wire format it is asked in.
    pub kind: ProviderKind,
    /// Where it is; a part in capitals is for the person to fill in. Empty where only the person
    /// knows, and of a program.
    pub base_url: &'static str,
    /// Whether it cannot be asked without a key.
    pub key: bool,
    /// How it is started, of a program.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub program: Option<ProgramPreset>,
}

/// How a program is started that is known by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ProgramPreset {
    /// The program; empty for one that is not known by name.
    pub command: &'static str,
    /// Its arguments; `{model}` stands for the model's name.
    pub args: &'static [&'static str],
    /// Where in the JSON that it writes the answer is; absent where all that it writes is the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub at: Option<&'static str>,
    /// The names of models that it knows.
    pub models: &'static [&'static str],
}

/// Every provider and program that is known by name; after each, the one that is not.
pub fn presets() -> Vec<Preset> {
    let hosts = HOSTS.iter().map(|host| Preset {
        name: host.name,
        kind: host.kind,
        base_url: host.base_url,
        key: host.key,
        program: None,
    });
    let programs = PROGRAMS.iter().map(|(name, program)| Preset {
        name,
        kind: ProviderKind::Command,
        base_url: "",
        key: false,
        program: Some(*program),
    });
    hosts.chain(programs).collect()
}

/// Programs that ask models with a subscription or keys of their own. As far as they let themselves
/// be told, they use no tools, add nothing of the person's to a prompt, and keep nothing; what they do
/// nevertheless is said in `docs/models.md`. Run in the versions that are named, against a provider on
/// this machine (`tests/wire/assistants.rs`).
const PROGRAMS: &[(&str, ProgramPreset)] = &[
    // 2.1.332. Without `--settings` it reads any file that a prompt names after an `@`, and without
    // `--safe-mode` it adds `CLAUDE.md` and runs the person's hooks and MCP servers.
    (
        "Claude Code",
        ProgramPreset {
            command: "claude",
            args: &[
                "-p",
                "--model",
                "{model}",
                "--tools",
                "",
                "--settings",
                r#"{"permissions":{"deny":["Read"]}}"#,
                "--safe-mode",
                "--system-prompt",
                "",
                "--no-session-persistence",
            ],
            at: None,
            models: &["sonnet", "opus", "haiku", "fable"],
        },
    ),
    // 0.169.0. Being strict, it ends with an error at a name that another version does not know, so
    // nothing is left on by mistake. Of its tools one that writes files remains, and the sandbox refuses it.
    (
        "Codex",
        ProgramPreset {
            command: "codex",
            args: &[
                "exec",
                "--model",
                "{model}",
                "--skip-git-repo-check",
                "--sandbox",
                "read-only",
                "--ephemeral",
                "--ignore-user-config",
                "--ignore-rules",
                "--strict-config",
                "-c",
                "features={shell_tool=false,view_image=false,image_generation=false,apps=false,\
                 plugins=false,hooks=false,goals=false}",
                "-c",
                "agents.enabled=false",
                "-c",
                "web_search=disabled",
                "-c",
                "skills.include_instructions=false",
                "-c",
                "include_environment_context=false",
                "-",
            ],
            at: None,
            models: &["gpt-6.1-sol", "gpt-6.1-terra", "gpt-6-luna"],
        },
    ),
    // 0.61.0. It starts in no folder that it was not told to trust; its tools for files reach no
    // further than that folder, which is empty.
    (
        "Gemini CLI",
        ProgramPreset {
            command: "gemini",
            args: &[
                "--model",
                "{model}",
                "--skip-trust",
                "--extensions",
                "none",
                "--allowed-mcp-server-names",
                "none",
            ],
            at: None,
            models: &["pro", "flash", "flash-lite"],
        },
    ),
    // 0.36, with its own names of models.
    (
        "llm",
        ProgramPreset {
            command: "llm",
            args: &["prompt", "--model", "{model}", "--no-log", "--hide-reasoning"],
            at: None,
            models: &["gpt-5.6-luna", "gpt-6-luna", "gpt-6-sol"],
        },
    ),
    ("Other program", ProgramPreset { command: "", args: &[], at: None, models: &[] }),
];

#[cfg(test)]
mod tests {
    use domain::account::{Output, Program};

    use super::*;

    #[test]
    fn every_program_that_is_known_can_be_asked_as_it_is() {
        let known = PROGRAMS.iter().filter(|(_, preset)| !preset.command.is_empty());
        for (name, preset) in known {
            let owned = |all: &[&str]| all.iter().map(ToString::to_string).collect();
            let program = Program {
                command: preset.command.into(),
                args: owned(preset.args),
                output: preset.at.map_or(Output::Text, |at| Output::Json { at: at.into() }),
                models: owned(preset.models),
                seconds: 300,
                identity: None,
            };
            assert_eq!(program.check(), Ok(()), "{name}");
        }
    }
}
