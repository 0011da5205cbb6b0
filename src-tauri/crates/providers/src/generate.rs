//! Having a model write: the one way through which every wire format goes.

use std::ops::ControlFlow;
use std::time::Duration;

use domain::{Countersigned, Fault, FaultCode, Prompt, ProviderKind, StopReason, Target};
use futures_util::FutureExt;
use tokio_util::sync::CancellationToken;

use crate::allowance;
use crate::draft::Draft;
use crate::events::{self, Answer, Events, Framing, Source};
use crate::fault::Trouble;
use crate::line::{Ask, Line, request_id, source};
use crate::outgoing::digest;
use crate::provider::{Delta, Failure, Written};

/// How long we wait for a finished answer's connection to become free for the next one.
const LINGER: Duration = Duration::from_secs(1);

/// What a wire format makes of an answer.
pub(crate) trait Reading: Send {
    /// Takes the data of one event. Breaks at the one that ends the answer.
    fn event(&mut self, data: &str, draft: &mut Draft<'_>) -> Result<ControlFlow<()>, Trouble>;

    /// Takes an answer that came in one piece.
    fn whole(&mut self, body: &[u8], draft: &mut Draft<'_>) -> Result<(), Trouble>;

    /// Whether a stream that ends now, without the event that should end it, is complete.
    fn complete(&self, draft: &Draft<'_>) -> bool;
}

/// Sends the request and reads the answer, until it ends or a person ends it.
pub(crate) async fn generate(
    line: &Line,
    ask: Ask,
    framing: Framing,
    reading: Box<dyn Reading>,
    stops: Vec<String>,
    deltas: &(dyn Fn(Delta<'_>) + Send + Sync),
    stop: &CancellationToken,
) -> Result<Written, Failure> {
    let model = ask.model.as_deref();
    let mut draft = Draft::new(model.unwrap_or_default(), stops, deltas);
    // Whichever ends first, the other is dropped, and with it the request upstream.
    let outcome = tokio::select! {
        biased;
        () = stop.cancelled() => None,
        done = write(line, &ask, framing, reading, &mut draft) => Some(done),
    };
    let outcome = outcome.map(|done| {
        done.map_err(|trouble| {
            draft.allowance = draft.allowance.or_else(|| trouble.allowance());
            let id = draft.request_id.as_deref().or_else(|| trouble.request_id());
            line.who.fault(&trouble, model, id)
        })
    });
    end(draft, line.who.kind, outcome)
}

/// What became of a reply that was being written; no outcome where a person ended it.
#[expect(clippy::result_large_err, reason = "it is what a provider gives")]
pub(crate) fn end(
    mut draft: Draft<'_>,
    kind: ProviderKind,
    outcome: Option<Result<(), Fault>>,
) -> Result<Written, Failure> {
    draft.end();
    let (timing, beside) = (draft.timing(), draft.beside(kind));
    match outcome {
        Some(Ok(())) => {
            let reason = draft.stop_reason.take().unwrap_or(StopReason::EndTurn);
            Ok(Written { reply: draft.into_reply(reason), timing, beside, stopped: false })
        }
        None if draft.is_empty() => {
            let fault = Fault::new(FaultCode::Stopped, "Stopped before anything was written.");
            Err(Failure { fault, partial: None, timing, beside })
        }
        None => {
            let reply = draft.into_reply(StopReason::Stopped);
            Ok(Written { reply, timing, beside, stopped: true })
        }
        Some(Err(fault)) => {
            let interrupted = || StopReason::Other("interrupted".to_owned());
            let partial = (!draft.is_empty()).then(|| Box::new(draft.into_reply(interrupted())));
            Err(Failure { fault, partial, timing, beside })
        }
    }
}

/// The model that a signed prompt is for.
pub(crate) fn target(prompt: &Countersigned<Prompt>) -> Result<&str, Fault> {
    match prompt.target() {
        Target::Model { model } => Ok(&model.model),
        Target::Person => {
            Err(Fault::new(FaultCode::Internal, "This prompt was signed for a person to answer."))
        }
    }
}

/// Whether these bytes are those that were signed, where it was signed which.
pub(crate) fn as_signed(prompt: &Countersigned<Prompt>, bytes: &[u8]) -> Result<(), Fault> {
    if prompt.digest().is_none_or(|signed| *signed == digest(bytes)) {
        return Ok(());
    }
    Err(Fault::new(
        FaultCode::Invalid,
        "What would be sent is no longer what was signed, so nothing was sent: the account was \
         changed meanwhile. Look at it again, and sign it anew.",
    ))
}

async fn write(
    line: &Line,
    ask: &Ask,
    framing: Framing,
    reading: Box<dyn Reading>,
    draft: &mut Draft<'_>,
) -> Result<(), Trouble> {
    let response = line.send(ask).await?;
    draft.request_id = request_id(response.headers());
    draft.allowance = allowance::read(response.headers());
    read(source(response), framing, reading, draft).await
}

/// Reads an answer into the draft.
pub(crate) async fn read(
    source: Source,
    framing: Framing,
    mut reading: Box<dyn Reading>,
    draft: &mut Draft<'_>,
) -> Result<(), Trouble> {
    match events::open(source, framing).await? {
        Answer::Whole(body) => reading.whole(&body, draft)?,
        Answer::Stream(mut events) => {
            loop {
                match events.next().await? {
                    Some(data) if reading.event(&data, draft)?.is_break() => break,
                    // What is still to come is not wanted: the connection is given up.
                    Some(_) if draft.is_stopped() => return Ok(()),
                    Some(_) => {}
                    None if reading.complete(draft) => break,
                    None => return Err(Trouble::Cut),
                }
            }
            free(events).await;
        }
    }
    draft.check()
}

/// Reads an answer to its very end, so that its connection can serve the next request; beside the
/// caller if that takes time, since the answer itself is complete.
async fn free(mut events: Box<Events>) {
    let mut rest = Box::pin(async move { while let Ok(Some(_)) = events.next().await {} });
    // Usually the end is there as soon as the connection has had its turn.
    tokio::task::yield_now().await;
    if rest.as_mut().now_or_never().is_none() {
        tokio::spawn(tokio::time::timeout(LINGER, rest));
    }
}

#[cfg(test)]
mod tests;
