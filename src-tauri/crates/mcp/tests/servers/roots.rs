//! The folders that a server is told.

use domain::Server;
use serde_json::json;

use crate::desk::{Decision, desk};
use crate::setup::{everything, open, run, text};

const TOOL: &str = "get-roots-list";

#[tokio::test]
async fn server_everything_is_told_its_folders_and_their_changes() {
    let (desk, mut watch) = desk(Decision::Wait);
    *desk.roots.lock().unwrap() = vec!["/srv/my notes".into()];
    let server = Server { roots: Some(Vec::new()), ..everything() };
    let connection = open(&server, desk.clone()).await;
    let tools = connection.tools().await.unwrap();
    if !tools.iter().any(|tool| tool.name == TOOL) {
        watch.tools_with(TOOL).await;
    }
    let told = text(&run(&connection, TOOL, json!({})).await);
    assert!(told.contains("1. my notes\n   URI: file:///srv/my%20notes"), "{told}");
    watch.logged("was told: file:///srv/my%20notes").await;

    *desk.roots.lock().unwrap() = vec!["/a".into(), "/b".into()];
    connection.roots_changed().await;
    watch.logged("was told: file:///a file:///b").await;
    // The server says so in its log once it has read them.
    watch.logged("Roots updated: 2 root(s)").await;
    let told = text(&run(&connection, TOOL, json!({})).await);
    assert!(told.contains("2 total") && told.contains("file:///b"), "{told}");
    connection.close().await;
}

#[tokio::test]
async fn without_leave_it_is_not_told_that_it_could_ask() {
    let (desk, _watch) = desk(Decision::Wait);
    let connection = open(&everything(), desk).await;
    let tools = connection.tools().await.unwrap();
    assert!(!tools.iter().any(|tool| tool.name == TOOL));
    connection.close().await;
}
