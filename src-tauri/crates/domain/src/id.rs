//! Identifiers and points in time, each a type of its own so that they cannot be mixed up.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        ///
        /// A UUID of version 7: ids sort by the time they were made. Made outside this crate.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
        #[serde(transparent)]
        #[ts(type = "string")]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::from_str(text).map(Self)
            }
        }
    };
}

id!(/** One request for a completion and all that happens to it. */ ExchangeId);
id!(/** One question of a server to the person. */ ElicitationId);
id!(/** An installed MCP server. */ ServerId);
id!(/** A provider account; its key lives in the vault under this id. */ AccountId);
id!(/** One call of a server: a run of a tool, a prompt got, a resource read. */ CallId);
id!(/** A standing decision that a person made. */ RuleId);

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS,
)]
#[serde(transparent)]
#[ts(type = "number")]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// Milliseconds from `earlier` to `self`; 0 when the clock went backwards, `u32::MAX` past 49 days.
    pub fn since(self, earlier: Self) -> u32 {
        u32::try_from((self.0 - earlier.0).max(0)).unwrap_or(u32::MAX)
    }
}
