//! What holds for any bytes at all. `cargo xtask fuzz` looks for bytes that break it; property
//! tests try some each time.

use std::io;

use domain::{Content, Fault, Limits, Prompt, Reply};
use futures_util::{FutureExt, stream};
use serde_json::{Value, json};
use tokio_util::io::StreamReader;

use crate::messages::parsed;
use crate::remote::{Events, Next};
use crate::sampling::{self, Terms, from_wire, to_wire};

const REVISIONS: [&str; 5] = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28"];

/// A revision out of the first byte, and JSON out of the rest.
fn dated(bytes: &[u8]) -> Option<(&'static str, &[u8])> {
    let (first, rest) = bytes.split_first()?;
    Some((REVISIONS[usize::from(*first) % REVISIONS.len()], rest))
}

/// The reader of requests for completions: parameters are refused by the name of a field, or mean
/// the same when they are written back. The first byte chooses the revision, the rest is the
/// parameters. Whether they were taken.
///
/// # Panics
/// When that does not hold.
pub fn request(bytes: &[u8]) -> bool {
    let params = dated(bytes)
        .and_then(|(revision, json)| Some((revision, serde_json::from_slice(json).ok()?)));
    params.is_some_and(|(revision, params)| taken(&params, revision))
}

/// What holds for any parameters; whether they were taken.
pub(crate) fn taken(params: &Value, revision: &str) -> bool {
    let terms = Terms { revision, tools: true, limits: &Limits::default() };
    let asked = match from_wire(params, &terms) {
        Err(unfit) => {
            assert!(unfit.to_string().starts_with("params"), "{unfit}");
            return false;
        }
        Ok(asked) => asked,
    };
    let written = sampling::request(&asked.prompt);
    match &asked.raw {
        None => assert_eq!(&written, params, "what is not kept can be written back"),
        Some(raw) => assert_eq!(serde_json::from_str(raw).ok().as_ref(), Some(params)),
    }
    assert!(asked.raw.is_some() || asked.oddities.is_empty());
    let again = from_wire(&written, &terms).map(|again| again.prompt);
    assert_eq!(again.as_ref(), Ok(&asked.prompt), "what is written back means the same");
    let recorded = serde_json::to_value(&asked.prompt).unwrap_or_default();
    let recorded: Option<Prompt> = serde_json::from_value(recorded).ok();
    assert_eq!(recorded.as_ref(), Some(&asked.prompt), "and so does what is recorded");
    true
}

/// The builder of replies: a reply has the shape of its revision, or it is refused in words; read as
/// a message, it says what it said. The first byte chooses the revision, the rest is a reply as it
/// is recorded. Whether it can be told.
///
/// # Panics
/// When that does not hold.
pub fn reply(bytes: &[u8]) -> bool {
    let reply = dated(bytes)
        .and_then(|(revision, json)| Some((revision, serde_json::from_slice(json).ok()?)));
    reply.is_some_and(|(revision, reply)| told(&reply, revision))
}

/// What holds for any reply; whether it can be told.
fn told(reply: &Reply, revision: &str) -> bool {
    let wire = match to_wire(reply, revision) {
        Err(Fault { message, .. }) => {
            assert!(!message.is_empty());
            return false;
        }
        Ok(wire) => wire,
    };
    assert_eq!(wire["role"], "assistant");
    assert_eq!(wire["model"], reply.model);
    let content = &wire["content"];
    assert!(content.is_object() || (content.is_array() && revision >= "2025-11-25"), "{content}");
    let uses = reply.content.iter().filter_map(|block| match block {
        Content::ToolUse { id, .. } => {
            Some(json!({ "type": "tool_result", "toolUseId": id, "content": [] }))
        }
        Content::Text { .. }
        | Content::Image { .. }
        | Content::Audio { .. }
        | Content::ToolResult { .. } => None,
    });
    let results: Vec<Value> = uses.collect();
    let mut messages = vec![json!({ "role": "assistant", "content": content })];
    if !results.is_empty() {
        messages.push(json!({ "role": "user", "content": results }));
    }
    let params = json!({ "messages": messages, "maxTokens": 1 });
    // What a model wrote may hold what a server must not send, or what is put right: a picture that
    // is none, say.
    let terms = Terms { revision, tools: true, limits: &Limits::default() };
    let asked = from_wire(&params, &terms);
    if let Some(asked) = asked.ok().filter(|asked| asked.oddities.is_empty()) {
        assert_eq!(asked.prompt.messages[0].content, reply.content);
    }
    true
}

