//! A step as bytes. Numbers are little-endian; a text is its length (4 bytes) and its UTF-8.
//!
//! In this order: the exchange (16 bytes), the server (16), the state, the model (a byte that says
//! whether there is one, and the text), the line as JSON, the place of the first event (4), and until
//! the end each event's time (8) and JSON.

use crate::writer::append::Append;

pub(super) fn write(out: &mut Vec<u8>, step: &Append) {
    out.extend(step.id);
    out.extend(step.server);
    text(out, &step.state);
    out.push(u8::from(step.model.is_some()));
    if let Some(model) = &step.model {
        text(out, model);
    }
    text(out, &step.summary);
    out.extend(step.first.to_le_bytes());
    for (at, body) in &step.bodies {
        out.extend(at.to_le_bytes());
        text(out, body);
    }
}

/// A step that is kept here is short, so its texts are.
fn text(out: &mut Vec<u8>, text: &str) {
    out.extend(u32::try_from(text.len()).unwrap_or(u32::MAX).to_le_bytes());
    out.extend(text.as_bytes());
}

pub(super) fn read(bytes: &[u8]) -> Option<Append> {
    let mut rest = Bytes(bytes);
    let (id, server, state) = (rest.array()?, rest.array()?, rest.text()?.into());
    let model = if rest.array::<1>()? == [1] { Some(rest.text()?) } else { None };
    let summary = rest.text()?;
    let first = u32::from_le_bytes(rest.array()?);
    let mut bodies = Vec::new();
    while !rest.0.is_empty() {
        bodies.push((i64::from_le_bytes(rest.array()?), rest.text()?));
    }
    let events = first + u32::try_from(bodies.len()).ok()?;
    let arrives = first == 0;
    Some(Append { id, server, model, state, summary, first, events, arrives, bodies })
}

struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (array, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*array)
    }

    fn text(&mut self) -> Option<String> {
        let length = u32::from_le_bytes(self.array()?) as usize;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(std::str::from_utf8(text).ok()?.to_owned())
    }
}
