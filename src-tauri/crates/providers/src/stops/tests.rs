use proptest::prelude::*;
use rstest::rstest;

use super::*;

/// What comes through, and whether a stop sequence was met.
fn through(stops: &[&str], pieces: &[&str]) -> (String, bool) {
    let mut looking = Stops::new(stops.iter().map(|stop| (*stop).to_owned()).collect());
    let mut text: String = pieces.iter().map(|piece| looking.pass(piece)).collect();
    text.push_str(&looking.rest());
    (text, looking.is_met())
}

#[rstest]
#[case::none(&[], "a b", "a b", false)]
#[case::empty(&[""], "a b", "a b", false)]
#[case::met(&["###"], "one ### two", "one ", true)]
#[case::first(&["###"], "### two", "", true)]
#[case::last(&["###"], "one ###", "one ", true)]
#[case::begun(&["###"], "one ##", "one ##", false)]
#[case::begun_anew(&["aab"], "aaab", "a", true)]
#[case::begun_twice(&["##!"], "###!", "#", true)]
#[case::the_one_that_ends_first(&["abc", "b"], "xabc", "xa", true)]
#[case::other_letters(&["끝"], "안녕 끝 👋", "안녕 ", true)]
#[case::lines(&["\n\nHuman:"], "Yes.\n\nHuman: no", "Yes.", true)]
fn the_text_ends_where_a_stop_sequence_comes_wherever_it_is_cut(
    #[case] stops: &[&str],
    #[case] text: &str,
    #[case] expected: &str,
    #[case] met: bool,
) {
    let cuts = (0..=text.len()).filter(|at| text.is_char_boundary(*at));
    for at in cuts {
        let (one, two) = text.split_at(at);
        assert_eq!(through(stops, &[one, two]), (expected.to_owned(), met), "cut at {at}");
    }
    let single: Vec<String> = text.chars().map(String::from).collect();
    let single: Vec<&str> = single.iter().map(String::as_str).collect();
    assert_eq!(through(stops, &single), (expected.to_owned(), met), "letter by letter");
}

proptest! {
    #[test]
    fn it_does_not_matter_how_the_text_is_cut(
        stops in prop::collection::vec("[ab#안]{1,4}", 0..3),
        pieces in prop::collection::vec("[ab#안]{0,5}", 0..6),
    ) {
        let stops: Vec<&str> = stops.iter().map(String::as_str).collect();
        let whole = pieces.concat();
        let pieces: Vec<&str> = pieces.iter().map(String::as_str).collect();
        let (text, met) = through(&stops, &pieces);
        prop_assert_eq!(&(text.clone(), met), &through(&stops, &[&whole]));
        prop_assert!(whole.starts_with(&text));
        prop_assert_eq!(met, stops.iter().any(|stop| whole.contains(stop)));
        prop_assert!(stops.iter().all(|stop| !text.contains(stop)));
    }
}
