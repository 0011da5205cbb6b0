//! What a server has beside tools: prompts, resources, and what helps to fill them in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

/// What a server says that it can do beside running tools.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(clippy::struct_excessive_bools, reason = "each may be there without the others")]
pub struct Features {
    /// Prompts to get.
    pub prompts: bool,
    /// Resources to read.
    pub resources: bool,
    /// To tell when a resource changes.
    pub updates: bool,
    /// Suggestions for arguments.
    pub completions: bool,
    /// Log messages, at a level that we choose.
    pub logging: bool,
}

/// A prompt of a server, to be filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ServerPrompt {
    /// Its name on the wire.
    pub name: String,
    /// Its name for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub title: Option<String>,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub description: Option<String>,
    /// What it wants to know.
    pub arguments: Vec<PromptArgument>,
}

/// What a prompt wants to know: a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PromptArgument {
    /// Its name on the wire.
    pub name: String,
    /// Its name for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub title: Option<String>,
    /// What it means.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub description: Option<String>,
    /// Whether the prompt cannot be got without it.
    pub required: bool,
}

/// A resource of a server.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Resource {
    /// Its URI: what it is read by.
    pub uri: String,
    /// Its name.
    pub name: String,
    /// Its name for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub title: Option<String>,
    /// What it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub description: Option<String>,
    /// Its kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub mime_type: Option<String>,
    /// Its size in bytes, as the server says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub size: Option<u64>,
    /// Its `annotations` as received: for whom it is, and how important.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub annotations: Option<Map<String, Value>>,
}

/// A pattern of resources: a URI once its variables have values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ResourceTemplate {
    /// The pattern (RFC 6570).
    pub uri_template: String,
    /// Its name.
    pub name: String,
    /// Its name for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub title: Option<String>,
    /// What such resources hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub description: Option<String>,
    /// The kind of all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub mime_type: Option<String>,
}

/// The prompts that a server lists.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct PromptList {
    /// In the server's order.
    pub prompts: Vec<ServerPrompt>,
    /// Whether it lists more than are taken.
    pub more: bool,
    /// For how many milliseconds the server says that the list holds; absent when it does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub holds_ms: Option<u64>,
}

/// The resources that a server lists, and the patterns of those that it does not.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct ResourceList {
    /// In the server's order.
    pub resources: Vec<Resource>,
    /// In the server's order.
    pub templates: Vec<ResourceTemplate>,
    /// Whether it lists more than are taken.
    pub more: bool,
    /// For how many milliseconds the server says that the list holds; absent when it does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub holds_ms: Option<u64>,
}

/// What a server lists beside its tools.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ListKind {
    /// Its prompts.
    Prompts,
    /// Its resources and their patterns.
    Resources,
}

/// A question for suggestions while an argument is typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CompletionQuery {
    /// Whose argument it is.
    pub of: Completable,
    /// The argument's name.
    pub argument: String,
    /// What was typed so far.
    pub value: String,
    /// The other arguments that have a value.
    pub others: BTreeMap<String, String>,
}

/// What has arguments that can be suggested.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Completable {
    /// A prompt.
    Prompt {
        /// Its name.
        prompt: String,
    },
    /// A pattern of resources.
    Template {
        /// The pattern.
        uri_template: String,
    },
}

/// Suggestions for an argument.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Completion {
    /// At most 100, best first.
    pub values: Vec<String>,
    /// Whether the server has more.
    pub more: bool,
}
