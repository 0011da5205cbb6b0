use domain::Tool;
use proptest::prelude::*;
use rstest::rstest;
use serde_json::Map;

use super::*;

fn shape(longest: usize) -> Shape {
    Shape { longest, digit_first: true }
}

fn prompt(names: &[&str]) -> Prompt {
    let tool = |name: &&str| Tool {
        name: (*name).to_owned(),
        title: None,
        description: None,
        input_schema: Map::new(),
        rest: Map::new(),
    };
    Prompt { tools: names.iter().map(tool).collect(), ..Prompt::default() }
}

#[rstest]
#[case(&["look", "a-b_C9"], &["look", "a-b_C9"])]
#[case(&["fs/read", "fs.read"], &["fs_read", "fs_rea_2"])]
#[case(&["fs/read", "fs_read"], &["fs_rea_2", "fs_read"])]
#[case(&["đọc", "", "abcdefghijkl"], &["__c", "tool", "abcdefgh"])]
#[case(&["abcdefghijkl", "abcdefghijk!"], &["abcdefgh", "abcdef_2"])]
fn names_are_made_to_fit(#[case] names: &[&str], #[case] sent: &[&str]) {
    let all = Names::of(&prompt(names), shape(8));
    assert_eq!(names.iter().map(|name| all.sent(name)).collect::<Vec<_>>(), sent);
}

proptest! {
    /// Whatever the names: what is sent fits, no two are alike, and each leads back.
    #[test]
    fn names_lead_back(names in proptest::collection::hash_set("[a-c/.é]{0,12}", 0..12)) {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let all = Names::of(&prompt(&names), shape(8));
        let mut seen = HashSet::new();
        for name in names {
            let sent = all.sent(name);
            prop_assert!((1..=8).contains(&sent.len()) && sent.bytes().all(is_plain), "{}", sent);
            prop_assert!(seen.insert(sent.to_owned()), "{} twice", sent);
            prop_assert_eq!(all.real(sent), name);
        }
    }
}
