//! Words: how text goes into the search index, and how what a person types asks for it.
//!
//! The index splits at everything that is neither letter nor digit, and sets case and accents aside.
//! Two things it cannot do are done here, the same way on both sides: scripts written without
//! spaces are split into characters (a search for several is then a search for them in a row), and
//! the Vietnamese đ, which is a letter and not an accented d, is searched as d.

use domain::ServerId;

use crate::hex;

/// Text as the index takes it.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            'đ' => folded.push('d'),
            'Đ' => folded.push('D'),
            // The index's own language ends a text here.
            '\0' => folded.push(' '),
            c if stands_alone(c) => folded.extend([' ', c, ' ']),
            c => folded.push(c),
        }
    }
    folded
}

/// Whether this is a character of a script without spaces, or a Hangul syllable: Korean has spaces,
/// but puts particles behind words without one.
fn stands_alone(c: char) -> bool {
    matches!(u32::from(c),
        0x0E00..=0x0EFF     // Thai, Lao
        | 0x1000..=0x109F   // Burmese
        | 0x1780..=0x17FF   // Khmer
        | 0x3005..=0x3007   // Han
        | 0x3041..=0x30FF   // Hiragana, Katakana
        | 0x3105..=0x312F   // Bopomofo
        | 0x31F0..=0x31FF   // Katakana
        | 0x3400..=0x4DBF   // Han
        | 0x4E00..=0x9FFF   // Han
        | 0xAC00..=0xD7A3   // Hangul syllables
        | 0xF900..=0xFAFF   // Han
        | 0xFF66..=0xFF9D   // Katakana
        | 0x2_0000..=0x3_FFFF // Han
    )
}

/// A filter as a word of the index.
pub(crate) enum Tag<'a> {
    Server(ServerId),
    Model(&'a str),
    State(&'a str),
}

impl Tag<'_> {
    /// Letters and digits only, so that it is one word whatever it is made of.
    pub(crate) fn word(&self) -> String {
        let (kind, bytes) = match self {
            Self::Server(id) => ("server", id.0.as_bytes().as_slice()),
            Self::Model(model) => ("model", model.as_bytes()),
            Self::State(name) => ("state", name.as_bytes()),
        };
        let mut word = String::from(kind);
        hex::push(&mut word, bytes);
        word
    }
}

/// What a person typed as a question to the index; `None` when there is no word in it.
///
/// Every part between spaces is quoted, so nothing in it is an operator. All must be found; the last
/// may be the beginning of a word.
pub(crate) fn question(text: &str) -> Option<String> {
    let mut parts: Vec<String> = text
        .split_whitespace()
        .map(fold)
        .filter(|part| part.contains(char::is_alphanumeric))
        .map(|part| format!("\"{}\"", part.replace('"', " ")))
        .collect();
    if begins_a_word(text)
        && let Some(last) = parts.last_mut()
    {
        last.push_str(" *");
    }
    (!parts.is_empty()).then(|| format!("{{asked sent said returned}} : ({})", parts.join(" AND ")))
}

/// Whether the text ends in at least three characters of a word, for which the index is prepared.
/// With fewer, "the beginning of a word" would be nearly every word.
fn begins_a_word(text: &str) -> bool {
    let mut last = text.chars().rev();
    let mut part = || last.next().is_some_and(|c| c.is_alphanumeric() && !stands_alone(c));
    part() && part() && part()
}
