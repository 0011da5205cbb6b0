//! What can be written, and how it is committed.

use rusqlite::Connection;
use rusqlite::types::Value;

use super::append::Append;
use crate::error::Result;
use crate::{kept, questions};

/// Something to write.
pub(crate) enum Write {
    Append(Append),
    Question(questions::Line),
    Put { table: kept::Table, key: Value, body: String },
    Remove { table: kept::Table, key: Value },
}

impl Write {
    fn run(&self, connection: &Connection) -> Result<()> {
        match self {
            Self::Append(append) => append.run(connection),
            Self::Question(line) => line.run(connection),
            Self::Put { table, key, body } => kept::put(connection, *table, key, body),
            Self::Remove { table, key } => kept::remove(connection, *table, key),
        }
    }
}

/// Commits steps that are durable already, and then several writes, all at once; says how each of
/// the writes went.
pub(super) fn all<'a>(
    connection: &Connection,
    steps: &[Append],
    writes: impl Iterator<Item = &'a Write>,
) -> Result<Vec<Result<()>>> {
    in_transaction(connection, || {
        for step in steps {
            let run = alone(connection, || step.run(connection));
            // Who made it durable has looked at what came before it, so this should not be.
            run.unwrap_or_else(|error| error.log("a step does not fit the history"));
        }
        Ok(writes.map(|write| alone(connection, || write.run(connection))).collect())
    })
}

/// Commits what an earlier process left of its steps.
pub(super) fn left(connection: &Connection, steps: &[Append]) -> Result<()> {
    in_transaction(connection, || {
        for step in steps {
            if !step.is_known(connection)? {
                let run = alone(connection, || step.run(connection));
                // After a power cut the database may lack what came before it.
                run.unwrap_or_else(|error| error.log("a step does not fit the history"));
            }
        }
        Ok(())
    })
}

/// Runs something as one transaction, which its failure undoes.
pub(super) fn in_transaction<T>(
    connection: &Connection,
    run: impl FnOnce() -> Result<T>,
) -> Result<T> {
    execute(connection, "BEGIN IMMEDIATE")?;
    let result = run().and_then(|done| execute(connection, "COMMIT").map(|()| done));
    if result.is_err() && !connection.is_autocommit() {
        execute(connection, "ROLLBACK")?;
    }
    result
}

/// Runs one of a group so that its failure undoes it and nothing else.
fn alone(connection: &Connection, run: impl FnOnce() -> Result<()>) -> Result<()> {
    execute(connection, "SAVEPOINT alone")?;
    let result = run();
    if result.is_err() {
        execute(connection, "ROLLBACK TO alone")?;
    }
    execute(connection, "RELEASE alone")?;
    result
}

/// Runs a statement that is kept prepared: parsing it each time would cost more than running it.
fn execute(connection: &Connection, sql: &str) -> Result<()> {
    connection.prepare_cached(sql)?.execute([])?;
    Ok(())
}
