//! The search index, in parts, so that what a search costs does not grow with the history.

use rusqlite::Connection;

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
    let mut parts = connection
        .prepare_cached("SELECT part FROM search_part WHERE part <= ?1 ORDER BY part DESC")?;
    let mut parts = parts.query([before >> PART_BITS])?;
    while let Some(part) = parts.next()? {
        let missing = limit - u32::try_from(found.len()).unwrap_or(limit).min(limit);
        if missing == 0 {
            break;
        }
        let mut statement = connection.prepare_cached(&newest_in(part.get(0)?))?;
        let numbers = statement.query_map((question, before, missing), |row| row.get(0))?;
        for number in numbers {
            found.push(number?);
        }
    }
    Ok(found)
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
