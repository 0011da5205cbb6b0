//! A request as it arrived.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::prompt::Prompt;

/// What a server asked, and how it put it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    /// What it asked, as it was understood.
    pub prompt: Prompt,
    /// The request's JSON as it arrived, where writing the prompt back would not give the same.
    pub raw: Option<String>,
    /// Where the request was odd and yet certain in its meaning.
    pub oddities: Vec<Oddity>,
}

impl From<Prompt> for Asked {
    fn from(prompt: Prompt) -> Self {
        Self { prompt, ..Self::default() }
    }
}

/// Something that a server did not say in the way of the protocol, though its meaning is certain.
/// `field` is the path to it in the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Oddity {
    /// A whole number was written with a fraction, as in `12.0`. It is taken as that number.
    Fraction {
        /// Where.
        field: String,
    },
    /// A limit is past every number that we count with. The largest one is taken.
    Endless {
        /// Where.
        field: String,
    },
    /// A priority is not between 0 and 1. It is kept as it is; it is advice.
    Priority {
        /// Where.
        field: String,
    },
    /// There is a bare text where a block belongs. It is taken as a block of text.
    BareText {
        /// Where.
        field: String,
    },
    /// Base64 with line breaks, of the URL alphabet, or without its padding. It is put right.
    Base64 {
        /// Where.
        field: String,
    },
    /// A picture or sound is not of the type that is given. The type that it has is taken.
    MimeType {
        /// Where.
        field: String,
        /// The type that was given.
        given: String,
        /// The type that it has.
        taken: String,
    },
    /// The field is not known. A model is not given it.
    Unknown {
        /// Where.
        field: String,
    },
    /// The revision that was agreed on does not know this yet. It is taken all the same.
    Newer {
        /// Where.
        field: String,
    },
    /// There are more oddities than are kept.
    More {
        /// How many.
        count: u32,
    },
}
