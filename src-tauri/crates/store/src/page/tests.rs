//! Tests of the parent module.

use rstest::rstest;

use super::*;
use crate::database::Place;

/// SQLite's own words on how it would run this, with the number of parameters that it has.
fn plan(sql: &str) -> String {
    let connection = Place::Memory.writer().unwrap();
    let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let nothing = vec![rusqlite::types::Null; statement.parameter_count()];
    let steps =
        statement.query_map(rusqlite::params_from_iter(nothing), |row| row.get::<_, String>(3));
    steps.unwrap().collect::<rusqlite::Result<Vec<_>>>().unwrap().join("\n")
}

#[rstest]
#[case(NEWEST, "SEARCH exchange USING INTEGER PRIMARY KEY (rowid<?)")]
#[case(BY_STATE, "USING COVERING INDEX exchange_by_state (state=? AND rowid<?)")]
#[case(
    BY_SERVER,
    "USING COVERING INDEX exchange_by_server_state (server=? AND state=? AND rowid<?)"
)]
#[case(BY_MODEL, "USING COVERING INDEX exchange_by_model_state (model=? AND state=? AND rowid<?)")]
#[case(
    BY_SERVER_AND_MODEL,
    "exchange_by_server_model_state (server=? AND model=? AND state=? AND rowid<?)"
)]
fn a_page_is_read_in_order_from_an_index(#[case] sql: &str, #[case] step: &str) {
    let plan = plan(sql);
    assert!(plan.contains(step), "{plan}");
    assert!(!plan.contains("TEMP B-TREE"), "nothing is sorted: {plan}");
}

#[rstest]
#[case(UNINDEXED)]
#[case(journal::NUMBER)]
fn what_is_not_indexed_is_found_by_its_own_index(#[case] sql: &str) {
    let plan = plan(sql);
    assert!(plan.contains("INDEX exchange_unindexed"), "{plan}");
    assert!(!plan.lines().any(|step| step == "SCAN exchange"), "{plan}");
}

#[rstest]
#[case("server", "exchange_by_server_state")]
#[case("model", "exchange_by_model_state")]
#[case("state", "exchange_by_state")]
fn what_occurs_is_found_by_jumping(#[case] column: &str, #[case] index: &str) {
    let plan = plan(&occurring(column, index));
    assert!(plan.contains(&format!("{index} ({column}>?)")), "{plan}");
    assert!(!plan.contains("TEMP B-TREE"), "nothing is sorted or gathered: {plan}");
}
