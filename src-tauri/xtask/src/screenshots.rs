//! `cargo xtask screenshots`: the pictures that the documents show, from the real window.

use std::fs;

use crate::{Outcome, place, setup, test};

/// Which of the journeys' pictures the documents show, and under which name.
const PICTURES: [(&str, &str); 12] = [
    ("signed-3-request-light", "requests-light"),
    ("signed-3-request-dark", "requests-dark"),
    ("signed-4-reply-light", "reply-light"),
    ("signed-5-server-light", "servers-light"),
    ("signed-1-models-light", "models-light"),
    ("signed-6-history-light", "history-light"),
    ("content-1-picture-light", "picture-light"),
    ("content-3-sound-light", "sound-light"),
    ("content-8-third-turn-light", "tools-light"),
    ("round-1-request-light", "round-light"),
    ("round-3-form-light", "form-light"),
    ("page-1-question-light", "page-light"),
];

/// Runs the journeys and copies the pictures to `docs/pictures`.
pub(crate) fn screenshots() -> Outcome {
    setup::prepare(setup::Purpose::Test)?;
    crate::run::build_ui()?;
    test::journeys()?;
    let (from, to) = (place::target().join("screenshots"), place::root().join("docs/pictures"));
    fs::create_dir_all(&to)?;
    for (taken, shown) in PICTURES {
        let picture = from.join(format!("{taken}.png"));
        fs::copy(&picture, to.join(format!("{shown}.png")))
            .map_err(|error| format!("No journey took {} ({error}).", picture.display()))?;
        println!("docs/pictures/{shown}.png");
    }
    Ok(())
}
