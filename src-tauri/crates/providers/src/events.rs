//! Reading answers: a stream of server-sent events or of lines, or one JSON document.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_util::stream::BoxStream;
use futures_util::{Stream, StreamExt};
use sse_stream::{ByteStreamBody, Error, SseStream};

use crate::fault::Trouble;

/// The largest event that is read, in bytes: a paragraph has a few hundred.
pub(crate) const EVENT: usize = 8 << 20;
/// The largest answer that is read, in bytes.
pub(crate) const ANSWER: usize = 64 << 20;

/// The bytes of an answer as they come.
pub(crate) type Source = BoxStream<'static, Result<Bytes, reqwest::Error>>;

/// How an answer is cut into events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framing {
    /// As server-sent events.
    Sse,
    /// Each on a line.
    Lines,
}

/// An answer.
pub(crate) enum Answer {
    /// In events.
    Stream(Box<Events>),
    /// In one piece, although a stream was asked for.
    Whole(Bytes),
}

const BOM: &[u8] = b"\xEF\xBB\xBF";
/// What a line of an event stream begins with; a comment begins with the colon.
const FIELDS: &[&[u8]] = &[b":", b"data", b"event", b"id", b"retry"];

/// Looks at the beginning of an answer to see what it is.
///
/// The content type is not asked: servers get it wrong, and nothing else begins as events do.
pub(crate) async fn open(mut source: Source, framing: Framing) -> Result<Answer, Trouble> {
    let mut head = Bytes::new();
    loop {
        match source.next().await {
            Some(Ok(chunk)) if head.is_empty() => head = chunk,
            Some(Ok(chunk)) => head = [head, chunk].concat().into(),
            Some(Err(error)) => return Err(Trouble::Broken(error)),
            None => return Ok(Answer::Whole(head)),
        }
        // Some servers send spaces to keep the connection alive until their answer is ready.
        let start = head.strip_prefix(BOM).unwrap_or(&head).trim_ascii_start();
        if start.is_empty() {
            head = Bytes::new();
        } else if !BOM.starts_with(start) {
            let is_event = |field: &&[u8]| start.starts_with(field) || field.starts_with(start);
            let is_stream = match framing {
                Framing::Sse => FIELDS.iter().any(is_event),
                Framing::Lines => start.starts_with(b"{"),
            };
            let head = head.slice_ref(start);
            return if is_stream {
                Ok(Answer::Stream(Box::new(Events::new(head, source, framing))))
            } else {
                whole(head, source).await.map(Answer::Whole)
            };
        }
    }
}

/// The whole of an answer, its start being known.
pub(crate) async fn whole(head: Bytes, mut source: Source) -> Result<Bytes, Trouble> {
    let mut body = BytesMut::from(head);
    while let Some(chunk) = source.next().await {
        let chunk = chunk.map_err(Trouble::Broken)?;
        if body.len() + chunk.len() > ANSWER {
            return Err(Trouble::TooLarge { most: ANSWER });
        }
        body.extend_from_slice(&chunk);
    }
    let body = body.freeze();
    Ok(body.strip_prefix(BOM).map_or_else(|| body.clone(), |rest| body.slice_ref(rest)))
}

/// The events of an answer.
pub(crate) enum Events {
    Sse(Box<SseStream<ByteStreamBody<Lines, Bytes>>>),
    Lines {
        lines: Lines,
        /// The line so far.
        line: Vec<u8>,
    },
}

impl Events {
    pub(crate) fn new(head: Bytes, source: Source, framing: Framing) -> Self {
        let lines = Lines {
            source,
            framing,
            chunk: head,
            event: 0,
            answer: 0,
            blank: true,
            returned: false,
        };
        match framing {
            Framing::Sse => Self::Sse(Box::new(SseStream::from_bytes_stream(lines))),
            Framing::Lines => Self::Lines { lines, line: Vec::new() },
        }
    }

    /// The data of the next event that has any; `None` at the end.
    pub(crate) async fn next(&mut self) -> Result<Option<String>, Trouble> {
        match self {
            Self::Sse(events) => next_event(events).await,
            Self::Lines { lines, line } => next_line(lines, line).await,
        }
    }
}

