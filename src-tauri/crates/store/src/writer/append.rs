//! Adding to the journal.

use std::borrow::Cow;

use domain::history::Summary;
use domain::{Event, Fault, FaultCode, Recorded};
use rusqlite::{Connection, OptionalExtension};

use crate::error::{Error, Result};
use crate::journal;

/// An exchange's id, as the database has it.
pub(crate) type Id = [u8; 16];

/// Events for one exchange and its line after them, ready to be written: everything is text by now,
/// so the writer's thread only writes.
#[cfg_attr(test, derive(Debug, PartialEq))]
pub(crate) struct Append {
    pub(crate) id: Id,
    pub(crate) server: [u8; 16],
    pub(crate) model: Option<String>,
    pub(crate) state: Cow<'static, str>,
    pub(crate) summary: String,
    /// The place of the first event.
    pub(crate) first: u32,
    /// How many events the journal has after this.
    pub(crate) events: u32,
    /// Whether the first event is the arrival.
    pub(crate) arrives: bool,
    /// When, and the event as JSON.
    pub(crate) bodies: Vec<(i64, String)>,
}

impl Append {
    pub(crate) fn new(summary: &Summary, events: &[Recorded]) -> Result<Self, Fault> {
        let first = events.first().ok_or_else(|| wrong("no event"))?;
        let mut next = first.seq;
        let mut bodies = Vec::with_capacity(events.len());
        for recorded in events {
            if recorded.seq != next {
                return Err(wrong("a gap between the events"));
            }
            if next > journal::SEQ_MAX {
                return Err(wrong("too many events"));
            }
            next += 1;
            let body = serde_json::to_string(&recorded.event).map_err(Error::Json)?;
            bodies.push((recorded.at.0, body));
        }
        Ok(Self {
            id: summary.id.0.into_bytes(),
            server: summary.server.0.into_bytes(),
            model: summary.model.clone(),
            state: summary.state.name().into(),
            summary: serde_json::to_string(summary).map_err(Error::Json)?,
            first: first.seq,
            events: next,
            arrives: matches!(first.event, Event::Received { .. }),
            bodies,
        })
    }

    /// About how many bytes it writes.
    pub(crate) fn size(&self) -> usize {
        self.summary.len() + self.bodies.iter().map(|(_, body)| body.len()).sum::<usize>()
    }

    /// Whether the exchange is closed after this.
    pub(crate) fn closes(&self) -> bool {
        !journal::open_states().contains(&self.state.as_ref())
    }

    /// Refuses events that do not begin at the place that comes next.
    pub(crate) fn carries_on(&self, next: u32) -> Result<(), Fault> {
        if self.first == next {
            return Ok(());
        }
        Err(wrong(&format!("place {next} comes next, not {}", self.first)))
    }

    /// Whether the database has these events, or later ones.
    pub(crate) fn is_known(&self, connection: &Connection) -> Result<bool> {
        Ok(self.found(connection)?.is_some_and(|found| found.events >= self.events))
    }

    pub(crate) fn run(&self, connection: &Connection) -> Result<()> {
        let number = self.line(connection)?;
        let mut insert = connection
            .prepare_cached("INSERT INTO exchange_event (place, at, body) VALUES (?1, ?2, ?3)")?;
        for (seq, (at, body)) in (self.first..).zip(&self.bodies) {
            insert.execute((journal::place(number, seq), at, body))?;
        }
        Ok(())
    }

    /// What the database has of the exchange.
    fn found(&self, connection: &Connection) -> Result<Option<Found>> {
        let mut statement = connection.prepare_cached(
            "SELECT number, events, state, indexed FROM exchange WHERE id = ?1 AND indexed = 0
             UNION ALL
             SELECT number, events, state, indexed FROM exchange WHERE id = ?1 AND indexed = 1",
        )?;
        let found = statement.query_row([&self.id], |row| {
            let state = row.get::<_, String>(2)?;
            let open = journal::open_states().contains(&state.as_str());
            Ok(Found { number: row.get(0)?, events: row.get(1)?, open, indexed: row.get(3)? })
        });
        Ok(found.optional()?)
    }

    /// Writes the line, and returns the number of the exchange.
    fn line(&self, connection: &Connection) -> Result<i64> {
        let Some(Found { number, events, open, indexed }) = self.found(connection)? else {
            return self.insert(connection);
        };
        if !open {
            return Err(wrong("the exchange is closed").into());
        }
        self.carries_on(events)?;
        // Written only when it changes: it would touch an index that has nothing to learn.
        let sql = if indexed {
            "UPDATE exchange SET model = ?2, state = ?3, events = ?4, summary = ?5, indexed = 0
             WHERE number = ?1"
        } else {
            "UPDATE exchange SET model = ?2, state = ?3, events = ?4, summary = ?5
             WHERE number = ?1"
        };
        let line = (number, &self.model, &self.state, self.events, &self.summary);
        connection.prepare_cached(sql)?.execute(line)?;
        Ok(number)
    }

    fn insert(&self, connection: &Connection) -> Result<i64> {
        if self.first != 0 || !self.arrives {
            return Err(wrong("an exchange begins with its arrival").into());
        }
        connection
            .prepare_cached(
                "INSERT INTO exchange (id, server, model, state, events, indexed, summary)
                 VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6)",
            )?
            .execute((
                &self.id,
                &self.server,
                &self.model,
                &self.state,
                self.events,
                &self.summary,
            ))?;
        Ok(connection.last_insert_rowid())
    }
}

/// What the database has of an exchange.
struct Found {
    number: i64,
    events: u32,
    open: bool,
    indexed: bool,
}

fn wrong(detail: &str) -> Fault {
    let message = "The history refused an event that does not fit, and wrote nothing of it.";
    Fault::new(FaultCode::Internal, message).with_detail(detail)
}
