//! Content blocks: what a message, a reply or a tool result is made of, in every MCP revision.
//!
//! Source: MCP schema 2025-11-25 and 2026-07-28, `SamplingMessageContentBlock` and `ContentBlock`.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

/// Who speaks. MCP sampling has no "system" role; the system prompt travels beside the messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The person, or the server in a person's place.
    User,
    /// The model.
    Assistant,
}

/// What MCP lets every block carry beside its content; kept, never interpreted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Marks {
    /// `annotations` as received (audience, priority, last modified).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub annotations: Option<Value>,
    /// `_meta` as received.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub meta: Option<Map<String, Value>>,
}

impl Marks {
    /// Marks that say nothing; left out of JSON.
    pub fn is_empty(&self) -> bool {
        self.annotations.is_none() && self.meta.is_none()
    }
}

/// One block of a message or of a reply.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Content {
    /// Plain text.
    Text {
        /// The text.
        text: String,
        /// Annotations and `_meta`.
        #[serde(default, skip_serializing_if = "Marks::is_empty")]
        #[ts(optional, as = "Option<Marks>")]
        marks: Marks,
    },
    /// A picture.
    Image {
        /// Base64 (standard alphabet, padded), as received.
        data: String,
        /// For example `image/png`.
        mime_type: String,
        /// Annotations and `_meta`.
        #[serde(default, skip_serializing_if = "Marks::is_empty")]
        #[ts(optional, as = "Option<Marks>")]
        marks: Marks,
    },
    /// A sound.
    Audio {
        /// Base64 (standard alphabet, padded), as received.
        data: String,
        /// For example `audio/wav`.
        mime_type: String,
        /// Annotations and `_meta`.
        #[serde(default, skip_serializing_if = "Marks::is_empty")]
        #[ts(optional, as = "Option<Marks>")]
        marks: Marks,
    },
    /// The model wants a tool of the server's to be run.
    ToolUse {
        /// Ties the result to this use.
        id: String,
        /// The tool's name.
        name: String,
        /// Its arguments.
        input: Map<String, Value>,
        /// Annotations and `_meta`.
        #[serde(default, skip_serializing_if = "Marks::is_empty")]
        #[ts(optional, as = "Option<Marks>")]
        marks: Marks,
    },
    /// What running the tool gave.
    ToolResult {
        /// The `id` of the use that this answers.
        tool_use_id: String,
        /// Its blocks.
        content: Vec<ResultContent>,
        /// Structured output: an object in 2025-11-25, any JSON value from 2026-07-28.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        structured: Option<Value>,
        /// Whether the tool failed; `None` when the server did not say.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        is_error: Option<bool>,
        /// Annotations and `_meta`.
        #[serde(default, skip_serializing_if = "Marks::is_empty")]
        #[ts(optional, as = "Option<Marks>")]
        marks: Marks,
    },
}

/// One block inside a tool result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ResultContent {
    /// Plain text.
    Text {
        /// The text.
        text: String,
        /// Annotations and `_meta`.
        #[serde(default, skip_serializing_if = "Marks::is_empty")]
        #[ts(optional, as = "Option<Marks>")]
        marks: Marks,
    },
    /// A picture.
    Image {
        /// Base64, as received.
        data: String,
        /// For example `image/png`.
        mime_type: String,
        /// Annotations and `_meta`.
        #[serde(default, skip_serializing_if = "Marks::is_empty")]
        #[ts(optional, as = "Option<Marks>")]
        marks: Marks,
    },
    /// A sound.
    Audio {
        /// Base64, as received.
        data: String,
        /// For example `audio/wav`.
        mime_type: String,
        /// Annotations and `_meta`.
        #[serde(default, skip_serializing_if = "Marks::is_empty")]
        #[ts(optional, as = "Option<Marks>")]
        marks: Marks,
    },
    /// A resource embedded whole; the MCP object as received.
    Resource {
        /// `{uri, mimeType?, text | blob}`.
        resource: Map<String, Value>,
        /// Annotations and `_meta`.
        #[serde(default, skip_serializing_if = "Marks::is_empty")]
        #[ts(optional, as = "Option<Marks>")]
        marks: Marks,
    },
    /// A pointer to a resource; the MCP object as received, never fetched.
    ResourceLink {
        /// `{uri, name, …}`.
        link: Map<String, Value>,
    },
}

impl Content {
    /// A text block without marks.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), marks: Marks::default() }
    }

    /// The text, if this is a text block.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text { text, .. } => Some(text),
            Self::Image { .. }
            | Self::Audio { .. }
            | Self::ToolUse { .. }
            | Self::ToolResult { .. } => None,
        }
    }

    /// The blocks of the result, if this is a tool result.
    pub fn as_result(&self) -> Option<&[ResultContent]> {
        match self {
            Self::ToolResult { content, .. } => Some(content),
            Self::Text { .. } | Self::Image { .. } | Self::Audio { .. } | Self::ToolUse { .. } => {
                None
            }
        }
    }
}

impl ResultContent {
    /// The text, if this is a text block.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text { text, .. } => Some(text),
            Self::Image { .. }
            | Self::Audio { .. }
            | Self::Resource { .. }
            | Self::ResourceLink { .. } => None,
        }
    }
}

/// The text of all text blocks, joined by blank lines: for previews and for the search index.
pub fn plain_text(blocks: &[Content]) -> String {
    blocks.iter().filter_map(Content::as_text).collect::<Vec<_>>().join("\n\n")
}