async fn next_event(
    events: &mut SseStream<ByteStreamBody<Lines, Bytes>>,
) -> Result<Option<String>, Trouble> {
    loop {
        match events.next().await {
            None => return Ok(None),
            Some(Ok(event)) => {
                if let Some(data) = event.data.filter(|data| !data.is_empty()) {
                    return Ok(Some(data));
                }
            }
            Some(Err(Error::Body(error))) => {
                return Err(match error.downcast::<Broken>().map(|broken| *broken) {
                    Ok(broken) => broken.into(),
                    Err(error) => Trouble::Unreadable { raw: error.to_string() },
                });
            }
            Some(Err(error)) => return Err(Trouble::Unreadable { raw: error.to_string() }),
        }
    }
}

/// A last line counts without its end, too: some servers leave that out.
async fn next_line(lines: &mut Lines, line: &mut Vec<u8>) -> Result<Option<String>, Trouble> {
    loop {
        let piece = lines.next().await.transpose()?;
        let ended = piece.as_ref().is_none_or(|piece| piece.ends_with(b"\n"));
        line.extend_from_slice(piece.as_deref().unwrap_or_default());
        if !ended {
            continue;
        }
        let whole = std::mem::take(line);
        if !whole.trim_ascii().is_empty() {
            let text = String::from_utf8(whole).map_err(|error| Trouble::Unreadable {
                raw: format!("{error}\n{}", String::from_utf8_lossy(error.as_bytes())),
            })?;
            return Ok(Some(text));
        }
        if piece.is_none() {
            return Ok(None);
        }
    }
}

/// Why the bytes of an answer end early.
#[derive(Debug)]
pub(crate) enum Broken {
    Connection(reqwest::Error),
    TooLarge { most: usize },
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Connection(error) => error.fmt(f),
            Self::TooLarge { most } => write!(f, "more than {most} bytes"),
        }
    }
}

impl std::error::Error for Broken {}

impl From<Broken> for Trouble {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::Connection(error) => Self::Broken(error),
            Broken::TooLarge { most } => Self::TooLarge { most },
        }
    }
}

/// An answer line by line, within measure.
///
/// The parser behind it has no bounds of its own, and drops the rest of a chunk in which a line
/// is broken: with a line a chunk, nothing that came before the broken one is lost.
pub(crate) struct Lines {
    source: Source,
    framing: Framing,
    chunk: Bytes,
    /// Bytes of the current event so far.
    event: usize,
    /// Bytes of the answer so far.
    answer: usize,
    /// Whether nothing of the current line has come yet.
    blank: bool,
    /// Whether the last line ended in a carriage return, to which a line feed may yet belong.
    returned: bool,
}

impl Lines {
    /// Cuts the next line, or what there is of it, off the chunk.
    fn line(&mut self) -> Result<Bytes, Broken> {
        let end = self.chunk.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
        let line = self.chunk.split_to(end.map_or(self.chunk.len(), |at| at + 1));
        self.answer += line.len();
        self.event += line.len();
        if self.answer > ANSWER {
            return Err(Broken::TooLarge { most: ANSWER });
        }
        if self.event > EVENT {
            return Err(Broken::TooLarge { most: EVENT });
        }
        let ended = match self.framing {
            Framing::Sse => self.blank && (*line == *b"\r" || *line == *b"\n" && !self.returned),
            Framing::Lines => line.ends_with(b"\n"),
        };
        if ended {
            self.event = 0;
        }
        self.returned = line.last() == Some(&b'\r');
        self.blank = end.is_some();
        Ok(line)
    }
}

impl Stream for Lines {
    type Item = Result<Bytes, Broken>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while self.chunk.is_empty() {
            match ready!(self.source.as_mut().poll_next(cx)) {
                Some(Ok(chunk)) => self.chunk = chunk,
                Some(Err(error)) => return Poll::Ready(Some(Err(Broken::Connection(error)))),
                None => return Poll::Ready(None),
            }
        }
        Poll::Ready(Some(self.line()))
    }
}

#[cfg(test)]
mod tests;
