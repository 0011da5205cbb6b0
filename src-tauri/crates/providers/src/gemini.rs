//! Google Gemini's `generateContent`.

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

/// Never in the address: those are logged on the way.
const KEY: HeaderName = HeaderName::from_static("x-goog-api-key");

/// The format.
pub(crate) struct Gemini;

impl Format for Gemini {
    fn api(&self) -> &'static str {
        "the Gemini API"
    }

    fn looks(&self) -> &'static str {
        "it ends in /v1 or /v1beta"
    }

    fn places(&self) -> Places {
        Places {
            tool_name: Shape { longest: 128, digit_first: false },
            tool_failure: true,
            result_media: true,
            continuation: false,
        }
    }

    fn taken<'a>(&self, order: Order<'a>) -> Taken<'a> {
        taken::by_gemini(order)
    }

    fn key(&self, _: &Host) -> (HeaderName, &'static str) {
        (KEY, "")
    }

    /// Names that end in `-latest` are known to `v1beta` only.
    fn address(&self, base_url: &str, order: Order<'_>) -> String {
        let model = order.model.strip_prefix("models/").unwrap_or(order.model);
        let beta = model.ends_with("-latest").then(|| base_url.strip_suffix("/v1")).flatten();
        let base_url = beta.map_or_else(|| base_url.to_owned(), |base| format!("{base}/v1beta"));
        let model: String = model
            .chars()
            .map(|c| if matches!(c, '?' | '#' | '%' | '/' | '\\') { '_' } else { c })
            .collect();
        format!("{base_url}/models/{model}:streamGenerateContent?alt=sse")
    }

    fn body(&self, order: Order<'_>) -> Result<Vec<u8>, Fault> {
        request::body(order, self)
    }

    fn reading(&self, order: Order<'_>) -> Box<dyn Reading> {
        Box::new(Answer::new(Names::of(order.prompt, self.places().tool_name)))
    }

    fn list(&self) -> &'static str {
        "/models?pageSize=1000"
    }

    fn page(&self, body: &[u8]) -> Option<Page> {
        let list: List = serde_json::from_slice(body).ok()?;
        let models = list.models.into_iter().filter(Listed::writes).map(Model::from).collect();
        let next = list.next_page_token.filter(|token| !token.is_empty());
        Some(Page { models, next: next.map(|token| ("pageToken", token)) })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct List {
    models: Vec<Listed>,
    #[serde(default)]
    next_page_token: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Listed {
    name: String,
    #[serde(default)]
    display_name: Option<String>,
    #[serde(default)]
    input_token_limit: Value,
    #[serde(default)]
    supported_generation_methods: Option<Vec<String>>,
}

impl Listed {
    /// Whether it writes, rather than embeds or draws.
    fn writes(&self) -> bool {
        let methods = self.supported_generation_methods.as_ref();
        methods.is_none_or(|all| all.iter().any(|method| method == "generateContent"))
    }
}

impl From<Listed> for Model {
    fn from(listed: Listed) -> Self {
        let id = listed.name.strip_prefix("models/").unwrap_or(&listed.name).to_owned();
        let context =
            listed.input_token_limit.as_u64().and_then(|tokens| u32::try_from(tokens).ok());
        Self { id, name: listed.display_name, context }
    }
}
