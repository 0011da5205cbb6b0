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

    /// The day in UTC, as `2026-11-25`.
    ///
    /// By the count of days in eras of 400 years that begin in March, so that leap days come last.
    pub fn day(self) -> String {
        let days = self.0.div_euclid(24 * 60 * 60 * 1_000) + 719_468;
        let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = era * 400 + year + i64::from(month <= 2);
        format!("{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(0, "1970-01-01")]
    #[case(-1, "1969-12-31")]
    #[case(951_782_400_000, "2000-02-29")]
    #[case(951_868_800_000, "2000-03-01")]
    #[case(1_795_737_600_000, "2026-11-27")]
    #[case(4_107_542_400_000, "2100-03-01")]
    fn a_day_is_written_as_calendars_do(#[case] at: i64, #[case] day: &str) {
        assert_eq!(Timestamp(at).day(), day);
    }
}
