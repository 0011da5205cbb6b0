use std::path::Path;

use super::*;

fn step(text: &str) -> Append {
    Append {
        id: [7; 16],
        server: [9; 16],
        model: text.len().is_multiple_of(2).then(|| "claude".to_owned()),
        state: "received".into(),
        summary: text.to_owned(),
        first: 3,
        events: 5,
        arrives: false,
        bodies: vec![(-1, text.repeat(3)), (i64::MAX, String::new())],
    }
}

fn begin(folder: &Path, key: &DatabaseKey) -> (Log, Vec<Append>) {
    Log::open(&folder.join("history.db"), key.copy()).unwrap().unwrap()
}

fn keep(log: &mut Log, step: &Append) {
    log.write(|record| record::write(record, step)).unwrap();
}

#[test]
fn a_log_that_is_cut_anywhere_gives_what_was_whole() {
    let (folder, key) = (tempfile::tempdir().unwrap(), DatabaseKey::random().unwrap());
    let steps = ["one", "", "three \u{0} đ 中"].map(step);
    let (mut log, left) = begin(folder.path(), &key);
    assert!(left.is_empty());
    let mut ends = vec![0];
    for step in &steps {
        keep(&mut log, step);
        ends.push(usize::try_from(log.end).unwrap());
    }
    drop(log);
    let path = folder.path().join("history.db-steps1");
    let whole = std::fs::read(&path).unwrap();
    assert_eq!(whole.len(), ends[3]);
    for length in 0..=whole.len() {
        std::fs::write(&path, &whole[..length]).unwrap();
        let (_, left) = begin(folder.path(), &key);
        let expected = ends[1..].iter().filter(|end| **end <= length).count();
        assert_eq!(left, steps[..expected], "cut at {length}");
    }
}

#[test]
fn a_record_that_was_changed_ends_the_log() {
    let (folder, key) = (tempfile::tempdir().unwrap(), DatabaseKey::random().unwrap());
    let (mut log, _) = begin(folder.path(), &key);
    keep(&mut log, &step("one"));
    let end = usize::try_from(log.end).unwrap();
    keep(&mut log, &step("two"));
    drop(log);
    let path = folder.path().join("history.db-steps1");
    let whole = std::fs::read(&path).unwrap();
    for at in 0..whole.len() {
        let mut changed = whole.clone();
        changed[at] ^= 1;
        std::fs::write(&path, &changed).unwrap();
        let (_, left) = begin(folder.path(), &key);
        assert_eq!(left.len(), usize::from(at >= end), "changed at {at}");
    }
}

#[test]
fn of_two_files_the_older_is_read_first() {
    let (folder, key) = (tempfile::tempdir().unwrap(), DatabaseKey::random().unwrap());
    let (mut log, _) = begin(folder.path(), &key);
    log.empty().unwrap();
    for (turns, first, second) in [(1, "one", "two"), (2, "three", "four"), (3, "five", "six")] {
        keep(&mut log, &step(first));
        log.turn().unwrap();
        keep(&mut log, &step(second));
        drop(log);
        let (next, left) = begin(folder.path(), &key);
        assert_eq!(left, [step(first), step(second)], "{turns}");
        log = next;
        log.empty().unwrap();
        // The next time the other file is the older one.
        log.turn().unwrap();
    }
}

#[test]
fn what_was_cut_is_not_read_again() {
    let (folder, key) = (tempfile::tempdir().unwrap(), DatabaseKey::random().unwrap());
    let (mut log, _) = begin(folder.path(), &key);
    keep(&mut log, &step("in the database"));
    log.turn().unwrap();
    keep(&mut log, &step("not yet"));
    log.cut();
    drop(log);
    let (_, left) = begin(folder.path(), &key);
    assert_eq!(left, [step("not yet")]);
}

#[test]
fn only_one_process_has_the_log() {
    let (folder, key) = (tempfile::tempdir().unwrap(), DatabaseKey::random().unwrap());
    let (log, _) = begin(folder.path(), &key);
    let path = folder.path().join("history.db");
    assert!(Log::open(&path, key.copy()).unwrap().is_none());
    drop(log);
    assert!(Log::open(&path, key.copy()).unwrap().is_some());
}
