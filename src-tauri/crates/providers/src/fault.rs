//! What went wrong between us and a provider, put into words that a person can act on.

use std::error::Error;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use domain::{Allowance, Fault, FaultCode, ProviderKind};
use reqwest::StatusCode;
use secrecy::{ExposeSecret, SecretString};

mod blame;
mod said;
mod words;

pub(crate) use said::Said;

/// How much of a provider's own words a sentence quotes; the detail has the rest.
const QUOTE: usize = 600;
/// The fewest bytes of a key or a header that are a secret; those of providers have dozens.
const SECRET: usize = 4;
/// How much of a raw answer a fault keeps.
const DETAIL: usize = 16_000;

/// What went wrong.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// Nobody answered.
    Unreachable(reqwest::Error),
    /// It wants us to go elsewhere.
    Redirect {
        /// The host that it names, if it names one.
        to: Option<String>,
    },
    /// It answered with an error.
    Refused(Box<Refusal>),
    /// It answered as no such provider does.
    Unlike {
        /// Its words, raw.
        raw: String,
    },
    /// A piece of its answer cannot be read.
    Unreadable {
        /// The piece, raw, and why.
        raw: String,
    },
    /// Its answer ended before it was complete.
    Cut,
    /// Its answer has nothing in it.
    Empty,
    /// The connection broke while it answered.
    Broken(reqwest::Error),
    /// Its answer is beyond every measure.
    TooLarge {
        /// Which measure, in bytes.
        most: usize,
    },
}

/// An error that a provider answered with.
#[derive(Debug)]
pub(crate) struct Refusal {
    /// With which status; absent when the error came within an answer.
    pub(crate) status: Option<StatusCode>,
    /// What it said, if it said it as providers do.
    pub(crate) said: Option<Said>,
    /// How long it asks to wait.
    pub(crate) wait: Option<Duration>,
    /// Its words, raw.
    pub(crate) raw: String,
    /// Its id of the request.
    pub(crate) request_id: Option<String>,
    /// What may still be asked.
    pub(crate) allowance: Option<Allowance>,
}

impl Trouble {
    /// An error that came within an answer.
    pub(crate) fn said(said: Said, raw: impl Into<String>) -> Self {
        let request_id = said.request_id.clone();
        let (status, wait, raw) = (None, None, raw.into());
        Self::Refused(Box::new(Refusal {
            status,
            said: Some(said),
            wait,
            raw,
            request_id,
            allowance: None,
        }))
    }

    /// The error that a provider answered with, if that is what it is.
    fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            Self::Unreachable(_)
            | Self::Redirect { .. }
            | Self::Unlike { .. }
            | Self::Unreadable { .. }
            | Self::Cut
            | Self::Empty
            | Self::Broken(_)
            | Self::TooLarge { .. } => None,
        }
    }

    /// What the provider said, if it said it as providers do.
    fn words(&self) -> Option<&Said> {
        self.refusal()?.said.as_ref()
    }

    /// The raw words, or what the network said.
    fn raw(&self) -> String {
        match self {
            Self::Unreachable(error) | Self::Broken(error) => chain(error),
            Self::Refused(refusal) => refusal.raw.clone(),
            Self::Unlike { raw } | Self::Unreadable { raw } => raw.clone(),
            Self::Redirect { .. } | Self::Cut | Self::Empty | Self::TooLarge { .. } => {
                String::new()
            }
        }
    }

    /// What may still be asked, where the provider says so with its error.
    pub(crate) fn allowance(&self) -> Option<Allowance> {
        self.refusal()?.allowance
    }

    /// The provider's id of the request, where the error itself names it.
    pub(crate) fn request_id(&self) -> Option<&str> {
        self.refusal()?.request_id.as_deref()
    }
}

/// Who is talked to: what a sentence needs to know.
#[derive(Debug)]
pub(crate) struct Who {
    pub(crate) kind: ProviderKind,
    /// Host and port.
    pub(crate) host: String,
    /// What the person calls the account.
    pub(crate) account: String,
    pub(crate) key: Option<SecretString>,
    /// What else must not be told on: the values of the person's headers.
    pub(crate) hidden: Vec<SecretString>,
    /// Whether models were listed there, so that the address is right.
    pub(crate) listed: AtomicBool,
}

impl Who {
    /// The trouble in words, without any secret, whoever may have said it.
    pub(crate) fn fault(
        &self,
        trouble: &Trouble,
        model: Option<&str>,
        request_id: Option<&str>,
    ) -> Fault {
        let (code, mut message) = self.sentence(trouble, model);
        // Redacted before it is cut: half a key is a key's half.
        let words = trouble.words().map(|said| self.redact(said.message.trim()));
        if let Some(words) = words.filter(|words| !words.is_empty()) {
            message = format!("{message} It says: “{}”", shorten(&words, QUOTE));
        }
        if let Some(id) = request_id {
            message = format!("{message} (Request {id}.)");
        }
        let mut fault = Fault::new(code, self.redact(&message))
            .with_detail(shorten(&self.redact(&trouble.raw()), DETAIL));
        if code == FaultCode::Invalid {
            fault.parameter = trouble.words().and_then(Said::parameter);
        }
        fault
    }

    /// The text without the secrets, plain or as JSON writes them. What people enter where any key will
    /// do ("x"), or a header's "1", is no secret, and is in many words.
    fn redact(&self, text: &str) -> String {
        let secrets = self.key.iter().chain(&self.hidden).map(ExposeSecret::expose_secret);
        secrets.filter(|secret| secret.len() >= SECRET).fold(text.to_owned(), |text, secret| {
            let text = text.replace(secret, "•••");
            let quoted = serde_json::Value::from(secret).to_string();
            let escaped = quoted.trim_matches('"');
            if escaped == secret { text } else { text.replace(escaped, "•••") }
        })
    }
}

/// At most `most` bytes, and a word when that is not all.
fn shorten(text: &str, most: usize) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    let kept = text.floor_char_boundary(most);
    format!("{}… ({} bytes more)", &text[..kept], text.len() - kept)
}

/// An error with its causes; never the URL, which is the person's own.
pub(crate) fn chain(error: &reqwest::Error) -> String {
    let mut words = Vec::new();
    let mut cause = error.source();
    while let Some(error) = cause {
        words.push(error.to_string());
        cause = error.source();
    }
    if words.is_empty() { error.to_string() } else { words.join(": ") }
}

#[cfg(test)]
mod tests;
