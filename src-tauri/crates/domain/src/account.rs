//! Provider accounts and the models they offer.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::AccountId;
use crate::network::{host, is_loopback};
use crate::server::Identity;

/// An account with a provider. Its key, and the values of its headers, are in the vault, never here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// What the person calls it.
    pub name: String,
    /// Which wire format it speaks.
    pub kind: ProviderKind,
    /// Where requests go, without a trailing slash; empty for a program.
    pub base_url: String,
    /// The names of the headers that go along with every request. Their values are in the vault.
    #[serde(default)]
    pub headers: Vec<String>,
    /// The program that answers, of an account of kind [`ProviderKind::Command`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub program: Option<Program>,
}

impl Account {
    /// Whether requests go to this machine and, by us, no further. Those to a program do not count:
    /// it runs here, and what it is for is mostly to ask somebody elsewhere.
    pub fn is_here(&self) -> bool {
        host(&self.base_url).is_some_and(is_loopback)
    }
}

/// A wire format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProviderKind {
    /// Anthropic Messages.
    Anthropic,
    /// OpenAI Chat Completions, spoken by many others too.
    Openai,
    /// OpenAI Responses.
    OpenaiResponses,
    /// Google Gemini's `generateContent`.
    Gemini,
    /// Ollama's own.
    Ollama,
    /// A program on this machine: the prompt on its standard input, the answer on its standard
    /// output.
    Command,
}

impl ProviderKind {
    /// Every kind that is asked over HTTP.
    pub const ALL: [Self; 5] =
        [Self::Anthropic, Self::OpenaiResponses, Self::Openai, Self::Gemini, Self::Ollama];

    /// The provider's own address, in the convention of its wire format: Anthropic's and Ollama's
    /// are without a version, OpenAI's and Gemini's end in it. A program has none.
    pub fn default_base_url(self) -> &'static str {
        match self {
            Self::Anthropic => "https://api.anthropic.com",
            Self::Openai | Self::OpenaiResponses => "https://api.openai.com/v1",
            Self::Gemini => "https://generativelanguage.googleapis.com/v1",
            Self::Ollama => "http://localhost:11434",
            Self::Command => "",
        }
    }
}

/// A program that answers prompts, such as a command-line assistant with the person's own
/// subscription.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Program {
    /// The program: a path, or a name looked up on the login shell's `PATH`.
    pub command: String,
    /// Its arguments, each as it is, no shell. `{model}` in one stands for the model's name.
    pub args: Vec<String>,
    /// Where in what it writes the answer is.
    pub output: Output,
    /// The names that it is to be asked for.
    pub models: Vec<String>,
    /// How long it may take, in seconds.
    pub seconds: u32,
    /// What the program was when the person agreed to it; it runs as long as it is that. The engine
    /// sets it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub identity: Option<Identity>,
}

/// Where in what a program writes its answer is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Output {
    /// All of it is the answer.
    Text,
    /// It is JSON, and the answer is the text at a place in it.
    Json {
        /// The place, as a JSON pointer (RFC 6901): `/result`.
        at: String,
    },
}

impl Program {
    /// What stands for the model's name in an argument.
    pub const MODEL: &str = "{model}";
    /// The longest that a program may be given, in seconds.
    pub const LONGEST: u32 = 3_600;

    /// The arguments with which it is asked for a model.
    pub fn args_for(&self, model: &str) -> Vec<String> {
        self.args.iter().map(|arg| arg.replace(Self::MODEL, model)).collect()
    }

