use std::ffi::OsStr;

use rstest::rstest;

use super::joined;

#[rstest]
#[case(&["/a:/b", "/c"], "/a:/b:/c")]
#[case(&["/a:/b:/a", "/b:/c"], "/a:/b:/c")]
#[case(&["", "/a::/b:"], "/a:/b")]
#[case(&[], "")]
fn search_paths_are_joined_in_order_without_repeats(#[case] paths: &[&str], #[case] all: &str) {
    let paths: Vec<&OsStr> = paths.iter().map(OsStr::new).collect();
    assert_eq!(joined(&paths), OsStr::new(all));
}
