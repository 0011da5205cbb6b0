//! `kill -9`: this program starts itself again as a child that writes, and kills it.

use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use domain::{Event, Exchange, ExchangeId, FaultCode, Timestamp};
use rstest::rstest;
use secrecy::{ExposeSecret, SecretString};
use store::{DatabaseKey, Store, Vault, VaultItem, database_key};

use crate::exchanges::{Live, drafted, returned, signed};

/// The test as which the child starts; which of its cases does not matter there.
const CHILD: &str = "crash::what_was_acknowledged_survives_kill_9::case_1_at_once";
/// Set in the child: the folder to write in.
const FOLDER: &str = "STORE_TEST_CRASH_FOLDER";
/// Set in the child: the key to write with.
const KEY: &str = "STORE_TEST_CRASH_KEY";

/// The key of this text, by way of a vault, as the app gets it.
async fn key(hex: &str, path: &Path) -> DatabaseKey {
    let vault = Vault::memory();
    vault.set(VaultItem::DatabaseKey, SecretString::from(hex)).await.unwrap();
    database_key(&vault, path).await.unwrap()
}

/// Writes exchanges, eight at a time, and says on standard output what has been acknowledged: the
/// exchange and how many events it has. Ends when it is killed.
#[tokio::main]
async fn write_until_killed(folder: &str) {
    let path = Path::new(folder).join("history.db");
    let key = key(&std::env::var(KEY).unwrap(), &path).await;
    let store = Store::open(&path, &key).await.unwrap();
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let store = store.clone();
        tasks.spawn(async move {
            loop {
                let mut live = Live::asking(&"a prompt of some length. ".repeat(40));
                let steps =
                    [Event::Presented, signed("claude", None), drafted("said"), returned(None)];
                for step in std::iter::once(None).chain(steps.into_iter().map(Some)) {
                    if let Some(event) = step {
                        live.happen(event);
                    }
                    live.write(&store).await;
                    println!("ack {} {}", live.id(), live.exchange.events());
                }
            }
        });
    }
    tasks.join_all().await;
}

/// What a line acknowledges; `None` for one of the test harness, or one cut short by the kill.
fn ack(line: &str) -> Option<(ExchangeId, u32)> {
    let mut words = line.split(' ').skip_while(|word| *word != "ack").skip(1);
    Some((words.next()?.parse().ok()?, words.next()?.parse().ok()?))
}

#[rstest]
#[case::at_once(1)]
#[case::early(20)]
#[case::in_the_middle(137)]
#[case::after_the_log_was_moved(2_000)]
fn what_was_acknowledged_survives_kill_9(#[case] acknowledged: usize) {
    if let Ok(folder) = std::env::var(FOLDER) {
        return write_until_killed(&folder);
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.db");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let vault = Vault::memory();
    runtime.block_on(database_key(&vault, &path)).unwrap();
    let hex = runtime.block_on(vault.get(VaultItem::DatabaseKey)).unwrap().unwrap();

    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([CHILD, "--exact", "--nocapture"])
        .env(FOLDER, folder.path())
        .env(KEY, hex.expose_secret())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut acks: HashMap<ExchangeId, u32> = HashMap::new();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    for (count, (id, events)) in (1..).zip(lines.filter_map(|line| ack(&line))) {
        let known = acks.entry(id).or_default();
        *known = events.max(*known);
        // What it had still said before it died is read to the end.
        if count == acknowledged {
            child.kill().unwrap();
        }
    }
    child.wait().unwrap();
    assert!(!acks.is_empty());

    runtime.block_on(async {
        let key = key(hex.expose_secret(), &path).await;
        let store = Store::open(&path, &key).await.unwrap();
        let withdrawn = store.withdraw_open(Timestamp(1)).await.unwrap();
        assert!(withdrawn <= 8, "at most one of each writer was open, not {withdrawn}");
        for (id, acknowledged) in acks {
            let events = store.events(id).await.unwrap();
            assert!(events.len() >= acknowledged as usize, "{id} lost events");
            let replayed = Exchange::replay(id, events.into_iter().map(|e| e.event)).unwrap();
            let summary = store.summary(id).await.unwrap();
            assert_eq!(summary.state, *replayed.state());
            assert!(summary.state.is_closed(), "nothing is open after a restart");
        }
        // The search index carries on from where it was.
        let query = |text: &str| domain::history::Query {
            filter: domain::history::Filter { text: text.into(), ..Default::default() },
            limit: 500,
            before: None,
        };
        let all = store.page(query("")).await.unwrap();
        let found = store.page(query("prompt of some length")).await.unwrap();
        assert_eq!(found, all);
        let unknown = ExchangeId(uuid::Uuid::now_v7());
        assert_eq!(store.events(unknown).await.unwrap_err().code, FaultCode::NotFound);
    });
}
