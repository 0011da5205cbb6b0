//! An exchange: one request for a completion and all that happens to it.
//!
//! [`Exchange::apply`] is pure and the only way to change state. Live code, replay from the
//! database and the stored projection all use it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::cause::Cause;
use crate::fault::Fault;
use crate::id::{ExchangeId, Timestamp};
use crate::prompt::Prompt;
use crate::reply::Reply;
use crate::signature::{Countersigned, Gate, Signer, Target};

/// Where an exchange stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum State {
    /// It arrived and is durable; nobody has seen it.
    Received,
    /// It waits for a signature on the prompt.
    PromptReview,
    /// A model writes.
    Generating,
    /// It waits for a signature on the reply.
    ReplyReview,
    /// The reply was signed and may go back. The end.
    Released,
    /// Someone said no. The end.
    Refused {
        /// At which gate.
        gate: Gate,
        /// Who.
        by: Signer,
        /// The reason that the server is told, if one was given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        reason: Option<String>,
    },
    /// It could not be done. The end.
    Failed {
        /// Why.
        fault: Fault,
    },
    /// Nobody waits for it any more. The end.
    Withdrawn {
        /// Why.
        why: Withdrawal,
    },
}

impl State {
    /// Whether nothing can happen any more.
    pub fn is_closed(&self) -> bool {
        match self {
            Self::Received | Self::PromptReview | Self::Generating | Self::ReplyReview => false,
            Self::Released
            | Self::Refused { .. }
            | Self::Failed { .. }
            | Self::Withdrawn { .. } => true,
        }
    }

    /// Its name, as in JSON, in the database and in the history's filters.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::PromptReview => "prompt_review",
            Self::Generating => "generating",
            Self::ReplyReview => "reply_review",
            Self::Released => "released",
            Self::Refused { .. } => "refused",
            Self::Failed { .. } => "failed",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }
}

/// Why nobody waits any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Withdrawal {
    /// The server took its request back.
    ServerCancelled,
    /// The call that caused it was cancelled by the person.
    CallCancelled,
    /// The call that caused it ended without waiting.
    CallEnded,
    /// The server exited, crashed or was stopped.
    ServerGone,
    /// Another request of the same round was refused, so the call cannot go on.
    RoundRefused,
    /// Countersign was closed, or crashed, while it was open.
    AppClosed,
}

/// What can happen to an exchange.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// It arrived. Always the first event, and never again.
    Received {
        /// Why the server asks.
        cause: Box<Cause>,
        /// What it asks.
        prompt: Arc<Prompt>,
    },
    /// It was put on the desk for a person.
    Presented,
    /// The prompt was signed. From `ReplyReview` this means "again".
    PromptSigned {
        /// Who signed.
        by: Signer,
        /// Who is to write the reply.
        target: Target,
        /// The prompt, if it differs from what was asked (or, for "again", from what was sent last).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        edited: Option<Arc<Prompt>>,
    },
    /// A reply was written.
    Drafted {
        /// The reply.
        reply: Arc<Reply>,
        /// How long it took.
        timing: Timing,
    },
    /// No reply could be written; the person may try again, write it, or refuse.
    AttemptFailed {
        /// Why.
        fault: Fault,
        /// What had come before it failed; shown and kept, never returned.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        partial: Option<Arc<Reply>>,
        /// How long it took.
        timing: Timing,
    },
    /// The reply was signed.
    ReplySigned {
        /// Who signed.
        by: Signer,
        /// Which attempt, counted from 0.
        attempt: u32,
        /// The reply, if it differs from that attempt's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        edited: Option<Arc<Reply>>,
    },
    /// Someone said no.
    Refused {
        /// At which gate.
        gate: Gate,
        /// Who.
        by: Signer,
        /// The reason that the server is told, if one was given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        reason: Option<String>,
    },
    /// It could not be done, and nobody is there to try another way.
    Failed {
        /// Why.
        fault: Fault,
    },
    /// Nobody waits for it any more.
    Withdrawn {
        /// Why.
        why: Withdrawal,
    },
}

