//! Installed servers: what is kept of them, and what they are.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::header::{Header, HeaderSetting};
use crate::id::ServerId;

/// An installed server. It holds environment values, and headers while it is started or changed, so
/// it never goes to the window: that sees [`ServerSettings`].
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Server {
    /// Its id.
    pub id: ServerId,
    /// What the person calls it.
    pub name: String,
    /// How it is started.
    pub launch: Launch,
    /// Which protocol to speak.
    pub protocol: Protocol,
    /// Whether it may ask a model at all. Sampling is declared only if so.
    pub sampling: bool,
    /// Whether it may ask the person. Elicitation is declared only if so.
    #[serde(default = "yes")]
    pub elicitation: bool,
    /// The folders that it is told it may work in, absolute; `None`: it is not told that it could
    /// ask for them.
    #[serde(default)]
    pub roots: Option<Vec<String>>,
    /// Whether the model may ask for tools in what it asks, which the server then runs. Declared
    /// only if so.
    #[serde(default = "yes")]
    pub sampling_tools: bool,
    /// From which level on it is to send log messages; its own choice when absent.
    #[serde(default)]
    pub log_level: Option<LogLevel>,
}

fn yes() -> bool {
    true
}

/// How much a log message matters, least first (RFC 5424).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LogLevel {
    /// For whoever looks for a mistake.
    Debug,
    /// How it goes.
    Info,
    /// Worth a look.
    Notice,
    /// May become a trouble.
    Warning,
    /// Something failed.
    Error,
    /// A part of it failed.
    Critical,
    /// Somebody must act.
    Alert,
    /// Nothing works.
    Emergency,
}

/// How a server is started.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Launch {
    /// The demo server inside Countersign.
    Demo,
    /// A program that speaks MCP on its standard input and output.
    Program {
        /// The program: a path, or a name looked up on the login shell's `PATH`.
        command: String,
        /// Its arguments, each as it is, no shell.
        args: Vec<String>,
        /// Variables set beside the inherited ones. Values may be secrets.
        env: Vec<EnvVar>,
        /// Its working directory; the home directory when absent.
        cwd: Option<String>,
    },
    /// A server at a URL (Streamable HTTP).
    Remote {
        /// Where it is. A query may hold a secret.
        url: String,
        /// What is sent along with every request. Values may be secrets: the record as it is kept
        /// has none, they lie in the vault.
        headers: Vec<Header>,
    },
}

/// One environment variable.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnvVar {
    /// Its name.
    pub name: String,
    /// Its value, perhaps a secret.
    pub value: String,
}

/// Which protocol to speak with a server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Protocol {
    /// Probe, prefer the modern one.
    #[default]
    Auto,
    /// 2026-07-28 and later only.
    Modern,
    /// Up to 2025-11-25 only.
    Legacy,
}

/// What a server *is*: a digest over how it is started and the program itself, or its URL. Grants and rules
/// hold for one identity and die with it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct Identity(pub String);

/// A server's settings as the window sees them: names of variables and headers without values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ServerSettings {
    /// What the person calls it.
    pub name: String,
    /// How it is started.
    pub launch: LaunchSettings,
    /// Which protocol to speak.
    pub protocol: Protocol,
    /// Whether it may ask a model at all.
    pub sampling: bool,
    /// Whether it may ask the person.
    #[serde(default = "yes")]
    pub elicitation: bool,
    /// The folders that it is told it may work in, absolute; absent: it is not told that it could
    /// ask for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub roots: Option<Vec<String>>,
    /// Whether the model may ask for tools in what it asks.
    #[serde(default = "yes")]
    pub sampling_tools: bool,
    /// From which level on it is to send log messages; its own choice when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub log_level: Option<LogLevel>,
}

/// [`Launch`] as the window sees and edits it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LaunchSettings {
    /// The demo server inside Countersign.
    Demo,
    /// A program that speaks MCP on its standard input and output.
    Program {
        /// The program.
        command: String,
        /// Its arguments.
        args: Vec<String>,
        /// Variables: names, and values only on their way in.
        env: Vec<EnvSetting>,
        /// Its working directory.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        cwd: Option<String>,
    },
    /// A server at a URL (Streamable HTTP).
    Remote {
        /// Where it is.
        url: String,
        /// Headers: names, and values only on their way in.
        headers: Vec<HeaderSetting>,
    },
}

