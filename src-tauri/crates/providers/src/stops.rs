//! Looking out for stop sequences, where the API does not.

/// Looks out for stop sequences in text that comes in pieces, and holds back what may be the
/// beginning of one.
#[derive(Debug, Default)]
pub(crate) struct Stops {
    wanted: Vec<String>,
    /// What may be the beginning of a stop sequence.
    held: String,
    met: bool,
}

impl Stops {
    /// Looks out for these; an empty one is never met.
    pub(crate) fn new(wanted: Vec<String>) -> Self {
        let wanted = wanted.into_iter().filter(|stop| !stop.is_empty()).collect();
        Self { wanted, held: String::new(), met: false }
    }

    /// Takes a piece of text, and says what of the text so far is no part of a stop sequence.
    /// Nothing comes after one was met; the one that ends first is met first.
    pub(crate) fn pass(&mut self, piece: &str) -> String {
        if self.met {
            return String::new();
        }
        if self.wanted.is_empty() {
            return piece.to_owned();
        }
        self.held.push_str(piece);
        let ends = self.wanted.iter().filter_map(|stop| {
            let start = self.held.find(stop.as_str())?;
            Some((start + stop.len(), start))
        });
        if let Some((_, start)) = ends.min() {
            self.met = true;
            self.held.truncate(start);
            return std::mem::take(&mut self.held);
        }
        let kept = self.beginning();
        let held = self.held.split_off(kept);
        std::mem::replace(&mut self.held, held)
    }

    /// Where the longest end of the text begins that a stop sequence begins with.
    fn beginning(&self) -> usize {
        let longest = self.wanted.iter().map(String::len).max().unwrap_or_default();
        let first = self.held.ceil_char_boundary(self.held.len().saturating_sub(longest));
        let begins = |at: &usize| {
            let end = &self.held[*at..];
            self.wanted.iter().any(|stop| stop.starts_with(end))
        };
        let mut places = self.held[first..].char_indices().map(|(at, _)| first + at);
        places.find(begins).unwrap_or(self.held.len())
    }

    /// What was held back, now that no more comes.
    pub(crate) fn rest(&mut self) -> String {
        std::mem::take(&mut self.held)
    }

    /// Whether a stop sequence was met.
    pub(crate) fn is_met(&self) -> bool {
        self.met
    }
}

#[cfg(test)]
mod tests;
