//! Ollama's own API.

use domain::{Fault, Model};
use reqwest::header::{AUTHORIZATION, HeaderName};
use serde::Deserialize;

use crate::events::Framing;
use crate::format::{Format, Order, Page, Places};
use crate::generate::Reading;
use crate::hosts::Host;
use crate::names::{Names, Shape};
use crate::taken::{self, Taken};

mod answer;
mod request;

pub(crate) use answer::Answer;

/// The format.
pub(crate) struct Ollama;

impl Format for Ollama {
    fn api(&self) -> &'static str {
        "Ollama"
    }

    fn looks(&self) -> &'static str {
        "requests go to its /api/chat"
    }

    fn places(&self) -> Places {
        Places {
            tool_name: Shape { longest: 64, digit_first: true },
            tool_failure: false,
            result_media: false,
            continuation: true,
        }
    }

    fn taken<'a>(&self, order: Order<'a>) -> Taken<'a> {
        taken::by_ollama(order)
    }

    fn key(&self, _: &Host) -> (HeaderName, &'static str) {
        (AUTHORIZATION, "Bearer ")
    }

    fn address(&self, base_url: &str, _: Order<'_>) -> String {
        format!("{base_url}/api/chat")
    }

    fn body(&self, order: Order<'_>) -> Result<Vec<u8>, Fault> {
        request::body(order, self)
    }

    fn framing(&self) -> Framing {
        Framing::Lines
    }

    fn reading(&self, order: Order<'_>) -> Box<dyn Reading> {
        Box::new(Answer::new(Names::of(order.prompt, self.places().tool_name)))
    }

    fn list(&self) -> &'static str {
        "/api/tags"
    }

    fn page(&self, body: &[u8]) -> Option<Page> {
        let list: List = serde_json::from_slice(body).ok()?;
        let models = list.models.unwrap_or_default().into_iter();
        let models = models.map(|listed| Model { id: listed.name, ..Model::default() }).collect();
        Some(Page { models, next: None })
    }
}

#[derive(Deserialize)]
struct List {
    /// `null` for no models. Without this attribute, nothing at all would do too.
    #[serde(deserialize_with = "Option::deserialize")]
    models: Option<Vec<Listed>>,
}

#[derive(Deserialize)]
struct Listed {
    name: String,
}
