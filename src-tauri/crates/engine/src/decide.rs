//! The one point at which a person decides.

use std::sync::Arc;

use domain::exchange::{Event, Outcome};
use domain::reply::ReplyRemark;
use domain::{ExchangeId, Fault, FaultCode, Gate, Passed, Prompt, Reply, Signer, State, Target};

use crate::desk::Verdict;
use crate::feed::too_late;
use crate::view::{Decision, Span};
use crate::{Engine, invalid, remarks};

impl Engine {
    /// Decides about an open exchange.
    ///
    /// `seen` is how many events the person had seen ([`domain::Exchange::events`]): a decision on an older
    /// picture is refused, so that nobody signs what they have not looked at.
    ///
    /// # Errors
    /// `TooLate` when it moved on meanwhile; `NotGranted` when the server may not use that model;
    /// `Invalid` when there is nothing that could be sent.
    pub async fn decide_exchange(
        &self,
        id: ExchangeId,
        seen: u32,
        decision: Decision,
    ) -> Result<(), Fault> {
        let event = match decision {
            Decision::Stop => return self.stop_writing(id),
            Decision::SignPrompt { target, edited, span } => {
                self.check_target(id, &target, edited.as_deref())?;
                if let (Span::Session, Target::Model { model }) = (span, &target) {
                    self.check_seen(id, seen)?;
                    self.make_rule(id, model)?;
                }
                let digest = self.world().digest(id, &target, edited.as_deref());
                let (by, edited) = (Signer::Person, edited.map(Into::into));
                Event::PromptSigned { by, target, edited, digest }
            }
            Decision::FillIn => {
                self.check_seen(id, seen)?;
                self.fill_in(id)?;
                Event::PromptSigned {
                    by: Signer::Person,
                    target: Target::Person,
                    edited: None,
                    digest: None,
                }
            }
            Decision::SignReply { attempt, edited, despite } => {
                let despite = self.fit_reply(id, attempt, edited.as_deref(), &despite)?;
                let edited = edited.map(Into::into);
                Event::ReplySigned { by: Signer::Person, attempt, edited, despite }
            }
            Decision::Refuse { reason } => {
                let at_reply =
                    matches!(self.world().open_mut(id)?.exchange.state(), State::ReplyReview);
                let gate = if at_reply { Gate::Reply } else { Gate::Prompt };
                let reason =
                    reason.map(|text| text.trim().to_string()).filter(|text| !text.is_empty());
                Event::Refused { gate, by: Signer::Person, reason }
            }
        };
        self.settle(id, seen, event).await
    }

    /// Makes a person's decision durable and tells the flow that waits for it.
    async fn settle(&self, id: ExchangeId, seen: u32, event: Event) -> Result<(), Fault> {
        let reason = if let Event::Refused { reason, .. } = &event { reason.clone() } else { None };
        let waiting = {
            let mut world = self.world();
            let open = world.open_mut(id)?;
            if open.exchange.events() != seen {
                return Err(too_late());
            }
            open.waiting.take().ok_or_else(too_late)?
        };
        let (verdict, outcome) = match self.record(id, Some(seen), vec![event]).await {
            Ok(Passed::Prompt(prompt)) => (Verdict::Prompt(prompt), Ok(())),
            Ok(Passed::Reply(reply)) => (Verdict::Reply(reply), Ok(())),
            Ok(Passed::Nothing) => (Verdict::Refused { reason }, Ok(())),
            Err(fault) if fault.code == FaultCode::TooLate => {
                // Not a decision: whoever waits goes on waiting.
                if let Ok(open) = self.world().open_mut(id) {
                    open.waiting = Some(waiting);
                }
                return Err(fault);
            }
            Err(fault) => (Verdict::Failed(fault.clone()), Err(fault)),
        };
        // The flow may have ended this very moment; it has then withdrawn the exchange itself.
        drop(waiting.send(verdict));
        outcome
    }

