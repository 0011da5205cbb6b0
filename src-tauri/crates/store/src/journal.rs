//! Reading one exchange.

use domain::exchange::Withdrawal;
use domain::history::Summary;
use domain::{Event, Exchange, ExchangeId, Fault, FaultCode, Recorded, State, Timestamp};
use rusqlite::{Connection, OptionalExtension};

use crate::error::{Error, Result};

pub(crate) const NUMBER: &str = "SELECT number FROM exchange WHERE id = ?1 AND indexed = 0
     UNION ALL
     SELECT number FROM exchange WHERE id = ?1 AND indexed = 1";

/// The number of one exchange, by which all else finds it.
pub(crate) fn number(connection: &Connection, id: ExchangeId) -> Result<Option<i64>> {
    let mut statement = connection.prepare_cached(NUMBER)?;
    Ok(statement.query_row([id.0.as_bytes()], |row| row.get(0)).optional()?)
}

/// The journal of one exchange, oldest first.
pub(crate) fn events(connection: &Connection, id: ExchangeId) -> Result<Vec<Recorded>> {
    of(connection, number(connection, id)?.ok_or_else(not_found)?)
}

/// The line of one exchange.
pub(crate) fn summary(connection: &Connection, id: ExchangeId) -> Result<Summary> {
    line(connection, number(connection, id)?.ok_or_else(not_found)?)
}

/// The line of the exchange with this number.
pub(crate) fn line(connection: &Connection, number: i64) -> Result<Summary> {
    let summary: String = connection
        .prepare_cached("SELECT summary FROM exchange WHERE number = ?1")?
        .query_row([number], |row| row.get(0))?;
    Ok(serde_json::from_str(&summary)?)
}

/// Among how many exchanges after a first turn the others are looked for.
const NEAR: i64 = 5_000;

/// The lines of the conversation that an exchange is part of, oldest first.
pub(crate) fn thread(connection: &Connection, id: ExchangeId) -> Result<Vec<Summary>> {
    // One state of the database for all statements.
    let connection = connection.unchecked_transaction()?;
    let own = summary(&connection, id)?;
    let first = own.turn.map_or(id, |turn| turn.first);
    let Some(from) = number(&connection, first)? else { return Ok(vec![own]) };
    let mut statement = connection.prepare_cached(
        "SELECT summary FROM exchange WHERE number BETWEEN ?1 AND ?2 AND server = ?3 ORDER BY number",
    )?;
    let mut rows = statement.query((from, from.saturating_add(NEAR), own.server.0.as_bytes()))?;
    let mut turns: Vec<Summary> = Vec::new();
    while let Some(row) = rows.next()? {
        let line: Summary =
            serde_json::from_str(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?;
        if line.id == first || line.turn.is_some_and(|turn| turn.first == first) {
            turns.push(line);
        }
    }
    Ok(turns)
}

/// The last place in a journal. No exchange comes near it: each event but the first two is a
/// decision, or an answer to one.
pub(crate) const SEQ_MAX: u32 = 65_535;

/// Where the event stands in the journal of all.
pub(crate) fn place(number: i64, seq: u32) -> i64 {
    number * (i64::from(SEQ_MAX) + 1) + i64::from(seq)
}

/// The journal of the exchange with this number, oldest first.
pub(crate) fn of(connection: &Connection, number: i64) -> Result<Vec<Recorded>> {
    let mut statement = connection.prepare_cached(
        "SELECT place - ?1, at, body FROM exchange_event WHERE place BETWEEN ?1 AND ?2 ORDER BY place",
    )?;
    let mut rows = statement.query([place(number, 0), place(number, SEQ_MAX)])?;
    let mut events = Vec::new();
    while let Some(row) = rows.next()? {
        let event: Event =
            serde_json::from_str(row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?)?;
        events.push(Recorded { seq: row.get(0)?, at: Timestamp(row.get(1)?), event });
    }
    Ok(events)
}

/// The exchange with this number, replayed.
pub(crate) fn replay(connection: &Connection, id: ExchangeId, number: i64) -> Result<Exchange> {
    let events = of(connection, number)?.into_iter().map(|recorded| recorded.event);
    Exchange::replay(id, events).map_err(|illegal| {
        let message = "The journal of this exchange makes no sense, so it cannot be shown.";
        Fault::new(FaultCode::Internal, message).with_detail(illegal.to_string()).into()
    })
}

/// The states in which something can still happen.
pub(crate) fn open_states() -> [&'static str; 4] {
    [State::Received, State::PromptReview, State::Generating, State::ReplyReview]
        .map(|state| state.name())
}

/// The numbers of all open exchanges, oldest first.
pub(crate) fn open(connection: &Connection) -> Result<Vec<i64>> {
    let mut numbers: Vec<i64> = Vec::new();
    for state in open_states() {
        for sql in [
            "SELECT number FROM exchange INDEXED BY exchange_by_state
             WHERE indexed = 1 AND state = ?1",
            "SELECT number FROM exchange INDEXED BY exchange_unindexed
             WHERE indexed = 0 AND state = ?1",
        ] {
            let mut statement = connection.prepare_cached(sql)?;
            for number in statement.query_map([state], |row| row.get(0))? {
                numbers.push(number?);
            }
        }
    }
    numbers.sort_unstable();
    numbers.dedup();
    Ok(numbers)
}

/// The event that withdraws this exchange because the app closed, and its line after that.
pub(crate) fn withdrawal(
    connection: &Connection,
    number: i64,
    at: Timestamp,
) -> Result<(Summary, Recorded)> {
    let mut summary = line(connection, number)?;
    let mut exchange = replay(connection, summary.id, number)?;
    let seq = exchange.events();
    let event = Event::Withdrawn { why: Withdrawal::AppClosed };
    exchange
        .apply(event.clone())
        .map_err(|illegal| Error::Fault(Fault::new(FaultCode::Internal, illegal.to_string())))?;
    summary.state = exchange.state().clone();
    summary.changed_at = at;
    Ok((summary, Recorded { seq, at, event }))
}

fn not_found() -> Fault {
    Fault::new(FaultCode::NotFound, "This exchange is not in the history.")
}
