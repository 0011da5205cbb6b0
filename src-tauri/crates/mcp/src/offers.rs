//! What a server is told that it may ask of us.

use domain::Server;
use serde_json::{Map, Value, json};

/// What a server is told that it may ask of us. Decided when it starts, for as long as it runs.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each may be offered without the others")]
pub(crate) struct Offers {
    /// Completions. Context (`sampling.context`) is never offered: what a person attaches, the
    /// person attaches.
    pub(crate) sampling: bool,
    /// Questions to the person: forms, and pages to visit.
    pub(crate) elicitation: bool,
    /// Tools in the requests for completions.
    pub(crate) sampling_tools: bool,
    /// The folders that it may work in.
    pub(crate) roots: bool,
}

impl Offers {
    pub(crate) fn to(server: &Server) -> Self {
        Self {
            sampling: server.sampling,
            elicitation: server.elicitation,
            sampling_tools: server.sampling_tools,
            roots: server.roots.is_some(),
        }
    }

    /// As the protocol's client capabilities: what is not offered is not in them.
    pub(crate) fn capabilities(self) -> Value {
        let sampling = if self.sampling_tools { json!({ "tools": {} }) } else { json!({}) };
        let offered = [
            (self.sampling, "sampling", sampling),
            // Named one by one they mean the same to every revision; an empty object is forms only.
            (self.elicitation, "elicitation", json!({ "form": {}, "url": {} })),
            (self.roots, "roots", json!({ "listChanged": true })),
        ];
        let offered = offered.into_iter().filter(|(is, ..)| *is);
        Value::Object(offered.map(|(_, name, how)| (name.to_owned(), how)).collect::<Map<_, _>>())
    }
}
