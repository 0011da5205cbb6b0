//! An exchange: one request for a completion and all that happens to it.
//!
//! [`Exchange::apply`] is pure and the only way to change state. Live code, replay from the
//! database and the stored projection all use it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::asked::{Asked, Oddity};
use crate::beside::Beside;
use crate::cause::Cause;
use crate::fault::Fault;
use crate::id::ExchangeId;
use crate::prompt::{Prompt, Remark};
use crate::reply::{Reply, ReplyRemark, Usage};
use crate::signature::{Countersigned, Digest, Gate, Signer, Target};

mod event;
mod state;

pub use event::{Event, Recorded, Timing};
pub use state::{State, Withdrawal};

/// One try at a reply.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Attempt {
    /// Who was to write.
    pub target: Target,
    /// What came, or why nothing did.
    pub outcome: Outcome,
    /// How long it took.
    pub timing: Timing,
    /// What came beside it.
    #[serde(default, skip_serializing_if = "Beside::is_empty")]
    #[ts(optional, as = "Option<Beside>")]
    pub beside: Beside,
}

impl Attempt {
    /// What it used, as far as the provider reported it; of one that failed, what had come.
    pub fn usage(&self) -> Option<Usage> {
        match &self.outcome {
            Outcome::Reply { reply } => reply.usage,
            Outcome::Fault { partial, .. } => partial.as_ref()?.usage,
        }
    }
}

/// What came of an attempt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Outcome {
    /// A reply.
    Reply {
        /// The reply.
        reply: Arc<Reply>,
    },
    /// Nothing usable.
    Fault {
        /// Why.
        fault: Fault,
        /// What had come before it failed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        partial: Option<Arc<Reply>>,
    },
}

/// The prompt that was last signed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Sent {
    /// The prompt.
    pub prompt: Arc<Prompt>,
    /// Who was to write the reply.
    pub target: Target,
    /// Who signed.
    pub by: Signer,
    /// The digest of the bytes that went to the model, where they were known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub digest: Option<Digest>,
}

/// The reply that was signed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Returned {
    /// The reply.
    pub reply: Arc<Reply>,
    /// Which attempt it came from.
    pub attempt: u32,
    /// Who signed.
    pub by: Signer,
    /// What was wrong with it, which the person had seen and signed all the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<ReplyRemark>>")]
    pub despite: Vec<ReplyRemark>,
}

/// One request for a completion and all that happened to it so far.
///
/// It holds the four versions of the text: `asked` (the server asked), `sent` (you sent),
/// `attempts` (the model said), `returned` (you returned).
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Exchange {
    /// Its id.
    pub id: ExchangeId,
    /// Why the server asked.
    pub cause: Box<Cause>,
    /// What it asked.
    pub asked: Arc<Prompt>,
    /// The request's JSON as it arrived, where writing `asked` back would not give the same.
    /// Not sent to the window with all else, for it may be as long as all else together.
    #[serde(skip)]
    #[ts(skip)]
    pub raw: Option<Arc<str>>,
    /// Where the request was odd and yet certain in its meaning.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<Oddity>>")]
    pub oddities: Vec<Oddity>,
    /// What was signed last, if anything.
    pub sent: Option<Sent>,
    /// What models said.
    pub attempts: Vec<Attempt>,
    /// What went back, if anything.
    pub returned: Option<Returned>,
    state: State,
    events: u32,
}

/// An event does not fit the state; nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an exchange that is {state} cannot be {event}")]
pub struct Illegal {
    /// The state's name.
    pub state: &'static str,
    /// The event's name.
    pub event: &'static str,
}

/// What an event let through a gate.
#[derive(Debug)]
pub enum Passed {
    /// Nothing.
    Nothing,
    /// A prompt may now reach its target.
    Prompt(Countersigned<Prompt>),
    /// A reply may now reach the server.
    Reply(Countersigned<Reply>),
}

impl Exchange {
    /// An exchange that has just arrived, and the event that says so.
    pub fn receive(id: ExchangeId, cause: Cause, asked: impl Into<Asked>) -> (Self, Event) {
        let Asked { prompt, raw, oddities } = asked.into();
        let exchange =
            Self::received(id, Box::new(cause), Arc::new(prompt), raw.map(Arc::from), oddities);
        let event = Event::Received {
            cause: exchange.cause.clone(),
            prompt: Arc::clone(&exchange.asked),
            raw: exchange.raw.clone(),
            oddities: exchange.oddities.clone(),
        };
        (exchange, event)
    }

    fn received(
        id: ExchangeId,
        cause: Box<Cause>,
        asked: Arc<Prompt>,
        raw: Option<Arc<str>>,
        oddities: Vec<Oddity>,
    ) -> Self {
        Self {
            id,
            cause,
            asked,
            raw,
            oddities,
            sent: None,
            attempts: Vec::new(),
            returned: None,
            state: State::Received,
            events: 1,
        }
    }

