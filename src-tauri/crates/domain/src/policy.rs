//! What a server may do: grants, rules, and the route that follows from them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::cause::Cause;
use crate::id::{RuleId, ServerId, Timestamp};
use crate::server::Identity;
use crate::signature::{ModelRef, Target};

/// The models a server may use. No grant, no generation; a person may always answer by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Grant {
    /// The server.
    pub server: ServerId,
    /// What it was when the grant was made. Another identity has no grant.
    pub identity: Identity,
    /// The models, at least one.
    pub models: Vec<ModelRef>,
    /// The one to take when the server has no wish that can be met; one of `models`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub default: Option<ModelRef>,
    /// When it was made or last changed.
    pub at: Timestamp,
}

impl Grant {
    /// Whether a server with this identity may have this target write for it.
    pub fn allows(&self, identity: &Identity, target: &Target) -> bool {
        match target {
            Target::Person => true,
            Target::Model { model } => self.identity == *identity && self.models.contains(model),
        }
    }
}

/// A standing decision: sign, at both gates, what one server asks, until Countersign quits or the
/// terminal run ends. It is never written down, so it cannot outlive either.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Rule {
    /// Its id, which its signatures carry.
    pub id: RuleId,
    /// The server it is about.
    pub server: ServerId,
    /// What the server was when the rule was made. Another identity is asked about.
    pub identity: Identity,
    /// The model that is to write.
    pub model: ModelRef,
    /// When it was made.
    pub at: Timestamp,
}

/// What policy says about an exchange.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// A person decides.
    Ask,
    /// A rule signs, at both gates.
    Sign {
        /// Which rule.
        rule: RuleId,
        /// The model it names.
        model: ModelRef,
    },
}

/// Decides who decides.
///
/// A rule signs only for the very server it was made for, only a model inside the grant as it is
/// now, and never a request that no call of ours caused (or may have caused).
pub fn route(cause: &Cause, identity: &Identity, grant: Option<&Grant>, rules: &[Rule]) -> Route {
    if cause.unsolicited() || !cause.certain {
        return Route::Ask;
    }
    let granted = |model: &ModelRef| {
        grant.is_some_and(|grant| {
            grant.server == cause.server
                && grant.allows(identity, &Target::Model { model: model.clone() })
        })
    };
    rules
        .iter()
        .find(|rule| {
            rule.server == cause.server && rule.identity == *identity && granted(&rule.model)
        })
        .map_or(Route::Ask, |rule| Route::Sign { rule: rule.id, model: rule.model.clone() })
}

#[cfg(test)]
mod tests;
