//! What is blamed, in words.

use reqwest::StatusCode;

use super::blame::Blame;
use super::{Refusal, Who};

impl Who {
    /// What is blamed, in words that say what to do.
    pub(super) fn blamed(&self, blame: Blame, refusal: &Refusal, model: &str) -> String {
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
