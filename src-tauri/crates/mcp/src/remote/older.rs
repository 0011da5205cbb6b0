//! The transport of 2024-11-05, HTTP+SSE: one stream on which everything arrives, and a place
//! beside it, named by the stream's first event, to which everything is posted.
//!
//! Such a server refuses what the newer transport begins with, which is how it is known.
//! Its stream is its session: it cannot be taken up again.

use std::time::Duration;

use reqwest::{StatusCode, Url};

use super::Remote;
use super::events::{Events, Next};
use super::trouble::Trouble;

/// How long a server may take to say where messages go. It is to be the first thing it says.
const FIRST: Duration = Duration::from_secs(5);

/// Whether a server that refuses `initialize` with this status may speak the older transport
/// (specification, “Backwards Compatibility” of the transports).
pub(super) fn may_be(status: StatusCode) -> bool {
    [StatusCode::BAD_REQUEST, StatusCode::NOT_FOUND, StatusCode::METHOD_NOT_ALLOWED]
        .contains(&status)
}

impl Remote {
    /// Opens the stream of the older transport; whether there is one. If so, everything is posted
    /// to where it says from now on.
    ///
    /// # Errors
    /// When there is a stream that cannot be used.
    pub(super) async fn turn_to_older(&self) -> Result<bool, Trouble> {
        let opened = tokio::time::timeout(FIRST, self.stream(None)).await;
        let Ok(Ok(response)) = opened else { return Ok(false) };
        let mut events = Events::of(response, self.link().limits.line_bytes);
        let endpoint = tokio::time::timeout(FIRST, endpoint(&mut events)).await;
        let endpoint = endpoint.unwrap_or(Err(Trouble::NoEndpoint))?;
        let endpoint = within(&self.address().url, &endpoint)?;
        self.state().older = Some(endpoint);
        self.link().log.remark("It speaks the older transport, HTTP+SSE of 2024-11-05.");
        let remote = self.clone();
        tokio::spawn(async move {
            tokio::select! {
                trouble = remote.hear_all(events) => remote.break_off(trouble),
                () = remote.link().stop.cancelled() => {}
            }
        });
        Ok(true)
    }

    /// Hears the stream to its end.
    async fn hear_all(&self, mut events: Events) -> Trouble {
        loop {
            match events.next().await {
                Next::Event(event) if event.name.is_empty() => {
                    self.deliver_aside(&event.data).await;
                }
                Next::Event(_) => {}
                Next::TooLong => return Trouble::TooLong,
                Next::End => return Trouble::Ended,
            }
        }
    }
}

/// What the stream says first.
async fn endpoint(events: &mut Events) -> Result<Vec<u8>, Trouble> {
    loop {
        match events.next().await {
            Next::Event(event) if event.name == b"endpoint" => return Ok(event.data),
            Next::Event(_) => {}
            Next::TooLong => return Err(Trouble::TooLong),
            Next::End => return Err(Trouble::NoEndpoint),
        }
    }
}

/// The place to which messages go. It must be of the same origin as the stream: a server has no say
/// in where else prompts and secrets are sent.
fn within(stream: &Url, endpoint: &[u8]) -> Result<Url, Trouble> {
    let endpoint = std::str::from_utf8(endpoint).ok().and_then(|text| stream.join(text).ok());
    let endpoint = endpoint.ok_or(Trouble::NoEndpoint)?;
    let bare = endpoint.username().is_empty() && endpoint.password().is_none();
    if bare && endpoint.origin() == stream.origin() && endpoint.origin().is_tuple() {
        Ok(endpoint)
    } else {
        Err(Trouble::Elsewhere(endpoint))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("/messages?id=1", Some("https://example.com/messages?id=1"))]
    #[case("messages", Some("https://example.com/a/messages"))]
    #[case("https://example.com/b", Some("https://example.com/b"))]
    #[case("https://EXAMPLE.com:443/b", Some("https://example.com/b"))]
    #[case("//example.org/b", None)]
    #[case("http://example.com/b", None)]
    #[case("https://example.com:444/b", None)]
    #[case("https://example.com.evil.org/b", None)]
    #[case("https://example.com@evil.org/b", None)]
    #[case("https://me@example.com/b", None)]
    #[case("data:text/plain,b", None)]
    #[case("https://", None)]
    fn messages_stay_at_the_origin_of_their_stream(
        #[case] endpoint: &str,
        #[case] kept: Option<&str>,
    ) {
        let stream = Url::parse("https://example.com/a/sse").unwrap();
        let place = within(&stream, endpoint.as_bytes());
        assert_eq!(place.ok().as_ref().map(Url::as_str), kept);
    }
}
