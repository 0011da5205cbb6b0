//! Bringing a database up to date: numbered files, each applied once, whole or not at all.

use domain::{Fault, FaultCode};
use rusqlite::{Connection, TransactionBehavior};

use crate::error::{Error, Result};

/// The files, each with its number, oldest first.
const FILES: [(i64, &str); 3] = [
    (1, include_str!("../../migrations/0001_history.sql")),
    (2, include_str!("../../migrations/0002_elicitation.sql")),
    (3, include_str!("../../migrations/0003_costs.sql")),
];

/// Refuses a database that a newer Countersign wrote, before anything in it is touched.
pub(crate) fn refuse_newer(connection: &Connection) -> Result<()> {
    let found = version(connection)?;
    if FILES.last().is_some_and(|(newest, _)| found <= *newest) {
        return Ok(());
    }
    Err(Error::Fault(Fault::new(
        FaultCode::HistoryUnreadable,
        "This history was written by a newer version of Countersign. Update Countersign, or set the \
         history aside and begin a new one; nothing is deleted.",
    )))
}

/// Applies what is missing. File and number change in one transaction, so that a crash between
/// two files, or in the middle of one, is simply carried on from.
pub(crate) fn run(connection: &Connection) -> Result<()> {
    for (number, file) in FILES {
        let transaction =
            rusqlite::Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
        // Read inside the transaction: another process may be doing the same.
        if version(&transaction)? < number {
            transaction.execute_batch(file)?;
            transaction.pragma_update(None, "user_version", number)?;
        }
        transaction.commit()?;
    }
    Ok(())
}

fn version(connection: &Connection) -> Result<i64> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}
