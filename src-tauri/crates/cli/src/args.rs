//! The command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use domain::{Protocol, ProviderKind};
use serde_json::{Map, Value};

/// Sign what MCP servers ask of models.
#[derive(Parser)]
#[command(name = "countersign", version)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Run one tool of one server, and decide what it asks of a model.
    ///
    /// Uses a throw-away profile: your keys and your history are not opened. Without a command
    /// after `--` and without a URL, the built-in demo server is run.
    ///
    /// Exit status: 0 done, 1 the tool or the server failed, 2 wrong usage, 3 refused, 124 out of
    /// time.
    Try(Try),
}

#[derive(Args)]
pub(crate) struct Try {
    /// Which protocol to speak: `modern` is 2026-07-28 and later, `legacy` up to 2025-11-25.
    #[arg(long, value_enum, default_value = "auto")]
    pub(crate) era: EraChoice,
    /// The tool to run.
    #[arg(long, value_name = "NAME")]
    pub(crate) tool: String,
    /// Its arguments, as a JSON object.
    #[arg(long, value_name = "JSON", default_value = "{}", value_parser = object)]
    pub(crate) args: Map<String, Value>,
    /// How many times to run it, one after the other.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) repeat: u32,
    #[command(flatten)]
    pub(crate) writer: Writer,
    /// Who signs: `ask` shows each prompt, reply and question and asks you; `all` signs everything
    /// in this run, and leaves questions to you unanswered.
    #[arg(long, value_enum, default_value = "ask")]
    pub(crate) sign: Sign,
    /// Give up after this long; while you decide, the time stands still.
    #[arg(long, value_name = "SECONDS", default_value_t = 600, value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) timeout: u64,
    /// Print one JSON object with the result and every exchange.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) remote: Remote,
    /// The server's command and its arguments.
    #[arg(last = true, value_name = "COMMAND")]
    pub(crate) server: Vec<String>,
}

/// A server at a URL, instead of a command.
#[derive(Args)]
pub(crate) struct Remote {
    /// Where a server is that is reached over HTTP.
    #[arg(long, value_name = "URL", conflicts_with = "server")]
    pub(crate) url: Option<String>,
    /// A header to send along; may be repeated. Other programs of yours can read it in the list of
    /// processes: for a secret use `--header-env`.
    #[arg(long, value_name = "NAME: VALUE", requires = "url", value_parser = header)]
    pub(crate) header: Vec<(String, String)>,
    /// A header to send along whose value is in an environment variable; may be repeated.
    #[arg(long, value_name = "NAME=VAR", requires = "url", value_parser = header_env)]
    pub(crate) header_env: Vec<(String, String)>,
}

/// Who writes the replies.
#[derive(Args)]
#[group(required = true, multiple = true)]
pub(crate) struct Writer {
    /// You do: this is the reply.
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["provider", "base_url", "model", "key_env", "command"])]
    pub(crate) reply: Option<String>,
    /// A model of this provider does; `command` is a program of this computer.
    #[arg(long, value_enum, requires = "model")]
    pub(crate) provider: Option<Provider>,
    /// Where requests go; the provider's own address by default.
    #[arg(long, value_name = "URL", requires = "provider")]
    pub(crate) base_url: Option<String>,
    /// The model.
    #[arg(long, value_name = "ID", requires = "provider")]
    pub(crate) model: Option<String>,
    /// The environment variable that holds the key; none is sent without.
    #[arg(long, value_name = "VAR", requires = "provider")]
    pub(crate) key_env: Option<String>,
    /// With `--provider command`: the program and its arguments, quoted as for a shell, though none is
    /// between; `{model}` stands for the model. Each prompt that is signed runs it once, in an empty
    /// folder, with the prompt as its input; what it writes is the reply. It runs with your rights, and
    /// may do more than answer.
    #[arg(long, value_name = "LINE", requires = "provider", required_if_eq("provider", "command"), conflicts_with_all = ["base_url", "key_env"], value_parser = words)]
    pub(crate) command: Option<Words>,
    /// The program writes JSON, and the reply is the text at this place in it, for example `/result`.
    #[arg(long, value_name = "POINTER", requires = "command")]
    pub(crate) command_json: Option<String>,
    /// How long the program may take.
    #[arg(long, value_name = "SECONDS", requires = "command", default_value_t = 300)]
    pub(crate) command_timeout: u32,
}

/// A command line in its words: one argument, though it is several words.
#[derive(Clone)]
pub(crate) struct Words(pub(crate) Vec<String>);

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum EraChoice {
    Auto,
    Modern,
    Legacy,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Sign {
    Ask,
    All,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Provider {
    Anthropic,
    Openai,
    OpenaiResponses,
    Gemini,
    Ollama,
    Command,
}

impl From<EraChoice> for Protocol {
    fn from(era: EraChoice) -> Self {
        match era {
            EraChoice::Auto => Self::Auto,
            EraChoice::Modern => Self::Modern,
            EraChoice::Legacy => Self::Legacy,
        }
    }
}

impl From<Provider> for ProviderKind {
    fn from(provider: Provider) -> Self {
        match provider {
            Provider::Anthropic => Self::Anthropic,
            Provider::Openai => Self::Openai,
            Provider::OpenaiResponses => Self::OpenaiResponses,
            Provider::Gemini => Self::Gemini,
            Provider::Ollama => Self::Ollama,
            Provider::Command => Self::Command,
        }
    }
}

fn words(line: &str) -> Result<Words, String> {
    shlex::split(line).map(Words).ok_or_else(|| "a quotation mark in it is not closed".into())
}

fn header(text: &str) -> Result<(String, String), String> {
    parts(text, ':').ok_or_else(|| "it must look like “Name: value”".into())
}

fn header_env(text: &str) -> Result<(String, String), String> {
    parts(text, '=').ok_or_else(|| "it must look like Name=VARIABLE".into())
}

fn parts(text: &str, between: char) -> Option<(String, String)> {
    let (name, value) = text.split_once(between)?;
    Some((name.trim().to_owned(), value.trim().to_owned()))
}

fn object(text: &str) -> Result<Map<String, Value>, String> {
    match serde_json::from_str(text) {
        Ok(Value::Object(map)) => Ok(map),
        Ok(_) => Err("it must be a JSON object, for example {\"text\": \"…\"}".into()),
        Err(error) => Err(error.to_string()),
    }
}
