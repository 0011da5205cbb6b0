//! The desk: where exchanges wait for a person.

use std::sync::Arc;

use domain::estimate::Weight;
use domain::exchange::{Event, Outcome};
use domain::history::Summary;
use domain::reply::ReplyRemark;
use domain::{
    Beside, Content, Countersigned, Exchange, Fault, FaultCode, Identity, Money, Passed, Prompt,
    Recorded, Reply, State, StopReason, Target, Timestamp, Timing, Usage,
};
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

use crate::feed::{World, too_late};
use crate::view::{DeskView, JournalLine, Offers, Writing};

/// An exchange that is not closed yet.
pub(crate) struct OpenExchange {
    pub(crate) exchange: Exchange,
    /// What the server is, as of the request.
    pub(crate) identity: Identity,
    /// What it asks, weighed.
    pub(crate) weight: Weight,
    pub(crate) journal: Vec<JournalLine>,
    /// Whom to tell what the person decided.
    pub(crate) waiting: Option<oneshot::Sender<Verdict>>,
    /// Stops the writing under way.
    pub(crate) stop: CancellationToken,
    /// What is being written.
    pub(crate) writing: Writing,
    /// What to notice about the reply that was written last.
    pub(crate) reply_remarks: Vec<ReplyRemark>,
    /// The reply that is filled in when the prompt is signed for a person to answer.
    pub(crate) filled_in: Option<Arc<Reply>>,
    /// What came since the window was last told.
    pub(crate) unsent: Unsent,
    /// Held by whoever records, from the change to its being durable.
    pub(crate) turn: Arc<tokio::sync::Mutex<()>>,
    opened_at: Timestamp,
    changed_at: Timestamp,
    unwritten: Vec<Recorded>,
    durable: bool,
}

/// What came of a model's writing and the window does not know yet.
#[derive(Default)]
pub(crate) struct Unsent {
    pub(crate) text: String,
    pub(crate) thinking: String,
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
        weight: Weight,
        at: Timestamp,
    ) -> Self {
        let mut open = Self {
            exchange,
            identity,
            weight,
            journal: Vec::new(),
            waiting: None,
            stop: CancellationToken::new(),
            writing: Writing::default(),
            reply_remarks: Vec::new(),
            filled_in: None,
            unsent: Unsent::default(),
            turn: Arc::default(),
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

    /// What a model had written by now, as the end of its try: nobody waits for the rest.
    pub(crate) fn unfinished(&self, at: Timestamp) -> Option<Event> {
        let text = format!("{}{}", self.writing.text, self.unsent.text);
        let Some(Target::Model { model }) = self.exchange.sent.as_ref().map(|sent| &sent.target)
        else {
            return None;
        };
        if *self.exchange.state() != State::Generating || text.is_empty() {
            return None;
        }
        let partial = Reply {
            content: vec![Content::text(text)],
            model: model.model.clone(),
            stop_reason: StopReason::Stopped,
            usage: None,
            request_id: None,
        };
        let message = "Nobody waited for it any more, so the writing was stopped.";
        Some(Event::AttemptFailed {
            fault: Fault::new(FaultCode::Stopped, message),
            partial: Some(partial.into()),
            timing: Timing { first_ms: None, total_ms: at.since(self.changed_at) },
            beside: Beside::default(),
        })
    }

    /// It as one line.
    pub(crate) fn summary(&self) -> Summary {
        summary(&self.exchange, self.opened_at, self.changed_at)
    }

    /// What a decision about it needs.
    pub(crate) fn desk_view(&self, world: &World) -> DeskView {
        let offers = self.offers(world, &self.weight);
        DeskView {
            remarks: self.exchange.remarks(),
            reply_remarks: self.reply_remarks.clone(),
            granted: offers.models.iter().map(|offered| offered.model.clone()).collect(),
            offers,
            earlier: world.same_again(&self.exchange),
            writing: matches!(self.exchange.state(), State::Generating)
                .then(|| self.writing.clone()),
        }
    }

    /// The models that may write for it, if its prompt weighs this much.
    pub(crate) fn offers(&self, world: &World, weight: &Weight) -> Offers {
        let grant = world.grants.get(&self.exchange.cause.server);
        let grant = grant.filter(|grant| grant.identity == self.identity);
        world.ranked(grant, &self.identity, &self.exchange.asked.preferences, weight)
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
        // What a person wrote is nobody's to edit.
        let by_hand = said.is_some_and(|said| said.target == Target::Person);
        !by_hand
            && said.is_none_or(
                |said| !matches!(&said.outcome, Outcome::Reply { reply } if same(reply, &returned.reply)),
            )
    });
    Summary {
        id: exchange.id,
        server: cause.server,
        server_name: cause.server_name.clone(),
        door: cause.door,
        revision: cause.revision.clone(),
        call: cause.call.as_ref().filter(|_| cause.certain).map(|call| call.id),
        called: cause.call.as_ref().map(|call| call.what.called()),
        round: cause.round.clone(),
        model,
        turn: cause.turn,
        state: exchange.state().clone(),
        preview: preview(exchange),
        opened_at,
        changed_at,
        usage: replies().filter_map(|reply| reply.usage).reduce(add),
        cost: cost(exchange),
        edited: prompt_edited || reply_edited,
        kept_informed: cause.keeps_informed(&exchange.asked),
    }
}

/// What stands for it in a list: of a request that could not be taken, why.
fn preview(exchange: &Exchange) -> String {
    match exchange.state() {
        State::Failed { fault } if exchange.asked.messages.is_empty() => {
            fault.message.chars().take(PREVIEW).collect()
        }
        State::Received
        | State::PromptReview
        | State::Generating
        | State::ReplyReview
        | State::Released
        | State::Refused { .. }
        | State::Failed { .. }
        | State::Withdrawn { .. } => exchange.asked.preview(PREVIEW),
    }
}

/// What all attempts of models cost; `None` without one, or where that of one is not known.
fn cost(exchange: &Exchange) -> Option<Money> {
    let attempts = exchange.attempts.iter();
    let models = attempts.filter(|attempt| attempt.target != Target::Person);
    let costs = models.map(|attempt| attempt.beside.cost?.total());
    costs.reduce(|sum, cost| sum?.plus(cost?)).flatten()
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
