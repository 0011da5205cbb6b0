//! The stream beside the calls, on which a server of the legacy era may push and tell.

use std::time::{Duration, Instant};

use reqwest::{Response, StatusCode};
use tokio::sync::oneshot;

use super::Remote;
use super::answer::Pause;
use super::events::{Events, Next};
use super::trouble::Trouble;

/// How long the first call waits for this stream. Servers on the Python SDK push on it what a
/// call caused, and drop what they push before it is there; others do not answer for it until
/// they have something to say.
const FIRST: Duration = Duration::from_secs(2);
/// How often in a row coming back may fail before the server counts as gone.
const FAILURES: u32 = 6;
/// A stream that ends sooner than this and without a word is come back to ever more slowly.
const BRIEF: Duration = Duration::from_secs(1);

impl Remote {
    /// Opens the stream beside the calls, where this era and this server have one.
    pub(crate) async fn listen(&self) {
        let has_one = {
            let state = self.state();
            // In the older transport it is there already, and all there is.
            state.older.is_none() && !state.is_modern()
        };
        if !has_one {
            return;
        }
        let (opened, is_open) = oneshot::channel();
        let remote = self.clone();
        tokio::spawn(async move {
            tokio::select! {
                () = remote.listen_on(opened) => {}
                () = remote.link().stop.cancelled() => {}
            }
        });
        // Neither a server without this stream nor a slow one is in the way of the first call.
        let _ = tokio::time::timeout(FIRST, is_open).await;
    }

    async fn listen_on(&self, opened: oneshot::Sender<()>) {
        let (mut last, mut pause) = (None, Pause::default());
        let mut opened = Some(opened);
        loop {
            match self.stream(last.as_deref()).await {
                Ok(response) => {
                    pause.failures = 0;
                    // Whoever waited may have stopped waiting.
                    let _ = opened.take().map(|opened| opened.send(()));
                    let began = Instant::now();
                    let Ok(heard) = self.hear(response, &mut last, &mut pause).await else {
                        return self.break_off(Trouble::TooLong);
                    };
                    let brief = !heard && began.elapsed() < BRIEF;
                    pause.brief = if brief { pause.brief.saturating_add(1) } else { 0 };
                }
                Err(trouble) if is_passing(&trouble) && pause.failures < FAILURES => {
                    pause.failures += 1;
                }
                // A session that has just begun is not lost: this server has no such stream.
                Err(Trouble::SessionLost) if opened.is_some() => return,
                Err(trouble @ (Trouble::Unreachable(_) | Trouble::SessionLost)) => {
                    return self.break_off(trouble);
                }
                // Most servers have nothing to say beside the calls.
                Err(Trouble::Refused(StatusCode::METHOD_NOT_ALLOWED, _)) => return,
                Err(trouble) => {
                    let why = trouble.fault(self);
                    let remark = format!("Requests beside the calls cannot be heard: {why}");
                    return self.link().log.remark(&remark);
                }
            }
            pause.wait().await;
        }
    }

    /// Hears one stream to its end; whether anything came.
    async fn hear(
        &self,
        response: Response,
        last: &mut Option<Vec<u8>>,
        pause: &mut Pause,
    ) -> Result<bool, ()> {
        let mut events = Events::of(response, self.link().limits.line_bytes);
        let mut heard = false;
        loop {
            match events.next().await {
                Next::Event(event) => {
                    heard |= !event.data.is_empty();
                    pause.told(&event);
                    self.deliver_aside(&event.data).await;
                    *last = event.id.or(last.take());
                }
                Next::TooLong => return Err(()),
                Next::End => return Ok(heard),
            }
        }
    }
}

/// Whether it may be better in a moment.
fn is_passing(trouble: &Trouble) -> bool {
    let busy = [
        StatusCode::TOO_MANY_REQUESTS,
        StatusCode::BAD_GATEWAY,
        StatusCode::SERVICE_UNAVAILABLE,
        StatusCode::GATEWAY_TIMEOUT,
    ];
    match trouble {
        Trouble::Unreachable(_) => true,
        Trouble::Refused(status, _) => busy.contains(status),
        Trouble::Redirect(_)
        | Trouble::SessionLost
        | Trouble::Ended
        | Trouble::NoEndpoint
        | Trouble::Elsewhere(_)
        | Trouble::Foreign(..)
        | Trouble::TooLong
        | Trouble::Broken
        | Trouble::Pushed => false,
    }
}
