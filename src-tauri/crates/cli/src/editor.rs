//! Editing in the person's own editor.

use std::path::Path;

use domain::{Content, Fault, FaultCode, Prompt, Reply};
use tokio::process::Command;

/// Opens the prompt, as JSON, in the person's editor. `None` when it came back unchanged.
///
/// # Errors
/// A sentence when there is no editor, it failed, or what came back is not a prompt.
pub(crate) async fn prompt(folder: &Path, prompt: &Prompt) -> Result<Option<Prompt>, Fault> {
    let before = serde_json::to_string_pretty(prompt).map_err(unusable)?;
    let after = edit(&folder.join("prompt.json"), &before).await?;
    let edited: Prompt = serde_json::from_str(&after).map_err(unusable)?;
    Ok((edited != *prompt).then_some(edited))
}

/// Opens the reply in the person's editor: as text where it is one text, else as JSON.
///
/// # Errors
/// As [`prompt`].
pub(crate) async fn reply(folder: &Path, reply: &Reply) -> Result<Option<Reply>, Fault> {
    if let [Content::Text { text, .. }] = reply.content.as_slice() {
        let after = edit(&folder.join("reply.txt"), text).await?;
        // Editors end the last line; that is not a change.
        let after = if text.ends_with('\n') { &after } else { after.trim_end_matches('\n') };
        return Ok((after != text).then(|| with_text(reply, after)));
    }
    let before = serde_json::to_string_pretty(&reply.content).map_err(unusable)?;
    let after = edit(&folder.join("reply.json"), &before).await?;
    let content: Vec<Content> = serde_json::from_str(&after).map_err(unusable)?;
    Ok((content != reply.content).then(|| Reply { content, ..reply.clone() }))
}

/// The same reply with one text as its content.
pub(crate) fn with_text(reply: &Reply, text: &str) -> Reply {
    Reply { content: vec![Content::text(text)], ..reply.clone() }
}

async fn edit(file: &Path, text: &str) -> Result<String, Fault> {
    let editor = std::env::var("VISUAL").or_else(|_| std::env::var("EDITOR")).map_err(|_| {
        Fault::new(FaultCode::Invalid, "Set EDITOR to your editor first, for example EDITOR=nano.")
    })?;
    let mut words = editor.split_whitespace();
    let program = words.next().ok_or_else(|| Fault::new(FaultCode::Invalid, "EDITOR is empty."))?;
    tokio::fs::write(file, text).await.map_err(unusable)?;
    let status = Command::new(program).args(words).arg(file).status().await.map_err(unusable)?;
    if !status.success() {
        return Err(Fault::new(FaultCode::Invalid, format!("The editor ended with {status}.")));
    }
    tokio::fs::read_to_string(file).await.map_err(unusable)
}

fn unusable(error: impl std::fmt::Display) -> Fault {
    Fault::new(FaultCode::Invalid, format!("That cannot be used: {error}."))
}
