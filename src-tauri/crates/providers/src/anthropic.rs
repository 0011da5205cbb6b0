//! Anthropic Messages.

use std::time::Duration;

use bytes::Bytes;
use domain::{Countersigned, Fault, FaultCode, Model, Prompt};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Url};
use serde::Deserialize;
use tokio_util::sync::CancellationToken;

use crate::generate::{generate, target};
use crate::line::{Ask, Line};
use crate::names::Names;
use crate::provider::{Delta, Failure, Provider, Written};

mod answer;
pub(crate) mod request;

pub(crate) use answer::Messages;

const KEY: HeaderName = HeaderName::from_static("x-api-key");
const VERSION: HeaderName = HeaderName::from_static("anthropic-version");
/// How long a list of models may take.
const LIST: Duration = Duration::from_secs(30);
/// More pages of models than anybody has; a list that never ends is a fault.
const PAGES: usize = 100;

/// An account that speaks Anthropic Messages.
pub(crate) struct Anthropic {
    line: Line,
    messages: Url,
    models: Url,
    headers: HeaderMap,
}

impl Anthropic {
    pub(crate) fn new(line: Line) -> Result<Self, Fault> {
        let mut headers = HeaderMap::new();
        // The key goes where every server of this format looks for it, old ones included.
        line.authorize(&mut headers, KEY, "")?;
        headers.insert(VERSION, HeaderValue::from_static(request::VERSION));
        let messages = line.endpoint("/v1/messages")?;
        let models = line.endpoint("/v1/models?limit=1000")?;
        Ok(Self { line, messages, models, headers })
    }

    fn ask(&self, prompt: &Prompt, model: &str) -> Result<Ask, Fault> {
        let mut headers = self.headers.clone();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(VERSION, HeaderValue::from_static(request::version(model, prompt)));
        Ok(Ask {
            method: Method::POST,
            url: self.messages.clone(),
            headers,
            body: request::body(model, prompt)?.into(),
            within: None,
            model: Some(model.to_owned()),
        })
    }

    async fn list(&self) -> Result<Vec<Model>, Fault> {
        let mut models = Vec::new();
        let mut url = self.models.clone();
        for _ in 0..PAGES {
            let ask = Ask {
                method: Method::GET,
                url: url.clone(),
                headers: self.headers.clone(),
                body: Bytes::new(),
                within: Some(LIST),
                model: None,
            };
            let page: Page = self.line.read(&ask).await?;
            models.extend(page.data.unwrap_or_default().into_iter().map(Model::from));
            match page.last_id.filter(|_| page.has_more) {
                None => return Ok(models),
                Some(last) => {
                    url = self.models.clone();
                    url.query_pairs_mut().append_pair("after_id", &last);
                }
            }
        }
        Err(Fault::new(
            FaultCode::ProviderFailed,
            format!("{} lists models without end.", self.line.who.host),
        ))
    }
}

impl Provider for Anthropic {
    fn models(&self) -> BoxFuture<'_, Result<Vec<Model>, Fault>> {
        self.list().boxed()
    }

    fn generate<'a>(
        &'a self,
        prompt: &'a Countersigned<Prompt>,
        deltas: &'a (dyn Fn(Delta<'_>) + Send + Sync),
        stop: &'a CancellationToken,
    ) -> BoxFuture<'a, Result<Written, Failure>> {
        async move {
            let ask = target(prompt)
                .and_then(|model| self.ask(prompt.get(), model))
                .map_err(Failure::unsent)?;
            let names = Names::of(prompt.get(), request::LONGEST_TOOL_NAME);
            generate(&self.line, ask, Messages::new(names), deltas, stop).await
        }
        .boxed()
    }
}

#[derive(Deserialize)]
struct Page {
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
}

impl From<Listed> for Model {
    fn from(listed: Listed) -> Self {
        Self { id: listed.id, name: listed.display_name }
    }
}
