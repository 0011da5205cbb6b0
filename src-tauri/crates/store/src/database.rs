//! The database file: how a connection is opened.

use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::{Fault, FaultCode};
use rusqlite::{Connection, OpenFlags};
use zeroize::Zeroizing;

use crate::error::{Error, Result, UNREADABLE};
use crate::key::DatabaseKey;
use crate::steps::{self, Log};
use crate::writer::append::Append;

pub(crate) mod migrate;

/// How long a connection waits for another process's lock.
const BUSY: Duration = Duration::from_secs(5);
/// Statements that a connection keeps prepared: more than this crate has, with two for each part of the
/// search index of a large history.
const STATEMENTS: usize = 128;

/// Where the database is.
pub(crate) enum Place {
    /// In a file, under a key.
    File {
        /// The file.
        path: PathBuf,
        /// Its key.
        key: DatabaseKey,
    },
    /// In this process's memory.
    Memory,
}

impl Place {
    /// The connection that writes: creates the file and brings its tables up to date.
    pub(crate) fn writer(&self) -> Result<Connection> {
        let connection = match self {
            Self::File { path, key } => {
                if let Some(folder) = path.parent() {
                    std::fs::create_dir_all(folder).map_err(|error| folder_fault(&error))?;
                }
                let connection = open(path, OpenFlags::SQLITE_OPEN_CREATE)?;
                unlock(&connection, key)?;
                migrate::refuse_newer(&connection)?;
                connection.pragma_update(None, "journal_mode", "wal")?;
                // The keeper moves the log into the file; an append never waits for that.
                connection.pragma_update(None, "wal_autocheckpoint", 0)?;
                connection
            }
            Self::Memory => Connection::open_in_memory()?,
        };
        connection.execute_batch(
            "PRAGMA synchronous = NORMAL;
             PRAGMA foreign_keys = ON;
             PRAGMA temp_store = MEMORY;
             PRAGMA cache_size = -16000;",
        )?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        migrate::run(&connection)?;
        Ok(connection)
    }

    /// A further connection to the file, after [`Self::writer`]; `None` in memory, where there is
    /// only one.
    pub(crate) fn reader(&self) -> Result<Option<Connection>> {
        let Self::File { path, key } = self else { return Ok(None) };
        let connection = open(path, OpenFlags::empty())?;
        unlock(&connection, key)?;
        connection.execute_batch(
            "PRAGMA query_only = ON;
             PRAGMA temp_store = MEMORY;
             PRAGMA cache_size = -8000;",
        )?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        Ok(Some(connection))
    }

    /// The steps' log beside the file, and what it still holds; `None` in memory, and where another
    /// process has it.
    pub(crate) fn steps(&self) -> Result<Option<(Log, Vec<Append>)>> {
        let Self::File { path, key } = self else { return Ok(None) };
        Log::open(path, key.copy()).map_err(|error| steps::fault(&error).into())
    }

    /// The connection that moves the log into the file; `None` in memory.
    pub(crate) fn keeper(&self) -> Result<Option<Connection>> {
        let Self::File { path, key } = self else { return Ok(None) };
        let connection = open(path, OpenFlags::empty())?;
        unlock(&connection, key)?;
        connection.execute_batch("PRAGMA synchronous = NORMAL; PRAGMA cache_size = -200;")?;
        Ok(Some(connection))
    }
}

fn open(path: &Path, more: OpenFlags) -> Result<Connection> {
    // No two threads use a connection at once, so SQLite's own lock around it is not needed.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | more;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    Ok(connection)
}

/// Hands over the key and reads one page with it.
///
/// The statement that holds the key is wiped, and its error is not passed on: rusqlite quotes the
/// SQL in it.
fn unlock(connection: &Connection, key: &DatabaseKey) -> Result<()> {
    let hex = key.hex();
    let mut statement = Zeroizing::new(String::with_capacity(160));
    statement.push_str("PRAGMA cipher_log_level = NONE; PRAGMA key = \"x'");
    statement.push_str(&hex);
    // Today's processors digest with SHA-256 in hardware, unlike SHA-512, which is the default.
    statement.push_str("'\"; PRAGMA cipher_hmac_algorithm = HMAC_SHA256;");
    connection
        .execute_batch(&statement)
        .map_err(|_| Error::Fault(Fault::new(FaultCode::HistoryUnreadable, UNREADABLE)))?;
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(())
}

fn folder_fault(error: &std::io::Error) -> Fault {
    Fault::new(
        FaultCode::HistoryUnreadable,
        "The folder for the history cannot be made. Check the permissions of the folder above it, \
         then try again.",
    )
    .with_detail(error.to_string())
}
