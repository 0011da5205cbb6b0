//! What things are called, and where they lie.

#![expect(clippy::unwrap_used, reason = "a test may panic, in its helping functions too")]

use std::fs;
use std::path::{Path, PathBuf};

use rstest::rstest;

/// Words that name a heap rather than a thing.
const HEAPS: [&str; 7] = ["manager", "service", "helper", "helpers", "util", "utils", "misc"];

/// What D-Bus calls its keychain; not ours to rename.
const SECRET_SERVICE: [&str; 2] = ["secret", "service"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Every source file under `folder` that ends in one of `endings`.
fn sources(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let (path, name) = (entry.path(), entry.file_name().into_string().unwrap());
        let made = ["node_modules", "dist", "target", "gen"].contains(&name.as_str());
        if path.is_dir() && !made && !name.starts_with('.') {
            found.extend(sources(&path, endings));
        } else if endings.iter().any(|ending| name.ends_with(ending)) {
            found.push(path);
        }
    }
    found
}

fn own_sources() -> Vec<PathBuf> {
    let mut found = sources(&root().join("src-tauri"), &[".rs"]);
    found.extend(sources(&root().join("ui/src"), &[".ts", ".tsx"]));
    found.extend(sources(&root().join("tests"), &[".rs"]));
    assert!(found.len() > 50, "the sources were not found");
    found
}

/// The words of a name, whatever joins them: `KeyStore`, `key_store`, `key-store`.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut after_lower = false;
    for letter in name.chars() {
        if !letter.is_alphanumeric() || (letter.is_uppercase() && after_lower) {
            words.push(String::new());
        }
        after_lower = letter.is_lowercase() || letter.is_numeric();
        if let Some(word) = words.last_mut().filter(|_| letter.is_alphanumeric()) {
            word.extend(letter.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn is_heap(name: &str) -> bool {
    let words = words(name);
    let is_keychain = words.windows(2).any(|pair| pair == SECRET_SERVICE);
    !is_keychain && words.iter().any(|word| HEAPS.contains(&word.as_str()))
}

/// The name that a line defines, if it defines a type, a trait, a function or a module.
fn defined(line: &str) -> Option<&str> {
    let mut parts = line
        .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .filter(|part| !part.is_empty())
        .skip_while(|part| {
            ["pub", "crate", "super", "export", "default", "async", "const"].contains(part)
        });
    let is_definition = ["struct", "enum", "trait", "type", "fn", "mod", "class", "interface"]
        .iter()
        .chain(&["function"])
        .any(|keyword| parts.clone().next() == Some(keyword));
    is_definition.then(|| parts.nth(1)).flatten()
}

#[rstest]
#[case("KeyManager", true)]
#[case("string-utils.ts", true)]
#[case("secret_service", false)]
#[case("SecretServiceGone", false)]
#[case("utility", false)]
#[case("managed_by", false)]
fn a_heap_is_told_from_a_thing(#[case] name: &str, #[case] heap: bool) {
    assert_eq!(is_heap(name), heap);
}

#[rstest]
#[case("pub(crate) struct KeyManager {", Some("KeyManager"))]
#[case("export default function App() {", Some("App"))]
#[case("    pub async fn open(path: &Path) -> Self {", Some("open"))]
#[case("const LIMIT: usize = 3;", None)]
#[case("// the struct of things", None)]
fn a_definition_is_found(#[case] line: &str, #[case] name: Option<&str>) {
    let line = if line.trim_start().starts_with("//") { "" } else { line };
    assert_eq!(defined(line), name);
}

#[test]
fn nothing_is_named_after_a_heap() {
    for path in own_sources() {
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(!is_heap(name), "{} is named after a heap", path.display());
        let text = fs::read_to_string(&path).unwrap();
        for line in text.lines().filter(|line| !line.trim_start().starts_with(['/', '*'])) {
            let heap = defined(line).filter(|name| is_heap(name));
            assert_eq!(heap, None, "a name in {}", path.display());
        }
    }
}

#[test]
fn a_module_lies_beside_its_folder() {
    for path in own_sources() {
        assert!(!path.ends_with("mod.rs"), "{} should be <module>.rs", path.display());
    }
}
