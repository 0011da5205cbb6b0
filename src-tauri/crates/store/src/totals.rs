//! What exchanges come to: of each, of all that can be filtered alike, and of what a search finds.
//!
//! Counted when an exchange is indexed, as it is then; the database's own triggers keep the sums.

use domain::history::{Filter, Summary, Total};
use rusqlite::{Connection, Row};

use crate::error::Result;
use crate::spent;

/// Counts an exchange as its line is now, in place of how it was counted before. What its attempts
/// cost is taken from `spent`.
pub(crate) fn count(connection: &Connection, number: i64, summary: &Summary) -> Result<()> {
    connection.prepare_cached("DELETE FROM counted WHERE number = ?1")?.execute([number])?;
    let of = (summary.server.0.as_bytes(), &summary.model, summary.state.name());
    connection
        .prepare_cached(
            "INSERT INTO total (server, model, state) SELECT ?1, ?2, ?3 WHERE NOT EXISTS
             (SELECT 1 FROM total WHERE server = ?1 AND model IS ?2 AND state = ?3)",
        )?
        .execute(of)?;
    let (server, model, state) = of;
    connection
        .prepare_cached(&format!(
            "INSERT INTO counted SELECT ?1,
             (SELECT id FROM total WHERE server = ?2 AND model IS ?3 AND state = ?4), {}
             FROM spent WHERE number = ?1",
            spent::SUMS
        ))?
        .execute((number, server, model, state))?;
    Ok(())
}

/// Sums over lines of `total` or `counted`, the number of exchanges aside.
const SUMS: &str = "ifnull(sum(attempts), 0), ifnull(sum(input), 0), ifnull(sum(cached), 0),
    ifnull(sum(output), 0), ifnull(sum(reasoning), 0), ifnull(sum(cost), 0),
    ifnull(sum(unpriced), 0)";

/// The total of a filter without text.
pub(crate) fn of_filter(connection: &Connection, filter: &Filter) -> Result<Total> {
    let server = filter.server.map(|id| id.0.into_bytes());
    let states = match filter.states.as_slice() {
        [] => None,
        states => Some(serde_json::to_string(states)?),
    };
    let sql = format!(
        "SELECT ifnull(sum(exchanges), 0), {SUMS} FROM total
         WHERE (?1 IS NULL OR server = ?1) AND (?2 IS NULL OR model = ?2)
         AND (?3 IS NULL OR state IN (SELECT value FROM json_each(?3)))"
    );
    Ok(connection.prepare_cached(&sql)?.query_row((server, &filter.model, states), read)?)
}

/// The total of what one part of the search index finds.
pub(crate) fn of_part(connection: &Connection, question: &str, part: i64) -> Result<Total> {
    Ok(connection.prepare_cached(&in_part(part))?.query_row([question], read)?)
}

fn in_part(part: i64) -> String {
    // Crossed, so that the search is the outer loop, whatever SQLite thinks of it.
    format!(
        "SELECT count(*), {SUMS} FROM search_{part} CROSS JOIN counted
         ON counted.number = search_{part}.rowid WHERE search_{part} MATCH ?1"
    )
}

fn read(row: &Row<'_>) -> rusqlite::Result<Total> {
    let exchanges = row.get::<_, i64>(0)?.unsigned_abs();
    Ok(Total { exchanges, spend: spent::read(row, 1)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::Place;
    use crate::search::{self, Words};

    #[test]
    fn the_database_itself_keeps_the_sums_and_a_search_adds_up_its_part() {
        let connection = Place::Memory.writer().unwrap();
        connection
            .execute_batch(
                "INSERT INTO total (id, server, state) VALUES (1, zeroblob(16), 'released');
                 INSERT INTO counted VALUES (1, 1, 2, 10, 5, 4, 3, 700, 1);
                 INSERT INTO counted VALUES (70000, 1, 1, 20, 0, 1, 0, 0, 1);",
            )
            .unwrap();
        for (number, asked) in [(1, "tide"), (70_000, "tide")] {
            let [sent, said, returned, tags] = [const { String::new() }; 4];
            let words = Words { asked: asked.to_owned(), sent, said, returned, tags };
            search::put(&connection, number, &words).unwrap();
        }
        let figures = |total: Total| {
            let spend = total.spend;
            (total.exchanges, spend.attempts, spend.input, spend.cost.0, spend.unpriced)
        };
        let all = |connection| figures(of_filter(connection, &Filter::default()).unwrap());
        assert_eq!(all(&connection), (2, 3, 30, 700, 2));
        let parts = search::parts(&connection, i64::MAX).unwrap();
        let found = parts.into_iter().map(|part| of_part(&connection, "tide", part).unwrap());
        assert_eq!(figures(found.fold(Total::default(), Total::plus)), (2, 3, 30, 700, 2));
        connection.execute("DELETE FROM counted WHERE number = 1", []).unwrap();
        assert_eq!(all(&connection), (1, 1, 20, 0, 1));
    }

    #[test]
    fn a_search_is_added_up_by_looking_up_what_it_finds() {
        let connection = Place::Memory.writer().unwrap();
        let [asked, sent, said, returned, tags] = [const { String::new() }; 5];
        search::put(&connection, 1, &Words { asked, sent, said, returned, tags }).unwrap();
        let sql = format!("EXPLAIN QUERY PLAN {}", in_part(0));
        let mut plan = connection.prepare(&sql).unwrap();
        let plan: Vec<String> = plan
            .query_map(["tide"], |row| row.get(3))
            .unwrap()
            .collect::<rusqlite::Result<_>>()
            .unwrap();
        assert!(plan[0].contains("VIRTUAL TABLE INDEX"), "{plan:?}");
        assert!(plan[1].contains("counted USING INTEGER PRIMARY KEY"), "{plan:?}");
    }
}
