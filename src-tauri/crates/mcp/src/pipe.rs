//! Lines in and out of a server's pipes, bounded.

use std::io;
use std::sync::Arc;

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

/// A buffer above this many bytes is given back after the line that needed it.
const KEPT: usize = 1024 * 1024;

/// Reads lines, none longer than a limit.
pub(crate) struct Lines<R> {
    read: BufReader<R>,
    line: Vec<u8>,
    whole: bool,
    limit: usize,
}

/// What a read gave.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Read<'a> {
    /// A line, without its end.
    Line(&'a [u8]),
    /// A line longer than the limit. Nothing sensible can follow.
    TooLong,
    /// Nothing more will come.
    End,
}

impl<R: AsyncRead + Unpin> Lines<R> {
    pub(crate) fn new(read: R, limit: usize) -> Self {
        let read = BufReader::with_capacity(64 * 1024, read);
        Self { read, line: Vec::new(), whole: false, limit }
    }

    /// The longest line, in bytes.
    pub(crate) fn limit(&self) -> usize {
        self.limit
    }

    /// The next line. May be dropped at any await without losing anything: what was read so far
    /// stays in the buffer.
    pub(crate) async fn next(&mut self) -> Read<'_> {
        if self.whole {
            self.whole = false;
            self.line.clear();
            self.line.shrink_to(KEPT);
        }
        loop {
            // A read error means the same as the end: nothing more will come.
            let chunk = self.read.fill_buf().await.unwrap_or_default();
            if chunk.is_empty() {
                return Read::End;
            }
            let newline = memchr::memchr(b'\n', chunk);
            let take = newline.map_or(chunk.len(), |at| at + 1);
            let text = newline.unwrap_or(take);
            if self.line.len() + text > self.limit {
                return Read::TooLong;
            }
            self.line.extend_from_slice(&chunk[..text]);
            self.read.consume(take);
            if newline.is_some() {
                self.whole = true;
                return Read::Line(self.line.strip_suffix(b"\r").unwrap_or(&self.line));
            }
        }
    }
}

/// Writes lines, each whole; can be closed while a write hangs.
pub(crate) struct Writer<W> {
    pipe: Arc<Mutex<Option<W>>>,
    closing: CancellationToken,
}

impl<W> Clone for Writer<W> {
    fn clone(&self) -> Self {
        Self { pipe: Arc::clone(&self.pipe), closing: self.closing.clone() }
    }
}

impl<W: AsyncWrite + Unpin> Writer<W> {
    pub(crate) fn new(pipe: W) -> Self {
        Self { pipe: Arc::new(Mutex::new(Some(pipe))), closing: CancellationToken::new() }
    }

    /// Writes one line; its end is part of `line`.
    ///
    /// # Errors
    /// When the pipe is closed or broken. A line that was cut off by closing is never completed.
    pub(crate) async fn write(&self, line: Vec<u8>) -> io::Result<()> {
        let closed = || io::Error::from(io::ErrorKind::NotConnected);
        let write = async {
            let mut pipe = self.pipe.lock().await;
            let pipe = pipe.as_mut().ok_or_else(closed)?;
            pipe.write_all(&line).await?;
            pipe.flush().await
        };
        tokio::select! {
            written = write => written,
            () = self.closing.cancelled() => Err(closed()),
        }
    }

    /// Closes the pipe, which is how a server is asked to end.
    pub(crate) async fn close(&self) {
        self.closing.cancel();
        drop(self.pipe.lock().await.take());
    }
}

#[cfg(test)]
mod tests;
