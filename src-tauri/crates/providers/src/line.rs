//! The line to one account: its address, its secrets, its connections, and how often we call.

use std::sync::atomic::AtomicBool;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use domain::{Account, Fault, FaultCode};
use futures_util::StreamExt;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue, LOCATION, RETRY_AFTER};
use reqwest::{Method, Request, Response, Url};
use secrecy::{ExposeSecret, SecretString};

use crate::client::Client;
use crate::events::{self, Source};
use crate::fault::{Refusal, Said, Trouble, Who};
use crate::headers::Secrets;
use crate::wire::unlike;
use crate::{address, allowance, headers};

/// How often a request that had no answer is made again.
const RETRIES: u32 = 2;
/// The longest wait that we bear for a provider; one that asks for more gets no second request.
const PATIENCE: Duration = Duration::from_secs(20);
/// The first wait when the provider names none; the next one is twice as long.
const PAUSE: Duration = Duration::from_millis(500);
/// How much of an error is read, and for how long.
const ERROR_BYTES: usize = 64 << 10;
const ERROR_TIME: Duration = Duration::from_secs(10);
/// Where providers put their id of a request.
const REQUEST_IDS: &[&str] =
    &["request-id", "x-request-id", "x-generation-id", "x-litellm-call-id"];

/// The line to one account.
pub(crate) struct Line {
    pub(crate) who: Who,
    pub(crate) base_url: String,
    http: reqwest::Client,
    /// The headers that the person has it send along.
    headers: HeaderMap,
}

/// A request that can be made again.
pub(crate) struct Ask {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The longest until the answer has come, where that has a bound.
    pub(crate) within: Option<Duration>,
    /// The model that is to answer, if one is.
    pub(crate) model: Option<String>,
}

impl Line {
    pub(crate) fn new(
        account: &Account,
        Secrets { key, headers }: Secrets,
        client: &Client,
    ) -> Result<Self, Fault> {
        let base_url = address::base_url(account.kind, &account.base_url)?;
        let url = parse(&base_url)?;
        let host = url.host_str().unwrap_or_default();
        let port = url.port().map(|port| format!(":{port}"));
        let key = key
            .map(|key| SecretString::from(key.expose_secret().trim()))
            .filter(|key| !key.expose_secret().is_empty());
        Ok(Self {
            http: client.pool(&url)?,
            who: Who {
                kind: account.kind,
                host: format!("{host}{}", port.unwrap_or_default()),
                account: account.name.clone(),
                key,
                hidden: headers::hidden(&headers),
                listed: AtomicBool::new(false),
            },
            base_url,
            headers: headers::parse(&headers)?,
        })
    }

    /// What goes along with every request: the person's headers, and in the one of this name the
    /// key, after `prefix`.
    pub(crate) fn headers(&self, name: HeaderName, prefix: &str) -> Result<HeaderMap, Fault> {
        let mut headers = self.headers.clone();
        let Some(key) = &self.who.key else { return Ok(headers) };
        headers::apart(&headers, &name)?;
        let key = SecretString::from(format!("{prefix}{}", key.expose_secret()));
        // The error of a bad value holds no part of it.
        let mut value = HeaderValue::from_str(key.expose_secret()).map_err(|_| {
            Fault::new(
                FaultCode::Invalid,
                "The key holds characters that no key has, such as line breaks. Enter it again.",
            )
        })?;
        value.set_sensitive(true);
        headers.insert(name, value);
        Ok(headers)
    }

    /// Makes a request and reads its answer, of which `shape` makes something if it can.
    pub(crate) async fn read<T>(
        &self,
        ask: &Ask,
        shape: impl Fn(&[u8]) -> Option<T>,
    ) -> Result<T, Fault> {
        let read = async {
            let response = self.send(ask).await?;
            let body = events::whole(Bytes::new(), source(response)).await?;
            shape(&body).ok_or_else(|| unlike(&String::from_utf8_lossy(&body)))
        };
        read.await.map_err(|trouble: Trouble| {
            self.who.fault(&trouble, ask.model.as_deref(), trouble.request_id())
        })
    }

