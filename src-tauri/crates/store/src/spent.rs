//! What attempts of models used and cost: one line each, made from the journal, and their sums.

use domain::catalogue::Pace;
use domain::history::{SpendOf, Summary};
use domain::{AccountId, Exchange, ModelRef, Money, Spend, Target};
use rusqlite::{Connection, Row};
use uuid::Uuid;

use crate::error::Result;
use crate::journal;

/// Writes the lines of one exchange, in place of those before.
pub(crate) fn note(
    connection: &Connection,
    number: i64,
    summary: &Summary,
    exchange: &Exchange,
) -> Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT OR REPLACE INTO spent
         (number, attempt, server, call, account, model, input, cached, output, reasoning, cost, ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?;
    for (at, attempt) in (0_i64..).zip(&exchange.attempts) {
        let Target::Model { model } = &attempt.target else { continue };
        let usage = attempt.usage().unwrap_or_default();
        let cost = attempt.beside.cost.and_then(|cost| cost.total());
        let timing = attempt.timing;
        let ms = timing.total_ms.saturating_sub(timing.first_ms.unwrap_or(0));
        insert.execute((
            number,
            at,
            summary.server.0.as_bytes(),
            summary.call.map(|call| call.0.into_bytes()),
            model.account.0.as_bytes(),
            &model.model,
            usage.input,
            usage.cached,
            usage.output,
            usage.reasoning,
            cost.and_then(|cost| i64::try_from(cost.0).ok()),
            ms,
        ))?;
    }
    Ok(())
}

/// The sum over what is asked for.
pub(crate) fn sum(connection: &Connection, of: SpendOf) -> Result<Spend> {
    let (filter, key) = match of {
        SpendOf::Exchange(id) => match journal::number(connection, id)? {
            Some(number) => ("number = ?1", rusqlite::types::Value::Integer(number)),
            None => return Ok(Spend::default()),
        },
        SpendOf::Call(id) => ("call = ?1", blob(id.0)),
        SpendOf::Account(id) => ("account = ?1", blob(id.0)),
    };
    let sql = format!("SELECT {SUMS} FROM spent WHERE {filter}");
    Ok(connection.prepare_cached(&sql)?.query_row([key], |row| read(row, 0))?)
}

/// The sums over lines of `spent`, in the order in which [`read`] wants them.
pub(crate) const SUMS: &str = "count(attempt), ifnull(sum(input), 0), ifnull(sum(cached), 0),
    ifnull(sum(output), 0), ifnull(sum(reasoning), 0), ifnull(sum(cost), 0),
    count(attempt) - count(cost)";

/// Seven sums, from this column on.
pub(crate) fn read(row: &Row<'_>, first: usize) -> rusqlite::Result<Spend> {
    let number = |at: usize| row.get::<_, i64>(first + at).map(i64::unsigned_abs);
    Ok(Spend {
        attempts: number(0)?,
        input: number(1)?,
        cached: number(2)?,
        output: number(3)?,
        reasoning: number(4)?,
        cost: Money(number(5)?),
        unpriced: number(6)?,
    })
}

/// How many exchanges, counted from the newest, tell how fast models are.
const RECENT: i64 = 20_000;

/// How fast each model has been lately: over those attempts of which both figures are known.
pub(crate) fn paces(connection: &Connection) -> Result<Vec<(ModelRef, Pace)>> {
    let mut statement = connection.prepare_cached(
        "SELECT account, model, sum(output), sum(ms) FROM spent
         WHERE number > (SELECT max(number) FROM spent) - ?1 AND output > 0 AND ms > 0
         GROUP BY account, model",
    )?;
    let rows = statement.query_map([RECENT], |row| {
        let account = AccountId(Uuid::from_bytes(row.get::<_, [u8; 16]>(0)?));
        let number = |at: usize| row.get::<_, i64>(at).map(i64::unsigned_abs);
        let pace = Pace { tokens: number(2)?, ms: number(3)? };
        Ok((ModelRef { account, model: row.get(1)? }, pace))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn blob(id: Uuid) -> rusqlite::types::Value {
    rusqlite::types::Value::Blob(id.into_bytes().to_vec())
}
