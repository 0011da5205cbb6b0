//! The journeys: a person at the real window, with real servers and a provider nobody here wrote.

mod content;
mod endings;
mod keychain;
mod long;
mod main_journey;
mod others;
mod questions;
mod refusals;
mod screens;
mod secrets;

use e2e::Outcome;
use provider_doubles::Aimock;

/// A text to be shortened, as a person would paste it.
const FERRY: &str = "The ferry to the island runs every morning except Sunday, weather permitting. \
                     In winter it leaves an hour later, and bicycles travel free of charge.";

/// The app's own programs: itself, its servers and their guards (which are the same program, or the
/// terminal's beside it), its web view.
const OURS: [&str; 4] =
    ["countersign-desktop", "countersign", "WebKitWebProcess", "WebKitNetworkProcess"];

/// A provider that answers what the demo server asks.
fn provider() -> Outcome<Aimock> {
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures");
    Ok(Aimock::start_with(fixtures.as_ref(), &[])?)
}
