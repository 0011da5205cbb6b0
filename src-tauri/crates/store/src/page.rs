//! Browsing: pages, filters and search.

use domain::history::{Facets, Filter, Page, Query, ServerFacet, Summary};
use domain::{Fault, FaultCode, ServerId};
use rusqlite::Connection;
use rusqlite::types::{FromSql, ToSql};
use uuid::Uuid;

use crate::error::Result;
use crate::words::{self, Tag};
use crate::{journal, search};

/// The most lines on one page.
const MOST: u32 = 500;

/// How what a filter leaves is found.
pub(crate) enum Way {
    /// There is no text: by the filter indexes.
    Filters,
    /// By this question to the search index, in its own language. The filters are in it.
    Search(String),
    /// The text has no word in it, so nothing is found.
    Nothing,
}

impl Way {
    /// The way of a filter.
    pub(crate) fn of(filter: &Filter) -> Self {
        if filter.text.trim().is_empty() {
            return Self::Filters;
        }
        question(filter).map_or(Self::Nothing, Self::Search)
    }
}

/// One page, newest first.
pub(crate) fn page(connection: &Connection, query: &Query, way: &Way) -> Result<Page> {
    // One state of the database for all statements, else an exchange that is indexed in between
    // would be seen twice or not at all.
    let connection = connection.unchecked_transaction()?;
    let limit = query.limit.clamp(1, MOST);
    let before = match query.before {
        Some(id) => journal::number(&connection, id)?.ok_or_else(|| {
            Fault::new(FaultCode::NotFound, "The history changed meanwhile. Open it again.")
        })?,
        None => i64::MAX,
    };
    let numbers = match way {
        Way::Filters => filter(&connection, &query.filter, before, limit + 1)?,
        Way::Search(question) => search::find(&connection, question, before, limit + 1)?,
        Way::Nothing => Vec::new(),
    };
    let more = numbers.len() > limit as usize;
    let rows = numbers
        .into_iter()
        .take(limit as usize)
        .map(|number| journal::line(&connection, number))
        .collect::<Result<Vec<Summary>>>()?;
    let next = rows.last().filter(|_| more).map(|last| last.id);
    Ok(Page { rows, next })
}

/// Text and filters as one question to the search index.
fn question(filter: &Filter) -> Option<String> {
    let mut parts = vec![words::question(&filter.text)?];
    let tags: [Vec<String>; 3] = [
        filter.server.iter().map(|id| Tag::Server(*id).word()).collect(),
        filter.model.iter().map(|model| Tag::Model(model).word()).collect(),
        filter.states.iter().map(|name| Tag::State(name).word()).collect(),
    ];
    let narrowing = tags.iter().filter(|any| !any.is_empty());
    parts.extend(narrowing.map(|any| format!("tags : ({})", any.join(" OR "))));
    Some(parts.join(" AND "))
}

pub(crate) const NEWEST: &str =
    "SELECT number FROM exchange WHERE number < ?1 ORDER BY number DESC LIMIT ?2";

/// What the filter indexes do not know yet: little, since they catch up whenever writing pauses, so it
/// may be sorted.
pub(crate) const UNINDEXED: &str = "SELECT number FROM exchange INDEXED BY exchange_unindexed
     WHERE indexed = 0 AND number < ?1
     AND (?3 IS NULL OR server = ?3) AND (?4 IS NULL OR model = ?4)
     AND (?5 IS NULL OR state IN (SELECT value FROM json_each(?5)))
     ORDER BY number DESC LIMIT ?2";

pub(crate) const BY_STATE: &str = "SELECT number FROM exchange INDEXED BY exchange_by_state
     WHERE indexed = 1 AND number < ?1 AND state = ?3 ORDER BY number DESC LIMIT ?2";
pub(crate) const BY_SERVER: &str = "SELECT number FROM exchange INDEXED BY exchange_by_server_state
     WHERE indexed = 1 AND number < ?1 AND state = ?3 AND server = ?4
     ORDER BY number DESC LIMIT ?2";
pub(crate) const BY_MODEL: &str = "SELECT number FROM exchange INDEXED BY exchange_by_model_state
     WHERE indexed = 1 AND number < ?1 AND state = ?3 AND model = ?4
     ORDER BY number DESC LIMIT ?2";
pub(crate) const BY_SERVER_AND_MODEL: &str =
    "SELECT number FROM exchange INDEXED BY exchange_by_server_model_state
     WHERE indexed = 1 AND number < ?1 AND state = ?3 AND server = ?4 AND model = ?5
     ORDER BY number DESC LIMIT ?2";

