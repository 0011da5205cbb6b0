//! What the wire formats' answers have in common.

use std::borrow::Cow;

use domain::StopReason;
use serde::Deserialize;
use serde_json::Value;

use crate::fault::{Said, Trouble};

/// Text, borrowed from the answer where JSON allows.
#[derive(Deserialize)]
pub(crate) struct Text<'a>(#[serde(borrow)] pub(crate) Cow<'a, str>);

/// The provider's error in a piece of its answer, if it holds one. It must be called that: any
/// website may have a `message`.
pub(crate) fn said_in(raw: &str) -> Option<Trouble> {
    let value: Value = serde_json::from_str(raw).ok()?;
    let first = value.as_array().map_or(Some(&value), |all| all.first())?;
    first.get("error").filter(|error| !error.is_null())?;
    Some(Trouble::said(Said::read(&value)?, raw))
}

/// What is wrong with an answer that is not of the shape it should be: an error that the provider
/// reports in it, JSON that broke off or never was any, or no answer of such a provider at all.
pub(crate) fn unlike(raw: &str) -> Trouble {
    if raw.trim().is_empty() {
        return Trouble::Empty;
    }
    let is_json = serde_json::from_str::<serde::de::IgnoredAny>(raw);
    match (said_in(raw), is_json) {
        (Some(trouble), _) => trouble,
        (None, Err(error)) if raw.trim_start().starts_with('{') => unreadable(raw, &error),
        (None, _) => Trouble::Unlike { raw: raw.to_owned() },
    }
}

pub(crate) fn unreadable(raw: &str, error: &serde_json::Error) -> Trouble {
    Trouble::Unreadable { raw: format!("{error}\n{raw}") }
}

/// A count of tokens; past four billion it is that.
pub(crate) fn small(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The provider or its model declined. The word is Anthropic's, so that it is one word.
pub(crate) fn refusal() -> StopReason {
    StopReason::Other("refusal".to_owned())
}

/// An id for a use of a tool to which the provider gave none.
pub(crate) fn minted() -> String {
    format!("call_{:016x}", fastrand::u64(..))
}
