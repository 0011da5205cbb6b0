//! Tool uses and tool results belong together.
//!
//! Source: MCP 2025-11-25 and 2026-07-28, sampling, "tool use and result balance".

use std::collections::BTreeSet;

use crate::content::{Content, Role};
use crate::prompt::Message;

/// A rule of the balance is broken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{rule}")]
pub struct Unbalanced {
    /// In which message, counted from 0.
    pub message: usize,
    /// Which rule.
    pub rule: Rule,
}

/// The rules, in the words for whoever breaks them.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rule {
    /// Only the assistant uses tools.
    #[error("holds a tool_use, which only a message of the assistant's may")]
    UseByUser,
    /// Only the user answers for tools.
    #[error("holds a tool_result, which only a message of the user's may")]
    ResultByAssistant,
    /// Ids tell uses apart.
    #[error("uses the id \"{0}\" for two tool_use blocks")]
    UsedTwice(String),
    /// Each use has its result at once.
    #[error("holds the tool_use \"{0}\", and the message after it has no tool_result for it")]
    Unanswered(String),
    /// Results stand alone.
    #[error("mixes tool_result blocks with others")]
    Mixed,
    /// Each result has its use right before it.
    #[error(
        "holds a tool_result for \"{0}\", and the message before it has no such tool_use that is still open"
    )]
    Unasked(String),
}

/// Checks that each tool use is answered in the message right after it, and by that alone. Provider
/// APIs refuse anything else.
///
/// # Errors
/// The first message that breaks a rule, and the rule.
pub fn balance(messages: &[Message]) -> Result<(), Unbalanced> {
    let mut open: BTreeSet<&str> = BTreeSet::new();
    for (at, message) in messages.iter().enumerate() {
        let broken = |rule| Err(Unbalanced { message: at, rule });
        let mut used: BTreeSet<&str> = BTreeSet::new();
        let mut results = 0_usize;
        for block in &message.content {
            match block {
                Content::ToolUse { .. } if message.role == Role::User => {
                    return broken(Rule::UseByUser);
                }
                Content::ToolResult { .. } if message.role == Role::Assistant => {
                    return broken(Rule::ResultByAssistant);
                }
                Content::ToolUse { id, .. } => {
                    if !used.insert(id) {
                        return broken(Rule::UsedTwice(id.clone()));
                    }
                }
                Content::ToolResult { tool_use_id, .. } => {
                    if !open.remove(tool_use_id.as_str()) {
                        return broken(Rule::Unasked(tool_use_id.clone()));
                    }
                    results += 1;
                }
                Content::Text { .. } | Content::Image { .. } | Content::Audio { .. } => {}
            }
        }
        if results > 0 && results < message.content.len() {
            return broken(Rule::Mixed);
        }
        if let Some(id) = open.first() {
            return Err(Unbalanced {
                message: at.saturating_sub(1),
                rule: Rule::Unanswered((*id).to_owned()),
            });
        }
        open = used;
    }
    match open.first() {
        None => Ok(()),
        Some(id) => Err(Unbalanced {
            message: messages.len().saturating_sub(1),
            rule: Rule::Unanswered((*id).to_owned()),
        }),
    }
}

#[cfg(test)]
mod tests;
