//! Tool names as a wire format takes them.
//!
//! MCP allows names that the providers' APIs refuse (`fs/read`). Such a tool is sent under another
//! name, and what the model says of that one is said of the tool.

use std::collections::{HashMap, HashSet};

use domain::{Content, Prompt};

/// What a wire format takes as a name: letters, digits, `_` and `-`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    /// At most so many.
    pub(crate) longest: usize,
    /// Whether the first may be a digit or `-`.
    pub(crate) digit_first: bool,
}

impl Shape {
    fn fits(self, name: &str) -> bool {
        (1..=self.longest).contains(&name.len())
            && name.bytes().all(is_plain)
            && (self.digit_first || name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_'))
    }
}

/// Which tools of a prompt are called something else on the wire.
#[derive(Debug, Default)]
pub(crate) struct Names {
    sent: HashMap<String, String>,
    real: HashMap<String, String>,
}

impl Names {
    /// The names of a prompt's tools, and of those that its conversation uses, for a wire format
    /// that takes names of this shape.
    pub(crate) fn of(prompt: &Prompt, shape: Shape) -> Self {
        let fits = |name: &str| shape.fits(name);
        let tools = prompt.tools.iter().map(|tool| tool.name.as_str());
        let used =
            prompt.messages.iter().flat_map(|message| &message.content).filter_map(|block| {
                if let Content::ToolUse { name, .. } = block { Some(name.as_str()) } else { None }
            });
        let names = || tools.clone().chain(used.clone());
        let mut all = Self::default();
        if names().all(fits) {
            return all;
        }
        let mut taken: HashSet<String> =
            names().filter(|name| fits(name)).map(str::to_owned).collect();
        for name in names().filter(|name| !fits(name)) {
            if !all.sent.contains_key(name) {
                let alias = alias(name, shape, &taken);
                taken.insert(alias.clone());
                all.real.insert(alias.clone(), name.to_owned());
                all.sent.insert(name.to_owned(), alias);
            }
        }
        all
    }

    /// What a tool is called on the wire.
    pub(crate) fn sent<'a>(&'a self, name: &'a str) -> &'a str {
        self.sent.get(name).map_or(name, String::as_str)
    }

    /// What a tool is called that is called this on the wire.
    pub(crate) fn real<'a>(&'a self, sent: &'a str) -> &'a str {
        self.real.get(sent).map_or(sent, String::as_str)
    }

    /// How many tools are called something else.
    pub(crate) fn count(&self) -> usize {
        self.sent.len()
    }
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-'
}

/// A name like this one that fits and that no other tool has.
fn alias(name: &str, shape: Shape, taken: &HashSet<String>) -> String {
    let longest = shape.longest;
    let plain =
        |c: char| u8::try_from(c).ok().filter(|byte| is_plain(*byte)).map_or('_', char::from);
    let mut plain: String = name.chars().take(longest).map(plain).collect();
    if plain.is_empty() {
        plain.push_str("tool");
    }
    if !shape.fits(&plain) {
        plain = format!("_{plain}").chars().take(longest).collect();
    }
    if !taken.contains(&plain) {
        return plain;
    }
    let numbered = (2_usize..).map(|number| {
        let end = format!("_{number}");
        let start: String = plain.chars().take(longest - end.len()).collect();
        start + &end
    });
    // There are more numbers than names.
    numbered.into_iter().find(|name| !taken.contains(name)).unwrap_or(plain)
}

#[cfg(test)]
mod tests;
