//! The window may call every command, and nothing else of Tauri but one thing.

use std::collections::BTreeSet;

use serde_json::Value;

/// Tauri's own shortcuts for larger text need it.
const ZOOM: &str = "core:webview:allow-set-webview-zoom";

#[test]
fn the_window_may_call_exactly_the_listed_commands() {
    let capability: Value =
        serde_json::from_str(include_str!("../../capabilities/main.json")).unwrap();
    assert_eq!(capability["windows"], serde_json::json!(["main"]));
    assert_eq!(capability["remote"], Value::Null);
    let granted: BTreeSet<String> = capability["permissions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|permission| permission.as_str().unwrap().to_owned())
        .collect();
    let listed: BTreeSet<String> = super::NAMES
        .iter()
        .map(|name| format!("allow-{}", name.replace('_', "-")))
        .chain([ZOOM.to_owned()])
        .collect();
    assert_eq!(granted, listed);
}