    /// Whether it can be asked.
    ///
    /// # Errors
    /// A sentence that says what to mend.
    pub fn check(&self) -> Result<(), &'static str> {
        if self.command.trim().is_empty() {
            return Err("Say which program is to answer, for example claude or a path.");
        }
        let blank = |model: &String| model.trim().is_empty();
        if self.models.is_empty() || self.models.iter().any(blank) {
            return Err("Name at least one model of the program, each with a name.");
        }
        // It would be an option of the program's.
        if self.models.iter().any(|model| model.starts_with('-')) {
            return Err("The name of a model must not begin with a dash.");
        }
        let says_which = self.args.iter().any(|arg| arg.contains(Self::MODEL));
        if self.models.len() > 1 && !says_which {
            return Err(
                "With more than one model an argument must say which: write {model} where its name belongs.",
            );
        }
        if matches!(&self.output, Output::Json { at } if !at.starts_with('/')) {
            return Err("The place of the answer in the JSON begins with a slash: /result.");
        }
        if self.seconds == 0 || self.seconds > Self::LONGEST {
            return Err("The time limit is between 1 second and an hour.");
        }
        Ok(())
    }
}

/// A model as its provider lists it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Model {
    /// Its id on the wire.
    pub id: String,
    /// Its name for people, where the provider gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub name: Option<String>,
    /// How many tokens of prompt it takes, where the provider says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub context: Option<u32>,
}

/// A server of models that was found on this machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LocalServer {
    /// Which program it is, by the port on which it was found.
    pub program: LocalProgram,
    /// Which wire format it is spoken to in.
    pub kind: ProviderKind,
    /// Where it is.
    pub base_url: String,
    /// What it lists.
    pub models: Vec<Model>,
}

/// A program that serves models on a person's own machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LocalProgram {
    /// Ollama.
    Ollama,
    /// LM Studio.
    LmStudio,
    /// The server of llama.cpp.
    LlamaCpp,
    /// vLLM.
    Vllm,
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::{Account, Output, Program, ProviderKind};
    use crate::id::AccountId;

    fn program(args: &[&str], models: &[&str]) -> Program {
        Program {
            command: "claude".into(),
            args: args.iter().map(ToString::to_string).collect(),
            output: Output::Text,
            models: models.iter().map(ToString::to_string).collect(),
            seconds: 300,
            identity: None,
        }
    }

    #[test]
    fn the_model_stands_where_its_place_is() {
        let args = program(&["-p", "--model={model}", "{model}"], &["opus"]).args_for("opus");
        assert_eq!(args, ["-p", "--model=opus", "opus"]);
    }

    #[rstest]
    #[case(program(&["-m", "{model}"], &["a", "b"]), true)]
    #[case(program(&["-p"], &["a"]), true)]
    #[case(program(&["-p"], &["a", "b"]), false)]
    #[case(program(&[], &[]), false)]
    #[case(program(&[], &[" "]), false)]
    #[case(program(&["{model}"], &["--dangerous"]), false)]
    #[case(Program { command: " ".into(), ..program(&[], &["a"]) }, false)]
    #[case(Program { seconds: 0, ..program(&[], &["a"]) }, false)]
    #[case(Program { seconds: 3_601, ..program(&[], &["a"]) }, false)]
    #[case(Program { output: Output::Json { at: "result".into() }, ..program(&[], &["a"]) }, false)]
    #[case(Program { output: Output::Json { at: "/result".into() }, ..program(&[], &["a"]) }, true)]
    fn what_cannot_be_asked_is_told(#[case] program: Program, #[case] fits: bool) {
        assert_eq!(program.check().is_ok(), fits, "{program:?}");
    }

    #[test]
    fn a_program_is_not_on_this_machine_for_a_grant() {
        let account = Account {
            id: AccountId(uuid::Uuid::nil()),
            name: "Claude".into(),
            kind: ProviderKind::Command,
            base_url: String::new(),
            headers: Vec::new(),
            program: Some(program(&[], &["a"])),
        };
        assert!(!account.is_here());
    }

    #[test]
    fn an_account_from_before_programs_and_headers_is_read() {
        let kept = r#"{"id":"00000000-0000-0000-0000-000000000000","name":"A","kind":"openai","base_url":"https://a.example"}"#;
        let account: Account = serde_json::from_str(kept).unwrap();
        assert_eq!((account.program, account.kind), (None, ProviderKind::Openai));
        assert!(account.headers.is_empty());
    }
}
