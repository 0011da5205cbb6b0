//! A reply while it is being written.

use std::sync::Arc;
use std::time::Instant;

use domain::content::Marks;
use domain::{
    Allowance, Beside, Content, ProviderKind, Reply, StopReason, Thinking, Thought, Timing, Usage,
};
use serde_json::{Map, Value};

use crate::fault::Trouble;
use crate::provider::Delta;
use crate::stops::Stops;

/// A reply while it is being written.
pub(crate) struct Draft<'a> {
    deltas: &'a (dyn Fn(Delta<'_>) + Send + Sync),
    started: Instant,
    first_ms: Option<u32>,
    blocks: Vec<Block>,
    stops: Stops,
    /// The place of the text that is growing.
    growing: usize,
    /// What the model thought, and what of it the provider wants back.
    thoughts: String,
    records: Vec<Thought>,
    /// What the account may still ask.
    pub(crate) allowance: Option<Allowance>,
    /// The model as the provider names it.
    pub(crate) model: String,
    pub(crate) stop_reason: Option<StopReason>,
    pub(crate) usage: Option<Usage>,
    pub(crate) request_id: Option<String>,
}

/// A block and its place as the wire format counts it.
struct Block {
    at: usize,
    part: Part,
}

enum Part {
    Text(String),
    Tool { id: String, name: String, arguments: String },
    Image { data: String, mime_type: String },
}