impl Event {
    /// Its name, as in JSON and in the database.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Received { .. } => "received",
            Self::Presented => "presented",
            Self::PromptSigned { .. } => "prompt_signed",
            Self::Drafted { .. } => "drafted",
            Self::AttemptFailed { .. } => "attempt_failed",
            Self::ReplySigned { .. } => "reply_signed",
            Self::Refused { .. } => "refused",
            Self::Failed { .. } => "failed",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }
}

/// How long a reply took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Timing {
    /// Milliseconds from sending to the first piece of text; absent if none came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub first_ms: Option<u32>,
    /// Milliseconds from sending to the end.
    pub total_ms: u32,
}

/// An event as it stands in the journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Recorded {
    /// Its place, counted from 0 without gaps.
    pub seq: u32,
    /// When.
    pub at: Timestamp,
    /// What.
    pub event: Event,
}

/// One try at a reply.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Attempt {
    /// Who was to write.
    pub target: Target,
    /// What came, or why nothing did.
    pub outcome: Outcome,
    /// How long it took.
    pub timing: Timing,
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
    pub fn receive(id: ExchangeId, cause: Cause, prompt: Prompt) -> (Self, Event) {
        let (cause, asked) = (Box::new(cause), Arc::new(prompt));
        let event = Event::Received { cause: cause.clone(), prompt: Arc::clone(&asked) };
        (Self::received(id, cause, asked), event)
    }

    fn received(id: ExchangeId, cause: Box<Cause>, asked: Arc<Prompt>) -> Self {
        Self {
            id,
            cause,
            asked,
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
            Some(Event::Received { cause, prompt }) => Self::received(id, cause, prompt),
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
                Event::PromptSigned { by, target, edited },
            ) => Passed::Prompt(self.sign_prompt(by, target, edited)),
            (State::Generating, Event::Drafted { reply, timing }) => {
                self.attempt(Outcome::Reply { reply }, timing, illegal)?
            }
            (State::Generating, Event::AttemptFailed { fault, partial, timing }) => {
                self.attempt(Outcome::Fault { fault, partial }, timing, illegal)?
            }
            (State::ReplyReview, Event::ReplySigned { by, attempt, edited }) => {
                Passed::Reply(self.sign_reply(by, attempt, edited).ok_or(illegal)?)
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
    ) -> Countersigned<Prompt> {
        let prompt = edited.unwrap_or_else(|| Arc::clone(self.prompt()));
        self.sent = Some(Sent { prompt: Arc::clone(&prompt), target: target.clone(), by });
        self.state = State::Generating;
        Countersigned::new(prompt, by, target)
    }

    fn attempt(
        &mut self,
        outcome: Outcome,
        timing: Timing,
        illegal: Illegal,
    ) -> Result<Passed, Illegal> {
        let target = self.sent.as_ref().map(|sent| sent.target.clone()).ok_or(illegal)?;
        self.attempts.push(Attempt { target, outcome, timing });
        self.state = State::ReplyReview;
        Ok(Passed::Nothing)
    }

    /// `None` when there is no such attempt, or when it failed.
    fn sign_reply(
        &mut self,
        by: Signer,
        attempt: u32,
        edited: Option<Arc<Reply>>,
    ) -> Option<Countersigned<Reply>> {
        let of = self.attempts.get(usize::try_from(attempt).ok()?)?;
        let Outcome::Reply { reply: said } = &of.outcome else { return None };
        let (reply, target) = (edited.unwrap_or_else(|| Arc::clone(said)), of.target.clone());
        self.returned = Some(Returned { reply: Arc::clone(&reply), attempt, by });
        self.state = State::Released;
        Some(Countersigned::new(reply, by, target))
    }
}

#[cfg(test)]
mod tests;
