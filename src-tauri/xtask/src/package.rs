//! `cargo xtask package`: the installer.

use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;

use crate::setup::{self, Purpose};
use crate::step::Step;
use crate::{Outcome, place, run};

/// Kinds of artefact that are packages, by the end of their name.
const PACKAGES: [&str; 5] = ["deb", "dmg", "msi", "exe", "rpm"];

/// Builds the installer for this system and says how big it is.
pub(crate) fn package() -> Outcome {
    setup::prepare(Purpose::Run)?;
    run::build_ui()?;
    Step::cargo("Release build")
        .args(["build", "--release", "--package", "countersign", "--package", "cli", "--bins"])
        .run()?;
    let made = place::target().join("release/bundle");
    if made.exists() {
        // So that only what is made now is packed and counted.
        fs::remove_dir_all(&made)?;
    }
    let config = json!({ "bundle": { "externalBin": [terminal()?] } }).to_string();
    let bundles: &[&str] = if cfg!(target_os = "linux") { &["--bundles", "deb"] } else { &[] };
    // Tauri's own command lies among the UI's packages; it looks for the shell below this folder.
    Step::new("Installer", "node")
        .args([place::root().join("ui/node_modules/@tauri-apps/cli/tauri.js")])
        .args(["bundle", "--ci", "--no-binary-patching", "--config", &config])
        .args(bundles)
        .live()
        .run()?;
    for package in packages(&made)? {
        if package.extension().is_some_and(|end| end == "deb") && which::which("dpkg-deb").is_ok() {
            pack_tightly(&package)?;
        }
        let tenths = package.metadata()?.len() / 100_000;
        println!("{:5}.{} MB  {}", tenths / 10, tenths % 10, package.display());
    }
    Ok(())
}

/// The packages among what was made.
fn packages(made: &Path) -> Outcome<Vec<PathBuf>> {
    let mut packages = Vec::new();
    for kind in fs::read_dir(made)?.flatten() {
        let files = fs::read_dir(kind.path())?.flatten().map(|file| file.path());
        packages.extend(files.filter(|file| {
            let end = file.extension().unwrap_or_default().to_string_lossy().into_owned();
            file.is_file() && PACKAGES.contains(&end.as_str())
        }));
    }
    Ok(packages)
}

/// Packs a Debian package anew. Tauri packs with gzip; xz makes half of it, because it looks back far
/// enough to see how much the two programs have in common.
fn pack_tightly(package: &Path) -> Outcome {
    let unpacked = package.with_extension("unpacked");
    let deb = |title| Step::new(title, "dpkg-deb");
    deb("Unpacking").args(["--raw-extract"]).args([package, unpacked.as_path()]).run()?;
    deb("Packing with xz")
        .args(["--root-owner-group", "-Zxz", "-z9", "--build"])
        .args([unpacked.as_path(), package])
        .run()?;
    Ok(fs::remove_dir_all(unpacked)?)
}

/// The terminal's program, which goes beside the window's: that one starts it for its servers.
/// Tauri takes it by a path to which it adds the name of the system it was built for.
fn terminal() -> Outcome<PathBuf> {
    let system = Command::new("rustc").args(["--print", "host-tuple"]).output()?.stdout;
    let path = place::target().join("release/beside/countersign");
    let full = format!("{}-{}{EXE_SUFFIX}", path.display(), String::from_utf8(system)?.trim());
    fs::create_dir_all(path.with_file_name(""))?;
    fs::copy(place::built("release", "countersign"), full)?;
    Ok(path)
}
