//! How much a server may ask for at once: every limit in one place.

/// How much a server may ask for at once. Past a limit it gets an error that says the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

impl Limits {
    /// What is sound on a desk: no provider takes more in one request, and no person decides more.
    pub const fn new() -> Self {
        Self {
            messages: 10_000,
            bytes: 64 * 1024 * 1024,
            // What providers take in one request is at most 100, for most models.
            media: 100,
            media_bytes: 32 * 1024 * 1024,
            tools: 512,
            open: 1_024,
            open_in_all: 2_000,
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::new()
    }
}
