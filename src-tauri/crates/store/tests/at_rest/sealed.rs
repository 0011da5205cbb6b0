//! What is on the disk: nothing that can be read without the key, and nothing that is destroyed when
//! something does not fit.

use std::path::Path;

use domain::{Fault, FaultCode, Timestamp};
use rusqlite::Connection;
use secrecy::{ExposeSecret, SecretString};
use store::{DatabaseKey, Store, Vault, VaultItem, database_key, set_aside};

use crate::exchanges::{Live, open};

async fn refusal(path: &Path, key: &DatabaseKey) -> Fault {
    let Err(fault) = Store::open(path, key).await else { panic!("it opened") };
    fault
}

#[tokio::test]
async fn no_file_holds_a_text_or_says_that_it_is_a_database() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), &DatabaseKey::random().unwrap()).await;
    let text = "the merger with Initech ".repeat(500);
    Live::from(domain::ServerId(uuid::Uuid::nil()), "confidential-server", &text)
        .answered("claude", &text)
        .written(&store)
        .await;
    let mut files = Vec::new();
    for entry in folder.path().read_dir().unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let holds = |words: &str| bytes.windows(words.len()).any(|part| part == words.as_bytes());
        for words in ["SQLite format 3", "Initech", "confidential-server", "claude", "exchange"] {
            assert!(!holds(words), "{words} is in {}", path.display());
        }
        files.push((path.extension().unwrap().to_string_lossy().into_owned(), bytes.len()));
    }
    files.sort();
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["db", "db-shm", "db-steps1", "db-steps2", "db-wal"]);
    let written = files.iter().map(|(_, bytes)| bytes).sum::<usize>();
    assert!(written > text.len(), "the text was written before it was looked for");
    store.close().await;
}

#[tokio::test]
async fn another_key_opens_nothing_and_harms_nothing() {
    let (folder, key) = (tempfile::tempdir().unwrap(), DatabaseKey::random().unwrap());
    let store = open(folder.path(), &key).await;
    let live = Live::asking("kept").written(&store).await;
    store.close().await;

    let path = folder.path().join("history.db");
    let before = std::fs::read(&path).unwrap();
    let fault = refusal(&path, &DatabaseKey::random().unwrap()).await;
    assert_eq!(fault.code, FaultCode::HistoryUnreadable);
    assert!(!format!("{fault:?}").contains("x'"), "no key in {fault:?}");
    assert_eq!(std::fs::read(&path).unwrap(), before);
    let store = open(folder.path(), &key).await;
    assert_eq!(store.events(live.id()).await.unwrap().len(), 1);
}

#[tokio::test]
async fn what_is_no_database_of_ours_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.db");
    let plain = folder.path().join("plain.db");
    Connection::open(&plain).unwrap().execute_batch("CREATE TABLE a (b)").unwrap();
    for content in [b"not a database".repeat(1000), std::fs::read(plain).unwrap()] {
        std::fs::write(&path, &content).unwrap();
        let fault = refusal(&path, &DatabaseKey::random().unwrap()).await;
        assert_eq!(fault.code, FaultCode::HistoryUnreadable);
        assert_eq!(std::fs::read(&path).unwrap(), content);
    }
}

#[tokio::test]
async fn a_damaged_page_is_noticed() {
    let (folder, key) = (tempfile::tempdir().unwrap(), DatabaseKey::random().unwrap());
    let store = open(folder.path(), &key).await;
    let live = Live::asking(&"word ".repeat(20_000)).written(&store).await;
    store.close().await;
    let path = folder.path().join("history.db");
    let mut bytes = std::fs::read(&path).unwrap();
    let end = bytes.len();
    for byte in &mut bytes[end / 2..] {
        *byte ^= 0x55;
    }
    std::fs::write(&path, bytes).unwrap();

    let store = open(folder.path(), &key).await;
    let fault = store.events(live.id()).await.unwrap_err();
    assert_eq!(fault.code, FaultCode::HistoryUnreadable);
}

