//! What a server writes, bounded before it reaches anybody.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use domain::ServerId;
use domain::server::LogLevel;
use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};

use crate::host::{Host, LogLine, LogSource};

/// The most that is shown of one line, in bytes.
const LINE: usize = 8 * 1024;
/// The most lines that are shown in one [`WINDOW`].
const LINES: u32 = 500;
const WINDOW: Duration = Duration::from_secs(1);
/// How many of the last lines on standard error go into a fault as its detail.
const TAIL: usize = 20;

/// A server's log: hands lines on, and remembers the last ones for faults.
pub(crate) struct Log {
    server: ServerId,
    host: Arc<dyn Host>,
    state: Mutex<State>,
}

struct State {
    tail: VecDeque<String>,
    window: Instant,
    lines: u32,
    foreign: bool,
}

impl Log {
    pub(crate) fn new(server: ServerId, host: Arc<dyn Host>) -> Self {
        let tail = VecDeque::with_capacity(TAIL);
        let state = State { tail, window: Instant::now(), lines: 0, foreign: false };
        Self { server, host, state: Mutex::new(state) }
    }

    /// Hands on one line. `total` is its length in bytes where `text` is only its beginning.
    pub(crate) fn line(&self, source: LogSource, text: &[u8], total: usize) {
        self.admit(source, None, text, total);
    }

    /// Hands on a log message of the protocol.
    pub(crate) fn message(&self, level: Option<LogLevel>, text: &str) {
        self.admit(LogSource::Message, level, text.as_bytes(), text.len());
    }

    fn admit(&self, source: LogSource, level: Option<LogLevel>, text: &[u8], total: usize) {
        let text = shown(text, total);
        let may_show = {
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            if source == LogSource::Stderr {
                if state.tail.len() == TAIL {
                    state.tail.pop_front();
                }
                state.tail.push_back(text.clone());
            }
            state.foreign |= source == LogSource::Stdout;
            state.admit()
        };
        match may_show {
            Admission::Shown => self.host.log(self.server, LogLine { source, level, text }),
            Admission::FirstLeftOut => self.host.log(
                self.server,
                LogLine {
                    source: LogSource::Countersign,
                    level: None,
                    text: format!(
                        "The server writes more than {LINES} lines a second; the rest of this second is left out."
                    ),
                },
            ),
            Admission::LeftOut => {}
        }
    }

    /// Adds a remark of our own.
    pub(crate) fn remark(&self, text: &str) {
        self.line(LogSource::Countersign, text.as_bytes(), text.len());
    }

    /// The last lines on standard error, for a fault's detail.
    pub(crate) fn tail(&self) -> String {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.tail.iter().map(String::as_str).collect::<Vec<_>>().join("\n")
    }

    /// Whether the server wrote anything to its standard output that is not MCP.
    pub(crate) fn foreign(&self) -> bool {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).foreign
    }

    /// Reads standard error to its end, line by line.
    pub(crate) async fn drain(self: Arc<Self>, stderr: impl AsyncRead + Unpin) {
        let mut read = BufReader::new(stderr);
        let mut line = Vec::new();
        let mut total = 0_usize;
        // A read error means the same as the end: nothing more will come.
        while let Ok(chunk @ [_, ..]) = read.fill_buf().await {
            let newline = memchr::memchr(b'\n', chunk);
            let (take, whole) = newline.map_or((chunk.len(), false), |at| (at + 1, true));
            let text = &chunk[..newline.unwrap_or(take)];
            total += text.len();
            let room = (LINE + 1).saturating_sub(line.len());
            line.extend_from_slice(&text[..text.len().min(room)]);
            read.consume(take);
            if whole {
                self.line(LogSource::Stderr, &line, total);
                line.clear();
                total = 0;
            }
        }
        if !line.is_empty() {
            self.line(LogSource::Stderr, &line, total);
        }
    }
}

enum Admission {
    Shown,
    FirstLeftOut,
    LeftOut,
}

impl State {
    fn admit(&mut self) -> Admission {
        let now = Instant::now();
        if now.duration_since(self.window) >= WINDOW {
            (self.window, self.lines) = (now, 0);
        }
        self.lines = self.lines.saturating_add(1);
        match self.lines.cmp(&(LINES + 1)) {
            std::cmp::Ordering::Less => Admission::Shown,
            std::cmp::Ordering::Equal => Admission::FirstLeftOut,
            std::cmp::Ordering::Greater => Admission::LeftOut,
        }
    }
}

/// The line as it is shown: at most [`LINE`] bytes, and then how much is missing.
fn shown(text: &[u8], total: usize) -> String {
    let text = text.strip_suffix(b"\r").unwrap_or(text);
    let total = total.max(text.len());
    if total <= LINE {
        return String::from_utf8_lossy(text).into_owned();
    }
    // Cut between characters, so that the cut does not look like broken text.
    let mut end = text.len().min(LINE);
    while end > 0 && end < text.len() && text[end] & 0b1100_0000 == 0b1000_0000 {
        end -= 1;
    }
    let shown = String::from_utf8_lossy(&text[..end]);
    format!("{shown} … ({} more bytes are not shown)", total - end)
}

#[cfg(test)]
mod tests;
