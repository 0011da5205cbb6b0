//! What went wrong between us and a provider, put into words that a person can act on.

use std::error::Error;
use std::time::Duration;

use domain::network::is_loopback;
use domain::{Allowance, Fault, FaultCode, ProviderKind};
use reqwest::StatusCode;
use secrecy::{ExposeSecret, SecretString};

use crate::format::format;

mod blame;
mod said;
mod words;

pub(crate) use said::Said;

/// How much of a provider's own words a sentence quotes; the detail has the rest.
const QUOTE: usize = 600;
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

    /// What the provider said, if it said it as providers do.
    fn words(&self) -> Option<&Said> {
        match self {
            Self::Refused(refusal) => refusal.said.as_ref(),
            Self::Unreachable(_)
            | Self::Redirect { .. }
            | Self::Unlike { .. }
            | Self::Unreadable { .. }
            | Self::Cut
            | Self::Broken(_)
            | Self::TooLarge { .. } => None,
        }
    }

    /// The raw words, or what the network said.
    fn raw(&self) -> String {
        match self {
            Self::Unreachable(error) | Self::Broken(error) => chain(error),
            Self::Refused(refusal) => refusal.raw.clone(),
            Self::Unlike { raw } | Self::Unreadable { raw } => raw.clone(),
            Self::Redirect { .. } | Self::Cut | Self::TooLarge { .. } => String::new(),
        }
    }

    /// What may still be asked, where the provider says so with its error.
    pub(crate) fn allowance(&self) -> Option<Allowance> {
        match self {
            Self::Refused(refusal) => refusal.allowance,
            Self::Unreachable(_)
            | Self::Redirect { .. }
            | Self::Unlike { .. }
            | Self::Unreadable { .. }
            | Self::Cut
            | Self::Broken(_)
            | Self::TooLarge { .. } => None,
        }
    }

    /// The provider's id of the request, where the error itself names it.
    pub(crate) fn request_id(&self) -> Option<&str> {
        match self {
            Self::Refused(refusal) => refusal.request_id.as_deref(),
            Self::Unreachable(_)
            | Self::Redirect { .. }
            | Self::Unlike { .. }
            | Self::Unreadable { .. }
            | Self::Cut
            | Self::Broken(_)
            | Self::TooLarge { .. } => None,
        }
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

    fn sentence(&self, trouble: &Trouble, model: Option<&str>) -> (FaultCode, String) {
        let Self { host, account, .. } = self;
        match trouble {
            Trouble::Unreachable(error) if error.is_timeout() => (
                FaultCode::ProviderUnreachable,
                format!(
                    "{host} did not answer in time. Try again, or check the address of “{account}”."
                ),
            ),
            Trouble::Unreachable(error) if error.is_connect() => {
                (FaultCode::ProviderUnreachable, self.nobody())
            }
            Trouble::Unreachable(_) => (
                FaultCode::ProviderFailed,
                format!("{host} hung up before it answered. Try again."),
            ),
            Trouble::Redirect { to } => (FaultCode::NotAProvider, self.redirect(to.as_deref())),
            Trouble::Refused(refusal) => self.refusal(refusal, model),
            Trouble::Unlike { .. } => (FaultCode::NotAProvider, self.unlike()),
            Trouble::Unreadable { .. } => (
                FaultCode::ProviderFailed,
                format!("{host} sent something that cannot be read as an answer. Try again."),
            ),
            Trouble::Cut => (
                FaultCode::ProviderFailed,
                format!("{host} ended its answer before it was complete. Try again."),
            ),
            Trouble::Broken(error) if error.is_timeout() => (
                FaultCode::ProviderFailed,
                format!("{host} fell silent in the middle of its answer. Try again."),
            ),
            Trouble::Broken(_) => (
                FaultCode::ProviderFailed,
                format!("The connection to {host} broke in the middle of its answer. Try again."),
            ),
            Trouble::TooLarge { most } => (
                FaultCode::ProviderFailed,
                format!(
                    "{host} sent more than {} MB at once; the rest was refused. Try again, or \
                     choose another model.",
                    most >> 20
                ),
            ),
        }
    }

    fn nobody(&self) -> String {
        let Self { host, account, .. } = self;
        let here = host.rsplit_once(':').map_or(host.as_str(), |(name, _)| name);
        if is_loopback(here) {
            format!(
                "{host} cannot be reached: no program on this computer listens there. Start it, or \
                 check the address of “{account}”."
            )
        } else {
            format!("{host} cannot be reached. Check the address of “{account}” and your network.")
        }
    }

    fn redirect(&self, to: Option<&str>) -> String {
        let Self { host, account, .. } = self;
        match to {
            Some(to) => format!(
                "{host} sends requests on to {to}. Countersign follows nobody with a prompt: if \
                 that is the right place, make it the address of “{account}”."
            ),
            None => format!("{host} sends requests elsewhere. Check the address of “{account}”."),
        }
    }

    fn unlike(&self) -> String {
        let Self { host, account, .. } = self;
        let Some(format) = format(self.kind) else {
            return format!("{host} answers, but not as it should. Check “{account}”.");
        };
        format!(
            "{host} answers, but not as {} does. Check the address of “{account}”: {}.",
            format.api(),
            format.looks()
        )
    }

    fn refusal(&self, refusal: &Refusal, model: Option<&str>) -> (FaultCode, String) {
        let blame = blame::blame(refusal.status, refusal.said.as_ref(), model);
        (blame.code(), self.blamed(blame, refusal, model.unwrap_or_default()))
    }

    /// The text without the secrets, plain or as JSON writes them.
    fn redact(&self, text: &str) -> String {
        self.key.iter().chain(&self.hidden).fold(text.to_owned(), |text, secret| {
            let secret = secret.expose_secret();
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
