use std::io;
use std::time::Duration;

use futures_util::FutureExt;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::{Lines, Read, Writer};

async fn lines(bytes: &[u8], limit: usize) -> Vec<Result<String, &'static str>> {
    let mut lines = Lines::new(bytes, limit);
    let mut all = Vec::new();
    loop {
        match lines.next().await {
            Read::Line(line) => all.push(Ok(String::from_utf8(line.to_vec()).unwrap())),
            Read::TooLong => {
                all.push(Err("too long"));
                return all;
            }
            Read::End => return all,
        }
    }
}

#[tokio::test]
async fn lines_end_with_either_line_end() {
    let read = lines(b"one\r\ntwo\n\nthree", 100).await;
    let whole: Vec<_> = read.into_iter().map(Result::unwrap).collect();
    assert_eq!(whole, ["one", "two", ""], "what has no end is no line");
}

#[tokio::test]
async fn a_line_at_the_limit_passes_and_one_beyond_ends_it() {
    let bytes = [b"a".repeat(70_000), b"\n".to_vec(), b"b".repeat(70_001), b"\n".to_vec()].concat();
    let read = lines(&bytes, 70_000).await;
    assert_eq!(read.len(), 2);
    assert_eq!(read[0].as_ref().unwrap().len(), 70_000);
    assert_eq!(read[1], Err("too long"));
}

#[tokio::test]
async fn a_read_that_is_dropped_half_way_loses_nothing() {
    let (mut theirs, ours) = tokio::io::duplex(64);
    let mut lines = Lines::new(ours, 100);
    theirs.write_all(b"hel").await.unwrap();
    assert!(lines.next().now_or_never().is_none());
    theirs.write_all(b"lo\n").await.unwrap();
    assert_eq!(lines.next().await, Read::Line(b"hello"));
}

#[tokio::test]
async fn closing_ends_a_write_that_hangs() {
    let (theirs, ours) = tokio::io::duplex(8);
    let writer = Writer::new(ours);
    let hanging = tokio::spawn({
        let writer = writer.clone();
        async move { writer.write(vec![b'x'; 1000]).await }
    });
    let mut theirs = theirs;
    let mut first = [0; 1];
    theirs.read_exact(&mut first).await.unwrap();

    let closed = tokio::time::timeout(Duration::from_secs(10), writer.close()).await;
    closed.expect("closing does not wait for the write");
    let written = hanging.await.unwrap();
    assert_eq!(written.unwrap_err().kind(), io::ErrorKind::NotConnected);
    assert_eq!(writer.write(vec![]).await.unwrap_err().kind(), io::ErrorKind::NotConnected);
}
