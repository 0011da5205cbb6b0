//! Bringing the search index, the filter indexes, what was spent and the totals up to date.

use domain::exchange::Outcome;
use domain::history::Summary;
use domain::{Exchange, Fault};
use rusqlite::Connection;

use super::write::in_transaction;
use crate::error::Result;
use crate::search::{self, Words};
use crate::words::{self, Tag};
use crate::{journal, spent, totals};

/// How many exchanges are indexed in one transaction, and after how many bytes of text it is enough:
/// an append that comes meanwhile waits for that long, some tens of milliseconds at most.
const SOME: u32 = 64;
const SOME_BYTES: usize = 32 * 1024;

/// How many exchanges the indexes do not know as they are.
pub(crate) fn missing(connection: &Connection) -> Result<u32> {
    let sql = "SELECT count(*) FROM exchange INDEXED BY exchange_unindexed WHERE indexed = 0";
    Ok(connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// What was done of the indexes.
pub(crate) struct Done {
    /// How many exchanges were indexed.
    pub(crate) exchanges: u32,
    /// Whether trees of the search index were merged.
    pub(crate) merged: bool,
}

/// Indexes some of them, oldest first (ids begin with the time), and goes on with what is to be merged.
pub(crate) fn some(connection: &Connection) -> Result<Done> {
    in_transaction(connection, || {
        let merged = search::merge_some(connection)?;
        let (mut exchanges, mut bytes) = (0, 0);
        for (number, summary) in next(connection)? {
            bytes += index(connection, number, &summary)?;
            exchanges += 1;
            if bytes > SOME_BYTES {
                break;
            }
        }
        Ok(Done { exchanges, merged })
    })
}

fn next(connection: &Connection) -> Result<Vec<(i64, String)>> {
    let mut statement = connection.prepare_cached(
        "SELECT number, summary FROM exchange INDEXED BY exchange_unindexed
         WHERE indexed = 0 ORDER BY id LIMIT ?1",
    )?;
    let lines = statement.query_map([SOME], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(lines.collect::<rusqlite::Result<_>>()?)
}

/// Returns how many bytes of text there were.
fn index(connection: &Connection, number: i64, summary: &str) -> Result<usize> {
    let summary: Summary = serde_json::from_str(summary)?;
    let texts = match journal::replay(connection, summary.id, number) {
        Ok(exchange) => {
            spent::note(connection, number, &summary, &exchange)?;
            Texts::of(&exchange)
        }
        Err(error) => {
            // One journal that cannot be read must not keep all others out of the index. It stays in
            // the lists, and opening it says what is wrong.
            let fault = Fault::from(error);
            tracing::error!(number, detail = fault.detail, "a journal cannot be indexed");
            Texts::default()
        }
    };
    totals::count(connection, number, &summary)?;
    let tags = [
        Some(Tag::Server(summary.server).word()),
        Some(Tag::State(summary.state.name()).word()),
        summary.model.as_deref().map(|model| Tag::Model(model).word()),
    ];
    let tags = tags.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let Texts { asked, sent, said, returned } = texts;
    let bytes = asked.len() + sent.len() + said.len() + returned.len();
    search::put(connection, number, &Words { asked, sent, said, returned, tags })?;
    connection
        .prepare_cached("UPDATE exchange SET indexed = 1 WHERE number = ?1")?
        .execute([number])?;
    Ok(bytes)
}

/// The four texts, ready for the index. One that is the same as the one before it is left out.
#[derive(Default)]
struct Texts {
    asked: String,
    sent: String,
    said: String,
    returned: String,
}

impl Texts {
    fn of(exchange: &Exchange) -> Self {
        let asked = exchange.asked.plain_text();
        let sent = exchange.sent.as_ref().map(|sent| sent.prompt.plain_text());
        let said: Vec<String> = exchange
            .attempts
            .iter()
            .filter_map(|attempt| match &attempt.outcome {
                Outcome::Reply { reply } => Some(reply.plain_text()),
                Outcome::Fault { partial, .. } => partial.as_ref().map(|reply| reply.plain_text()),
            })
            .collect();
        let returned = exchange.returned.as_ref().map(|returned| returned.reply.plain_text());
        Self {
            sent: sent.filter(|sent| *sent != asked).map_or_else(String::new, |t| words::fold(&t)),
            returned: returned
                .filter(|returned| !said.contains(returned))
                .map_or_else(String::new, |text| words::fold(&text)),
            asked: words::fold(&asked),
            said: words::fold(&said.join("\n\n")),
        }
    }
}
