//! OpenAI Chat Completions, and the many servers that speak it too.

use std::time::Duration;

use bytes::Bytes;
use domain::{Countersigned, Fault, Model, Prompt};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::{Method, Url};
use serde::Deserialize;
use tokio_util::sync::CancellationToken;

use crate::generate::{generate, target};
use crate::line::{Ask, Line};
use crate::names::Names;
use crate::provider::{Delta, Failure, Provider, Written};
use crate::quirks::Host;

mod answer;
pub(crate) mod request;

pub(crate) use answer::Completion;

/// How long a list of models may take.
const LIST: Duration = Duration::from_secs(30);

/// An account that speaks Chat Completions.
pub(crate) struct Openai {
    line: Line,
    host: &'static Host,
    completions: Url,
    models: Url,
    headers: HeaderMap,
}

impl Openai {
    pub(crate) fn new(line: Line) -> Result<Self, Fault> {
        let mut headers = HeaderMap::new();
        line.authorize(&mut headers, AUTHORIZATION, "Bearer ")?;
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let host = Host::of(&line.base_url);
        let completions = line.endpoint("/chat/completions")?;
        let models = line.endpoint("/models")?;
        Ok(Self { line, host, completions, models, headers })
    }

    fn ask(&self, prompt: &Prompt, model: &str) -> Result<Ask, Fault> {
        Ok(Ask {
            method: Method::POST,
            url: self.completions.clone(),
            headers: self.headers.clone(),
            body: request::body(self.host, model, prompt)?.into(),
            within: None,
            model: Some(model.to_owned()),
        })
    }

    async fn list(&self) -> Result<Vec<Model>, Fault> {
        let ask = Ask {
            method: Method::GET,
            url: self.models.clone(),
            headers: self.headers.clone(),
            body: Bytes::new(),
            within: Some(LIST),
            model: None,
        };
        let list: List = self.line.read(&ask).await?;
        let listed = match list {
            List::Page { data } => data.unwrap_or_default(),
            List::Bare(data) => data,
        };
        Ok(listed.into_iter().map(Model::from).collect())
    }
}

impl Provider for Openai {
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
            generate(&self.line, ask, Completion::new(names), deltas, stop).await
        }
        .boxed()
    }
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
}

impl From<Listed> for Model {
    fn from(listed: Listed) -> Self {
        Self { id: listed.id, name: listed.name }
    }
}