/// One environment variable as the window sees and edits it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EnvSetting {
    /// Its name.
    pub name: String,
    /// Its new value; absent means "as it is". Never set on the way to the window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub value: Option<String>,
}

impl std::fmt::Debug for EnvSetting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let value = if self.value.is_some() { "(new value)" } else { "(as it is)" };
        f.debug_struct("EnvSetting").field("name", &self.name).field("value", &value).finish()
    }
}

impl Server {
    /// What the window may see of it.
    pub fn settings(&self) -> ServerSettings {
        let launch = match &self.launch {
            Launch::Demo => LaunchSettings::Demo,
            Launch::Program { command, args, env, cwd } => LaunchSettings::Program {
                command: command.clone(),
                args: args.clone(),
                env: env
                    .iter()
                    .map(|var| EnvSetting { name: var.name.clone(), value: None })
                    .collect(),
                cwd: cwd.clone(),
            },
            Launch::Remote { url, headers } => LaunchSettings::Remote {
                url: url.clone(),
                headers: headers
                    .iter()
                    .map(|header| HeaderSetting { name: header.name.clone(), value: None })
                    .collect(),
            },
        };
        ServerSettings {
            name: self.name.clone(),
            launch,
            protocol: self.protocol,
            sampling: self.sampling,
            elicitation: self.elicitation,
            roots: self.roots.clone(),
            sampling_tools: self.sampling_tools,
            log_level: self.log_level,
        }
    }

    /// The server as it is kept: without the values of its headers.
    #[must_use]
    pub fn bare(mut self) -> Self {
        if let Launch::Remote { headers, .. } = &mut self.launch {
            for header in headers {
                header.value.clear();
            }
        }
        self
    }

    /// The value of a header as it is, for this URL and no other: a secret is never sent to a new
    /// address by itself.
    pub fn header(&self, at: &str, name: &str) -> Option<&str> {
        let Launch::Remote { url, headers } = &self.launch else { return None };
        let header = headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
        header.filter(|_| url == at).map(|header| header.value.as_str())
    }

    /// A server from what the window says, keeping values that were not entered anew.
    pub fn from_settings(id: ServerId, settings: ServerSettings, before: Option<&Self>) -> Self {
        let kept = |name: &str| match before.map(|server| &server.launch) {
            Some(Launch::Program { env, .. }) => env
                .iter()
                .find(|var| var.name == name)
                .map(|var| var.value.clone())
                .unwrap_or_default(),
            Some(Launch::Demo | Launch::Remote { .. }) | None => String::new(),
        };
        let kept_header = |url: &str, name: &str| {
            before.and_then(|server| server.header(url, name)).unwrap_or_default().to_owned()
        };
        let launch = match settings.launch {
            LaunchSettings::Demo => Launch::Demo,
            LaunchSettings::Program { command, args, env, cwd } => Launch::Program {
                command,
                args,
                env: env
                    .into_iter()
                    .map(|var| EnvVar {
                        value: var.value.unwrap_or_else(|| kept(&var.name)),
                        name: var.name,
                    })
                    .collect(),
                cwd,
            },
            LaunchSettings::Remote { url, headers } => Launch::Remote {
                headers: headers
                    .into_iter()
                    .map(|header| Header {
                        value: header.value.unwrap_or_else(|| kept_header(&url, &header.name)),
                        name: header.name,
                    })
                    .collect(),
                url,
            },
        };
        Self {
            id,
            name: settings.name,
            launch,
            protocol: settings.protocol,
            sampling: settings.sampling,
            elicitation: settings.elicitation,
            roots: settings.roots,
            sampling_tools: settings.sampling_tools,
            log_level: settings.log_level,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_holds_no_value_of_a_header() {
        let header = Header { name: "Authorization".into(), value: "Bearer hidden".into() };
        let server = Server {
            id: ServerId(uuid::Uuid::nil()),
            name: "remote".into(),
            launch: Launch::Remote { url: "https://example.com/mcp".into(), headers: vec![header] },
            protocol: Protocol::Auto,
            sampling: true,
            elicitation: true,
            roots: None,
            sampling_tools: true,
            log_level: None,
        };
        let kept = serde_json::to_string(&server.bare()).unwrap();
        assert!(kept.contains("Authorization") && !kept.contains("hidden"), "{kept}");
    }
}
