//! The thread that moves the log into the database file, so that no append has to wait for it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;

use rusqlite::Connection;

/// From how many pages on the log is to start over: 128 MB. It does so by itself whenever writing
/// pauses, so this is only for a flood without a pause.
const LONG: i64 = 32_768;

/// Moves what can be moved each time it is called; ends when the caller is gone.
pub(crate) fn run(connection: &Connection, calls: &Receiver<()>, log_is_long: &AtomicBool) {
    while calls.recv().is_ok() {
        // Several calls at once are one.
        while calls.try_recv().is_ok() {}
        match checkpoint(connection, "PRAGMA wal_checkpoint(PASSIVE)") {
            Ok(pages) if pages > LONG => log_is_long.store(true, Ordering::Relaxed),
            Ok(_) => {}
            Err(error) => warn(&error),
        }
    }
}

/// Lets the log start over, from the writer's connection: while that does this, nothing is added.
pub(crate) fn restart_log(connection: &Connection) {
    if let Err(error) = checkpoint(connection, "PRAGMA wal_checkpoint(RESTART)") {
        warn(&error);
    }
}

/// Empties the log before the database is closed. In memory there is none, and nothing happens.
pub(crate) fn close_log(connection: &Connection) {
    if let Err(error) = checkpoint(connection, "PRAGMA wal_checkpoint(TRUNCATE)") {
        warn(&error);
    }
}

/// Returns the length of the log in pages.
fn checkpoint(connection: &Connection, sql: &str) -> rusqlite::Result<i64> {
    connection.prepare_cached(sql)?.query_row([], |row| row.get(1))
}

/// Nothing is lost when this fails: the log stays, and holds what it holds.
fn warn(error: &rusqlite::Error) {
    tracing::warn!(%error, "the log could not be moved into the history's file");
}
