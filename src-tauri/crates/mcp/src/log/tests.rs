use std::sync::{Arc, Mutex};

use domain::features::ListKind;
use domain::{
    Answered, Asked, CallId, Cause, Countersigned, Fault, Question, Reply, ServerId, Tool,
};
use futures_util::future::BoxFuture;
use rstest::rstest;
use uuid::Uuid;

use super::{LINE, LINES, Log, shown};
use crate::{Declined, Ended, Host, LogLine, LogSource, Progress};

/// A host that keeps the log; nothing else reaches it here.
#[derive(Default)]
struct Lines(Mutex<Vec<LogLine>>);

impl Host for Lines {
    fn sample(
        &self,
        _: Cause,
        _: Asked,
        _: Ended,
    ) -> BoxFuture<'_, Result<Countersigned<Reply>, Declined>> {
        Box::pin(async { Err(Declined::Withdrawn) })
    }

    fn refused(&self, _: Cause, _: String, _: Fault) -> BoxFuture<'_, ()> {
        Box::pin(async {})
    }

    fn elicit(&self, _: Cause, _: Question, _: Ended) -> BoxFuture<'_, Result<Answered, Declined>> {
        Box::pin(async { Err(Declined::Withdrawn) })
    }

    fn refused_question(&self, _: Cause, _: String, _: Fault) -> BoxFuture<'_, ()> {
        Box::pin(async {})
    }

    fn visit_over(&self, _: ServerId, _: String) {}

    fn go_on(&self, _: CallId, _: u32) -> BoxFuture<'_, bool> {
        Box::pin(async { false })
    }

    fn roots(&self, _: ServerId) -> Vec<String> {
        Vec::new()
    }

    fn log(&self, _: ServerId, line: LogLine) {
        self.0.lock().unwrap().push(line);
    }

    fn tools_changed(&self, _: ServerId, _: Vec<Tool>) {}

    fn list_changed(&self, _: ServerId, _: ListKind) {}

    fn resource_updated(&self, _: ServerId, _: String) {}

    fn progress(&self, _: CallId, _: Progress) {}
}

#[rstest]
#[case(b"hello", 5, "hello")]
#[case(b"windows\r", 8, "windows")]
#[case(b"", 0, "")]
#[case(b"\xff\xfe", 2, "\u{fffd}\u{fffd}")]
fn short_lines_are_shown_whole(#[case] text: &[u8], #[case] total: usize, #[case] as_shown: &str) {
    assert_eq!(shown(text, total), as_shown);
}

#[test]
fn a_long_line_says_what_is_missing_and_is_cut_between_characters() {
    // "é" takes two bytes, and an odd start makes the limit fall inside one.
    let text = format!("x{}", "é".repeat(LINE));
    let line = shown(&text.as_bytes()[..=LINE], text.len());
    assert!(!line.contains('\u{fffd}'));
    let missing = text.len() - (LINE - 1);
    assert!(line.ends_with(&format!("é … ({missing} more bytes are not shown)")));
}

#[tokio::test]
async fn a_flood_is_left_out_and_says_so_once() {
    let host = Arc::new(Lines::default());
    let log = Arc::new(Log::new(ServerId(Uuid::nil()), host.clone()));
    let flood = "noise\n".repeat(20_000);
    Arc::clone(&log).drain(flood.as_bytes()).await;

    let lines = host.0.lock().unwrap();
    let remarks = lines.iter().filter(|line| line.source == LogSource::Countersign).count();
    // One remark for each second that the flood took; it takes far less than ten.
    assert!((1..10).contains(&remarks), "{remarks} remarks");
    assert!(lines.len() <= remarks * (LINES as usize + 1));
    assert_eq!(log.tail().lines().count(), 20);
}

#[tokio::test]
async fn a_last_line_without_an_end_is_shown() {
    let host = Arc::new(Lines::default());
    let log = Arc::new(Log::new(ServerId(Uuid::nil()), host.clone()));
    Arc::clone(&log).drain(&b"one\ntwo"[..]).await;
    let texts: Vec<_> = host.0.lock().unwrap().iter().map(|line| line.text.clone()).collect();
    assert_eq!(texts, ["one", "two"]);
}
