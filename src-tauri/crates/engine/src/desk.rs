//! The desk: where exchanges wait for a person.

use std::sync::Arc;

use domain::exchange::{Event, Outcome};
use domain::history::Summary;
use domain::{
    Countersigned, Exchange, ExchangeId, Fault, FaultCode, Gate, Identity, Passed, Prompt,
    Recorded, Reply, Signer, State, Target, Timestamp, Usage, choice,
};
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

use crate::feed::{World, too_late};
use crate::view::{Decision, DeskView, JournalLine, Span, Writing};
use crate::{Engine, invalid};

/// An exchange that is not closed yet.
pub(crate) struct OpenExchange {
    pub(crate) exchange: Exchange,
    /// What the server is, as of the request.
    pub(crate) identity: Identity,
    pub(crate) journal: Vec<JournalLine>,
    /// Whom to tell what the person decided.
    pub(crate) waiting: Option<oneshot::Sender<Verdict>>,
    /// Stops the writing under way.
    pub(crate) stop: CancellationToken,
    /// What is being written.
    pub(crate) writing: Writing,
    /// What came since the window was last told.
    pub(crate) unsent: String,
    opened_at: Timestamp,
    changed_at: Timestamp,
    unwritten: Vec<Recorded>,
    durable: bool,
}

/// What a person decided, with the proof.
#[derive(Debug)]
pub(crate) enum Verdict {
    /// The prompt may go to its target.
    Prompt(Countersigned<Prompt>),
    /// The reply may go to the server.
    Reply(Countersigned<Reply>),
    /// No.
    Refused { reason: Option<String> },
    /// The decision could not be made durable, so nothing passes.
    Failed(Fault),
}

impl OpenExchange {
    /// An exchange that has just arrived; not durable until its first write.
    pub(crate) fn new(
        exchange: Exchange,
        received: Event,
        identity: Identity,
        at: Timestamp,
    ) -> Self {
        let mut open = Self {
            exchange,
            identity,
            journal: Vec::new(),
            waiting: None,
            stop: CancellationToken::new(),
            writing: Writing::default(),
            unsent: String::new(),
            opened_at: at,
            changed_at: at,
            unwritten: Vec::new(),
            durable: false,
        };
        open.note(Recorded { seq: 0, at, event: received });
        open
    }

    /// Moves it on; the event is written with the next write.
    pub(crate) fn apply(&mut self, event: Event, at: Timestamp) -> Result<Passed, Fault> {
        let seq = self.exchange.events();
        let passed = self.exchange.apply(event.clone()).map_err(|illegal| {
            tracing::debug!(exchange = %self.exchange.id, "{illegal}");
            too_late()
        })?;
        self.changed_at = at;
        self.note(Recorded { seq, at, event });
        Ok(passed)
    }

    fn note(&mut self, recorded: Recorded) {
        self.journal.push(JournalLine::of(&recorded));
        self.unwritten.push(recorded);
    }

    pub(crate) fn take_unwritten(&mut self) -> Vec<Recorded> {
        std::mem::take(&mut self.unwritten)
    }

    pub(crate) fn written(&mut self) {
        self.durable = true;
    }

    pub(crate) fn is_durable(&self) -> bool {
        self.durable
    }

    /// It as one line.
    pub(crate) fn summary(&self) -> Summary {
        summary(&self.exchange, self.opened_at, self.changed_at)
    }

    /// What a decision about it needs.
    pub(crate) fn desk_view(&self, world: &World) -> DeskView {
        let grant = world.grants.get(&self.exchange.cause.server);
        let grant = grant.filter(|grant| grant.identity == self.identity);
        DeskView {
            remarks: self.exchange.asked.remarks(),
            choice: choice::choose(grant, &self.identity, &self.exchange.asked.preferences),
            granted: grant.map(|grant| grant.models.clone()).unwrap_or_default(),
            writing: matches!(self.exchange.state(), State::Generating)
                .then(|| self.writing.clone()),
        }
    }
}

/// How many characters of the newest message a list shows.
const PREVIEW: usize = 200;