    /// Makes a request until it is answered, at most three times, and never again once it is.
    ///
    /// Made again are: what never left, what the provider was too busy for, and what it failed at
    /// before it began to answer. Dropping the future ends everything, waits included.
    pub(crate) async fn send(&self, ask: &Ask) -> Result<Response, Trouble> {
        let mut retries = 0;
        loop {
            let (trouble, wait) = match self.http.execute(ask.request()).await {
                Ok(response) if response.status().is_success() => return Ok(response),
                Ok(response) => refused(response).await,
                Err(error) => {
                    let unsent = error.is_connect() && !error.is_timeout();
                    (Trouble::Unreachable(error), unsent.then_some(None))
                }
            };
            let Some(wait) = wait.filter(|_| retries < RETRIES) else { return Err(trouble) };
            let wait = wait.unwrap_or_else(|| pause(retries));
            if wait > PATIENCE {
                return Err(trouble);
            }
            retries += 1;
            tracing::debug!(host = self.who.host, retries, ?wait, "asking a provider again");
            tokio::time::sleep(wait).await;
        }
    }
}

fn parse(url: &str) -> Result<Url, Fault> {
    Url::parse(url).map_err(|error| {
        Fault::new(FaultCode::Invalid, "The base URL is not an address.")
            .with_detail(error.to_string())
    })
}

impl Ask {
    fn request(&self) -> Request {
        let mut request = Request::new(self.method.clone(), self.url.clone());
        *request.headers_mut() = self.headers.clone();
        *request.timeout_mut() = self.within;
        if !self.body.is_empty() {
            *request.body_mut() = Some(self.body.clone().into());
        }
        request
    }
}

/// Twice as long each time, and a little apart from others who wait too.
fn pause(retries: u32) -> Duration {
    PAUSE * 2u32.pow(retries) + Duration::from_millis(fastrand::u64(..250))
}

/// What an answer that is no success means, and, if it makes sense to ask again, after which wait
/// (the provider's own, if it named one).
async fn refused(response: Response) -> (Trouble, Option<Option<Duration>>) {
    let status = response.status();
    if status.is_redirection() {
        return (Trouble::Redirect { to: redirect_host(&response) }, None);
    }
    let asked = asked_wait(response.headers());
    let advice =
        |wanted: &str| response.headers().get("x-should-retry").is_some_and(|word| word == wanted);
    let (forbidden, wanted) = (advice("false"), advice("true"));
    let header_id = request_id(response.headers());
    let allowance = allowance::read(response.headers());
    let raw = error_body(response).await;
    let said = serde_json::from_str(&raw).ok().and_then(|value| Said::read(&value));
    let wait = asked.or_else(|| said.as_ref()?.wait);
    let request_id = header_id.or_else(|| said.as_ref()?.request_id.clone());
    let last_word = said.as_ref().is_some_and(Said::is_final);
    // As the official SDKs do it.
    let busy = matches!(status.as_u16(), 408 | 409 | 429) || status.is_server_error();
    let again = !forbidden && !last_word && (busy || wanted);
    let refusal = Refusal { status: Some(status), said, wait, raw, request_id, allowance };
    (Trouble::Refused(Box::new(refusal)), again.then_some(wait))
}

fn redirect_host(response: &Response) -> Option<String> {
    let to = response.headers().get(LOCATION)?.to_str().ok()?;
    let to = response.url().join(to).ok()?;
    Some(to.host_str()?.to_owned())
}

async fn error_body(response: Response) -> String {
    let mut raw = Vec::new();
    let mut source = source(response);
    let read = async {
        while let Some(Ok(chunk)) = source.next().await {
            raw.extend_from_slice(&chunk);
            if raw.len() > ERROR_BYTES {
                break;
            }
        }
    };
    // What has come within the time is what there is to say.
    let _ = tokio::time::timeout(ERROR_TIME, read).await;
    String::from_utf8_lossy(&raw).into_owned()
}

/// The bytes of a response as they come.
pub(crate) fn source(response: Response) -> Source {
    response.bytes_stream().boxed()
}

/// The provider's id of a request.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<String> {
    let value = REQUEST_IDS.iter().find_map(|name| headers.get(*name))?;
    value.to_str().ok().filter(|id| !id.is_empty()).map(str::to_owned)
}

/// How long the provider asks to wait: in milliseconds, in seconds, or until a date.
fn asked_wait(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let number = |text: &str| text.trim().parse::<f64>().ok();
    let seconds = |seconds: f64| Duration::try_from_secs_f64(seconds).ok();
    if let Some(wait) = text("retry-after-ms").and_then(number).and_then(|ms| seconds(ms / 1e3)) {
        return Some(wait);
    }
    let after = text(RETRY_AFTER.as_str())?;
    number(after).map_or_else(
        || {
            let date = httpdate::parse_http_date(after.trim()).ok()?;
            Some(date.duration_since(SystemTime::now()).unwrap_or_default())
        },
        seconds,
    )
}

#[cfg(test)]
mod tests;