/// The reader of event streams: it gives the same however the bytes arrive, and never more than
/// its limit at once. The first byte chooses the limit. How many events there were.
///
/// # Panics
/// When that does not hold.
pub fn events(bytes: &[u8]) -> usize {
    let Some((first, text)) = bytes.split_first() else { return 0 };
    let limit = usize::from(*first);
    let whole = all(text, text.len().max(1), limit);
    assert_eq!(whole, all(text, 1, limit));
    assert_eq!(whole, all(text, 3, limit));
    whole.len() - 1
}

/// Everything that is read out of a text that arrives in pieces of this size.
fn all(text: &[u8], piece: usize, limit: usize) -> Vec<Next> {
    let pieces: Vec<_> = text.chunks(piece).map(<[u8]>::to_vec).map(io::Cursor::new).collect();
    let pieces = stream::iter(pieces.into_iter().map(io::Result::Ok));
    let mut events = Events::read(Box::pin(StreamReader::new(pieces)), limit);
    let mut all = Vec::new();
    loop {
        // Everything is there, so nothing is ever waited for.
        let next = events.next().now_or_never().unwrap_or(Next::End);
        if let Next::Event(event) = &next {
            assert!(event.data.len() <= limit);
        }
        let over = matches!(next, Next::End | Next::TooLong);
        all.push(next);
        if over {
            return all;
        }
    }
}

/// The reader of JSON-RPC. How many messages there were.
pub fn messages(bytes: &[u8]) -> usize {
    parsed(bytes).len()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use proptest::prelude::*;
    use proptest::sample::{Index, select};

    use super::*;

    /// Where each reader begins its search.
    fn seeds(target: &str) -> Vec<Vec<u8>> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fuzz/seeds");
        let files = fs::read_dir(folder.join(target)).expect("there are seeds");
        let seeds: Vec<_> = files.map(|file| fs::read(file.unwrap().path()).unwrap()).collect();
        assert!(!seeds.is_empty());
        seeds
    }

    /// A seed with a few bytes changed, or bytes of any kind.
    fn bytes(target: &str) -> impl Strategy<Value = Vec<u8>> + use<> {
        let telling = select(b"{}[]\",:\\-0.eE \n\r\0\xef".to_vec());
        let byte = prop_oneof![telling, any::<u8>()];
        let change = (any::<Index>(), byte, 0..4_u8);
        let changes = proptest::collection::vec(change, 0..6);
        let changed = (select(seeds(target)), changes).prop_map(|(mut bytes, changes)| {
            for (place, byte, what) in changes {
                let at = place.index(bytes.len());
                match what {
                    0 => bytes[at] = byte,
                    1 => bytes.insert(at, byte),
                    2 if bytes.len() > 1 => drop(bytes.remove(at)),
                    _ => {
                        let end = (at + usize::from(byte)).min(bytes.len());
                        let again = bytes[at..end].to_vec();
                        bytes.splice(at..at, again);
                    }
                }
            }
            bytes
        });
        prop_oneof![4 => changed, 1 => proptest::collection::vec(any::<u8>(), 0..200)]
    }

    #[test]
    fn the_seeds_are_good() {
        // Each as if it came in each revision.
        let taken = |read: fn(&[u8]) -> bool, target: &str| {
            let seeds = seeds(target);
            let dated =
                seeds.iter().flat_map(|seed| (0..5).map(|first| [&[first], &seed[1..]].concat()));
            dated.filter(|bytes| read(bytes)).count()
        };
        assert!(taken(request, "request") >= 5, "requests");
        assert!(taken(reply, "reply") >= 5, "replies");
        assert!(seeds("events").iter().all(|seed| events(seed) > 1), "events");
        assert!(seeds("messages").iter().all(|seed| messages(seed) > 0), "messages");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn any_bytes_are_no_request_or_mean_the_same(bytes in bytes("request")) {
            request(&bytes);
        }

        #[test]
        fn any_bytes_are_no_reply_or_have_its_shape(bytes in bytes("reply")) {
            reply(&bytes);
        }

        #[test]
        fn events_are_the_same_however_they_arrive(bytes in bytes("events")) {
            events(&bytes);
        }

        #[test]
        fn any_bytes_are_messages_or_none(bytes in bytes("messages")) {
            messages(&bytes);
        }
    }
}
