//! The events of a response, bounded.
//!
//! Lines are read by the same reader as a process's, so that no line and no event outgrows the
//! limit. (A line may not end in a bare carriage return, which no server is known to send.)

use std::io;
use std::pin::Pin;
use std::time::Duration;

use futures_util::TryStreamExt;
use reqwest::Response;
use tokio::io::AsyncRead;
use tokio_util::io::StreamReader;

use crate::pipe::{Lines, Read};

/// One event.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Event {
    /// What it is called; empty for a message, as which one called `message` counts too.
    pub(crate) name: Vec<u8>,
    /// What to name when the stream is to be taken up again after this event.
    pub(crate) id: Option<Vec<u8>>,
    /// Empty where the event only tells its id.
    pub(crate) data: Vec<u8>,
    /// How long the server wants us to wait before we come again.
    pub(crate) retry: Option<Duration>,
}

/// What a read gave.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Next {
    Event(Event),
    /// An event beyond the limit. Nothing sensible can follow.
    TooLong,
    /// The stream has ended, or broke.
    End,
}

/// The events of one response.
pub(crate) struct Events {
    lines: Lines<Pin<Box<dyn AsyncRead + Send>>>,
    begun: bool,
}

impl Events {
    pub(super) fn of(response: Response, limit: usize) -> Self {
        let bytes = response.bytes_stream().map_err(io::Error::other);
        Self::read(Box::pin(StreamReader::new(bytes)), limit)
    }

    pub(crate) fn read(read: Pin<Box<dyn AsyncRead + Send>>, limit: usize) -> Self {
        Self { lines: Lines::new(read, limit), begun: false }
    }

    /// The next event. One that the stream's end cuts off is none.
    pub(crate) async fn next(&mut self) -> Next {
        let limit = self.lines.limit();
        let (mut event, mut fields, mut size) = (Event::default(), 0_usize, 0_usize);
        loop {
            let mut line = match self.lines.next().await {
                Read::Line(line) => line,
                Read::TooLong => return Next::TooLong,
                Read::End => return Next::End,
            };
            if !std::mem::replace(&mut self.begun, true) {
                line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
            }
            if line.is_empty() {
                if fields > 0 {
                    event.data.pop();
                    return Next::Event(event);
                }
                event.name.clear();
                continue;
            }
            size += line.len();
            if size > limit {
                return Next::TooLong;
            }
            let colon = memchr::memchr(b':', line).unwrap_or(line.len());
            let (field, value) = (&line[..colon], line.get(colon + 1..).unwrap_or_default());
            let value = value.strip_prefix(b" ").unwrap_or(value);
            match field {
                b"data" => {
                    event.data.extend_from_slice(value);
                    event.data.push(b'\n');
                }
                b"id" if !value.contains(&0) => event.id = Some(value.to_vec()),
                // A name alone makes no event: nothing would be in it.
                b"event" => {
                    event.name = if value == b"message" { Vec::new() } else { value.to_vec() };
                    continue;
                }
                b"retry" => event.retry = milliseconds(value),
                // A comment, which keeps the connection alive, or a field without a meaning.
                _ => {
                    size -= line.len();
                    continue;
                }
            }
            fields += 1;
        }
    }
}

fn milliseconds(value: &[u8]) -> Option<Duration> {
    std::str::from_utf8(value).ok()?.parse().ok().map(Duration::from_millis)
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn all(text: &'static [u8], limit: usize) -> Vec<Next> {
        let mut events = Events::read(Box::pin(text), limit);
        let mut all = Vec::new();
        loop {
            all.push(events.next().await);
            if matches!(all.last(), Some(Next::End | Next::TooLong)) {
                return all;
            }
        }
    }

    fn event(id: Option<&str>, data: &str, retry: Option<u64>) -> Next {
        Next::Event(Event {
            name: Vec::new(),
            id: id.map(|id| id.as_bytes().to_vec()),
            data: data.as_bytes().to_vec(),
            retry: retry.map(Duration::from_millis),
        })
    }

    #[tokio::test]
    async fn fields_comments_and_line_ends() {
        let text = b"\xef\xbb\xbf: hello\r\n\r\nid: 1\nretry: 20\ndata:\n\nevent: message\ndata: {\"a\":\ndata: 1}\r\n\r\nevent: alone\n\nodd\n\ndata: cut off";
        let expected =
            [event(Some("1"), "", Some(20)), event(None, "{\"a\":\n1}", None), Next::End];
        assert_eq!(all(text, 100).await, expected);
        let named = all(b"event: endpoint\ndata: /messages\n\n", 100).await;
        let Next::Event(first) = &named[0] else { panic!("an event") };
        assert_eq!(
            (first.name.as_slice(), first.data.as_slice()),
            (&b"endpoint"[..], &b"/messages"[..])
        );
    }

    #[tokio::test]
    async fn neither_a_line_nor_an_event_outgrows_the_limit() {
        assert_eq!(all(b"data: 0123456789", 10).await, [Next::TooLong]);
        assert_eq!(all(b"data: 01\ndata: 23\n\n", 10).await, [Next::TooLong]);
        let comments = all(b": 0123\n: 0123\n: 0123\ndata: 1\n\n", 10).await;
        assert_eq!(comments, [event(None, "1", None), Next::End]);
    }
}