impl<'a> Draft<'a> {
    /// A reply that ends where one of `stops` comes.
    pub(crate) fn new(
        model: &str,
        stops: Vec<String>,
        deltas: &'a (dyn Fn(Delta<'_>) + Send + Sync),
    ) -> Self {
        Self {
            deltas,
            started: Instant::now(),
            first_ms: None,
            blocks: Vec::new(),
            stops: Stops::new(stops),
            growing: 0,
            thoughts: String::new(),
            records: Vec::new(),
            allowance: None,
            model: model.to_owned(),
            stop_reason: None,
            usage: None,
            request_id: None,
        }
    }

    /// Text for the block at a place, which begins with it if it is new.
    pub(crate) fn text(&mut self, at: usize, piece: &str) {
        if piece.is_empty() {
            return;
        }
        if self.growing != at {
            self.flush();
            self.growing = at;
        }
        let piece = self.stops.pass(piece);
        self.grow(&piece);
    }

    /// Gives out what was held back, since no more comes of that text.
    fn flush(&mut self) {
        let rest = self.stops.rest();
        self.grow(&rest);
    }

    fn grow(&mut self, piece: &str) {
        if piece.is_empty() {
            return;
        }
        if self.first_ms.is_none() {
            self.first_ms = Some(elapsed(self.started));
        }
        let at = self.growing;
        match self.part(at) {
            Some(Part::Text(text)) => text.push_str(piece),
            Some(Part::Tool { .. } | Part::Image { .. }) | None => {
                self.blocks.push(Block { at, part: Part::Text(piece.to_owned()) });
            }
        }
        (self.deltas)(Delta::Text(piece));
    }

    /// No more comes.
    pub(crate) fn end(&mut self) {
        self.flush();
        if self.stops.is_met() {
            self.stop_reason = Some(StopReason::StopSequence);
        }
    }

    /// Whether a stop sequence has come for which we look out ourselves: the answer ends there.
    pub(crate) fn is_stopped(&self) -> bool {
        self.stops.is_met()
    }

    /// A picture, which comes whole.
    pub(crate) fn image(&mut self, at: usize, data: &str, mime_type: &str) {
        self.flush();
        let part = Part::Image { data: data.to_owned(), mime_type: mime_type.to_owned() };
        self.blocks.push(Block { at, part });
    }

    /// Thinking, which is shown and no part of the reply.
    pub(crate) fn thinking(&mut self, piece: &str) {
        if !piece.is_empty() {
            self.thoughts.push_str(piece);
            (self.deltas)(Delta::Thinking(piece));
        }
    }

    /// Whether any thinking has come.
    pub(crate) fn has_thought(&self) -> bool {
        !self.thoughts.is_empty()
    }

    /// A piece of thinking that the provider wants back, before the next block of the reply.
    pub(crate) fn keep(&mut self, value: Value) {
        self.flush();
        let before = u32::try_from(self.blocks.len()).unwrap_or(u32::MAX);
        self.records.push(Thought { before, value });
    }

    /// The pieces of thinking that the provider wants back, to add to.
    pub(crate) fn records(&mut self) -> &mut Vec<Thought> {
        &mut self.records
    }

    /// What came beside the reply.
    pub(crate) fn beside(&mut self, kind: ProviderKind) -> Beside {
        let uses = self.blocks.iter().filter_map(|block| match &block.part {
            Part::Tool { id, .. } => Some(id.clone()),
            Part::Text(_) | Part::Image { .. } => None,
        });
        let uses: Vec<String> = uses.collect();
        let (text, records) =
            (std::mem::take(&mut self.thoughts), std::mem::take(&mut self.records));
        let thinking = (!text.is_empty() || !records.is_empty())
            .then(|| Arc::new(Thinking { text, kind, uses, records }));
        Beside { thinking, allowance: self.allowance, cost: None }
    }

    /// A tool use at a place; what is known of it by now.
    pub(crate) fn tool(&mut self, at: usize, its_id: Option<&str>, its_name: Option<&str>) {
        if !matches!(self.part(at), Some(Part::Tool { .. })) {
            self.flush();
            let part =
                Part::Tool { id: String::new(), name: String::new(), arguments: String::new() };
            self.blocks.push(Block { at, part });
        }
        if let Some(Part::Tool { id, name, .. }) = self.part(at) {
            if let Some(its_id) = its_id {
                its_id.clone_into(id);
            }
            if let Some(its_name) = its_name {
                its_name.clone_into(name);
            }
        }
    }

    /// A piece of the JSON text of a tool use's arguments.
    pub(crate) fn arguments(&mut self, at: usize, piece: &str) {
        if let Some(Part::Tool { arguments, .. }) = self.part(at) {
            arguments.push_str(piece);
        }
    }

    /// The place of the newest tool use, if there is one.
    pub(crate) fn newest_tool(&self) -> Option<usize> {
        let is_tool = |block: &&Block| matches!(block.part, Part::Tool { .. });
        self.blocks.iter().rev().find(is_tool).map(|block| block.at)
    }

    /// A place after all others.
    pub(crate) fn next_place(&self) -> usize {
        self.blocks.iter().map(|block| block.at + 1).max().unwrap_or_default()
    }

    pub(crate) fn has_tools(&self) -> bool {
        self.blocks.iter().any(|block| matches!(block.part, Part::Tool { .. }))
    }

    /// Whether a use of a tool of this id has come.
    pub(crate) fn has_tool(&self, its_id: &str) -> bool {
        let is_it = |block: &Block| matches!(&block.part, Part::Tool { id, .. } if id == its_id);
        self.blocks.iter().any(is_it)
    }

    pub(crate) fn has_text(&self) -> bool {
        self.blocks.iter().any(|block| matches!(block.part, Part::Text(_)))
    }

    /// Whether nothing of the reply has come.
    pub(crate) fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    fn part(&mut self, at: usize) -> Option<&mut Part> {
        // The block that grows is nearly always the last.
        self.blocks.iter_mut().rev().find(|block| block.at == at).map(|block| &mut block.part)
    }

    /// The usage so far, to add to.
    pub(crate) fn usage(&mut self) -> &mut Usage {
        self.usage.get_or_insert_default()
    }

    /// How long it has taken.
    pub(crate) fn timing(&self) -> Timing {
        Timing { first_ms: self.first_ms, total_ms: elapsed(self.started) }
    }

    /// Whether the arguments of every tool use are complete.
    pub(crate) fn check(&self) -> Result<(), Trouble> {
        self.blocks.iter().try_for_each(|block| match &block.part {
            Part::Tool { arguments, name, .. } => input(arguments).map(drop).map_err(|error| {
                Trouble::Unreadable { raw: format!("{name} {arguments}\n{error}") }
            }),
            Part::Text(_) | Part::Image { .. } => Ok(()),
        })
    }

    /// The reply as it stands. It always has a block: an answer without any (a limit that was
    /// spent on thinking) is an answer too.
    pub(crate) fn into_reply(self, stop_reason: StopReason) -> Reply {
        let mut content: Vec<Content> = self.blocks.into_iter().map(content).collect();
        if content.is_empty() {
            content.push(Content::text(""));
        }
        Reply {
            content,
            model: self.model,
            stop_reason,
            usage: self.usage,
            request_id: self.request_id,
        }
    }
}

fn content(block: Block) -> Content {
    match block.part {
        Part::Text(text) => Content::text(text),
        Part::Image { data, mime_type } => {
            Content::Image { data, mime_type, marks: Marks::default() }
        }
        Part::Tool { id, name, arguments } => match input(&arguments) {
            Ok(input) => Content::ToolUse { id, name, input, marks: Marks::default() },
            Err(_) => Content::text(format!("{name} {arguments}")),
        },
    }
}

/// No text at all is what some servers send for no arguments.
fn input(arguments: &str) -> Result<Map<String, Value>, serde_json::Error> {
    if arguments.trim().is_empty() { Ok(Map::new()) } else { serde_json::from_str(arguments) }
}

fn elapsed(since: Instant) -> u32 {
    u32::try_from(since.elapsed().as_millis()).unwrap_or(u32::MAX)
}
