//! Putting a database out of the way, so that a new one can begin in its place.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use domain::{Fault, FaultCode, Timestamp};
use rusqlite::Connection;

use crate::error::Error;
use crate::key::beside;
use crate::steps::SUFFIXES;

/// Renames the database at `database`, and the files that are kept beside it, to a name with the
/// date of `at`, in the same folder. Nothing is deleted. Returns the new path.
///
/// The database must not be open.
///
/// # Errors
/// `NotFound` when there is none; `Internal` when the system does not rename it, in which case
/// everything has its old name.
pub fn set_aside(database: &Path, at: Timestamp) -> Result<PathBuf, Fault> {
    if !database.exists() {
        return Err(Fault::new(FaultCode::NotFound, "There is no history to set aside."));
    }
    let aside = free_name(database, &date(at)?);
    let mut renamed: Vec<(PathBuf, PathBuf)> = Vec::new();
    // The logs first: without them the database would still open, but lack its newest part.
    for suffix in [SUFFIXES[0], SUFFIXES[1], "-wal", "-shm", ""] {
        let (from, to) = (beside(database, suffix), beside(&aside, suffix));
        match std::fs::rename(&from, &to) {
            Ok(()) => renamed.push((from, to)),
            Err(error) if error.kind() == ErrorKind::NotFound && !suffix.is_empty() => {}
            Err(error) => return Err(undo(renamed, &error)),
        }
    }
    Ok(aside)
}

fn undo(renamed: Vec<(PathBuf, PathBuf)>, error: &std::io::Error) -> Fault {
    for (from, to) in renamed.into_iter().rev() {
        if let Err(error) = std::fs::rename(&to, &from) {
            tracing::error!(%error, "a file of the history could not get its old name back");
        }
    }
    Fault::new(
        FaultCode::Internal,
        "The history could not be renamed. Close other programs that use it, then try again.",
    )
    .with_detail(error.to_string())
}

/// `history.db` becomes `history.2026-11-21-093000.db`; a number follows the date where that is taken.
fn free_name(database: &Path, date: &str) -> PathBuf {
    let stem = database.file_stem().unwrap_or_default().to_string_lossy();
    let extension =
        database.extension().map(|end| format!(".{}", end.to_string_lossy())).unwrap_or_default();
    let mut path = database.with_file_name(format!("{stem}.{date}{extension}"));
    let mut number = 2;
    while path.exists() || beside(&path, "-wal").exists() {
        path = database.with_file_name(format!("{stem}.{date}-{number}{extension}"));
        number += 1;
    }
    path
}

/// Date and time in UTC, as part of a file name.
fn date(at: Timestamp) -> Result<String, Fault> {
    let date = Connection::open_in_memory().and_then(|connection| {
        connection.query_row(
            "SELECT strftime('%Y-%m-%d-%H%M%S', ?1 / 1000, 'unixepoch')",
            [at.0],
            |row| row.get(0),
        )
    });
    date.map_err(|error| Error::Sqlite(error).into())
}
