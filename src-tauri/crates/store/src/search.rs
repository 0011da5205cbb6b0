//! The search index, in parts, so that what a search costs does not grow with the history.

use rusqlite::{Connection, OptionalExtension};

use crate::error::Result;

/// A part holds this many exchanges, as a power of two.
const PART_BITS: u32 = 16;

/// The words of one exchange, ready for the index.
pub(crate) struct Words {
    pub(crate) asked: String,
    pub(crate) sent: String,
    pub(crate) said: String,
    pub(crate) returned: String,
    /// The filters as words, so that one look-up narrows by all of them.
    pub(crate) tags: String,
}

/// Puts the words of an exchange into its part, in place of those that were there.
pub(crate) fn put(connection: &Connection, number: i64, words: &Words) -> Result<()> {
    let part = number >> PART_BITS;
    let made = connection
        .prepare_cached("INSERT OR IGNORE INTO search_part (part) VALUES (?1)")?
        .execute([part])?;
    if made > 0 {
        // Contentless: the texts themselves are only in the journal. `rowid` is the exchange's number.
        connection.execute_batch(&format!(
            "CREATE VIRTUAL TABLE search_{part} USING fts5 (
                 asked, sent, said, returned, tags,
                 content = '',
                 contentless_delete = 1,
                 prefix = '3',
                 tokenize = 'unicode61 remove_diacritics 2'
             )"
        ))?;
    }
    let Words { asked, sent, said, returned, tags } = words;
    connection
        .prepare_cached(&format!(
            "INSERT OR REPLACE INTO search_{part} (rowid, asked, sent, said, returned, tags)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
        ))?
        .execute((number, asked, sent, said, returned, tags))?;
    Ok(())
}

/// The newest exchanges before one that answer a question in the index's own language, at most `limit`.
pub(crate) fn find(
    connection: &Connection,
    question: &str,
    before: i64,
    limit: u32,
) -> Result<Vec<i64>> {
    let mut found = Vec::new();
    for part in parts(connection, before)? {
        let missing = limit - u32::try_from(found.len()).unwrap_or(limit).min(limit);
        if missing == 0 {
            break;
        }
        let mut statement = connection.prepare_cached(&newest_in(part))?;
        let numbers = statement.query_map((question, before, missing), |row| row.get(0))?;
        for number in numbers {
            found.push(number?);
        }
    }
    Ok(found)
}

/// The parts that hold exchanges before one, the newest first.
pub(crate) fn parts(connection: &Connection, before: i64) -> Result<Vec<i64>> {
    let mut statement = connection
        .prepare_cached("SELECT part FROM search_part WHERE part <= ?1 ORDER BY part DESC")?;
    let parts = statement.query_map([before >> PART_BITS], |row| row.get(0))?;
    Ok(parts.collect::<rusqlite::Result<_>>()?)
}

/// How much of a part is merged at once, in pages of the index: some milliseconds.
const MERGE: i64 = 32;

/// Goes on with merging the trees of full parts, and returns whether there was something to merge. An
/// index grows by small trees, some of which stay; a word is looked up in each of them.
pub(crate) fn merge_some(connection: &Connection) -> Result<bool> {
    let next = connection
        .prepare_cached(
            "SELECT part, merged FROM search_part
             WHERE merged < 2 AND part < (SELECT max(part) FROM search_part) ORDER BY part LIMIT 1",
        )?
        .query_row([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))
        .optional()?;
    let Some((part, merged)) = next else { return Ok(false) };
    // A negative number begins with all trees, a positive one goes on. That nothing was left to do shows
    // only in the number of changes (FTS5's documentation, on its merge command).
    let before = connection.total_changes();
    connection
        .prepare_cached(&format!(
            "INSERT INTO search_{part} (search_{part}, rank) VALUES ('merge', ?1)"
        ))?
        .execute([if merged == 0 { -MERGE } else { MERGE }])?;
    let merged = if connection.total_changes() - before < 2 { 2 } else { 1 };
    connection
        .prepare_cached("UPDATE search_part SET merged = ?2 WHERE part = ?1")?
        .execute((part, merged))?;
    Ok(true)
}

/// The newest matches in one part.
fn newest_in(part: i64) -> String {
    format!(
        "SELECT rowid FROM search_{part} WHERE search_{part} MATCH ?1 AND rowid < ?2
         ORDER BY rowid DESC LIMIT ?3"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::Place;

    fn words(asked: &str) -> Words {
        let [sent, said, returned, tags] = [const { String::new() }; 4];
        Words { asked: asked.to_owned(), sent, said, returned, tags }
    }

    #[test]
    fn the_newest_are_found_across_parts() {
        let connection = Place::Memory.writer().unwrap();
        let part = 1 << PART_BITS;
        for number in [1, part - 1, part, part + 1, 5 * part] {
            put(&connection, number, &words("tide tables")).unwrap();
        }
        put(&connection, part + 1, &words("something else")).unwrap();
        let find = |before, limit| find(&connection, "tid *", before, limit).unwrap();
        assert_eq!(find(i64::MAX, 10), [5 * part, part, part - 1, 1]);
        assert_eq!(find(i64::MAX, 2), [5 * part, part]);
        assert_eq!(find(5 * part, 2), [part, part - 1]);
        assert_eq!(find(part, 10), [part - 1, 1]);
        assert_eq!(find(1, 10), Vec::<i64>::new());
        assert_eq!(find(i64::MAX, 0), Vec::<i64>::new());
    }

    #[test]
    fn full_parts_become_one_tree_and_go_on_being_searched() {
        let connection = Place::Memory.writer().unwrap();
        let part = 1 << PART_BITS;
        for number in 0..200 {
            put(&connection, number, &words(&format!("tide {number} {}", "word ".repeat(50))))
                .unwrap();
        }
        let trees = |part: i64| -> i64 {
            let sql = format!("SELECT count(DISTINCT segid) FROM search_{part}_idx");
            connection.query_row(&sql, [], |row| row.get(0)).unwrap()
        };
        assert!(trees(0) > 1);
        assert!(!merge_some(&connection).unwrap(), "the newest part is not full");
        for number in part..part + 3 {
            put(&connection, number, &words("tide")).unwrap();
        }
        assert!(merge_some(&connection).unwrap());
        while merge_some(&connection).unwrap() {}
        assert_eq!((trees(0), trees(1)), (1, 3));
        // One that goes on late.
        put(&connection, 7, &words("ebb")).unwrap();
        let find = |text, limit| find(&connection, text, i64::MAX, limit).unwrap();
        assert_eq!(find("tide", 5), [part + 2, part + 1, part, 199, 198]);
        assert_eq!(find("ebb", 5), [7]);
        assert_eq!(find("tide", 1_000).len(), 202);
        assert!(!merge_some(&connection).unwrap());
    }

    #[test]
    fn a_part_is_read_in_order() {
        let connection = Place::Memory.writer().unwrap();
        put(&connection, 1, &words("tide")).unwrap();
        let mut plan = connection.prepare(&format!("EXPLAIN QUERY PLAN {}", newest_in(0))).unwrap();
        let plan: Vec<String> = plan
            .query_map(("tide", 9, 9), |row| row.get(3))
            .unwrap()
            .collect::<rusqlite::Result<_>>()
            .unwrap();
        assert!(plan.iter().any(|step| step.contains("VIRTUAL TABLE INDEX")), "{plan:?}");
        assert!(
            !plan.iter().any(|step| step.contains("TEMP B-TREE")),
            "nothing is sorted: {plan:?}"
        );
    }
}