/// The newest exchanges that the filters leave: those of each state, merged.
fn filter(connection: &Connection, filter: &Filter, before: i64, limit: u32) -> Result<Vec<i64>> {
    if filter.server.is_none() && filter.model.is_none() && filter.states.is_empty() {
        return numbers(connection, NEWEST, &[&before, &limit]);
    }
    let server = filter.server.map(|id| id.0.into_bytes());
    let model = &filter.model;
    let (states, names) = if filter.states.is_empty() {
        (values(connection, &occurring("state", "exchange_by_state"))?, None)
    } else {
        (filter.states.clone(), Some(serde_json::to_string(&filter.states)?))
    };
    let mut found = numbers(connection, UNINDEXED, &[&before, &limit, &server, model, &names])?;
    for state in &states {
        let (before, limit, state): (&dyn ToSql, &dyn ToSql, &dyn ToSql) = (&before, &limit, state);
        found.extend(match (&server, model) {
            (None, None) => numbers(connection, BY_STATE, &[before, limit, state])?,
            (Some(server), None) => {
                numbers(connection, BY_SERVER, &[before, limit, state, server])?
            }
            (None, Some(model)) => numbers(connection, BY_MODEL, &[before, limit, state, model])?,
            (Some(server), Some(model)) => {
                numbers(connection, BY_SERVER_AND_MODEL, &[before, limit, state, server, model])?
            }
        });
    }
    found.sort_unstable_by(|a, b| b.cmp(a));
    // A state may be named twice in the filter.
    found.dedup();
    found.truncate(limit as usize);
    Ok(found)
}

/// What the history can be filtered by.
pub(crate) fn facets(connection: &Connection) -> Result<Facets> {
    let connection = connection.unchecked_transaction()?;
    let mut models: Vec<String> =
        values(&connection, &occurring("model", "exchange_by_model_state"))?;
    models.extend(values::<String>(
        &connection,
        "SELECT DISTINCT model FROM exchange INDEXED BY exchange_unindexed
         WHERE indexed = 0 AND model IS NOT NULL",
    )?);
    models.sort_unstable();
    models.dedup();
    let mut ids: Vec<[u8; 16]> =
        values(&connection, &occurring("server", "exchange_by_server_state"))?;
    ids.extend(values::<[u8; 16]>(
        &connection,
        "SELECT DISTINCT server FROM exchange INDEXED BY exchange_unindexed WHERE indexed = 0",
    )?);
    ids.sort_unstable();
    ids.dedup();
    let mut servers = Vec::with_capacity(ids.len());
    for id in ids {
        let id = ServerId(Uuid::from_bytes(id));
        let of_server = Filter { server: Some(id), ..Filter::default() };
        for number in filter(&connection, &of_server, i64::MAX, 1)? {
            servers.push(ServerFacet { id, name: journal::line(&connection, number)?.server_name });
        }
    }
    servers.sort_by_cached_key(|server| (server.name.to_lowercase(), server.id));
    Ok(Facets { servers, models })
}

/// A query for the different values of the first column of an index: it jumps from one to the next,
/// where `DISTINCT` would read a million entries to find ten.
fn occurring(column: &str, index: &str) -> String {
    let next = |than: &str| {
        format!(
            "SELECT {column} FROM exchange INDEXED BY {index}
             WHERE indexed = 1 AND {column} IS NOT NULL {than} ORDER BY {column} LIMIT 1"
        )
    };
    format!(
        "WITH RECURSIVE occurring (value) AS (
             SELECT ({first})
             UNION ALL
             SELECT ({further}) FROM occurring WHERE value IS NOT NULL
         )
         SELECT value FROM occurring WHERE value IS NOT NULL",
        first = next(""),
        further = next(&format!("AND {column} > occurring.value")),
    )
}

fn numbers(connection: &Connection, sql: &str, with: &[&dyn ToSql]) -> Result<Vec<i64>> {
    let mut statement = connection.prepare_cached(sql)?;
    let numbers = statement.query_map(with, |row| row.get(0))?;
    Ok(numbers.collect::<rusqlite::Result<_>>()?)
}

fn values<T: FromSql>(connection: &Connection, sql: &str) -> Result<Vec<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    let values = statement.query_map([], |row| row.get(0))?;
    Ok(values.collect::<rusqlite::Result<_>>()?)
}

#[cfg(test)]
mod tests;
