//! What OpenAI's two formats have in common.

use std::borrow::Cow;

use domain::prompt::ToolChoice;
use domain::{Model, Prompt};
use reqwest::header::{AUTHORIZATION, HeaderName};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::format::Page;
use crate::hosts::Host;

/// Where Azure looks for a key.
const API_KEY: HeaderName = HeaderName::from_static("api-key");

/// The pictures that they take.
pub(crate) const PICTURES: &[&str] = &["image/png", "image/jpeg", "image/webp", "image/gif"];

/// One text is sent as a string, which every server takes; more, or other kinds, as parts.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Words<'a, P> {
    One(Cow<'a, str>),
    Many(Vec<P>),
}

impl<'a, P> Words<'a, P> {
    /// These parts; `text` takes the text out of one that is nothing else.
    pub(crate) fn of(mut parts: Vec<P>, text: fn(P) -> Result<Cow<'a, str>, P>) -> Self {
        if parts.len() > 1 {
            return Self::Many(parts);
        }
        match parts.pop().map(text) {
            None => Self::One(Cow::Borrowed("")),
            Some(Ok(text)) => Self::One(text),
            Some(Err(part)) => Self::Many(vec![part]),
        }
    }
}

/// What they call a choice of tools, where there are tools. It is said even where nothing was: vLLM
/// takes silence for "none".
pub(crate) fn choice(prompt: &Prompt, choice: Option<ToolChoice>) -> Option<&'static str> {
    (!prompt.tools.is_empty()).then_some(match choice {
        None | Some(ToolChoice::Auto) => "auto",
        Some(ToolChoice::Required) => "required",
        Some(ToolChoice::None) => "none",
    })
}

/// Where they put the key.
pub(crate) fn key(host: &Host) -> (HeaderName, &'static str) {
    if host.api_key { (API_KEY, "") } else { (AUTHORIZATION, "Bearer ") }
}

/// Reads their list of models.
pub(crate) fn page(body: &[u8]) -> Option<Page> {
    let listed = match serde_json::from_slice(body).ok()? {
        List::Page { data } => data.unwrap_or_default(),
        List::Bare(data) => data,
    };
    Some(Page { models: listed.into_iter().map(Model::from).collect(), next: None })
}

/// Everything is on one page, and some write it as a bare array.
#[derive(Deserialize)]
#[serde(untagged)]
enum List {
    Page {
        /// Ollama writes `null` for no models. Without this attribute, nothing at all would do too.
        #[serde(deserialize_with = "Option::deserialize")]
        data: Option<Vec<Listed>>,
    },
    Bare(Vec<Listed>),
}

#[derive(Deserialize)]
struct Listed {
    id: String,
    /// A name for people, which `OpenRouter` gives.
    #[serde(default)]
    name: Option<String>,
    /// How long a prompt may be is in there, under a name of the host's own.
    #[serde(flatten)]
    rest: Map<String, Value>,
}

/// How `OpenRouter`, Mistral and vLLM name the tokens that a prompt may have.
const CONTEXT: [&str; 3] = ["context_length", "max_context_length", "max_model_len"];

impl From<Listed> for Model {
    fn from(listed: Listed) -> Self {
        let tokens = CONTEXT.iter().find_map(|name| listed.rest.get(*name)?.as_u64());
        // As llama.cpp's server says it: what one prompt may have, not what the model could take.
        let tokens = tokens.or_else(|| listed.rest.get("meta")?.get("n_ctx")?.as_u64());
        let context = tokens.and_then(|tokens| u32::try_from(tokens).ok());
        Self { id: listed.id, name: listed.name, context }
    }
}
