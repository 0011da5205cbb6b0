//! Which model, and why: a ranked list, with the reason for each place.
//!
//! What the grant does not allow is not in it. Of what it allows, what cannot take the prompt is
//! set apart, with the reason. The rest is put in order: by the server's hints, then by what it
//! says matters to it, then the person's default, then the order of the grant. Nothing here asks
//! anybody anything, so the card, a dry run and a test give the same answer to the same question.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::catalogue::family::{Class, Overlay, plain};
use crate::catalogue::{Family, Grades, ModelKnown};
use crate::estimate::{Fit, Weight};
use crate::id::AccountId;
use crate::policy::Grant;
use crate::prompt::Preferences;
use crate::server::Identity;
use crate::signature::{ModelRef, Target};

/// A model that could be chosen, and what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The model.
    pub model: ModelRef,
    /// Its name for people, where the provider gives one.
    pub name: Option<String>,
    /// Whether its account has what it needs to be asked: a key, or no need of one.
    pub ready: bool,
    /// What is known of it.
    pub known: ModelKnown,
}

/// The models that a server may use for a prompt, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Ranking {
    /// Those that can take the prompt, best first.
    pub candidates: Vec<Choice>,
    /// Those that cannot, and why.
    pub unfit: Vec<Unfit>,
}

impl Ranking {
    /// The one to take; `None` where none can take the prompt.
    pub fn best(&self) -> Option<&Choice> {
        self.candidates.first()
    }
}

/// A model and the reason for its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Choice {
    /// The model.
    pub model: ModelRef,
    /// Why it is where it is.
    pub reason: Reason,
}

/// Why a model is where it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reason {
    /// The server asked for it by this hint.
    Hint {
        /// The hint.
        hint: String,
    },
    /// The server asked for another model of its family by this hint.
    Family {
        /// The hint.
        hint: String,
        /// The family.
        family: String,
    },
    /// It is of the class of the model that the server asked for by this hint.
    Equivalent {
        /// The hint.
        hint: String,
        /// The family that the hint names.
        family: String,
        /// The class of both.
        class: Class,
    },
    /// No hint decides; it comes here by what the server says matters to it.
    Wishes {
        /// Its grades, for what the server says matters to it.
        grades: Grades,
        /// Its points: the grades weighed by the wishes, 0 to 100.
        points: u8,
    },
    /// It is the server's default.
    Default,
    /// It is the only one the server may use.
    Only,
    /// It is the first one the server may use.
    First,
    /// It is one of those the server may use, and nothing speaks for it.
    Allowed,
}

/// A model that the server may use and that cannot take the prompt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Unfit {
    /// The model.
    pub model: ModelRef,
    /// Why not, most pressing first.
    pub why: Vec<Obstacle>,
}

/// Why a model cannot take a prompt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Obstacle {
    /// Its account has no key.
    NoKey,
    /// It takes no pictures.
    Images,
    /// It takes no sound.
    Audio,
    /// It takes no tools.
    Tools,
    /// The prompt is longer than what it takes.
    Context {
        /// How many tokens the prompt has at least.
        tokens: u64,
        /// How many it takes.
        takes: u32,
    },
}

/// What a choice is made for.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The server's grant, if it has one.
    pub grant: Option<&'a Grant>,
    /// What the server is.
    pub identity: &'a Identity,
    /// What it would like.
    pub preferences: &'a Preferences,
    /// What it asks.
    pub weight: &'a Weight,
}

/// Ranks the offers that the grant allows. `here` is as in [`Grant::allows`].
///
/// The order is total, and does not depend on the order of the offers.
pub fn rank(
    question: Question<'_>,
    offers: &[Offer],
    overlay: &Overlay,
    here: impl Fn(AccountId) -> bool,
) -> Ranking {
    let Question { grant, identity, preferences, weight } = question;
    let Some(grant) = grant else { return Ranking::default() };
    let allowed = |offer: &&Offer| {
        let target = Target::Model { model: offer.model.clone() };
        grant.allows(identity, &target, &here)
    };
    let mut offers: Vec<&Offer> = offers.iter().filter(allowed).collect();
    offers.sort_by_key(|offer| (place_in(grant, &offer.model), &offer.model));
    offers.dedup_by_key(|offer| &offer.model);

    let mut unfit = Vec::new();
    let mut fit = Vec::new();
    for offer in &offers {
        let why = obstacles(offer, weight);
        if why.is_empty() {
            fit.push(*offer);
        } else {
            unfit.push(Unfit { model: offer.model.clone(), why });
        }
    }
    let wishes = Wishes::of(preferences);
    let hints = Hints::of(preferences, overlay);
    let mut ranked: Vec<_> = fit
        .into_iter()
        .map(|offer| {
            let hinted = hints.place(offer, overlay);
            let is_default = grant.default.as_ref() == Some(&offer.model);
            (offer, hinted, wishes.points(offer.known.grades), is_default)
        })
        .collect();
    // Stable, so what nothing speaks for keeps the order of the grant.
    ranked.sort_by_key(|(_, hinted, points, default)| (*hinted, Reverse(*points), !default));
    let only = offers.len() == 1;
    let candidates =
        ranked.into_iter().enumerate().map(|(at, (offer, hinted, points, default))| {
            let reason = match (hints.reason(hinted, preferences), points) {
                (Some(reason), _) => reason,
                (None, _) if only => Reason::Only,
                (None, Some(points)) => {
                    let grades = wishes.heard(offer.known.grades);
                    Reason::Wishes { grades, points: u8::try_from(points / 100).unwrap_or(100) }
                }
                (None, None) if default => Reason::Default,
                (None, None) if at == 0 => Reason::First,
                (None, None) => Reason::Allowed,
            };
            Choice { model: offer.model.clone(), reason }
        });
    Ranking { candidates: candidates.collect(), unfit }
}

