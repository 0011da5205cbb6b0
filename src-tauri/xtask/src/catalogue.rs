//! `cargo xtask catalogue`: the snapshot of prices and limits that is part of the app.
//!
//! It is made from the list inside `LiteLLM`'s Python package (MIT), read and filtered by the same code
//! that takes in a newer list in the app.

use std::fs;
use std::path::Path;
use std::process::Command;

use domain::catalogue::{Catalogue, Source, litellm};

use crate::step::Step;
use crate::{Outcome, place};

const PACKAGE: &str = "litellm";
const LIST: &str = "litellm/model_prices_and_context_window_backup.json";
/// Where the same list is kept, newer.
const URL: &str =
    "https://raw.githubusercontent.com/BerriAI/litellm/main/model_prices_and_context_window.json";
const SNAPSHOT: &str = "src-tauri/crates/domain/data/catalogue.json";

/// Fetches the package and writes the snapshot.
pub(crate) fn catalogue() -> Outcome {
    let folder = place::target().join("catalogue");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Step::new("fetch the newest LiteLLM", "python3")
        .args(["-m", "pip", "download", "--no-deps", "--only-binary", ":all:", "--dest", "."])
        .args([PACKAGE])
        .folder(&folder)
        .run()?;
    let wheel = wheel(&folder)?;
    Step::new("take its list out", "python3")
        .args(["-m", "zipfile", "-e", &wheel, "."])
        .folder(&folder)
        .run()?;
    let version = wheel.split('-').nth(1).ok_or("The package's name holds no version.")?;
    let source = Source {
        name: "LiteLLM".into(),
        version: Some(version.into()),
        date: today()?,
        licence: "MIT".into(),
        url: URL.into(),
    };
    let catalogue = litellm::read(&fs::read(folder.join(LIST))?, source)?;
    let text = written(&catalogue)?;
    fs::write(place::root().join(SNAPSHOT), &text)?;
    println!("{SNAPSHOT}: {} models, {} kB", catalogue.len(), text.len() / 1_000);
    Ok(())
}

/// One model a line, so that a new snapshot shows what changed.
fn written(catalogue: &Catalogue) -> Outcome<String> {
    let mut text =
        format!("{{\"source\":{},\n\"vendors\":{{", serde_json::to_string(&catalogue.source)?);
    for (at, (vendor, models)) in catalogue.vendors.iter().enumerate() {
        text.push_str(if at == 0 { "\n" } else { ",\n" });
        text.push_str(&serde_json::to_string(vendor)?);
        text.push_str(":{");
        for (at, (id, facts)) in models.iter().enumerate() {
            text.push_str(if at == 0 { "\n" } else { ",\n" });
            text.push_str(&serde_json::to_string(id)?);
            text.push(':');
            text.push_str(&serde_json::to_string(facts)?);
        }
        text.push('}');
    }
    text.push_str("}}\n");
    Ok(text)
}

fn wheel(folder: &Path) -> Outcome<String> {
    let names = fs::read_dir(folder)?.filter_map(Result::ok).map(|entry| entry.file_name());
    let mut names = names.map(|name| name.to_string_lossy().into_owned());
    let wheel = names.find(|name| Path::new(name).extension().is_some_and(|end| end == "whl"));
    wheel.ok_or_else(|| format!("There is no package in {}.", folder.display()).into())
}

/// Today, as `2026-11-25`.
fn today() -> Outcome<String> {
    let print = "import datetime; print(datetime.date.today())";
    let output = Command::new("python3").args(["-c", print]).output()?;
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}
