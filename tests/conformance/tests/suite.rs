//! The official conformance suite against our client, in both revisions that it knows.
//!
//! A client that does nothing passes some scenarios, so each says how many checks must have passed.
//! What needs an authorization server is left out, as long as we cannot log in to one.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic, in its helping functions too"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

use rstest::rstest;
use serde_json::Value;

#[rstest]
#[case("2025-11-25", "initialize", 1)]
#[case("2025-11-25", "tools_call", 2)]
#[case("2025-11-25", "elicitation-sep1034-client-defaults", 5)]
#[case("2025-11-25", "sse-retry", 3)]
#[case("2026-07-28", "tools_call", 2)]
#[case("2026-07-28", "request-metadata", 7)]
#[case("2026-07-28", "sep-2322-client-request-state", 5)]
#[case("2026-07-28", "http-standard-headers", 10)]
#[case("2026-07-28", "http-custom-headers", 18)]
#[case("2026-07-28", "http-invalid-tool-headers", 12)]
#[case("2026-07-28", "json-schema-ref-no-deref", 1)]
#[case("2026-07-28", "json-schema-2020-12-preservation", 9)]
fn every_scenario_passes(#[case] revision: &str, #[case] scenario: &str, #[case] least: usize) {
    let suite = Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules");
    let node = suite.join(if cfg!(windows) { "node/bin/node.exe" } else { "node/bin/node" });
    assert!(node.exists(), "{} is missing: run `cargo xtask setup` first", node.display());
    let results = tempfile::tempdir().unwrap();
    let output = Command::new(node)
        .arg(suite.join("@modelcontextprotocol/conformance/dist/index.js"))
        .args(["client", "--command", env!("CARGO_BIN_EXE_conformance-client")])
        .args(["--scenario", scenario, "--spec-version", revision])
        .arg("--output-dir")
        .arg(results.path())
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    assert!(output.status.success(), "{said}");
    let passed = checks(results.path()).iter().filter(|check| check["status"] == "SUCCESS").count();
    assert!(passed >= least, "only {passed} checks passed:\n{said}");
}

/// What the suite looked at.
fn checks(results: &Path) -> Vec<Value> {
    let run = fs::read_dir(results).unwrap().map(Result::unwrap).next().unwrap();
    let text = fs::read_to_string(run.path().join("checks.json")).unwrap();
    let Value::Array(checks) = serde_json::from_str(&text).unwrap() else {
        panic!("a list of checks")
    };
    for check in &checks {
        let status = check["status"].as_str().unwrap();
        assert!(!["FAILURE", "WARNING"].contains(&status), "{check:#}");
    }
    checks
}
