//! What went wrong, in words that say what to do.

use std::sync::atomic::Ordering::Relaxed;

use domain::FaultCode;
use domain::network::is_loopback;
use reqwest::StatusCode;

use super::blame::{Blame, blame};
use super::{Refusal, Trouble, Who};
use crate::format::format;

impl Who {
    /// What went wrong, and with which code.
    pub(super) fn sentence(&self, trouble: &Trouble, model: Option<&str>) -> (FaultCode, String) {
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
            Trouble::Empty => (FaultCode::ProviderFailed, self.nothing(model.is_some())),
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

    /// An empty answer is what llama-cpp-python's server gives when a prompt is longer than its model
    /// takes.
    fn nothing(&self, to_a_prompt: bool) -> String {
        let Self { host, account, .. } = self;
        if to_a_prompt {
            format!(
                "{host} ended its answer before it began. Try again, with a shorter prompt if that \
                 does not help, or choose another model."
            )
        } else {
            format!("{host} sends an empty answer. Try again, or check the address of “{account}”.")
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
        let mut blame = blame(refusal.status, refusal.said.as_ref(), model);
        if blame == Blame::Address && model.is_some() && self.listed.load(Relaxed) {
            blame = Blame::Unanswered;
        }
        (blame.code(), self.blamed(blame, refusal, model.unwrap_or_default()))
    }

    /// What a refusal blames.
    fn blamed(&self, blame: Blame, refusal: &Refusal, model: &str) -> String {
        let Self { host, account, key, .. } = self;
        let Refusal { status, wait, .. } = *refusal;
        match blame {
            Blame::Key if key.is_none() => {
                format!("{host} asks for a key, and “{account}” has none. Enter one.")
            }
            Blame::Key if status == Some(StatusCode::FORBIDDEN) => {
                format!(
                    "{host} does not allow this with the key of “{account}”. Enter one that may, or \
                     choose another model."
                )
            }
            Blame::Key => {
                format!("{host} did not accept the key of “{account}”. Enter it again.")
            }
            Blame::KeyExpired => {
                format!("The key of “{account}” for {host} has expired. Enter a new one.")
            }
            Blame::Region => format!(
                "{host} does not serve the region that you ask from. Check the address of \
                 “{account}”, or choose another model."
            ),
            Blame::Unanswered => format!(
                "{host} lists models, but does not answer for “{model}”. Choose another model, or \
                 check the address of “{account}”."
            ),
            Blame::ModelShut => {
                format!("{host} has shut down the model “{model}”. Choose another model.")
            }
            Blame::Model => {
                format!("{host} has no model “{model}” for “{account}”. Choose another model.")
            }
            Blame::Quota => format!(
                "The quota of “{account}” at {host} is spent. Add to it, or choose another model."
            ),
            Blame::Rate => match wait {
                Some(wait) => format!(
                    "{host} asks to wait {} s. Try again then, or choose another model.",
                    wait.as_secs().max(1)
                ),
                None => format!(
                    "{host} gets too many requests from “{account}”. Try again later, or choose \
                     another model."
                ),
            },
            Blame::Address => self.unlike(),
            Blame::Prompt => {
                format!("{host} does not accept this prompt. Change it, or choose another model.")
            }
            Blame::Length => format!(
                "The prompt is longer than the model “{model}” takes at {host}. Shorten it, or choose \
                 another model."
            ),
            Blame::Memory => format!(
                "{host} has too little memory for the model “{model}”. Choose a smaller one, or free \
                 memory and try again."
            ),
            Blame::Load => {
                format!("{host} is overloaded. Try again in a moment, or choose another model.")
            }
            Blame::Provider => match status {
                Some(status) => {
                    format!("{host} failed (HTTP {}). Try again in a moment.", status.as_u16())
                }
                None => format!("{host} failed while it answered. Try again in a moment."),
            },
        }
    }
}
