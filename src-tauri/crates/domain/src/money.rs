//! Money, in integers: what a token costs, and what many of them did.
//!
//! Prices are in US dollars, since every provider's list is. A price that is not known is absent,
//! never 0.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::reply::Usage;

/// A price: micro-dollars for a million tokens. The same number is pico-dollars for one.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS,
)]
#[serde(transparent)]
#[ts(type = "number")]
pub struct Rate(pub u64);

impl Rate {
    /// The highest price that is taken for one: a million dollars for a million tokens.
    pub const MOST: Self = Self(1_000_000_000_000);

    /// From dollars for one token, as in `1.25e-7`.
    pub fn a_token(dollars: &str) -> Option<Self> {
        scaled(dollars, 12).map(Self).filter(|rate| *rate <= Self::MOST)
    }

    /// What so many tokens cost, rounded up. `None` past all counting.
    pub fn of(self, tokens: u64) -> Option<Money> {
        tokens.checked_mul(self.0).map(|pico| Money(pico.div_ceil(1_000)))
    }
}

/// An amount: nano-dollars.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS,
)]
#[serde(transparent)]
#[ts(type = "number")]
pub struct Money(pub u64);

impl Money {
    /// Both together. `None` past all counting.
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }
}

/// What a model costs, as of the day of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Rates {
    /// A token of the prompt.
    pub input: Rate,
    /// A token of the reply, reasoning included.
    pub output: Rate,
    /// A token of the prompt that the provider's cache held. As `input` where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub cached: Option<Rate>,
    /// A token of sound in the prompt. As `input` where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub audio: Option<Rate>,
    /// What all of it costs once a prompt is long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub long: Option<Long>,
}

/// The prices of a long prompt and of the reply to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Long {
    /// From more tokens of prompt than this.
    pub above: u32,
    /// A token of the prompt.
    pub input: Rate,
    /// A token of the reply.
    pub output: Rate,
    /// A token of the prompt that the cache held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub cached: Option<Rate>,
}

/// What an attempt cost, by what it was spent on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Cost {
    /// Tokens of the prompt that no cache held.
    pub input: Money,
    /// Tokens of the prompt that the provider's cache held.
    pub cached: Money,
    /// Tokens of the reply, without reasoning.
    pub output: Money,
    /// Tokens spent on thinking.
    pub reasoning: Money,
}

impl Cost {
    /// All of it. `None` past all counting.
    pub fn total(&self) -> Option<Money> {
        self.input.plus(self.cached)?.plus(self.output)?.plus(self.reasoning)
    }
}

impl Rates {
    /// The prices of a prompt of this many tokens: input, cached, output.
    pub fn at(&self, prompt: u64) -> (Rate, Rate, Rate) {
        match self.long {
            Some(long) if prompt > u64::from(long.above) => {
                (long.input, long.cached.unwrap_or(long.input), long.output)
            }
            Some(_) | None => (self.input, self.cached.unwrap_or(self.input), self.output),
        }
    }

    /// What this usage cost. `None` unless the provider reported both sides.
    pub fn cost(&self, usage: &Usage) -> Option<Cost> {
        let (input, output) = (u64::from(usage.input?), u64::from(usage.output?));
        let cached = u64::from(usage.cached.unwrap_or(0)).min(input);
        let reasoning = u64::from(usage.reasoning.unwrap_or(0)).min(output);
        let (in_rate, cached_rate, out_rate) = self.at(input);
        let cost = Cost {
            input: in_rate.of(input - cached)?,
            cached: cached_rate.of(cached)?,
            output: out_rate.of(output - reasoning)?,
            reasoning: out_rate.of(reasoning)?,
        };
        cost.total().map(|_| cost)
    }

    /// One price to compare models by: three tokens of prompt to one of reply.
    pub fn blended(&self) -> Rate {
        Rate(self.input.0.saturating_mul(3).saturating_add(self.output.0) / 4)
    }
}

/// What was used and what it cost, over any number of attempts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Spend {
    /// How many attempts of models.
    pub attempts: u64,
    /// Tokens of prompts, as reported.
    pub input: u64,
    /// Of these: read from the provider's cache.
    pub cached: u64,
    /// Tokens of replies, as reported.
    pub output: u64,
    /// Of these: spent on thinking.
    pub reasoning: u64,
    /// What is known of the cost.
    pub cost: Money,
    /// Attempts whose cost is not known: the true cost is then at least `cost`.
    pub unpriced: u64,
}

impl Spend {
    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            attempts: self.attempts.saturating_add(other.attempts),
            input: self.input.saturating_add(other.input),
            cached: self.cached.saturating_add(other.cached),
            output: self.output.saturating_add(other.output),
            reasoning: self.reasoning.saturating_add(other.reasoning),
            cost: Money(self.cost.0.saturating_add(other.cost.0)),
            unpriced: self.unpriced.saturating_add(other.unpriced),
        }
    }
}

/// A decimal number, times ten to the power of `shift`, rounded to a whole one.
///
/// Read from its digits, not through a floating-point number, so that no price is off by one.
fn scaled(text: &str, shift: i32) -> Option<u64> {
    let (number, exponent) = match text.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = [whole, fraction].concat();
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !plain || digits.len() > 30 {
        return None;
    }
    let digits: u128 = digits.parse().ok()?;
    let shift = exponent.checked_add(shift)? - i32::try_from(fraction.len()).ok()?;
    let power = 10_u128.checked_pow(shift.unsigned_abs());
    let scaled = match (shift >= 0, power) {
        (true, power) => digits.checked_mul(power?)?,
        (false, Some(power)) => (digits + power / 2) / power,
        (false, None) => 0,
    };
    u64::try_from(scaled).ok()
}

#[cfg(test)]
mod tests;
