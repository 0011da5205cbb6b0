//! How much servers may ask for: every limit in one place, and how far each may be set.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How much servers may ask for. Past a limit a server gets an error that says the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Limits {
    /// Messages of one request.
    pub messages: usize,
    /// Bytes of one request: its texts, and its pictures and sounds as they travel.
    pub bytes: usize,
    /// Pictures and sounds of one request.
    pub media: usize,
    /// Bytes of one picture or sound, as a file.
    pub media_bytes: usize,
    /// Tools of one request.
    pub tools: usize,
    /// Requests that one server may have open.
    pub open: usize,
    /// Requests that all servers together may have open.
    pub open_in_all: usize,
}

/// A limit that cannot be set to what it was to be set to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field} must be between 1 and {most}")]
pub struct OutOfRange {
    /// The limit, by its name in [`Limits`].
    pub field: &'static str,
    /// The most that it can be set to.
    pub most: usize,
}

impl Limits {
    /// What is sound on a desk: no provider takes more in one request, and no person decides more.
    pub const SOUND: Self = Self {
        messages: 10_000,
        bytes: 64 * MIB,
        // What providers take in one request is at most 100, for most models.
        media: 100,
        media_bytes: 32 * MIB,
        tools: 512,
        open: 1_024,
        open_in_all: 2_000,
    };

    /// The most that can be set: what a message can hold, and what a desk can show.
    pub const MOST: Self = Self {
        messages: 100_000,
        bytes: 64 * MIB,
        media: 1_000,
        media_bytes: 48 * MIB,
        tools: 10_000,
        open: 10_000,
        open_in_all: 10_000,
    };

    /// Whether these can be set.
    ///
    /// # Errors
    /// The first limit that is 0, or past the most that it can be.
    pub fn check(&self) -> Result<(), OutOfRange> {
        let all = self.all().into_iter().zip(Self::MOST.all());
        for ((field, value), (_, most)) in all {
            if value == 0 || value > most {
                return Err(OutOfRange { field, most });
            }
        }
        Ok(())
    }

    fn all(&self) -> [(&'static str, usize); 7] {
        let Self { messages, bytes, media, media_bytes, tools, open, open_in_all } = *self;
        [
            ("messages", messages),
            ("bytes", bytes),
            ("media", media),
            ("media_bytes", media_bytes),
            ("tools", tools),
            ("open", open),
            ("open_in_all", open_in_all),
        ]
    }
}

/// Bytes in a mebibyte.
const MIB: usize = 1024 * 1024;

impl Default for Limits {
    fn default() -> Self {
        Self::SOUND
    }
}

#[cfg(test)]
mod tests {
    use super::{Limits, OutOfRange};

    #[test]
    fn what_is_sound_can_be_set_and_what_is_most_too() {
        assert_eq!(Limits::SOUND.check(), Ok(()));
        assert_eq!(Limits::MOST.check(), Ok(()));
    }

    #[test]
    fn nothing_and_too_much_cannot_be_set() {
        let none = Limits { open: 0, ..Limits::SOUND };
        assert_eq!(none.check(), Err(OutOfRange { field: "open", most: 10_000 }));
        let much = Limits { media: 1_001, ..Limits::SOUND };
        assert_eq!(much.check(), Err(OutOfRange { field: "media", most: 1_000 }));
    }
}
