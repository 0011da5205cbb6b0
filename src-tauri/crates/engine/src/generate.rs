//! Having a model write: send what was signed, stream it to the window, stop when told to.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use domain::exchange::Event;
use domain::{
    Beside, Countersigned, ExchangeId, Fault, ModelRef, Parameter, Prompt, Reply, Target, Thinking,
    Timing,
};
use providers::{Background, Delta, Failure, Provider, Written};
use tokio::sync::Notify;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::Engine;
use crate::case::Case;
use crate::desk::Unsent;
use crate::view::{AppEvent, Writing};

/// How often the window is told of new text: often enough to look fluent.
const DELTA_PACE: Duration = Duration::from_millis(30);

/// What an attempt begins with.
struct Begun {
    /// Ends it.
    stop: CancellationToken,
    /// What the model thought before.
    earlier: Vec<Arc<Thinking>>,
    /// How many tokens the model takes, where that is known.
    context: Option<u32>,
}

impl Engine {
    /// One attempt: what the model wrote, or why it could not.
    pub(crate) async fn generate(
        &self,
        case: &Case,
        prompt: &Countersigned<Prompt>,
        model: &ModelRef,
    ) -> Event {
        let failed = |fault| Event::AttemptFailed {
            fault,
            partial: None,
            timing: Timing::default(),
            beside: Beside::default(),
        };
        let Begun { stop, earlier, context } =
            match self.begin_writing(case.id, prompt.target(), model) {
                Ok(begun) => begun,
                Err(fault) => return failed(fault),
            };
        let provider: Arc<dyn Provider> = match self.provider(model.account).await {
            Ok(provider) => provider,
            Err(fault) => return failed(fault),
        };
        // As of now: what it costs is told by the prices that the person saw.
        let rates = self.world().rates(model);
        let cost = |reply: &Reply| rates.and_then(|rates| rates.cost(reply.usage.as_ref()?));
        let background = Background { earlier: &earlier, context };
        let came = Notify::new();
        let on_delta = |delta: Delta<'_>| {
            if let Ok(open) = self.world().open_mut(case.id) {
                match delta {
                    Delta::Text(text) => open.unsent.text.push_str(text),
                    Delta::Thinking(text) => open.unsent.thinking.push_str(text),
                }
                came.notify_one();
            }
        };
        let outcome = tokio::select! {
            outcome = provider.generate(prompt, background, &on_delta, &stop) => outcome,
            never = self.stream(case.id, &came) => match never {},
        };
        self.send_deltas(case.id);
        match outcome {
            Ok(Written { reply, timing, beside, .. }) => {
                self.keep_thinking(case.id, model, &beside);
                self.world().measured(model, &reply, timing);
                let beside = Beside { cost: cost(&reply), ..beside };
                Event::Drafted { reply: reply.into(), timing, beside }
            }
            Err(Failure { mut fault, partial, timing, beside }) => {
                // Only what was given back can be left out.
                fault.parameter =
                    fault.parameter.filter(|it| *it != Parameter::Thinking || !earlier.is_empty());
                let beside = Beside { cost: partial.as_deref().and_then(cost), ..beside };
                Event::AttemptFailed { fault, partial: partial.map(Into::into), timing, beside }
            }
        }
    }

    fn keep_thinking(&self, id: ExchangeId, model: &ModelRef, beside: &Beside) {
        let mut world = self.world();
        if let Some(server) = world.open.get(&id).map(|open| open.exchange.cause.server) {
            world.thoughts.keep(server, model, beside);
        }
    }

    /// Clears the ground for a new attempt, if the grant still allows it; what the model thought
    /// before, and how much it takes.
    fn begin_writing(
        &self,
        id: ExchangeId,
        target: &Target,
        model: &ModelRef,
    ) -> Result<Begun, Fault> {
        let mut world = self.world();
        let open = world.open.get(&id).ok_or_else(crate::feed::too_late)?;
        world.check_grant(&open.exchange.cause, &open.identity, target)?;
        let earlier = world.earlier(&open.exchange.cause, model);
        let context = world.context(model);
        let open = world.open_mut(id)?;
        open.stop = CancellationToken::new();
        open.writing = Writing::default();
        open.unsent = Unsent::default();
        Ok(Begun { stop: open.stop.clone(), earlier, context })
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
        let Unsent { text, thinking } = std::mem::take(&mut open.unsent);
        if text.is_empty() && thinking.is_empty() {
            return;
        }
        open.writing.seq += 1;
        open.writing.text.push_str(&text);
        open.writing.thinking.push_str(&thinking);
        let seq = open.writing.seq;
        world.publish(AppEvent::Delta { exchange: id, seq, text, thinking });
    }
}