/// An exchange as one line.
pub(crate) fn summary(exchange: &Exchange, opened_at: Timestamp, changed_at: Timestamp) -> Summary {
    let cause = &exchange.cause;
    let replies = || {
        exchange.attempts.iter().filter_map(|attempt| match &attempt.outcome {
            Outcome::Reply { reply } => Some(reply),
            Outcome::Fault { .. } => None,
        })
    };
    let model =
        exchange.returned.as_ref().map(|returned| returned.reply.model.clone()).or_else(|| {
            exchange.sent.as_ref().map(|sent| match &sent.target {
                Target::Model { model } => model.model.clone(),
                Target::Person => domain::reply::PERSON.into(),
            })
        });
    let prompt_edited =
        exchange.sent.as_ref().is_some_and(|sent| !same(&sent.prompt, &exchange.asked));
    let reply_edited = exchange.returned.as_ref().is_some_and(|returned| {
        let attempt = usize::try_from(returned.attempt).ok();
        let said = attempt.and_then(|index| exchange.attempts.get(index));
        said.is_none_or(
            |said| !matches!(&said.outcome, Outcome::Reply { reply } if same(reply, &returned.reply)),
        )
    });
    Summary {
        id: exchange.id,
        server: cause.server,
        server_name: cause.server_name.clone(),
        door: cause.door,
        revision: cause.revision.clone(),
        tool: cause.call.as_ref().map(|call| call.tool.clone()),
        model,
        state: exchange.state().clone(),
        preview: exchange.asked.preview(PREVIEW),
        opened_at,
        changed_at,
        usage: replies().filter_map(|reply| reply.usage).reduce(add),
        edited: prompt_edited || reply_edited,
    }
}

/// Whether two texts are equal; unedited ones share their memory, however long they are.
fn same<T: PartialEq>(one: &Arc<T>, other: &Arc<T>) -> bool {
    Arc::ptr_eq(one, other) || one == other
}

/// The sum of what was reported; what nobody reported stays absent.
fn add(a: Usage, b: Usage) -> Usage {
    let sum = |a: Option<u32>, b: Option<u32>| match (a, b) {
        (Some(a), Some(b)) => Some(a.saturating_add(b)),
        (one, other) => one.or(other),
    };
    Usage {
        input: sum(a.input, b.input),
        output: sum(a.output, b.output),
        cached: sum(a.cached, b.cached),
        reasoning: sum(a.reasoning, b.reasoning),
    }
}

impl JournalLine {
    /// The line without the texts.
    pub(crate) fn of(recorded: &Recorded) -> Self {
        let (by, edited) = match &recorded.event {
            Event::PromptSigned { by, edited, .. } => (Some(*by), edited.is_some()),
            Event::ReplySigned { by, edited, .. } => (Some(*by), edited.is_some()),
            Event::Refused { by, .. } => (Some(*by), false),
            Event::Received { .. }
            | Event::Presented
            | Event::Drafted { .. }
            | Event::AttemptFailed { .. }
            | Event::Failed { .. }
            | Event::Withdrawn { .. } => (None, false),
        };
        Self { seq: recorded.seq, at: recorded.at, event: recorded.event.name().into(), by, edited }
    }
}

impl Engine {
    /// The one point at which a person decides.
    ///
    /// `seen` is how many events the person had seen ([`Exchange::events`]): a decision on an older
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
                Event::PromptSigned { by: Signer::Person, target, edited: edited.map(Into::into) }
            }
            Decision::SignReply { attempt, edited } => {
                self.check_reply(id, attempt, edited.as_deref())?;
                Event::ReplySigned { by: Signer::Person, attempt, edited: edited.map(Into::into) }
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

    /// Whether the server's revision can carry this reply at all.
    fn check_reply(
        &self,
        id: ExchangeId,
        attempt: u32,
        edited: Option<&Reply>,
    ) -> Result<(), Fault> {
        let world = self.world();
        let exchange = &world.open.get(&id).ok_or_else(too_late)?.exchange;
        let of = usize::try_from(attempt).ok().and_then(|index| exchange.attempts.get(index));
        match of.map(|attempt| &attempt.outcome) {
            Some(Outcome::Reply { reply }) => {
                mcp::fits(edited.unwrap_or(reply), &exchange.cause.revision)
            }
            Some(Outcome::Fault { .. }) | None => {
                Err(invalid("That try gave no answer, so there is nothing to sign."))
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
            (Target::Model { .. }, Err(_)) => {
                Err(invalid("There is no message that a model could answer. Add one first."))
            }
        }
    }
}
