//! What is known of models: prices, limits and abilities, and where each of these is from.
//!
//! Three layers, the upper one wins: what the person says, what the provider's own list says, and
//! the catalogue (a snapshot of a public list, with corrections of ours). Nothing here is fetched;
//! the catalogue is data, and [`litellm`] reads the list that it is made from.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::account::Model;
use crate::money::{Rate, Rates};
use crate::signature::ModelRef;

pub mod family;
pub mod litellm;

pub use family::{Class, Family, Overlay, overlay};

/// What is known of one model. What is absent is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Facts {
    /// How many tokens of prompt it takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub context: Option<u32>,
    /// How many tokens it writes at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub output: Option<u32>,
    /// What it costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub rates: Option<Rates>,
    /// Whether it takes pictures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub images: Option<bool>,
    /// Whether it takes sound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub audio: Option<bool>,
    /// Whether it takes tools.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub tools: Option<bool>,
    /// The day on which its provider ends it, as `2026-12-11`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub ends: Option<String>,
}

impl Facts {
    /// What is known of every model behind a program: it takes text on its standard input.
    pub fn of_program() -> Self {
        let no = Some(false);
        Self { images: no, audio: no, tools: no, ..Self::default() }
    }

    /// These, and where they say nothing, those below.
    #[must_use]
    pub fn over(self, below: Self) -> Self {
        Self {
            context: self.context.or(below.context),
            output: self.output.or(below.output),
            rates: self.rates.or(below.rates),
            images: self.images.or(below.images),
            audio: self.audio.or(below.audio),
            tools: self.tools.or(below.tools),
            ends: self.ends.or(below.ends),
        }
    }
}

/// Where a catalogue is from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Source {
    /// Who keeps the list.
    pub name: String,
    /// Its version, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub version: Option<String>,
    /// The day as of which it is, as `2026-11-25`.
    pub date: String,
    /// Under which licence it is.
    pub licence: String,
    /// Where it is.
    pub url: String,
}

/// Models by vendor and by the vendor's own id, with prices as of one day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalogue {
    /// Where it is from.
    pub source: Source,
    /// By vendor: the name that [`Overlay::vendor`] gives.
    pub vendors: BTreeMap<String, BTreeMap<String, Facts>>,
}

impl Catalogue {
    /// What it says of a model of a vendor.
    ///
    /// Found by its id, without a `models/` before it or a date after it: never by a part of the
    /// name, for that would give one model another's price.
    pub fn facts(&self, vendor: &str, id: &str) -> Option<&Facts> {
        let models = self.vendors.get(vendor)?;
        let id = id.strip_prefix("models/").unwrap_or(id);
        models.get(id).or_else(|| models.get(undated(id)))
    }

    /// How many models it knows.
    pub fn len(&self) -> usize {
        self.vendors.values().map(BTreeMap::len).sum()
    }

    /// Whether it knows none.
    pub fn is_empty(&self) -> bool {
        self.vendors.values().all(BTreeMap::is_empty)
    }
}

/// An id without the date of its version: `-20251001`, `-2025-10-01`.
fn undated(id: &str) -> &str {
    let dated = |like: &str| {
        let (name, tail) = id.split_at_checked(id.len().checked_sub(like.len())?)?;
        let fits = tail.bytes().zip(like.bytes()).all(|(byte, like)| match like {
            b'0' => byte.is_ascii_digit(),
            other => byte == other,
        });
        fits.then_some(name)
    };
    dated("-20000000").or_else(|| dated("-2000-00-00")).unwrap_or(id)
}

/// The snapshot of the public list that is part of the app: `cargo xtask catalogue` makes it.
pub fn snapshot() -> &'static Catalogue {
    static SNAPSHOT: LazyLock<Catalogue> = LazyLock::new(|| {
        // That it can be read is tested.
        serde_json::from_str(include_str!("../data/catalogue.json")).unwrap_or_default()
    });
    &SNAPSHOT
}

/// What the person says of a model: it wins over every list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Override {
    /// What it costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub rates: Option<Rates>,
    /// How many tokens of prompt it takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub context: Option<u32>,
    /// Its grades.
    #[serde(default, skip_serializing_if = "Grades::is_empty")]
    #[ts(optional, as = "Option<Grades>")]
    pub grades: Grades,
}

impl Override {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.rates.is_none() && self.context.is_none() && self.grades.is_empty()
    }

    /// Whether it can be meant.
    ///
    /// # Errors
    /// A sentence that says what cannot.
    pub fn check(&self) -> Result<(), &'static str> {
        let Grades { cost, speed, intelligence } = self.grades;
        let too_good = |grade: Option<u8>| grade.is_some_and(|grade| grade > 100);
        if [cost, speed, intelligence].into_iter().any(too_good) {
            return Err("A grade is a number from 0 to 100.");
        }
        if self.context == Some(0) {
            return Err("A prompt has at least one token.");
        }
        let too_dear = |rates: &Rates| rates.input.max(rates.output) > Rate::MOST;
        if self.rates.as_ref().is_some_and(too_dear) {
            return Err("A price is at most a million dollars for a million tokens.");
        }
        Ok(())
    }
}

