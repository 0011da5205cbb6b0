use futures_util::stream;
use proptest::prelude::*;
use rstest::rstest;

use super::*;

fn source(chunks: Vec<Bytes>) -> Source {
    stream::iter(chunks.into_iter().map(Ok)).boxed()
}

fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

/// The data of all events, or what went wrong.
fn events(chunks: Vec<Bytes>) -> Result<Vec<String>, Trouble> {
    run(async {
        match open(source(chunks), Framing::Sse).await? {
            Answer::Whole(body) => panic!("not events: {body:?}"),
            Answer::Stream(mut events) => {
                let mut all = Vec::new();
                while let Some(data) = events.next().await? {
                    all.push(data);
                }
                Ok(all)
            }
        }
    })
}

#[rstest]
#[case::lf("data: a\n\ndata: b\n\n", &["a", "b"])]
#[case::crlf("data: a\r\n\r\ndata: b\r\n\r\n", &["a", "b"])]
#[case::cr("data: a\r\rdata: b\r\r", &["a", "b"])]
#[case::bom("\u{feff}data: a\n\n", &["a"])]
#[case::comments(": hello\n\n:\n\ndata: a\n: in between\n\n", &["a"])]
#[case::no_space("data:a\n\n", &["a"])]
#[case::many_lines("data: a\ndata: b\n\n", &["a\nb"])]
#[case::named("event: x\nid: 1\nretry: 5\ndata: a\n\n", &["a"])]
#[case::without_data("event: ping\n\ndata: a\n\n", &["a"])]
#[case::languages("data: chào 안녕 你好 👋\n\n", &["chào 안녕 你好 👋"])]
#[case::spaces_first("   \n\ndata: a\n\n", &["a"])]
#[case::unfinished("data: a\n\ndata: b", &["a"])]
fn events_are_read_wherever_they_are_cut(#[case] text: &str, #[case] expected: &[&str]) {
    for at in 0..=text.len() {
        let bytes = Bytes::copy_from_slice(text.as_bytes());
        let chunks = vec![bytes.slice(..at), bytes.slice(at..)];
        assert_eq!(events(chunks).unwrap(), expected, "cut at {at}");
    }
    let single = text.bytes().map(|byte| Bytes::copy_from_slice(&[byte])).collect();
    assert_eq!(events(single).unwrap(), expected, "byte by byte");
}

#[rstest]
#[case::object(" \n {\"a\": 1}", "{\"a\": 1}")]
#[case::array("[]", "[]")]
#[case::page("<!doctype html>", "<!doctype html>")]
#[case::words("Not here", "Not here")]
#[case::nothing("", "")]
fn what_does_not_begin_as_events_is_read_whole(#[case] text: &str, #[case] expected: &str) {
    for at in 0..=text.len() {
        let bytes = Bytes::copy_from_slice(text.as_bytes());
        let chunks = vec![bytes.slice(..at), bytes.slice(at..)];
        match run(open(source(chunks), Framing::Sse)) {
            Ok(Answer::Whole(body)) => {
                assert_eq!(String::from_utf8_lossy(&body).trim(), expected, "cut at {at}");
            }
            Ok(Answer::Stream(_)) => panic!("taken for events, cut at {at}"),
            Err(trouble) => panic!("{trouble:?}, cut at {at}"),
        }
    }
}

#[test]
fn a_broken_line_loses_nothing_that_came_before_it() {
    let bytes = Bytes::from_static(b"data: a\n\ndata: \xFF\xFE\n\n");
    run(async {
        let Ok(Answer::Stream(mut events)) = open(source(vec![bytes]), Framing::Sse).await else {
            panic!("no events")
        };
        assert_eq!(events.next().await.unwrap().as_deref(), Some("a"));
        assert!(matches!(events.next().await, Err(Trouble::Unreadable { .. })));
    });
}

#[test]
fn an_event_beyond_measure_is_refused() {
    let line = Bytes::from(vec![b'a'; 1 << 20]);
    let mut chunks = vec![Bytes::from_static(b"data: ")];
    chunks.extend(std::iter::repeat_n(line, 9));
    assert!(matches!(events(chunks), Err(Trouble::TooLarge { most: EVENT })));
}

#[test]
fn an_event_of_many_lines_beyond_measure_is_refused() {
    let line = Bytes::from([b"data: ".as_slice(), &vec![b'a'; 1 << 20], b"\n"].concat());
    assert!(matches!(events(vec![line; 9]), Err(Trouble::TooLarge { most: EVENT })));
}

#[test]
fn an_answer_beyond_measure_is_refused_though_each_event_is_small() {
    let event = Bytes::from([b"data: ".as_slice(), &vec![b'a'; 1 << 20], b"\n\n"].concat());
    assert!(matches!(events(vec![event; 65]), Err(Trouble::TooLarge { most: ANSWER })));
}

#[test]
fn a_whole_answer_beyond_measure_is_refused() {
    let mut chunks = vec![Bytes::from_static(b"{")];
    chunks.extend(std::iter::repeat_n(Bytes::from(vec![b' '; 1 << 20]), 65));
    assert!(matches!(
        run(open(source(chunks), Framing::Sse)),
        Err(Trouble::TooLarge { most: ANSWER })
    ));
}

proptest! {
    /// However the bytes come and whatever they are, reading ends without a panic.
    #[test]
    fn anything_can_be_read(chunks in prop::collection::vec(
        prop::collection::vec(any::<u8>(), 0..40), 0..20,
    )) {
        let chunks: Vec<Bytes> = chunks.into_iter().map(Bytes::from).collect();
        run(async {
            if let Ok(Answer::Stream(mut events)) = open(source(chunks), Framing::Sse).await {
                while let Ok(Some(_)) = events.next().await {}
            }
        });
    }
}
