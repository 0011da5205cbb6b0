//! `cargo xtask package`: the installer.

use std::fs;

use crate::setup::{self, Purpose};
use crate::step::Step;
use crate::{Outcome, place, run};

/// Kinds of artefact that are packages, by the end of their name.
const PACKAGES: [&str; 5] = [".deb", ".dmg", ".msi", ".exe", ".rpm"];

/// Builds the installer for this system and says how big it is.
pub(crate) fn package() -> Outcome {
    setup::prepare(Purpose::Run)?;
    run::build_ui()?;
    let bundles: &[&str] = if cfg!(target_os = "linux") { &["--bundles", "deb"] } else { &[] };
    // The terminal's program goes into the same package: the window starts it for its servers.
    Step::cargo("Terminal").args(["build", "--release", "--package", "cli"]).run()?;
    // Tauri's own command lies among the UI's packages; it looks for the shell from there.
    Step::new("Installer", "npx")
        .args(["--no-install", "tauri", "build"])
        .args(bundles)
        .folder(&place::root().join("ui"))
        .live()
        .run()?;
    let folder = place::target().join("release/bundle");
    for kind in fs::read_dir(&folder)?.flatten() {
        for file in fs::read_dir(kind.path())?.flatten() {
            let name = file.file_name().to_string_lossy().into_owned();
            if PACKAGES.iter().any(|end| name.ends_with(end)) {
                let tenths = file.metadata()?.len() / 100_000;
                println!("{:5}.{} MB  {}", tenths / 10, tenths % 10, file.path().display());
            }
        }
    }
    Ok(())
}
