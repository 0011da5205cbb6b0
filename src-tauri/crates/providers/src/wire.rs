//! What the wire formats' answers have in common.

use std::borrow::Cow;

use serde::Deserialize;

use crate::fault::{Said, Trouble};

/// Text, borrowed from the answer where JSON allows.
#[derive(Deserialize)]
pub(crate) struct Text<'a>(#[serde(borrow)] pub(crate) Cow<'a, str>);

/// The provider's error in a piece of its answer, if it holds one.
pub(crate) fn said_in(raw: &str) -> Option<Trouble> {
    let value: serde_json::Value = serde_json::from_str(raw).ok()?;
    Some(Trouble::said(Said::read(&value)?, raw))
}

pub(crate) fn unreadable(raw: &str, error: &serde_json::Error) -> Trouble {
    Trouble::Unreadable { raw: format!("{error}\n{raw}") }
}

/// A count of tokens; past four billion it is that.
pub(crate) fn small(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
