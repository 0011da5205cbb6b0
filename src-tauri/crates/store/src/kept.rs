//! What is kept beside the history: small things, each as JSON under its key.

use rusqlite::types::Value;
use rusqlite::{Connection, ErrorCode, OptionalExtension};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use domain::{Fault, FaultCode};

use crate::error::{Error, Result};

/// Which kind of thing.
#[derive(Clone, Copy)]
pub(crate) enum Table {
    Server,
    Account,
    Grant,
    Setting,
    Override,
}

impl Table {
    fn all(self) -> &'static str {
        match self {
            Self::Server => "SELECT body FROM server ORDER BY key",
            Self::Account => "SELECT body FROM account ORDER BY key",
            Self::Grant => "SELECT body FROM \"grant\" ORDER BY key",
            Self::Setting => "SELECT body FROM setting ORDER BY key",
            Self::Override => "SELECT body FROM override ORDER BY key",
        }
    }

    fn one(self) -> &'static str {
        match self {
            Self::Server => "SELECT body FROM server WHERE key = ?1",
            Self::Account => "SELECT body FROM account WHERE key = ?1",
            Self::Grant => "SELECT body FROM \"grant\" WHERE key = ?1",
            Self::Setting => "SELECT body FROM setting WHERE key = ?1",
            Self::Override => "SELECT body FROM override WHERE key = ?1",
        }
    }

    // An upsert and not `INSERT OR REPLACE`: that would delete the server, and with it its grant.
    fn put(self) -> &'static str {
        match self {
            Self::Server => {
                "INSERT INTO server (key, body) VALUES (?1, ?2)
                 ON CONFLICT (key) DO UPDATE SET body = excluded.body"
            }
            Self::Account => {
                "INSERT INTO account (key, body) VALUES (?1, ?2)
                 ON CONFLICT (key) DO UPDATE SET body = excluded.body"
            }
            Self::Grant => {
                "INSERT INTO \"grant\" (key, body) VALUES (?1, ?2)
                 ON CONFLICT (key) DO UPDATE SET body = excluded.body"
            }
            Self::Setting => {
                "INSERT INTO setting (key, body) VALUES (?1, ?2)
                 ON CONFLICT (key) DO UPDATE SET body = excluded.body"
            }
            Self::Override => {
                "INSERT INTO override (key, body) VALUES (?1, ?2)
                 ON CONFLICT (key) DO UPDATE SET body = excluded.body"
            }
        }
    }

    fn remove(self) -> &'static str {
        match self {
            Self::Server => "DELETE FROM server WHERE key = ?1",
            Self::Account => "DELETE FROM account WHERE key = ?1",
            Self::Grant => "DELETE FROM \"grant\" WHERE key = ?1",
            Self::Setting => "DELETE FROM setting WHERE key = ?1",
            Self::Override => "DELETE FROM override WHERE key = ?1",
        }
    }
}

/// An id as a key.
pub(crate) fn uuid(id: Uuid) -> Value {
    Value::Blob(id.as_bytes().to_vec())
}

/// Everything in a table.
pub(crate) fn all<T: DeserializeOwned>(connection: &Connection, table: Table) -> Result<Vec<T>> {
    let mut statement = connection.prepare_cached(table.all())?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(serde_json::from_str(&row.get::<_, String>(0)?)?);
    }
    Ok(all)
}

/// The one with this key.
pub(crate) fn one<T: DeserializeOwned>(
    connection: &Connection,
    table: Table,
    key: &Value,
) -> Result<Option<T>> {
    let body: Option<String> =
        connection.prepare_cached(table.one())?.query_row([key], |row| row.get(0)).optional()?;
    Ok(body.map(|body| serde_json::from_str(&body)).transpose()?)
}

/// Keeps one, in place of the one with the same key.
pub(crate) fn put(connection: &Connection, table: Table, key: &Value, body: &str) -> Result<()> {
    let put = connection.prepare_cached(table.put())?.execute((key, body));
    put.map_err(|error| match (table, error.sqlite_error_code()) {
        (Table::Grant, Some(ErrorCode::ConstraintViolation)) => Error::Fault(Fault::new(
            FaultCode::NotFound,
            "The server was removed, so it can be granted nothing.",
        )),
        _ => Error::Sqlite(error),
    })?;
    Ok(())
}

/// Removes the one with this key, if there is one.
pub(crate) fn remove(connection: &Connection, table: Table, key: &Value) -> Result<()> {
    connection.prepare_cached(table.remove())?.execute([key])?;
    Ok(())
}