    /// Rebuilds an exchange from its journal. What passed a gate then does not pass it again.
    pub fn replay(
        id: ExchangeId,
        events: impl IntoIterator<Item = Event>,
    ) -> Result<Self, Illegal> {
        let mut events = events.into_iter();
        let mut exchange = match events.next() {
            Some(Event::Received { cause, prompt, raw, oddities }) => {
                Self::received(id, cause, prompt, raw, oddities)
            }
            Some(other) => return Err(Illegal { state: "not yet received", event: other.name() }),
            None => return Err(Illegal { state: "not yet received", event: "replayed" }),
        };
        for event in events {
            exchange.apply(event)?;
        }
        Ok(exchange)
    }

    /// Where it stands.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// How many events it has had; the next one has this place in the journal.
    pub fn events(&self) -> u32 {
        self.events
    }

    /// What a person should notice about what was asked, most pressing first.
    pub fn remarks(&self) -> Vec<Remark> {
        let odd = self.oddities.iter().map(|oddity| Remark::Odd { oddity: oddity.clone() });
        self.asked.remarks().into_iter().chain(odd).collect()
    }

    /// The prompt as it stands: what was signed last, else what was asked.
    pub fn prompt(&self) -> &Arc<Prompt> {
        self.sent.as_ref().map_or(&self.asked, |sent| &sent.prompt)
    }

    /// Moves the exchange on, and hands out the proof when something passed a gate.
    ///
    /// # Errors
    /// [`Illegal`] when the event does not fit the state; the exchange is then unchanged.
    pub fn apply(&mut self, event: Event) -> Result<Passed, Illegal> {
        let illegal = Illegal { state: self.state.name(), event: event.name() };
        if self.state.is_closed() {
            return Err(illegal);
        }
        let passed = match (&self.state, event) {
            (State::Received, Event::Presented) => {
                self.state = State::PromptReview;
                Passed::Nothing
            }
            (
                State::Received | State::PromptReview | State::ReplyReview,
                Event::PromptSigned { by, target, edited, digest },
            ) => Passed::Prompt(self.sign_prompt(by, target, edited, digest)),
            (State::Generating, Event::Drafted { reply, timing, beside }) => {
                self.attempt(Outcome::Reply { reply }, timing, beside, illegal)?
            }
            (State::Generating, Event::AttemptFailed { fault, partial, timing, beside }) => {
                self.attempt(Outcome::Fault { fault, partial }, timing, beside, illegal)?
            }
            (State::ReplyReview, Event::ReplySigned { by, attempt, edited, despite }) => {
                Passed::Reply(self.sign_reply(by, attempt, edited, despite).ok_or(illegal)?)
            }
            (
                State::PromptReview | State::Received,
                Event::Refused { gate: Gate::Prompt, by, reason },
            ) => {
                self.state = State::Refused { gate: Gate::Prompt, by, reason };
                Passed::Nothing
            }
            (State::ReplyReview, Event::Refused { gate: Gate::Reply, by, reason }) => {
                self.state = State::Refused { gate: Gate::Reply, by, reason };
                Passed::Nothing
            }
            (_, Event::Failed { fault }) => {
                self.state = State::Failed { fault };
                Passed::Nothing
            }
            (_, Event::Withdrawn { why }) => {
                self.state = State::Withdrawn { why };
                Passed::Nothing
            }
            (
                _,
                Event::Received { .. }
                | Event::Presented
                | Event::PromptSigned { .. }
                | Event::Drafted { .. }
                | Event::AttemptFailed { .. }
                | Event::ReplySigned { .. }
                | Event::Refused { .. },
            ) => return Err(illegal),
        };
        self.events += 1;
        Ok(passed)
    }

    fn sign_prompt(
        &mut self,
        by: Signer,
        target: Target,
        edited: Option<Arc<Prompt>>,
        digest: Option<Digest>,
    ) -> Countersigned<Prompt> {
        let prompt = edited.unwrap_or_else(|| Arc::clone(self.prompt()));
        let sent = Arc::clone(&prompt);
        self.sent = Some(Sent { prompt: sent, target: target.clone(), by, digest: digest.clone() });
        self.state = State::Generating;
        Countersigned::new(prompt, by, target, digest)
    }

    fn attempt(
        &mut self,
        outcome: Outcome,
        timing: Timing,
        beside: Beside,
        illegal: Illegal,
    ) -> Result<Passed, Illegal> {
        let target = self.sent.as_ref().map(|sent| sent.target.clone()).ok_or(illegal)?;
        self.attempts.push(Attempt { target, outcome, timing, beside });
        self.state = State::ReplyReview;
        Ok(Passed::Nothing)
    }

    /// `None` when there is no such attempt, or when it failed.
    fn sign_reply(
        &mut self,
        by: Signer,
        attempt: u32,
        edited: Option<Arc<Reply>>,
        despite: Vec<ReplyRemark>,
    ) -> Option<Countersigned<Reply>> {
        let of = self.attempts.get(usize::try_from(attempt).ok()?)?;
        let Outcome::Reply { reply: said } = &of.outcome else { return None };
        let (reply, target) = (edited.unwrap_or_else(|| Arc::clone(said)), of.target.clone());
        self.returned = Some(Returned { reply: Arc::clone(&reply), attempt, by, despite });
        self.state = State::Released;
        Some(Countersigned::new(reply, by, target, None))
    }
}

#[cfg(test)]
mod tests;
