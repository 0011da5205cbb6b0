//! OpenAI Chat Completions, and the many servers that speak it too.

use domain::{Fault, Model};
use reqwest::header::{AUTHORIZATION, HeaderName};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::format::{Format, Order, Page, Places};
use crate::generate::Reading;
use crate::hosts::Host;
use crate::names::{Names, Shape};
use crate::taken::{self, Taken};

mod answer;
mod request;

pub(crate) use answer::Answer;

/// Where Azure looks for a key.
const API_KEY: HeaderName = HeaderName::from_static("api-key");

/// The format.
pub(crate) struct Completions;

impl Format for Completions {
    fn api(&self) -> &'static str {
        "the OpenAI API"
    }

    fn looks(&self) -> &'static str {
        "it usually ends in /v1"
    }

    fn places(&self) -> Places {
        Places {
            tool_name: Shape { longest: 64, digit_first: true },
            tool_failure: false,
            result_media: false,
            continuation: false,
        }
    }

    fn taken<'a>(&self, order: Order<'a>) -> Taken<'a> {
        taken::by_chat(order)
    }

    fn key(&self, host: &Host) -> (HeaderName, &'static str) {
        key(host)
    }

    fn address(&self, base_url: &str, _: Order<'_>) -> String {
        format!("{base_url}/chat/completions")
    }

    fn headers(&self, _: Option<Order<'_>>) -> Vec<(HeaderName, &'static str)> {
        Vec::new()
    }

    fn body(&self, order: Order<'_>) -> Result<Vec<u8>, Fault> {
        request::body(order, self)
    }

    fn reading(&self, order: Order<'_>) -> Box<dyn Reading> {
        let names = Names::of(order.prompt, self.places().tool_name);
        Box::new(Answer::new(names, order.host.reasoning_field))
    }

    fn list(&self) -> &'static str {
        "/models"
    }

    fn page(&self, body: &[u8]) -> Option<Page> {
        page(body)
    }
}

/// Where OpenAI's formats put the key.
pub(crate) fn key(host: &Host) -> (HeaderName, &'static str) {
    if host.api_key { (API_KEY, "") } else { (AUTHORIZATION, "Bearer ") }
}

/// Reads OpenAI's list of models.
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
        let context = tokens.and_then(|tokens| u32::try_from(tokens).ok());
        Self { id: listed.id, name: listed.name, context }
    }
}