/// An override and the model that it is about, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Overridden {
    /// The model.
    pub model: ModelRef,
    /// What the person says of it.
    pub says: Override,
}

/// How good a model is at what a server may wish for: 0 to 100, more is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Grades {
    /// How cheap it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub cost: Option<u8>,
    /// How fast it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub speed: Option<u8>,
    /// How clever it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub intelligence: Option<u8>,
}

impl Grades {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// These, and where they say nothing, those below.
    #[must_use]
    pub fn over(self, below: Self) -> Self {
        Self {
            cost: self.cost.or(below.cost),
            speed: self.speed.or(below.speed),
            intelligence: self.intelligence.or(below.intelligence),
        }
    }
}

/// Where something that is known of a model is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The person said so.
    Person,
    /// The provider's own list.
    Provider,
    /// The catalogue.
    Catalogue,
}

/// How fast a model has been on this machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Pace {
    /// Tokens that it wrote.
    pub tokens: u64,
    /// Milliseconds that it wrote them in.
    pub ms: u64,
}

impl Pace {
    /// Fewer tokens than this say nothing of a model's speed.
    const ENOUGH: u64 = 200;

    /// Tokens a second. `None` where too little was measured.
    pub fn tokens_a_second(self) -> Option<u64> {
        let enough = self.tokens >= Self::ENOUGH && self.ms > 0;
        enough.then(|| self.tokens.saturating_mul(1_000) / self.ms)
    }
}

/// Everything that is known of one model, and where from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ModelKnown {
    /// The facts, all layers together.
    pub facts: Facts,
    /// The grades, all layers together.
    pub grades: Grades,
    /// Where the price is from; absent where none is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub price_from: Option<Origin>,
    /// Where the length of its prompts is from; absent where it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub context_from: Option<Origin>,
    /// Tokens a second as measured on this machine; absent where too little was.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub speed: Option<u32>,
}

impl ModelKnown {
    /// Lays the layers over one another: the person's word, the provider's list, the catalogue.
    pub fn of(
        listed: &Model,
        catalogue: Option<&Facts>,
        says: Option<&Override>,
        family: Option<&Family>,
        pace: Pace,
    ) -> Self {
        let said = says.cloned().unwrap_or_default();
        let catalogue = catalogue.cloned().unwrap_or_default();
        let origin = |person: bool, provider: bool, catalogue: bool| {
            let layers = [
                (person, Origin::Person),
                (provider, Origin::Provider),
                (catalogue, Origin::Catalogue),
            ];
            layers.into_iter().find_map(|(says, origin)| says.then_some(origin))
        };
        let price_from = origin(said.rates.is_some(), false, catalogue.rates.is_some());
        let context_from =
            origin(said.context.is_some(), listed.context.is_some(), catalogue.context.is_some());
        let own = Facts { rates: said.rates, context: said.context, ..Facts::default() };
        let theirs = Facts { context: listed.context, ..Facts::default() };
        let facts = own.over(theirs).over(catalogue);
        let speed = pace.tokens_a_second();
        let measured = Grades {
            cost: facts.rates.map(|rates| cost_grade(rates.blended().0)),
            speed: speed.map(speed_grade),
            intelligence: None,
        };
        let judged = Grades {
            cost: None,
            speed: family.map(|family| family.speed),
            intelligence: family.map(|family| family.intelligence),
        };
        Self {
            facts,
            grades: said.grades.over(measured).over(judged),
            price_from,
            context_from,
            speed: speed.map(|speed| u32::try_from(speed).unwrap_or(u32::MAX)),
        }
    }
}

/// How cheap a blended price is: 100 at a cent for a million tokens, 0 at a hundred dollars, and in
/// between as many points for each doubling.
fn cost_grade(rate: u64) -> u8 {
    100 - between(rate, 10_000, 100_000_000)
}

/// How fast so many tokens a second are: 0 at 5, 100 at 500.
fn speed_grade(tokens: u64) -> u8 {
    between(tokens, 5, 500)
}

/// Where a number lies between two others by its logarithm: 0 to 100.
fn between(value: u64, low: u64, high: u64) -> u8 {
    let (low, high) = (log2(low), log2(high));
    let at = log2(value).clamp(low, high) - low;
    u8::try_from(at * 100 / (high - low)).unwrap_or(100)
}

/// The binary logarithm in 1,024ths, straight between the powers of two, and 0 for 0.
fn log2(value: u64) -> u64 {
    let Some(whole) = value.checked_ilog2() else { return 0 };
    let rest = (u128::from(value - (1 << whole)) * 1_024) >> whole;
    u64::from(whole) * 1_024 + u64::try_from(rest).unwrap_or(0)
}

#[cfg(test)]
mod tests;
