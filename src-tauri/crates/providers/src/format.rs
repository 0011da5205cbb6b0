//! One driver for every wire format; what is a format's own is a [`Format`].

use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use bytes::Bytes;
use domain::{
    Content, Countersigned, Fault, FaultCode, Model, Prompt, ProviderKind, Thinking, Thought,
};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Url};
use tokio_util::sync::CancellationToken;

use crate::events::Framing;
use crate::generate::{Reading, as_signed, generate, target};
use crate::hosts::Host;
use crate::line::{Ask, Line};
use crate::names::Shape;
use crate::provider::{Background, Delta, Failure, Provider, Written};
use crate::taken::Taken;
use crate::{anthropic, chat, gemini, ollama, responses};

/// How long a list of models may take.
const LIST: Duration = Duration::from_secs(30);
/// More pages of models than anybody has; a list that never ends is a fault.
const PAGES: usize = 100;

/// A prompt on its way to a model: all that decides which bytes are sent.
#[derive(Clone, Copy)]
pub(crate) struct Order<'a> {
    pub(crate) host: &'static Host,
    pub(crate) model: &'a str,
    pub(crate) prompt: &'a Prompt,
    /// What is known beside it.
    pub(crate) background: Background<'a>,
}

impl<'a> Order<'a> {
    /// What the model thought on the way to a turn of its own, as the provider wants it back: told
    /// by the uses of tools in it.
    pub(crate) fn thoughts(&self, kind: ProviderKind, blocks: &[&Content]) -> &'a [Thought] {
        let uses = blocks.iter().filter_map(|block| match block {
            Content::ToolUse { id, .. } => Some(id),
            Content::Text { .. }
            | Content::Image { .. }
            | Content::Audio { .. }
            | Content::ToolResult { .. } => None,
        });
        let uses: Vec<&String> = uses.collect();
        let is_it =
            |it: &&Arc<Thinking>| it.kind == kind && it.uses.iter().eq(uses.iter().copied());
        let found = self.background.earlier.iter().rfind(is_it).filter(|_| !uses.is_empty());
        found.map(|it| it.records.as_slice()).unwrap_or_default()
    }
}

/// What is a wire format's own.
pub(crate) trait Format: Sync {
    /// What the API is called in a sentence.
    fn api(&self) -> &'static str;

    /// What an address of this format looks like, for somebody whose address is wrong.
    fn looks(&self) -> &'static str;

    /// Whether the API knows ways to say these things.
    fn places(&self) -> Places;