#[tokio::test]
async fn a_newer_database_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.db");
    let vault = Vault::memory();
    let key = database_key(&vault, &path).await.unwrap();
    Store::open(&path, &key).await.unwrap().close().await;
    let hex = vault.get(VaultItem::DatabaseKey).await.unwrap().unwrap();
    let newer = Connection::open(&path).unwrap();
    newer
        .execute_batch(&format!(
            "PRAGMA key = \"x'{}'\"; PRAGMA cipher_hmac_algorithm = HMAC_SHA256",
            hex.expose_secret()
        ))
        .unwrap();
    newer.execute_batch("PRAGMA user_version = 999; PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    newer.close().unwrap();

    let before = std::fs::read(&path).unwrap();
    let fault = refusal(&path, &key).await;
    assert_eq!(fault.code, FaultCode::HistoryUnreadable);
    assert!(fault.message.contains("newer version"), "{}", fault.message);
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[tokio::test]
async fn the_journal_refuses_to_be_rewritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.db");
    let vault = Vault::memory();
    let key = database_key(&vault, &path).await.unwrap();
    let store = open(folder.path(), &key).await;
    Live::asking("for ever").written(&store).await;
    store.close().await;
    let hex = vault.get(VaultItem::DatabaseKey).await.unwrap().unwrap();
    let other = Connection::open(&path).unwrap();
    other
        .execute_batch(&format!(
            "PRAGMA key = \"x'{}'\"; PRAGMA cipher_hmac_algorithm = HMAC_SHA256",
            hex.expose_secret()
        ))
        .unwrap();
    for sql in ["UPDATE exchange_event SET body = '{}'", "DELETE FROM exchange_event"] {
        let error = other.execute_batch(sql).unwrap_err();
        assert_eq!(error.to_string(), "the journal is append-only");
    }
}

#[tokio::test]
async fn a_key_is_made_once_and_only_where_there_is_no_database() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.db");
    let vault = Vault::memory();
    let key = database_key(&vault, &path).await.unwrap();
    open(folder.path(), &key).await.close().await;
    let again = database_key(&vault, &path).await.unwrap();
    open(folder.path(), &again).await.close().await;

    let elsewhere = Vault::memory();
    let fault = database_key(&elsewhere, &path).await.err().unwrap();
    assert_eq!(fault.code, FaultCode::HistoryUnreadable);
    assert!(elsewhere.get(VaultItem::DatabaseKey).await.unwrap().is_none(), "nothing was saved");
}

#[tokio::test]
async fn an_entry_that_is_no_key_is_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    for entry in ["", "secret", &"g".repeat(64), &"0".repeat(62), &"é".repeat(32)] {
        let vault = Vault::memory();
        vault.set(VaultItem::DatabaseKey, SecretString::from(entry)).await.unwrap();
        let fault = database_key(&vault, &folder.path().join("history.db")).await.err().unwrap();
        assert_eq!(fault.code, FaultCode::HistoryUnreadable);
        let kept = vault.get(VaultItem::DatabaseKey).await.unwrap().unwrap();
        assert_eq!(kept.expose_secret(), entry);
    }
}

#[tokio::test]
async fn a_history_set_aside_makes_room_and_can_be_brought_back() {
    let (folder, key) = (tempfile::tempdir().unwrap(), DatabaseKey::random().unwrap());
    let path = folder.path().join("history.db");
    let at = Timestamp(1_795_253_400_000);
    assert_eq!(set_aside(&path, at).unwrap_err().code, FaultCode::NotFound);

    let mut aside = Vec::new();
    for text in ["old", "older"] {
        let store = open(folder.path(), &key).await;
        let live = Live::asking(text).written(&store).await;
        store.close().await;
        // As after a crash: a log beside the database.
        std::fs::write(folder.path().join("history.db-wal"), b"").unwrap();
        aside.push((set_aside(&path, at).unwrap(), live));
        for name in ["", "-wal", "-shm", "-steps1", "-steps2"] {
            assert!(!folder.path().join(format!("history.db{name}")).exists(), "{name} is left");
        }
    }
    let name = |n: usize| aside[n].0.file_name().unwrap().to_str().unwrap();
    assert_eq!(name(0), "history.2026-11-21-093000.db");
    assert_eq!(name(1), "history.2026-11-21-093000-2.db");
    for (path, live) in aside {
        let store = Store::open(&path, &key).await.unwrap();
        assert_eq!(store.summary(live.id()).await.unwrap(), live.summary);
    }
}
