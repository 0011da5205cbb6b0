//! Having a model write: send what was signed, stream it to the window, stop when told to.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use domain::exchange::Event;
use domain::{Countersigned, ExchangeId, Fault, ModelRef, Prompt, Target, Timing};
use providers::{Delta, Provider};
use tokio::sync::Notify;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::Engine;
use crate::case::Case;
use crate::view::{AppEvent, Writing};

/// How often the window is told of new text: often enough to look fluent.
const DELTA_PACE: Duration = Duration::from_millis(30);

impl Engine {
    /// One attempt: what the model wrote, or why it could not.
    pub(crate) async fn generate(
        &self,
        case: &Case,
        prompt: &Countersigned<Prompt>,
        model: &ModelRef,
    ) -> Event {
        let failed =
            |fault| Event::AttemptFailed { fault, partial: None, timing: Timing::default() };
        let stop = match self.begin_writing(case.id, prompt.target()) {
            Ok(stop) => stop,
            Err(fault) => return failed(fault),
        };
        let provider: Arc<dyn Provider> = match self.provider(model.account).await {
            Ok(provider) => provider,
            Err(fault) => return failed(fault),
        };
        let came = Notify::new();
        let on_delta = |delta: Delta<'_>| match delta {
            Delta::Text(text) => {
                if let Ok(open) = self.world().open_mut(case.id) {
                    open.unsent.push_str(text);
                    came.notify_one();
                }
            }
            Delta::Thinking(_) => {}
        };
        let outcome = tokio::select! {
            outcome = provider.generate(prompt, &on_delta, &stop) => outcome,
            never = self.stream(case.id, &came) => match never {},
        };
        self.send_deltas(case.id);
        match outcome {
            Ok(written) => Event::Drafted { reply: written.reply.into(), timing: written.timing },
            Err(failure) => Event::AttemptFailed {
                fault: failure.fault,
                partial: failure.partial.map(Into::into),
                timing: failure.timing,
            },
        }
    }

    /// Clears the ground for a new attempt, if the grant still allows it.
    fn begin_writing(&self, id: ExchangeId, target: &Target) -> Result<CancellationToken, Fault> {
        let mut world = self.world();
        let open = world.open.get(&id).ok_or_else(crate::feed::too_late)?;
        world.check_grant(&open.exchange.cause, &open.identity, target)?;
        let open = world.open_mut(id)?;
        open.stop = CancellationToken::new();
        open.writing = Writing::default();
        open.unsent.clear();
        Ok(open.stop.clone())
    }

    /// Tells the window of new text, at most once every [`DELTA_PACE`].
    async fn stream(&self, id: ExchangeId, came: &Notify) -> Infallible {
        came.notified().await;
        loop {
            self.send_deltas(id);
            let next = Instant::now() + DELTA_PACE;
            // A short answer ends here: setting an alarm would wake the runtime for nothing.
            came.notified().await;
            tokio::time::sleep_until(next).await;
        }
    }

    fn send_deltas(&self, id: ExchangeId) {
        let mut world = self.world();
        let Ok(open) = world.open_mut(id) else { return };
        if open.unsent.is_empty() {
            return;
        }
        let text = std::mem::take(&mut open.unsent);
        open.writing.seq += 1;
        open.writing.text.push_str(&text);
        let seq = open.writing.seq;
        world.publish(AppEvent::Delta { exchange: id, seq, text });
    }
}
