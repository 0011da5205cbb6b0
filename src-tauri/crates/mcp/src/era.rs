//! The era trap: a server that speaks both protocols, whose code asks in the way of the other one.
//!
//! A dual-era SDK answers `server/discover`, so the modern protocol is chosen; a tool written for
//! pushing then fails, and the other way round. Each SDK says so in words of its own.

use domain::{Era, Fault, FaultCode};
use serde_json::Value;

/// A call that failed, as far as it matters here.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Failure<'a> {
    /// The server answered with a JSON-RPC error.
    Error { code: i32, message: &'a str },
    /// The tool answered with `isError`.
    Tool(&'a Value),
}

/// Words that an SDK says when a tool pushes on the modern protocol.
const PUSHED_ON_MODERN: [&str; 4] = [
    // Python 2.x and FastMCP 4: "Cannot send 'sampling/createMessage': this transport context has
    // no back-channel for server-initiated requests."
    "back-channel for server-initiated requests",
    // TypeScript 2.x: "… is not available on protocol revision 2026-07-28 …"
    "not available on protocol revision 2026-07-28",
    // rmcp 3.x
    "server-to-client requests are not available",
    "server-initiated requests are not",
];

/// Words that an SDK says when a tool returns `input_required` on the legacy protocol.
const PULLED_ON_LEGACY: [&str; 3] = [
    // Python 2.x
    "handler returned an invalid result",
    // FastMCP 4 names the revision that it would need.
    "2026-07-28",
    // rmcp 3.x
    "input_required",
];

/// Whether this call failed because the server asked in the way of the other era.
///
/// `era` is the one that is spoken. The answer says what to do; the server's own words are its
/// detail.
pub(crate) fn mismatch(name: &str, tool: &str, era: Era, failure: Failure<'_>) -> Option<Fault> {
    let words = match failure {
        Failure::Error { message, .. } => message.to_owned(),
        Failure::Tool(result) => text_of(result),
    };
    let lower = words.to_lowercase();
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| lower.contains(phrase));
    let (trapped, other, how) = match (era, failure) {
        (Era::Modern, _) => (
            says(&PUSHED_ON_MODERN),
            "older",
            "pushes its requests for a completion, which the newer protocol (2026-07-28) does not allow",
        ),
        (Era::Legacy, Failure::Error { code: -32603 | -32602, .. }) => (
            says(&PULLED_ON_LEGACY),
            "newer",
            "asks for a completion in its result, which only the newer protocol (2026-07-28) allows",
        ),
        (Era::Legacy, Failure::Error { .. } | Failure::Tool(_)) => return None,
    };
    trapped.then(|| {
        let message = format!(
            "“{tool}” of {name} {how}. Reconnect with the {other} protocol and run it again."
        );
        Fault::new(FaultCode::EraMismatch, message).with_detail(words)
    })
}

fn text_of(result: &Value) -> String {
    let blocks = result["content"].as_array().map(Vec::as_slice).unwrap_or_default();
    let texts = blocks.iter().filter_map(|block| block["text"].as_str());
    texts.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests;
