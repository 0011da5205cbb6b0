//! What went wrong between us and a remote server, put into words that a person can act on.

use std::error::Error;

use domain::{Fault, FaultCode};
use reqwest::{StatusCode, Url};
use serde_json::json;

use super::Remote;
use super::address::host;
use crate::messages::too_long;

/// How much of an answer that is no MCP goes into a fault as its detail, in characters.
const DETAIL: usize = 4_000;

/// What went wrong.
#[derive(Debug)]
pub(super) enum Trouble {
    /// Nobody answered, or the connection broke before an answer began.
    Unreachable(reqwest::Error),
    /// It wants us to go elsewhere.
    Redirect(Option<Url>),
    /// It answered with an HTTP status that says no, in these words.
    Refused(StatusCode, String),
    /// It does not know our session any more.
    SessionLost,
    /// Its only stream ended, and with it the session.
    Ended,
    /// It opened a stream and did not say where messages go.
    NoEndpoint,
    /// It wants our messages at another origin than its stream's.
    Elsewhere(Url),
    /// It answered with something that is not MCP, of this kind and in these words.
    Foreign(String, String),
    /// It sent a single message beyond the limit.
    TooLong,
    /// The connection broke, or ended, before the answer was there.
    Broken,
    /// It pushed a request where the protocol knows no way to answer one.
    Pushed,
}

impl Trouble {
    /// Whether nothing else can be expected of this server, so that the connection ends.
    pub(super) fn is_final(&self) -> bool {
        matches!(self, Self::SessionLost | Self::Ended | Self::TooLong)
    }

    /// Whether asking in the other protocol may do better. What a server that does not know
    /// `server/discover` answers differs; who is not let in, or not there, is so in both.
    pub(super) fn may_be_of_protocol(&self) -> bool {
        let shut = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN];
        matches!(self, Self::Refused(status, _) if !shut.contains(status))
            || matches!(self, Self::Broken)
    }

    /// The sentence for it, without any secret.
    pub(super) fn fault(self, remote: &Remote) -> Fault {
        let (link, address) = (remote.link(), remote.address());
        let (name, at) = (&link.name, address.host());
        let failed = |message: String| Fault::new(FaultCode::CallFailed, message);
        match self {
            Self::Unreachable(error) => {
                let message = format!(
                    "{name} cannot be reached at {at}. Check the URL, and that the server runs there."
                );
                Fault::new(FaultCode::ServerGone, message).with_detail(chain(&error))
            }
            Self::Redirect(to) => {
                let to = to.map_or_else(|| "somewhere else".to_owned(), |to| bare(&to));
                failed(format!(
                    "{at} wants {name} to be asked at {to}. Redirects are not followed: enter that URL if you trust it."
                ))
            }
            Self::Refused(status, words) => failed(refusal(status, name, &at, address.has_token()))
                .with_detail(shorten(&address.redact(&words))),
            Self::SessionLost => Fault::new(
                FaultCode::ServerGone,
                format!(
                    "{name} does not know this session any more; perhaps it was restarted. Start it again."
                ),
            ),
            Self::Ended => Fault::new(
                FaultCode::ServerGone,
                format!("{name} closed its connection; perhaps it was restarted. Start it again."),
            ),
            Self::NoEndpoint => failed(format!(
                "{at} opened a stream, but did not say where to send messages (HTTP+SSE, 2024-11-05). Check the URL; that of a newer server often ends in /mcp."
            )),
            Self::Elsewhere(to) => failed(format!(
                "{at} wants the messages for {name} to be sent to {}, which is somewhere else. They are not: only its own origin gets them.",
                bare(&to)
            )),
            Self::Foreign(kind, words) => {
                let kind = if kind.is_empty() { "something".to_owned() } else { kind };
                failed(format!(
                    "{at} answered with {kind} instead of MCP. Check the URL; its path is often /mcp."
                ))
                .with_detail(shorten(&address.redact(&words)))
            }
            Self::TooLong => too_long(name, link.limits.line_bytes),
            Self::Broken => failed(format!(
                "The connection to {name} ended before the answer was there. Whether it did what it was asked is not known."
            )),
            Self::Pushed => Fault::new(
                FaultCode::EraMismatch,
                format!(
                    "{name} pushes its requests for a completion, which the newer protocol (2026-07-28) does not allow. Reconnect with the older protocol and run it again."
                ),
            ),
        }
    }
}

fn refusal(status: StatusCode, name: &str, at: &str, has_token: bool) -> String {
    let number = status.as_u16();
    match status {
        StatusCode::UNAUTHORIZED if has_token => format!(
            "{at} did not accept the Authorization header of {name} (HTTP 401). Enter a new token."
        ),
        StatusCode::UNAUTHORIZED => format!(
            "{at} wants to know who asks (HTTP 401). Add the header Authorization to {name}, with the value “Bearer” and your token."
        ),
        StatusCode::FORBIDDEN => format!(
            "{at} does not let us in (HTTP 403). Check the headers of {name}, and what they allow."
        ),
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => {
            format!("There is no MCP server at that place on {at} (HTTP {number}). Check the URL.")
        }
        StatusCode::TOO_MANY_REQUESTS => {
            format!("{at} asks to wait (HTTP 429). Try again in a moment.")
        }
        status if status.is_server_error() => {
            format!("{at} failed (HTTP {number}). Try again in a moment.")
        }
        _ => format!("{at} did not accept what {name} was asked (HTTP {number})."),
    }
}

/// An address without what may be a secret in it.
fn bare(url: &Url) -> String {
    format!("{}://{}{}", url.scheme(), host(url), url.path())
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(DETAIL) {
        Some((at, _)) => format!("{}… ({} bytes more)", &text[..at], text.len() - at),
        None => text.to_owned(),
    }
}

/// An error's causes; never the error itself, which holds the URL.
fn chain(error: &reqwest::Error) -> String {
    let mut words = Vec::new();
    let mut cause = error.source();
    while let Some(error) = cause {
        words.push(error.to_string());
        cause = error.source();
    }
    words.join(": ")
}

/// The error that stands for a fault until whoever asked takes the fault itself.
pub(super) fn stand_in(fault: &Fault) -> serde_json::Value {
    json!({ "code": -32603, "message": fault.message })
}
