//! Headers that a person has sent along: to a remote server, or with what an account asks.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One header that is sent along. It may hold a secret, so it never goes to the window: that sees
/// [`HeaderSetting`].
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Its value, perhaps a secret.
    pub value: String,
}

/// One header as the window sees and edits it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HeaderSetting {
    /// Its name.
    pub name: String,
    /// Its new value; absent means "as it is", which holds for the same address only. Never set on the
    /// way to the window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub value: Option<String>,
}

impl std::fmt::Debug for HeaderSetting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let value = if self.value.is_some() { "(new value)" } else { "(as it is)" };
        f.debug_struct("HeaderSetting").field("name", &self.name).field("value", &value).finish()
    }
}
