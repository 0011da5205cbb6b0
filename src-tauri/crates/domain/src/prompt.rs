//! A prompt: what goes to a model.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::asked::Oddity;
use crate::balance::balance;
use crate::content::{Content, ResultContent, Role};

/// What a server asks a model, complete: nothing that MCP can say is left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Prompt {
    /// The conversation, oldest first. May be empty on arrival; an empty one cannot be sent to a model.
    pub messages: Vec<Message>,
    /// The system prompt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub system: Option<String>,
    /// The most tokens the reply may have. An upper bound; never raised without a person.
    pub max_tokens: u32,
    /// As the server asked; its range is the provider's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub temperature: Option<f64>,
    /// Texts at which the model is to stop.
    #[serde(default)]
    pub stop_sequences: Vec<String>,
    /// Tools that the model may ask for; the server runs them.
    #[serde(default)]
    pub tools: Vec<Tool>,
    /// Whether the model may, must or must not use a tool; `None` when the server did not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub tool_choice: Option<ToolChoice>,
    /// Which model the server would like.
    #[serde(default)]
    pub preferences: Preferences,
    /// Which context the server would like added. Shown, never acted on by itself.
    #[serde(default)]
    pub include_context: IncludeContext,
    /// Provider-specific wishes; shown, not forwarded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub metadata: Option<Map<String, Value>>,
    /// `_meta` of the request as received; for the protocol, not for a model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub meta: Option<Map<String, Value>>,
}

/// One message: who, and its blocks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Message {
    /// Who speaks.
    pub role: Role,
    /// At least one block.
    pub content: Vec<Content>,
    /// `_meta` as received.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub meta: Option<Map<String, Value>>,
}

impl Message {
    /// A message of one text block.
    pub fn text(role: Role, text: impl Into<String>) -> Self {
        Self { role, content: vec![Content::text(text)], meta: None }
    }
}

/// A tool's definition: of a prompt (the model may ask for it) or of a server (a person may run it).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Tool {
    /// Its name on the wire.
    pub name: String,
    /// Its name for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub title: Option<String>,
    /// What it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub description: Option<String>,
    /// JSON Schema (2020-12) of its arguments.
    pub input_schema: Map<String, Value>,
    /// Every further field of the definition, as received.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    #[ts(optional, as = "Option<Map<String, Value>>")]
    pub rest: Map<String, Value>,
}

/// Whether the model may use tools.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ToolChoice {
    /// It may.
    Auto,
    /// It must use at least one.
    Required,
    /// It must not.
    None,
}

/// Which model the server would like. Advice: the grant and the person decide.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Preferences {
    /// Names or parts of names, most wanted first.
    #[serde(default)]
    pub hints: Vec<String>,
    /// How much a low price matters, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub cost: Option<f64>,
    /// How much speed matters, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub speed: Option<f64>,
    /// How much intelligence matters, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub intelligence: Option<f64>,
}

/// Context that a server may wish for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum IncludeContext {
    /// Nothing beyond the prompt.
    #[default]
    None,
    /// Context of the asking server.
    ThisServer,
    /// Context of every server.
    AllServers,
}

/// Something about a prompt that a person should notice before signing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Remark {
    /// There is no message, or none with any content. Must be mended before a model can be asked.
    NoMessages,
    /// `max_tokens` is 0. Must be mended before a model can be asked.
    NoRoom,
    /// `max_tokens` is beyond what any model writes.
    HugeLimit {
        /// What was asked for.
        max_tokens: u32,
    },
    /// The text is unusually long.
    HugeText {
        /// UTF-8 bytes of all text.
        bytes: u32,
    },
    /// There is content that is not text, which a terminal cannot show as itself.
    OtherContent {
        /// How many blocks.
        blocks: u32,
    },
    /// A tool use is not answered as it must be. Must be mended before a model can be asked.
    Unbalanced {
        /// In which message, counted from 0.
        message: u32,
    },
    /// A tool must be used, and there is none. Must be mended before a model can be asked.
    NoTools,
    /// The server put something in a way of its own; it was taken for what it means.
    Odd {
        /// What.
        oddity: Oddity,
    },
}

