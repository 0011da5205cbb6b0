//! Content blocks: wire → domain.

use domain::content::{Marks, ResultContent};
use domain::{Content, Limits, Oddity};

use super::media::{Medium, medium};
use super::read::{Field, Notes, Object, Unfit};
use super::{AUDIO, TOOLS};

/// What is counted over all blocks of a request.
pub(super) struct Blocks<'a> {
    pub(super) revision: &'a str,
    limits: &'a Limits,
    media: usize,
    bytes: usize,
}

impl<'a> Blocks<'a> {
    pub(super) fn new(revision: &'a str, limits: &'a Limits) -> Self {
        Self { revision, limits, media: 0, bytes: 0 }
    }

    /// Counts bytes; the field at which there are too many is named.
    pub(super) fn count(&mut self, field: &Field<'_>, bytes: usize) -> Result<(), Unfit> {
        self.bytes = self.bytes.saturating_add(bytes);
        if self.bytes <= self.limits.bytes {
            return Ok(());
        }
        Err(field.unfit(format!(
            "makes the request longer than the {} bytes that are taken",
            self.limits.bytes
        )))
    }

    fn medium(
        &mut self,
        field: &Field<'_>,
        block: &Object<'_>,
        family: &str,
        notes: &mut Notes,
    ) -> Result<Medium, Unfit> {
        self.media += 1;
        if self.media > self.limits.media {
            return Err(field.unfit(format!(
                "is picture or sound number {}, and at most {} are taken",
                self.media, self.limits.media
            )));
        }
        let medium = medium(block, family, self.limits.media_bytes, notes)?;
        self.count(field, medium.data.len())?;
        Ok(medium)
    }
}

/// A block of a message.
pub(super) fn block(
    field: &Field<'_>,
    blocks: &mut Blocks<'_>,
    notes: &mut Notes,
) -> Result<Content, Unfit> {
    let kind = field.open()?.need("type")?.value.as_str().unwrap_or_default();
    let known: &[&str] = match kind {
        "text" => &["text"],
        "image" | "audio" => &["data", "mimeType"],
        "tool_use" => &["id", "name", "input"],
        "tool_result" => &["toolUseId", "content", "structuredContent", "isError"],
        _ => {
            return Err(field
                .open()?
                .need("type")?
                .unfit("must be \"text\", \"image\", \"audio\", \"tool_use\" or \"tool_result\""));
        }
    };
    let (block, marks) = open(field, known, notes)?;
    newer(field, kind, blocks.revision, notes)?;
    Ok(match kind {
        "text" => Content::Text { text: text(&block, blocks)?, marks },
        "image" => {
            let Medium { data, mime_type } = blocks.medium(field, &block, "image/", notes)?;
            Content::Image { data, mime_type, marks }
        }
        "audio" => {
            let Medium { data, mime_type } = blocks.medium(field, &block, "audio/", notes)?;
            Content::Audio { data, mime_type, marks }
        }
        "tool_use" => Content::ToolUse {
            id: block.text("id")?,
            name: block.text("name")?,
            input: block.need("input")?.map()?,
            marks,
        },
        _ => Content::ToolResult {
            tool_use_id: block.text("toolUseId")?,
            content: block.need("content")?.list(|field| part(&field, blocks, notes))?,
            structured: block.take("structuredContent").map(|field| field.value.clone()),
            is_error: block.take("isError").map(|field| field.flag()).transpose()?,
            marks,
        },
    })
}

/// What the revision does not know: a sound means what it means all the same; tools were not
/// agreed on.
fn newer(field: &Field<'_>, kind: &str, revision: &str, notes: &mut Notes) -> Result<(), Unfit> {
    match kind {
        "audio" if revision < AUDIO => notes.odd(|| Oddity::Newer { field: field.path() }),
        "tool_use" | "tool_result" if revision < TOOLS => {
            let block = field.open()?;
            return Err(block.need("type")?.unfit(format!("is not part of revision {revision}")));
        }
        _ => {}
    }
    Ok(())
}

/// A block of a tool's result.
fn part(
    field: &Field<'_>,
    blocks: &mut Blocks<'_>,
    notes: &mut Notes,
) -> Result<ResultContent, Unfit> {
    let kind = field.open()?.need("type")?.value.as_str().unwrap_or_default();
    Ok(match kind {
        "text" => {
            let (block, marks) = open(field, &["text"], notes)?;
            ResultContent::Text { text: text(&block, blocks)?, marks }
        }
        "image" => {
            let (block, marks) = open(field, &["data", "mimeType"], notes)?;
            let Medium { data, mime_type } = blocks.medium(field, &block, "image/", notes)?;
            ResultContent::Image { data, mime_type, marks }
        }
        "audio" => {
            let (block, marks) = open(field, &["data", "mimeType"], notes)?;
            let Medium { data, mime_type } = blocks.medium(field, &block, "audio/", notes)?;
            ResultContent::Audio { data, mime_type, marks }
        }
        "resource" => {
            let (block, marks) = open(field, &["resource"], notes)?;
            let resource = block.need("resource")?;
            resource.open()?.text("uri")?;
            let resource = resource.map()?;
            blocks.count(field, length(&resource))?;
            ResultContent::Resource { resource, marks }
        }
        "resource_link" => {
            let block = field.open()?;
            block.text("uri")?;
            ResultContent::ResourceLink { link: block.rest(&["type"]) }
        }
        _ => {
            return Err(field.open()?.need("type")?.unfit(
                "must be \"text\", \"image\", \"audio\", \"resource\" or \"resource_link\"",
            ));
        }
    })
}

/// How long the content of an embedded resource is.
fn length(resource: &serde_json::Map<String, serde_json::Value>) -> usize {
    let content = ["text", "blob"].into_iter().filter_map(|name| resource.get(name)?.as_str());
    content.map(str::len).sum()
}

fn text(block: &Object<'_>, blocks: &mut Blocks<'_>) -> Result<String, Unfit> {
    let field = block.need("text")?;
    let text = field.text()?;
    blocks.count(&field, text.len())?;
    Ok(text)
}

/// A block with these fields beside what every block may have.
fn open<'b>(
    field: &'b Field<'_>,
    known: &[&str],
    notes: &mut Notes,
) -> Result<(Object<'b>, Marks), Unfit> {
    let mut all = vec!["type", "annotations", "_meta"];
    all.extend(known);
    let block = field.object(&all, notes)?;
    let marks = Marks {
        annotations: block.take("annotations").map(|field| field.value.clone()),
        meta: block.opt_map("_meta")?,
    };
    Ok((block, marks))
}
