//! `docs/protocol.md` names a test for all that it says.

#![expect(clippy::unwrap_used, reason = "a test may panic, in its helping functions too")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// The names of all tests under a folder: functions that are marked as such in Rust, and what the
/// window's tests are called.
fn tests(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let (path, name) = (entry.path(), entry.file_name().into_string().unwrap());
        if path.is_dir() && !["node_modules", "target", "gen", "dist"].contains(&name.as_str()) {
            tests(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            found.extend(marked(&fs::read_to_string(&path).unwrap()));
        } else if name.contains(".test.ts") {
            found.extend(called(&fs::read_to_string(&path).unwrap()));
        }
    }
}

fn marked(text: &str) -> Vec<String> {
    let marks = ["#[test]", "#[tokio::test", "#[rstest]"];
    let mut is_marked = false;
    let mut found = Vec::new();
    for line in text.lines().map(str::trim_start) {
        is_marked |= marks.iter().any(|mark| line.starts_with(mark));
        let line = line.strip_prefix("async ").unwrap_or(line);
        if let Some(rest) = line.strip_prefix("fn ").filter(|_| is_marked) {
            found.push(rest.chars().take_while(|it| it.is_alphanumeric() || *it == '_').collect());
            is_marked = false;
        }
    }
    found
}

fn called(text: &str) -> Vec<String> {
    let titles = text.split("test(\"").skip(1);
    titles.filter_map(|rest| rest.split_once('"')).map(|(title, _)| title.to_owned()).collect()
}

/// The rows of the tables whose last column says which tests show them.
fn rows(text: &str) -> Vec<&str> {
    let mut shown = false;
    let mut rows = Vec::new();
    for line in text.lines() {
        let last = line.trim_end_matches('|').rsplit('|').next().unwrap_or_default().trim();
        if !line.starts_with('|') {
            shown = false;
        } else if last == "shown by" {
            shown = true;
        } else if shown && !last.starts_with("---") {
            rows.push(last);
        }
    }
    rows
}

#[test]
fn every_row_names_tests_that_exist() {
    let mut found = BTreeSet::new();
    tests(&root().join("src-tauri"), &mut found);
    tests(&root().join("tests"), &mut found);
    tests(&root().join("ui/src"), &mut found);
    assert!(found.len() > 300, "the tests were not found");
    let text = fs::read_to_string(root().join("docs/protocol.md")).unwrap();
    let rows = rows(&text);
    assert!(rows.len() > 60, "the tables were not found");
    for row in rows {
        let names: Vec<_> = row.split('`').skip(1).step_by(2).collect();
        assert!(!names.is_empty(), "nothing shows it: {row}");
        for name in names {
            assert!(found.contains(name), "docs/protocol.md names {name}, which is no test");
        }
    }
}