impl Remark {
    /// Whether it must be mended before a model can be asked.
    pub fn is_obstacle(&self) -> bool {
        match self {
            Self::NoMessages | Self::NoRoom | Self::Unbalanced { .. } | Self::NoTools => true,
            Self::HugeLimit { .. }
            | Self::HugeText { .. }
            | Self::OtherContent { .. }
            | Self::Odd { .. } => false,
        }
    }
}

/// No model on the market writes more than this many tokens in one reply.
pub const HUGE_LIMIT: u32 = 200_000;
/// Past this many bytes of text a prompt is remarked on.
pub const HUGE_TEXT: usize = 400_000;

impl Prompt {
    /// What a person should notice, most pressing first.
    pub fn remarks(&self) -> Vec<Remark> {
        let mut remarks = Vec::new();
        if self.messages.iter().all(|message| message.content.is_empty()) {
            remarks.push(Remark::NoMessages);
        }
        if self.max_tokens == 0 {
            remarks.push(Remark::NoRoom);
        }
        // Checked on arrival; a person's edit may break it.
        if let Err(broken) = balance(&self.messages) {
            let message = u32::try_from(broken.message).unwrap_or(u32::MAX);
            remarks.push(Remark::Unbalanced { message });
        }
        if self.tool_choice == Some(ToolChoice::Required) && self.tools.is_empty() {
            remarks.push(Remark::NoTools);
        }
        if self.max_tokens > HUGE_LIMIT {
            remarks.push(Remark::HugeLimit { max_tokens: self.max_tokens });
        }
        let bytes = self.text_bytes();
        if bytes > HUGE_TEXT {
            remarks.push(Remark::HugeText { bytes: u32::try_from(bytes).unwrap_or(u32::MAX) });
        }
        let other = self
            .messages
            .iter()
            .flat_map(|message| &message.content)
            .filter(|block| block.as_text().is_none())
            .count();
        if other > 0 {
            remarks.push(Remark::OtherContent { blocks: u32::try_from(other).unwrap_or(u32::MAX) });
        }
        remarks
    }

    /// Whether another request is the very same: to the last byte, but for `_meta`, which is the
    /// protocol's and not for whoever answers.
    pub fn same_as(&self, other: &Self) -> bool {
        let bare = |prompt: &Self| Self { meta: None, ..prompt.clone() };
        bare(self) == bare(other)
    }

    /// The token by which whoever asked wants to hear how far it is, where there is one.
    pub fn progress_token(&self) -> Option<&Value> {
        self.meta.as_ref()?.get("progressToken")
    }

    /// Whether a model can be asked this at all, or what must be mended first.
    pub fn sendable(&self) -> Result<(), Remark> {
        self.remarks().into_iter().find(Remark::is_obstacle).map_or(Ok(()), Err)
    }

    /// UTF-8 bytes of the system prompt and of every text, those of tool results too.
    pub fn text_bytes(&self) -> usize {
        let system = self.system.as_ref().map_or(0, String::len);
        let blocks = self.messages.iter().flat_map(|message| &message.content);
        system
            + blocks
                .map(|block| match block {
                    Content::Text { text, .. } => text.len(),
                    Content::ToolResult { content, .. } => {
                        content.iter().filter_map(ResultContent::as_text).map(str::len).sum()
                    }
                    Content::Image { .. } | Content::Audio { .. } | Content::ToolUse { .. } => 0,
                })
                .sum::<usize>()
    }

    /// The text of all messages, and of the tool results in them, for the search index.
    pub fn plain_text(&self) -> String {
        let mut parts: Vec<&str> = self.system.iter().map(String::as_str).collect();
        for block in self.messages.iter().flat_map(|message| &message.content) {
            parts.extend(block.as_text());
            let results = block.as_result().unwrap_or_default();
            parts.extend(results.iter().filter_map(ResultContent::as_text));
        }
        parts.join("\n\n")
    }

    /// The start of the newest text, in a message or in the result of a tool, at most `chars`
    /// characters, for a list.
    pub fn preview(&self, chars: usize) -> String {
        let mut newest = self.messages.iter().rev().flat_map(|message| &message.content);
        let text = newest.find_map(|block| {
            let results = block.as_result().unwrap_or_default();
            block.as_text().or_else(|| results.iter().find_map(ResultContent::as_text))
        });
        text.unwrap_or_default().chars().take(chars).collect()
    }
}
