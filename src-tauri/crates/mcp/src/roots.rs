//! The folders that a server is told it may work in.

use std::path::Path;

use reqwest::Url;
use serde_json::{Value, json};

use crate::link::Link;

/// The result of `roots/list`: the folders as they are set now. The server's log says which it was
/// told, since no person is asked.
pub(crate) fn to_wire(link: &Link) -> Value {
    let folders = link.host.roots(link.server);
    let roots: Vec<Value> = folders.iter().filter_map(|folder| root(folder)).collect();
    let told: Vec<&str> = roots.iter().filter_map(|root| root["uri"].as_str()).collect();
    let told = if told.is_empty() { "none".to_owned() } else { told.join(" ") };
    link.log.remark(&format!("It asked for its folders and was told: {told}"));
    json!({ "roots": roots })
}

/// A folder as a root; `None` when it is not absolute, which no setting is.
fn root(folder: &str) -> Option<Value> {
    let path = Path::new(folder);
    let uri = Url::from_file_path(path).ok()?;
    Some(match path.file_name().and_then(|name| name.to_str()) {
        Some(name) => json!({ "uri": uri.as_str(), "name": name }),
        None => json!({ "uri": uri.as_str() }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[rstest::rstest]
    #[case("/home/anh/my notes", json!({ "uri": "file:///home/anh/my%20notes", "name": "my notes" }))]
    #[case("/Việt/#1?", json!({ "uri": "file:///Vi%E1%BB%87t/%231%3F", "name": "#1?" }))]
    #[case("/", json!({ "uri": "file:///" }))]
    fn a_folder_is_a_file_url(#[case] folder: &str, #[case] expected: Value) {
        assert_eq!(root(folder), Some(expected));
    }

    #[test]
    fn a_relative_folder_is_none() {
        assert_eq!(root("notes"), None);
    }
}
