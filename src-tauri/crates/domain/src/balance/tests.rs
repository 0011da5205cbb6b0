use rstest::rstest;
use serde_json::Map;

use super::*;
use crate::content::Marks;

fn used(id: &str) -> Content {
    Content::ToolUse {
        id: id.into(),
        name: "look".into(),
        input: Map::new(),
        marks: Marks::default(),
    }
}

fn result(id: &str) -> Content {
    Content::ToolResult {
        tool_use_id: id.into(),
        content: vec![],
        structured: None,
        is_error: None,
        marks: Marks::default(),
    }
}

fn text() -> Content {
    Content::text("hi")
}

fn user(content: Vec<Content>) -> Message {
    Message { role: Role::User, content, meta: None }
}

fn assistant(content: Vec<Content>) -> Message {
    Message { role: Role::Assistant, content, meta: None }
}

#[rstest]
#[case::no_tools(vec![user(vec![text()]), user(vec![text()]), assistant(vec![text()])])]
#[case::one(vec![user(vec![text()]), assistant(vec![text(), used("a")]), user(vec![result("a")])])]
#[case::in_any_order(vec![assistant(vec![used("a"), used("b")]), user(vec![result("b"), result("a")])])]
#[case::an_id_again_later(vec![
    assistant(vec![used("a")]), user(vec![result("a")]),
    assistant(vec![used("a")]), user(vec![result("a")]), user(vec![text()]),
])]
#[case::empty(vec![])]
fn what_is_balanced_passes(#[case] messages: Vec<Message>) {
    assert_eq!(balance(&messages), Ok(()));
}

#[rstest]
#[case::use_by_user(vec![user(vec![used("a")])], 0, Rule::UseByUser)]
#[case::result_by_assistant(vec![assistant(vec![result("a")])], 0, Rule::ResultByAssistant)]
#[case::one_id_twice(vec![assistant(vec![used("a"), used("a")])], 0, Rule::UsedTwice("a".into()))]
#[case::nothing_follows(vec![user(vec![text()]), assistant(vec![used("a")])], 1, Rule::Unanswered("a".into()))]
#[case::text_follows(vec![assistant(vec![used("a")]), user(vec![text()])], 0, Rule::Unanswered("a".into()))]
#[case::assistant_follows(vec![assistant(vec![used("a")]), assistant(vec![used("b")])], 0, Rule::Unanswered("a".into()))]
#[case::one_of_two(vec![assistant(vec![used("a"), used("b")]), user(vec![result("b")])], 0, Rule::Unanswered("a".into()))]
#[case::mixed(vec![assistant(vec![used("a")]), user(vec![result("a"), text()])], 1, Rule::Mixed)]
#[case::never_used(vec![user(vec![result("a")])], 0, Rule::Unasked("a".into()))]
#[case::answered_twice(vec![assistant(vec![used("a")]), user(vec![result("a"), result("a")])], 1, Rule::Unasked("a".into()))]
#[case::answered_late(
    vec![assistant(vec![used("a")]), user(vec![result("a")]), user(vec![result("a")])], 2, Rule::Unasked("a".into())
)]
fn a_broken_rule_is_named(
    #[case] messages: Vec<Message>,
    #[case] message: usize,
    #[case] rule: Rule,
) {
    assert_eq!(balance(&messages), Err(Unbalanced { message, rule }));
}
