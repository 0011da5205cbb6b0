//! Hands the command list to Tauri, so that each command gets a permission of its own.

use std::path::Path;
use std::process::ExitCode;

macro_rules! commands {
    ($($(#[doc = $doc:literal])* $name:ident($($arg:ident: $type:ty),*) $(-> $result:ty)?;)*) => {
        /// The names of all commands.
        const COMMANDS: &[&str] = &[$(stringify!($name)),*];
    };
}

include!("src/ipc/commands.rs");

fn main() -> ExitCode {
    for path in ["src/ipc/commands.rs", "capabilities", "../icons", "../ui/dist"] {
        println!("cargo::rerun-if-changed={path}");
    }
    if !Path::new("../ui/dist/index.html").exists() {
        println!(
            "cargo::error=The window's pages are not built yet. `cargo xtask run` builds them and \
             opens the window; to build them alone: npm --prefix ui ci && npm --prefix ui run build"
        );
        return ExitCode::FAILURE;
    }
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    match tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error={}", format!("{error:#}").replace('\n', " "));
            ExitCode::FAILURE
        }
    }
}
