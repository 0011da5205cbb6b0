//! The steps' log: what is in it only, is as safe as what is in the database.

use std::path::Path;

use domain::history::Query;
use domain::{Event, FaultCode};
use store::{DatabaseKey, Store};

use crate::exchanges::{Live, drafted, open, returned, signed};

const LOGS: [&str; 2] = ["history.db-steps1", "history.db-steps2"];

/// Writes exchanges until some of their steps are in the log only, and gives the log as it is then.
async fn with_steps_in_the_log(folder: &Path, store: &Store) -> (Vec<Live>, [Vec<u8>; 2]) {
    let mut written = Vec::new();
    loop {
        for _ in 0..8 {
            let mut live = Live::asking("a question").written(store).await;
            live.happen(signed("claude", None));
            live.write(store).await;
            written.push(live);
        }
        let logs = LOGS.map(|name| std::fs::read(folder.join(name)).unwrap());
        if logs.iter().any(|log| log.len() > 1000) {
            return (written, logs);
        }
    }
}

async fn is_whole(store: &Store, live: &Live, events: usize) {
    assert_eq!(store.events(live.id()).await.unwrap().len(), events);
    assert_eq!(store.summary(live.id()).await.unwrap(), live.summary);
}

#[tokio::test]
async fn steps_that_the_database_lacks_are_put_there_at_start() {
    let (folder, key) = (tempfile::tempdir().unwrap(), DatabaseKey::random().unwrap());
    let store = open(folder.path(), &key).await;
    let before = Live::asking("before").answered("claude", "yes").written(&store).await;
    store.close().await;
    let database = std::fs::read(folder.path().join("history.db")).unwrap();

    let store = open(folder.path(), &key).await;
    let (written, logs) = with_steps_in_the_log(folder.path(), &store).await;
    store.close().await;

    // As if the process had been killed before its thread came to anything.
    std::fs::write(folder.path().join("history.db"), database).unwrap();
    for (name, log) in LOGS.iter().zip(&logs) {
        std::fs::write(folder.path().join(name), log).unwrap();
    }
    let store = open(folder.path(), &key).await;
    is_whole(&store, &before, 4).await;
    // The last ones, since the thread may have taken those before.
    let last = written.last().unwrap();
    is_whole(&store, last, 2).await;
    let page = store.page(Query { limit: 500, ..Query::default() }).await.unwrap();
    assert_eq!(page.rows[0], last.summary);
    assert_eq!(page.rows.last().unwrap(), &before.summary);
}

#[tokio::test]
async fn steps_that_the_database_has_are_not_put_there_again() {
    let (folder, key) = (tempfile::tempdir().unwrap(), DatabaseKey::random().unwrap());
    let store = open(folder.path(), &key).await;
    let (mut written, logs) = with_steps_in_the_log(folder.path(), &store).await;
    for live in &mut written {
        live.happen(drafted("said"));
        live.happen(returned(None));
        live.write(&store).await;
    }
    store.close().await;

    // As if the process had been killed when the database was written and the log not yet cut.
    for (name, log) in LOGS.iter().zip(&logs) {
        assert_eq!(std::fs::read(folder.path().join(name)).unwrap(), b"", "closing cuts the log");
        std::fs::write(folder.path().join(name), log).unwrap();
    }
    let store = open(folder.path(), &key).await;
    for live in &written {
        is_whole(&store, live, 4).await;
    }
}

#[tokio::test]
async fn a_log_of_another_key_is_not_read() {
    let (folder, key) = (tempfile::tempdir().unwrap(), DatabaseKey::random().unwrap());
    let elsewhere = tempfile::tempdir().unwrap();
    let other = open(elsewhere.path(), &DatabaseKey::random().unwrap()).await;
    let (_, logs) = with_steps_in_the_log(elsewhere.path(), &other).await;
    open(folder.path(), &key).await.close().await;
    for (name, log) in LOGS.iter().zip(&logs) {
        std::fs::write(folder.path().join(name), log).unwrap();
    }
    let store = open(folder.path(), &key).await;
    let page = store.page(Query { limit: 500, ..Query::default() }).await.unwrap();
    assert_eq!(page.rows, []);
}

#[tokio::test]
async fn long_and_short_steps_of_one_exchange_keep_their_order() {
    let (folder, key) = (tempfile::tempdir().unwrap(), DatabaseKey::random().unwrap());
    let store = open(folder.path(), &key).await;
    let long = "word ".repeat(20_000);
    let mut lives = Vec::new();
    for (asked, said) in [("short", long.as_str()), (long.as_str(), "short"), ("short", "short")] {
        let mut live = Live::asking(asked);
        for event in [Event::Presented, signed("claude", None), drafted(said), returned(None)] {
            live.write(&store).await;
            live.happen(event);
        }
        lives.push(live.written(&store).await);
    }
    for live in &lives {
        is_whole(&store, live, 5).await;
    }
    store.close().await;
    let store = open(folder.path(), &key).await;
    for live in &lives {
        is_whole(&store, live, 5).await;
    }
}

#[tokio::test]
async fn what_does_not_carry_on_is_refused_before_it_is_durable() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), &DatabaseKey::random().unwrap()).await;
    let mut live = Live::asking("a question");
    let arrival = live.unwritten.clone();
    live.write(&store).await;
    live.happen(Event::Presented);
    live.happen(signed("claude", None));
    let refused = async |events| {
        let fault = store.append(live.summary.clone(), events).await.unwrap_err();
        assert_eq!(fault.code, FaultCode::Internal);
        fault.detail.unwrap()
    };
    assert_eq!(refused(arrival).await, "place 1 comes next, not 0");
    assert_eq!(refused(live.unwritten[1..].to_vec()).await, "place 1 comes next, not 2");
    let live = live.written(&store).await;
    is_whole(&store, &live, 3).await;
}

#[tokio::test]
async fn who_comes_second_writes_without_the_log() {
    let (folder, key) = (tempfile::tempdir().unwrap(), DatabaseKey::random().unwrap());
    let first = open(folder.path(), &key).await;
    let second = open(folder.path(), &key).await;
    let of_second = Live::asking("second").answered("claude", "yes").written(&second).await;
    let of_first = Live::asking("first").answered("claude", "yes").written(&first).await;
    is_whole(&first, &of_second, 4).await;
    is_whole(&first, &of_first, 4).await;
    is_whole(&second, &of_first, 4).await;
}