    fn stop_writing(&self, id: ExchangeId) -> Result<(), Fault> {
        let mut world = self.world();
        let open = world.open_mut(id)?;
        if !matches!(open.exchange.state(), State::Generating) {
            return Err(too_late());
        }
        open.stop.cancel();
        Ok(())
    }

    fn check_seen(&self, id: ExchangeId, seen: u32) -> Result<(), Fault> {
        let mut world = self.world();
        if world.open_mut(id)?.exchange.events() == seen { Ok(()) } else { Err(too_late()) }
    }

    /// What to notice about a reply as it would be signed.
    ///
    /// # Errors
    /// `TooLate` when the exchange is not open any more.
    #[expect(clippy::unused_async, reason = "every command is awaited the same way")]
    pub async fn check_reply(
        &self,
        id: ExchangeId,
        reply: Box<Reply>,
    ) -> Result<Vec<ReplyRemark>, Fault> {
        let asked = Arc::clone(&self.world().open_mut(id)?.exchange.asked);
        Ok(remarks::of_reply(&reply, &asked.tools))
    }

    /// Whether the server's revision can carry this reply at all, and whether the person has seen
    /// what is wrong with it: that is given back.
    fn fit_reply(
        &self,
        id: ExchangeId,
        attempt: u32,
        edited: Option<&Reply>,
        despite: &[ReplyRemark],
    ) -> Result<Vec<ReplyRemark>, Fault> {
        let (said, asked, revision) = {
            let world = self.world();
            let exchange = &world.open.get(&id).ok_or_else(too_late)?.exchange;
            let of = usize::try_from(attempt).ok().and_then(|index| exchange.attempts.get(index));
            let Some(Outcome::Reply { reply }) = of.map(|attempt| &attempt.outcome) else {
                return Err(invalid("That try gave no answer, so there is nothing to sign."));
            };
            let revision = exchange.cause.revision.clone();
            (Arc::clone(reply), Arc::clone(&exchange.asked), revision)
        };
        // Not under the lock: a schema is the server's, and may be large.
        let reply = edited.unwrap_or(&said);
        mcp::fits(reply, &asked, &revision)?;
        let wrong = remarks::of_reply(reply, &asked.tools);
        let wrong: Vec<_> = wrong.into_iter().filter(ReplyRemark::is_misfit).collect();
        match wrong.iter().find(|remark| !despite.contains(remark)) {
            None => Ok(wrong),
            Some(unseen) => {
                Err(invalid(format!("{unseen} Mend it, or say that you sign it as it is.")))
            }
        }
    }

    /// Whether this prompt may go to this target at all.
    fn check_target(
        &self,
        id: ExchangeId,
        target: &Target,
        edited: Option<&Prompt>,
    ) -> Result<(), Fault> {
        let world = self.world();
        let open = world.open.get(&id).ok_or_else(too_late)?;
        world.check_grant(&open.exchange.cause, &open.identity, target)?;
        let prompt = edited.unwrap_or_else(|| open.exchange.prompt());
        match (target, prompt.sendable()) {
            (Target::Person, _) | (Target::Model { .. }, Ok(())) => Ok(()),
            (Target::Model { .. }, Err(domain::prompt::Remark::NoRoom)) => Err(invalid(
                "The limit is 0 tokens, so no model could answer. Raise “max tokens” first.",
            )),
            (Target::Model { .. }, Err(domain::prompt::Remark::Unbalanced { message })) => {
                Err(invalid(format!(
                    "Message {} breaks the order of tools: each use of a tool needs its result in \
                     the message right after it, and no other. Put it back first.",
                    message + 1
                )))
            }
            (Target::Model { .. }, Err(domain::prompt::Remark::NoTools)) => Err(invalid(
                "The model is told to use a tool, and there is none. Put a tool back, or let it choose.",
            )),
            (Target::Model { .. }, Err(_)) => {
                Err(invalid("There is no message that a model could answer. Add one first."))
            }
        }
    }
}