    /// What of a prompt's parameters the model takes.
    fn taken<'a>(&self, order: Order<'a>) -> Taken<'a>;

    /// The header that holds the key, and what stands before the key in it.
    fn key(&self, host: &Host) -> (HeaderName, &'static str);

    /// Where a prompt is sent.
    fn address(&self, base_url: &str, order: Order<'_>) -> String;

    /// Headers beside the key's and the content's type; for a list of models without an order.
    fn headers(&self, _: Option<Order<'_>>) -> Vec<(HeaderName, &'static str)> {
        Vec::new()
    }

    /// What a prompt is sent as.
    fn body(&self, order: Order<'_>) -> Result<Vec<u8>, Fault>;

    /// How an answer is cut into events.
    fn framing(&self) -> Framing {
        Framing::Sse
    }

    /// A reader of the answer.
    fn reading(&self, order: Order<'_>) -> Box<dyn Reading>;

    /// Where models are listed: the path, with its query.
    fn list(&self) -> &'static str;

    /// Reads a page of the list; `None` when it is none.
    fn page(&self, body: &[u8]) -> Option<Page>;
}

/// What a wire format has a place for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Places {
    /// The names that tools may have.
    pub(crate) tool_name: Shape,
    /// That a tool failed.
    pub(crate) tool_failure: bool,
    /// Pictures and sounds within a tool's result.
    pub(crate) result_media: bool,
    /// Going on with a last message of the assistant's.
    pub(crate) continuation: bool,
}

/// A page of models.
pub(crate) struct Page {
    pub(crate) models: Vec<Model>,
    /// The query parameter that leads to the next page.
    pub(crate) next: Option<(&'static str, String)>,
}

/// The format of a kind of account; none of one that is not asked over HTTP.
pub(crate) fn format(kind: ProviderKind) -> Option<&'static dyn Format> {
    Some(match kind {
        ProviderKind::Anthropic => &anthropic::Messages,
        ProviderKind::Openai => &chat::Completions,
        ProviderKind::OpenaiResponses => &responses::Responses,
        ProviderKind::Gemini => &gemini::Gemini,
        ProviderKind::Ollama => &ollama::Ollama,
        ProviderKind::Command => return None,
    })
}

/// An account that is reached over HTTP.
pub(crate) struct Http {
    line: Line,
    host: &'static Host,
    format: &'static dyn Format,
    /// The key's, and the person's own.
    headers: HeaderMap,
}

impl Http {
    pub(crate) fn new(format: &'static dyn Format, line: Line) -> Result<Self, Fault> {
        let host = Host::of(&line.base_url);
        let (name, prefix) = format.key(host);
        let headers = line.headers(name, prefix)?;
        Ok(Self { line, host, format, headers })
    }

    fn ask(&self, order: Order<'_>) -> Result<Ask, Fault> {
        let mut headers = self.headers.clone();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        for (name, value) in self.format.headers(Some(order)) {
            headers.insert(name, HeaderValue::from_static(value));
        }
        Ok(Ask {
            method: Method::POST,
            url: parse(&self.format.address(&self.line.base_url, order))?,
            headers,
            body: self.format.body(order)?.into(),
            within: None,
            model: Some(order.model.to_owned()),
        })
    }

    async fn list(&self) -> Result<Vec<Model>, Fault> {
        let mut models = Vec::new();
        let first = parse(&format!("{}{}", self.line.base_url, self.format.list()))?;
        let mut headers = self.headers.clone();
        for (name, value) in self.format.headers(None) {
            headers.insert(name, HeaderValue::from_static(value));
        }
        let mut url = first.clone();
        for _ in 0..PAGES {
            let headers = headers.clone();
            let (method, within, body) = (Method::GET, Some(LIST), Bytes::new());
            let ask = Ask { method, url, headers, body, within, model: None };
            let page = self.line.read(&ask, |body| self.format.page(body)).await?;
            models.extend(page.models);
            self.line.who.listed.store(true, Relaxed);
            let Some((name, value)) = page.next else { return Ok(models) };
            url = first.clone();
            url.query_pairs_mut().append_pair(name, &value);
        }
        Err(Fault::new(
            FaultCode::ProviderFailed,
            format!("{} lists models without end.", self.line.who.host),
        ))
    }
}

impl Provider for Http {
    fn models(&self) -> BoxFuture<'_, Result<Vec<Model>, Fault>> {
        self.list().boxed()
    }

    fn generate<'a>(
        &'a self,
        prompt: &'a Countersigned<Prompt>,
        background: Background<'a>,
        deltas: &'a (dyn Fn(Delta<'_>) + Send + Sync),
        stop: &'a CancellationToken,
    ) -> BoxFuture<'a, Result<Written, Failure>> {
        async move {
            let model = target(prompt).map_err(Failure::unsent)?;
            let order = Order { host: self.host, model, prompt: prompt.get(), background };
            let ask = self.ask(order).map_err(Failure::unsent)?;
            as_signed(prompt, &ask.body).map_err(Failure::unsent)?;
            let stops = self.format.taken(order).stops_of_ours();
            let (framing, reading) = (self.format.framing(), self.format.reading(order));
            generate(&self.line, ask, framing, reading, stops, deltas, stop).await
        }
        .boxed()
    }
}

fn parse(url: &str) -> Result<Url, Fault> {
    Url::parse(url).map_err(|error| {
        Fault::new(FaultCode::Invalid, "The base URL is not an address.")
            .with_detail(error.to_string())
    })
}