/// The place of a model in the grant's own list; those that it names by account come after.
fn place_in(grant: &Grant, model: &ModelRef) -> usize {
    grant.models.iter().position(|one| one == model).unwrap_or(usize::MAX)
}

fn obstacles(offer: &Offer, weight: &Weight) -> Vec<Obstacle> {
    let facts = &offer.known.facts;
    let cannot = |takes: Option<bool>| takes == Some(false);
    let mut why = Vec::new();
    if !offer.ready {
        why.push(Obstacle::NoKey);
    }
    if let (Fit::TooLong, Some(takes)) = (weight.fits(facts), facts.context) {
        why.push(Obstacle::Context { tokens: weight.tokens.low, takes });
    }
    if weight.images > 0 && cannot(facts.images) {
        why.push(Obstacle::Images);
    }
    if weight.sounds > 0 && cannot(facts.audio) {
        why.push(Obstacle::Audio);
    }
    if weight.tools && cannot(facts.tools) {
        why.push(Obstacle::Tools);
    }
    why
}

/// Where the hints put a model; the smallest is best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Hinted {
    /// A hint names it, or its family: which hint, counted from 0, and what of the two.
    Named(usize, Named),
    /// A hint names a family of its class.
    Equivalent(usize),
    /// None does.
    Not,
}

/// What a hint names; a model itself comes before others of its family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Named {
    Itself,
    Family,
}

/// The server's hints, read once: each as plain words, and the family that it names.
struct Hints<'a> {
    each: Vec<(usize, String, Option<&'a Family>)>,
}

impl<'a> Hints<'a> {
    fn of(preferences: &Preferences, overlay: &'a Overlay) -> Self {
        let each = preferences.hints.iter().enumerate();
        let each = each.map(|(at, hint)| (at, plain(hint), overlay.family(hint)));
        Self { each: each.filter(|(_, hint, _)| !hint.is_empty()).collect() }
    }

    /// The first hint that names the model by a part of its id or name, case and punctuation
    /// aside, or that names its family; else the first one that names a family of its class.
    fn place(&self, offer: &Offer, overlay: &Overlay) -> Hinted {
        let id = plain(&offer.model.model);
        let name = plain(offer.name.as_deref().unwrap_or_default());
        let own = overlay.family(&offer.model.model);
        let named = self.each.iter().find_map(|(at, hint, family)| {
            let itself = id.contains(hint) || name.contains(hint);
            let alike = family.is_some() && *family == own;
            let named = if itself { Named::Itself } else { Named::Family };
            (itself || alike).then_some(Hinted::Named(*at, named))
        });
        if let Some(named) = named {
            return named;
        }
        let class = own.map(|family| family.class);
        let alike = self.each.iter().find(|(_, _, family)| {
            class.is_some() && family.is_some_and(|family| Some(family.class) == class)
        });
        alike.map_or(Hinted::Not, |(at, ..)| Hinted::Equivalent(*at))
    }

    fn reason(&self, hinted: Hinted, preferences: &Preferences) -> Option<Reason> {
        let hint = |at: usize| preferences.hints.get(at).cloned();
        let family = |at: usize| self.each.iter().find(|(place, ..)| *place == at)?.2;
        match hinted {
            Hinted::Named(at, Named::Itself) => Some(Reason::Hint { hint: hint(at)? }),
            Hinted::Named(at, Named::Family) => {
                Some(Reason::Family { hint: hint(at)?, family: family(at)?.name.clone() })
            }
            Hinted::Equivalent(at) => {
                let Family { name, class, .. } = family(at)?.clone();
                Some(Reason::Equivalent { hint: hint(at)?, family: name, class })
            }
            Hinted::Not => None,
        }
    }
}

/// How much the server says that each thing matters to it, in hundredths.
#[derive(Clone, Copy)]
struct Wishes {
    cost: u32,
    speed: u32,
    intelligence: u32,
}

impl Wishes {
    fn of(preferences: &Preferences) -> Self {
        // A wish out of range is taken as the nearest one in it; one that is no number, as none.
        let hundredths = |wish: Option<f64>| {
            let wish = wish.unwrap_or(0.0);
            let reached = (1..=100_u32).take_while(|step| wish >= f64::from(*step) / 100.0);
            u32::try_from(reached.count()).unwrap_or(0)
        };
        Self {
            cost: hundredths(preferences.cost),
            speed: hundredths(preferences.speed),
            intelligence: hundredths(preferences.intelligence),
        }
    }

    /// The grades weighed by the wishes: 0 to 10,000. What is not known counts as 0. `None` where
    /// the server wishes nothing.
    fn points(self, grades: Grades) -> Option<u32> {
        let all = self.cost + self.speed + self.intelligence;
        let part = |wish: u32, grade: Option<u8>| wish * u32::from(grade.unwrap_or(0).min(100));
        let sum = part(self.cost, grades.cost)
            + part(self.speed, grades.speed)
            + part(self.intelligence, grades.intelligence);
        (sum * 100).checked_div(all)
    }

    /// The grades that the server's wishes are about.
    fn heard(self, grades: Grades) -> Grades {
        Grades {
            cost: grades.cost.filter(|_| self.cost > 0),
            speed: grades.speed.filter(|_| self.speed > 0),
            intelligence: grades.intelligence.filter(|_| self.intelligence > 0),
        }
    }
}

#[cfg(test)]
mod tests;
