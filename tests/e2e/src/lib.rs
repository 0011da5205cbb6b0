//! The real window under `WebDriver`: a screen, a session bus, a keychain and a home of its own,
//! the app as it was built, and words of the product to say what a person does in it.
//!
//! `cargo xtask test --only e2e` builds the app and names it in `COUNTERSIGN_DESKTOP`.

pub mod desk;
pub mod machine;
pub mod owned;
pub mod pixels;
pub mod screen;
pub mod surface;
pub mod traces;
pub mod window;

/// What everything here gives: a value, or what went wrong.
pub type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;
