//! What a server may do: grants, rules, and the route that follows from them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::cause::Cause;
use crate::id::{AccountId, RuleId, ServerId, Timestamp};
use crate::server::Identity;
use crate::signature::{ModelRef, Target};

/// The models a server may use. No grant, no generation; a person may always answer by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Grant {
    /// The server.
    pub server: ServerId,
    /// What it was when the grant was made. Another identity has no grant.
    pub identity: Identity,
    /// Models by name.
    pub models: Vec<ModelRef>,
    /// Accounts of which it may use every model, also one that the provider offers only later.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<AccountId>>")]
    pub accounts: Vec<AccountId>,
    /// Where the models must be.
    #[serde(default)]
    pub place: Place,
    /// The one to take when the server has no wish that can be met; one that the grant allows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub default: Option<ModelRef>,
    /// When it was made or last changed.
    pub at: Timestamp,
}

/// Where the models of a grant must be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Wherever the accounts that it names are.
    #[default]
    Anywhere,
    /// On this machine only: every model of every account whose address is this machine, and no
    /// other, also none that the grant names. For data that must not leave.
    Here,
}

impl Grant {
    /// Whether a server with this identity may have this target write for it. `here` says whether
    /// an account's address is this machine.
    pub fn allows(
        &self,
        identity: &Identity,
        target: &Target,
        here: impl Fn(AccountId) -> bool,
    ) -> bool {
        match target {
            Target::Person => true,
            Target::Model { model } => {
                self.identity == *identity
                    && match self.place {
                        Place::Here => here(model.account),
                        Place::Anywhere => {
                            self.models.contains(model) || self.accounts.contains(&model.account)
                        }
                    }
            }
        }
    }

    /// Whether it allows anything at all, if accounts are as they should be.
    pub fn is_empty(&self) -> bool {
        self.place == Place::Anywhere && self.models.is_empty() && self.accounts.is_empty()
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
/// now, and never a request that no call of ours caused (or may have caused). `here` is as in
/// [`Grant::allows`].
pub fn route(
    cause: &Cause,
    identity: &Identity,
    grant: Option<&Grant>,
    rules: &[Rule],
    here: impl Fn(AccountId) -> bool,
) -> Route {
    if cause.unsolicited() || !cause.certain {
        return Route::Ask;
    }
    let granted = |model: &ModelRef| {
        grant.is_some_and(|grant| {
            grant.server == cause.server
                && grant.allows(identity, &Target::Model { model: model.clone() }, &here)
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
