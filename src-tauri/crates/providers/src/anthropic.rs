//! Anthropic Messages.

use domain::{Fault, Model};
use reqwest::header::HeaderName;
use serde::Deserialize;
use serde_json::Value;

use crate::format::{Format, Order, Page, Places};
use crate::generate::Reading;
use crate::hosts::Host;
use crate::names::{Names, Shape};
use crate::taken::{self, Taken};

mod answer;
mod request;

pub(crate) use answer::Answer;

const KEY: HeaderName = HeaderName::from_static("x-api-key");
const VERSION: HeaderName = HeaderName::from_static("anthropic-version");
/// The API version that is spoken. It knows no temperature.
const NEWEST: &str = "2026-10-21";
/// The one before it, in which models that still take a temperature are given one.
const WITH_TEMPERATURE: &str = "2023-06-01";

/// The format.
pub(crate) struct Messages;

impl Format for Messages {
    fn api(&self) -> &'static str {
        "the Anthropic API"
    }

    fn looks(&self) -> &'static str {
        "requests go to its /v1/messages"
    }

    fn places(&self) -> Places {
        Places {
            tool_name: Shape { longest: 128, digit_first: true },
            tool_failure: true,
            result_media: true,
            // A model that does not is not asked; see the body.
            continuation: true,
        }
    }

    fn taken<'a>(&self, order: Order<'a>) -> Taken<'a> {
        taken::by_anthropic(order)
    }

    /// The key goes where every server of this format looks for it, old ones included.
    fn key(&self, _: &Host) -> (HeaderName, &'static str) {
        (KEY, "")
    }

    fn address(&self, base_url: &str, _: Order<'_>) -> String {
        format!("{base_url}/v1/messages")
    }

    fn headers(&self, order: Option<Order<'_>>) -> Vec<(HeaderName, &'static str)> {
        let warm = order.is_some_and(|order| self.taken(order).temperature.is_some());
        vec![(VERSION, if warm { WITH_TEMPERATURE } else { NEWEST })]
    }

    fn body(&self, order: Order<'_>) -> Result<Vec<u8>, Fault> {
        request::body(order, self)
    }

    fn reading(&self, order: Order<'_>) -> Box<dyn Reading> {
        Box::new(Answer::new(Names::of(order.prompt, self.places().tool_name)))
    }

    fn list(&self) -> &'static str {
        "/v1/models?limit=1000"
    }

    fn page(&self, body: &[u8]) -> Option<Page> {
        let list: List = serde_json::from_slice(body).ok()?;
        let next = list.last_id.filter(|_| list.has_more).map(|last| ("after_id", last));
        let models = list.data.unwrap_or_default().into_iter().map(Model::from).collect();
        Some(Page { models, next })
    }
}

#[derive(Deserialize)]
struct List {
    /// Ollama writes `null` for no models. Without this attribute, nothing at all would do too.
    #[serde(deserialize_with = "Option::deserialize")]
    data: Option<Vec<Listed>>,
    #[serde(default)]
    has_more: bool,
    #[serde(default)]
    last_id: Option<String>,
}

#[derive(Deserialize)]
struct Listed {
    id: String,
    #[serde(default)]
    display_name: Option<String>,
    #[serde(default)]
    max_input_tokens: Value,
}

impl From<Listed> for Model {
    fn from(listed: Listed) -> Self {
        let context =
            listed.max_input_tokens.as_u64().and_then(|tokens| u32::try_from(tokens).ok());
        Self { id: listed.id, name: listed.display_name, context }
    }
}
