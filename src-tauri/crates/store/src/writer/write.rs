//! What can be written, and how it is committed.

use rusqlite::Connection;
use rusqlite::types::Value;

use super::append::Append;
use crate::error::Result;
use crate::kept;

/// Something to write.
pub(crate) enum Write {
    Append(Append),
    Put { table: kept::Table, key: Value, body: String },
    Remove { table: kept::Table, key: Value },
}

impl Write {
    /// About how many bytes it writes.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Append(append) => append.size(),
            Self::Put { body, .. } => body.len(),
            Self::Remove { .. } => 0,
        }
    }

    fn run(&self, connection: &Connection) -> Result<()> {
        match self {
            Self::Append(append) => append.run(connection),
            Self::Put { table, key, body } => kept::put(connection, *table, key, body),
            Self::Remove { table, key } => kept::remove(connection, *table, key),
        }
    }
}

/// Commits one write.
pub(super) fn one(connection: &Connection, write: &Write) -> Result<()> {
    in_transaction(connection, || write.run(connection))
}

/// Commits several writes at once, and says how each went.
pub(super) fn all<'a>(
    connection: &Connection,
    writes: impl Iterator<Item = &'a Write>,
) -> Result<Vec<Result<()>>> {
    in_transaction(connection, || Ok(writes.map(|write| alone(connection, write)).collect()))
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

/// Runs one write of a group so that its failure undoes it and nothing else.
fn alone(connection: &Connection, write: &Write) -> Result<()> {
    execute(connection, "SAVEPOINT alone")?;
    let result = write.run(connection);
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
