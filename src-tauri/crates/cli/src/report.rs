//! What a run prints at its end.

use domain::exchange::Outcome;
use domain::history::Query;
use domain::{
    Door, Elicitation, Era, ExchangeId, Fault, FaultCode, Prompt, Reply, State, StopReason,
    Timestamp, Usage,
};
use engine::Engine;
use engine::view::JournalLine;
use serde::Serialize;
use serde_json::Value;

/// The one object that `--json` prints.
#[derive(Serialize)]
pub(crate) struct Report {
    /// The MCP tool result of the last run, if it got that far.
    pub(crate) result: Option<Value>,
    /// Why it did not.
    pub(crate) error: Option<Failure>,
    /// Every exchange, oldest first.
    pub(crate) exchanges: Vec<Line>,
    /// Every question to the person, oldest first.
    pub(crate) questions: Vec<Elicitation>,
}

/// Why a run failed.
#[derive(Serialize)]
pub(crate) struct Failure {
    pub(crate) code: FaultCode,
    pub(crate) message: String,
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self { code: fault.code, message: fault.message }
    }
}

/// One exchange.
#[derive(Serialize)]
pub(crate) struct Line {
    id: ExchangeId,
    door: Door,
    era: Era,
    pub(crate) state: State,
    model: Option<String>,
    prompt_asked: Prompt,
    prompt_sent: Option<Prompt>,
    reply_generated: Option<Reply>,
    reply_returned: Option<Reply>,
    stop_reason: Option<StopReason>,
    usage: Option<Usage>,
    timings_ms: Timings,
    events: Vec<JournalLine>,
}

/// Milliseconds. What did not happen is absent.
#[derive(Serialize)]
struct Timings {
    /// From arrival to the first signature.
    prompt_gate: Option<u32>,
    /// From sending to the first text, of the last attempt.
    first_text: Option<u32>,
    /// From sending to the end, of the last attempt.
    generation: Option<u32>,
    /// From the reply to its signature.
    reply_gate: Option<u32>,
    /// From arrival to the end.
    total: Option<u32>,
}

/// Every exchange of a throw-away profile, oldest first.
pub(crate) async fn exchanges(engine: &Engine) -> Result<Vec<Line>, Fault> {
    let mut lines = Vec::new();
    let mut query = Query { limit: 500, ..Query::default() };
    loop {
        let page = engine.list_history(query.clone()).await?;
        for row in &page.rows {
            lines.push(line(engine, row.id).await?);
        }
        match page.next {
            Some(before) => query.before = Some(before),
            None => break,
        }
    }
    lines.reverse();
    Ok(lines)
}

/// Every question of a throw-away profile, oldest first.
pub(crate) async fn questions(engine: &Engine) -> Result<Vec<Elicitation>, Fault> {
    let (always, never) = (Timestamp(i64::MIN), Timestamp(i64::MAX));
    let mut questions = engine.list_elicitations(None, always, never).await?;
    questions.reverse();
    Ok(questions)
}

async fn line(engine: &Engine, id: ExchangeId) -> Result<Line, Fault> {
    let detail = engine.get_exchange(id).await?;
    let (exchange, journal) = (detail.exchange, detail.journal);
    let last = exchange.attempts.last();
    let reply_generated = last.and_then(|attempt| match &attempt.outcome {
        Outcome::Reply { reply } => Some(reply.as_ref().clone()),
        Outcome::Fault { partial, .. } => partial.as_deref().cloned(),
    });
    let at = |name: &str| journal.iter().find(|line| line.event == name).map(|line| line.at);
    let between = |from: Option<Timestamp>, to: Option<Timestamp>| Some(to?.since(from?));
    let timings_ms = Timings {
        prompt_gate: between(at("received"), at("prompt_signed")),
        first_text: last.and_then(|attempt| attempt.timing.first_ms),
        generation: last.map(|attempt| attempt.timing.total_ms),
        reply_gate: between(at("drafted"), at("reply_signed")),
        total: between(journal.first().map(|line| line.at), journal.last().map(|line| line.at)),
    };
    let returned = exchange.returned.as_ref().map(|returned| returned.reply.as_ref().clone());
    let newest = returned.as_ref().or(reply_generated.as_ref());
    Ok(Line {
        id,
        door: exchange.cause.door,
        era: exchange.cause.era(),
        state: exchange.state().clone(),
        model: newest.map(|reply| reply.model.clone()),
        stop_reason: newest.map(|reply| reply.stop_reason.clone()),
        usage: newest.and_then(|reply| reply.usage),
        prompt_asked: exchange.asked.as_ref().clone(),
        prompt_sent: exchange.sent.as_ref().map(|sent| sent.prompt.as_ref().clone()),
        reply_generated,
        reply_returned: returned,
        timings_ms,
        events: journal,
    })
}
