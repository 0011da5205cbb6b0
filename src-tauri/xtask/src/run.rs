//! `cargo xtask run`: build the app and open its window.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use clap::Args;

use crate::setup::{self, Purpose};
use crate::step::Step;
use crate::{Outcome, place};

/// What `run` takes.
#[derive(Args)]
pub(crate) struct Options {
    /// Build optimised: slower to build, as fast as what is installed.
    #[arg(long)]
    release: bool,
}

/// Installs what is missing, builds what changed, opens the window.
pub(crate) fn run(options: &Options) -> Outcome {
    // Asked first: nobody should wait for a build to learn this.
    if cfg!(target_os = "linux") && !has_display() {
        return Err(
            "There is no display: neither WAYLAND_DISPLAY nor DISPLAY is set. Run this in \
                    a desktop session, or with a screen that only exists in memory: \
                    xvfb-run -a cargo xtask run"
                .into(),
        );
    }
    setup::prepare(Purpose::Run)?;
    build_ui()?;
    let (profile, flags) =
        if options.release { ("release", &["--release"][..]) } else { ("debug", &[][..]) };
    Step::cargo("Countersign")
        .args(["build", "--package", "countersign", "--package", "cli", "--bins"])
        .args(flags)
        .run()?;
    Step::new("The window is open; close it or press Ctrl-C to end", app(profile)).live().run()
}

/// The built app.
pub(crate) fn app(profile: &str) -> std::path::PathBuf {
    place::built(profile, "countersign-desktop")
}

/// Builds the UI unless what was built is newer than everything it was built from.
pub(crate) fn build_ui() -> Outcome {
    let ui = place::root().join("ui");
    let built = fs::metadata(ui.join("dist/index.html")).and_then(|file| file.modified()).ok();
    if built.is_some_and(|built| newest(&ui) <= built) {
        return Ok(());
    }
    Step::new("UI build", "npm").args(["run", "--silent", "build"]).folder(&ui).run()
}

fn has_display() -> bool {
    ["WAYLAND_DISPLAY", "DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// When anything under `folder` changed last, leaving out what is made and what is hidden.
fn newest(folder: &Path) -> SystemTime {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter(|entry| {
            let name = entry.file_name();
            name != "dist" && name != "node_modules" && !name.to_string_lossy().starts_with('.')
        })
        .filter_map(|entry| {
            let file = entry.metadata().ok()?;
            if file.is_dir() { Some(newest(&entry.path())) } else { file.modified().ok() }
        })
        .max()
        .unwrap_or(SystemTime::UNIX_EPOCH)
}
