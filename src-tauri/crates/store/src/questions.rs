//! What servers asked the person.

use domain::{Elicitation, Fault, ServerId, Timestamp};
use rusqlite::{Connection, Row};

use crate::error::{Error, Result};

/// The most questions of one answer.
const MOST: u32 = 500;

/// A question as it is now, ready to be written.
pub(crate) struct Line {
    id: [u8; 16],
    server: [u8; 16],
    at: i64,
    open: bool,
    body: String,
}

impl Line {
    pub(crate) fn of(elicitation: &Elicitation) -> Result<Self, Fault> {
        Ok(Self {
            id: elicitation.id.0.into_bytes(),
            server: elicitation.cause.server.0.into_bytes(),
            at: elicitation.opened_at.0,
            open: !elicitation.standing().is_closed(),
            body: serde_json::to_string(elicitation).map_err(Error::Json)?,
        })
    }

    /// Writes it in place of what it was before. One that is closed is refused by the database.
    pub(crate) fn run(&self, connection: &Connection) -> Result<()> {
        connection
            .prepare_cached(
                "INSERT INTO elicitation (id, server, at, open, body) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (id) DO UPDATE SET open = excluded.open, body = excluded.body",
            )?
            .execute((&self.id, &self.server, self.at, self.open, &self.body))?;
        Ok(())
    }
}

/// Those that arrived from `since` on and before `until`, newest first.
pub(crate) fn between(
    connection: &Connection,
    server: Option<ServerId>,
    since: Timestamp,
    until: Timestamp,
) -> Result<Vec<Elicitation>> {
    let mut statement = connection.prepare_cached(
        "SELECT body FROM elicitation INDEXED BY elicitation_by_time
         WHERE at >= ?1 AND at < ?2 AND (?3 IS NULL OR server = ?3)
         ORDER BY at DESC, number DESC LIMIT ?4",
    )?;
    let server = server.map(|id| id.0.into_bytes());
    let mut rows = statement.query((since.0, until.0, server, MOST))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(row)?);
    }
    Ok(found)
}

/// Those that are open.
pub(crate) fn open(connection: &Connection) -> Result<Vec<Elicitation>> {
    let mut statement = connection.prepare_cached(
        "SELECT body FROM elicitation INDEXED BY elicitation_open WHERE open = 1 ORDER BY number",
    )?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(row)?);
    }
    Ok(found)
}

fn read(row: &Row<'_>) -> Result<Elicitation> {
    Ok(serde_json::from_str(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?)
}
