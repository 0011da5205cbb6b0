//! Families of models, across vendors: our own overlay on the catalogue.
//!
//! Classes and grades are this project's judgement as of the overlay's date, for no list with a
//! licence has them; a person's own grades win. See `docs/choice.md`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Facts;

/// How large a model is beside its vendor's others. Models of one class stand in for one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// The dearest and cleverest.
    Large,
    /// What most work is done with.
    Medium,
    /// Cheap and fast.
    Small,
}

/// Models that go by one name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Family {
    /// Its name, for people.
    pub name: String,
    /// What its ids and the hints for it hold, each as whole words.
    pub words: Vec<String>,
    /// Its class.
    pub class: Class,
    /// How fast it is, 0 to 100, until this machine has measured it.
    pub speed: u8,
    /// How clever it is, 0 to 100.
    pub intelligence: u8,
}

/// A host and the vendor whose models answer there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VendorHost {
    /// The host, or what it ends in where it begins with a dot.
    pub host: String,
    /// The vendor, as the catalogue names it.
    pub vendor: String,
}

/// What we add to the catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overlay {
    /// As of which day.
    pub date: String,
    /// Which host is whose.
    pub hosts: Vec<VendorHost>,
    /// The families; of two that fit, the first counts.
    pub families: Vec<Family>,
    /// Corrections and additions, as in [`Catalogue`](super::Catalogue).
    pub vendors: BTreeMap<String, BTreeMap<String, Facts>>,
}

impl Overlay {
    /// Whose models answer at a host; `None` where that is not known.
    pub fn vendor(&self, host: &str) -> Option<&str> {
        let host = host.to_ascii_lowercase();
        let fits = |entry: &&VendorHost| {
            host == entry.host || (entry.host.starts_with('.') && host.ends_with(&entry.host))
        };
        self.hosts.iter().find(fits).map(|entry| entry.vendor.as_str())
    }

    /// The family of a model's id, or of a hint.
    pub fn family(&self, name: &str) -> Option<&Family> {
        let name = format!("-{}-", plain(name));
        let holds = |word: &String| {
            let mut places = name.match_indices(word.as_str());
            places.any(|(at, _)| {
                let (before, after) = (name.get(..at), name.get(at + word.len()..));
                before.is_some_and(|before| before.ends_with('-'))
                    && after.is_some_and(|after| after.starts_with('-'))
            })
        };
        self.families.iter().find(|family| family.words.iter().any(holds))
    }
}

/// A name as words between single hyphens, in small letters: `Claude 3.5 Sonnet` as
/// `claude-3-5-sonnet`.
pub fn plain(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

/// The overlay that is part of the app.
pub fn overlay() -> &'static Overlay {
    static OVERLAY: LazyLock<Overlay> = LazyLock::new(|| {
        // That it can be read is tested.
        serde_json::from_str(include_str!("../../data/overlay.json")).unwrap_or_default()
    });
    &OVERLAY
}
