//! Which model, and why.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::policy::Grant;
use crate::prompt::Preferences;
use crate::server::Identity;
use crate::signature::ModelRef;

/// A model and the reason it was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Choice {
    /// The model.
    pub model: ModelRef,
    /// Why this one.
    pub reason: Reason,
}

/// Why a model was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reason {
    /// The server asked for it by this hint.
    Hint {
        /// The hint.
        hint: String,
    },
    /// It is the server's default.
    Default,
    /// It is the only one the server may use.
    Only,
    /// It is the first one the server may use.
    First,
}

/// Picks a model inside the grant: the first hint that names one, else the default, else the
/// first. `None` without a grant for this identity.
///
/// Hints are tried in order and match as parts of the name, case aside, as MCP says they SHOULD.
pub fn choose(
    grant: Option<&Grant>,
    identity: &Identity,
    preferences: &Preferences,
) -> Option<Choice> {
    let grant = grant.filter(|grant| grant.identity == *identity)?;
    let hinted = preferences.hints.iter().filter(|hint| !hint.trim().is_empty()).find_map(|hint| {
        let wanted = hint.trim().to_lowercase();
        let model =
            grant.models.iter().find(|model| model.model.to_lowercase().contains(&wanted))?;
        Some(Choice { model: model.clone(), reason: Reason::Hint { hint: hint.clone() } })
    });
    hinted.or_else(|| {
        let default = grant.default.as_ref().filter(|model| grant.models.contains(model));
        let (model, reason) = match (default, grant.models.as_slice()) {
            (_, []) => return None,
            (_, [only]) => (only, Reason::Only),
            (Some(default), _) => (default, Reason::Default),
            (None, [first, ..]) => (first, Reason::First),
        };
        Some(Choice { model: model.clone(), reason })
    })
}

#[cfg(test)]
mod tests;
