//! Bringing a database up to date: numbered files, each applied once, whole or not at all.

use domain::{Fault, FaultCode};
use rusqlite::{Connection, TransactionBehavior};

use crate::error::{Error, Result};

/// The files, each with its number, oldest first.
const FILES: [(i64, &str); 5] = [
    (1, include_str!("../../migrations/0001_history.sql")),
    (2, include_str!("../../migrations/0002_elicitation.sql")),
    (3, include_str!("../../migrations/0003_costs.sql")),
    (4, include_str!("../../migrations/0004_search_in_parts.sql")),
    (5, include_str!("../../migrations/0005_totals.sql")),
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A database as it was before this file was added.
    fn before(file: i64) -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        for (number, file) in FILES.into_iter().filter(|(number, _)| *number < file) {
            connection.execute_batch(file).unwrap();
            connection.pragma_update(None, "user_version", number).unwrap();
        }
        connection
    }

    #[test]
    fn a_search_index_in_one_piece_is_made_anew_in_parts() {
        let connection = before(4);
        connection
            .execute_batch(
                "INSERT INTO exchange VALUES (1, randomblob(16), randomblob(16), NULL, 'released', 4, 1, '{}');
                 INSERT INTO search (rowid, asked) VALUES (1, 'tide');",
            )
            .unwrap();
        run(&connection).unwrap();
        let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(count("SELECT count(*) FROM exchange WHERE indexed = 0"), 1);
        assert_eq!(count("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'search%'"), 1);
    }

    #[test]
    fn what_was_indexed_before_there_were_totals_is_counted() {
        let connection = before(5);
        connection
            .execute_batch(
                "INSERT INTO exchange VALUES
                     (1, randomblob(16), zeroblob(16), NULL, 'refused', 2, 1, '{}'),
                     (2, randomblob(16), zeroblob(16), 'm', 'released', 4, 1, '{}'),
                     (3, randomblob(16), zeroblob(16), 'm', 'released', 4, 1, '{}'),
                     (4, randomblob(16), zeroblob(16), 'm', 'released', 4, 0, '{}');
                 INSERT INTO spent VALUES
                     (2, 0, zeroblob(16), NULL, zeroblob(16), 'm', 10, 1, 5, 2, 700, 9),
                     (2, 1, zeroblob(16), NULL, zeroblob(16), 'm', 10, NULL, 5, NULL, NULL, 9),
                     (3, 0, zeroblob(16), NULL, zeroblob(16), 'n', NULL, NULL, NULL, NULL, 30, 9);",
            )
            .unwrap();
        run(&connection).unwrap();
        let total = |model: Option<&str>| {
            let sql = "SELECT exchanges, attempts, input, output, cost, unpriced FROM total
                 WHERE model IS ?1";
            let figures = connection.query_row(sql, [model], |row| {
                Ok([0, 1, 2, 3, 4, 5].map(|at| row.get::<_, i64>(at).unwrap()))
            });
            figures.unwrap()
        };
        assert_eq!(total(None), [1, 0, 0, 0, 0, 0]);
        assert_eq!(total(Some("m")), [2, 3, 20, 10, 730, 1]);
    }
}
