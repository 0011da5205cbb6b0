//! The choice stays inside the grant and keeps the order of the hints.

use rstest::rstest;
use uuid::Uuid;

use super::*;
use crate::{AccountId, ServerId, Timestamp};

fn model(name: &str) -> ModelRef {
    ModelRef { account: AccountId(Uuid::from_u128(1)), model: name.into() }
}

fn here() -> Identity {
    Identity("here".into())
}

fn grant(models: &[&str], default: Option<&str>) -> Grant {
    Grant {
        server: ServerId(Uuid::from_u128(1)),
        identity: here(),
        models: models.iter().map(|name| model(name)).collect(),
        default: default.map(model),
        at: Timestamp(0),
    }
}

#[rstest]
#[case::first_hint_that_fits(&["gpt-6-sol", "claude-sonnet-5-5"], None, &["gemini", "Sonnet", "gpt"], "claude-sonnet-5-5", Reason::Hint { hint: "Sonnet".into() })]
#[case::hint_beats_default(&["a", "b"], Some("a"), &["b"], "b", Reason::Hint { hint: "b".into() })]
#[case::hint_beats_being_the_only_one(&["a"], None, &["a"], "a", Reason::Hint { hint: "a".into() })]
#[case::empty_hint_says_nothing(&["a", "b"], Some("b"), &["", " "], "b", Reason::Default)]
#[case::only(&["a"], Some("a"), &["z"], "a", Reason::Only)]
#[case::default(&["a", "b"], Some("b"), &["z"], "b", Reason::Default)]
#[case::default_outside_the_grant(&["a", "b"], Some("z"), &[], "a", Reason::First)]
#[case::first(&["a", "b"], None, &[], "a", Reason::First)]
fn picks(
    #[case] models: &[&str],
    #[case] default: Option<&str>,
    #[case] hints: &[&str],
    #[case] expected: &str,
    #[case] reason: Reason,
) {
    let preferences = Preferences {
        hints: hints.iter().map(ToString::to_string).collect(),
        ..Preferences::default()
    };
    let choice = choose(Some(&grant(models, default)), &here(), &preferences);
    assert_eq!(choice, Some(Choice { model: model(expected), reason }));
}

#[test]
fn nothing_without_a_grant_for_this_identity() {
    let other = Identity("elsewhere".into());
    assert_eq!(choose(None, &here(), &Preferences::default()), None);
    assert_eq!(choose(Some(&grant(&["a"], None)), &other, &Preferences::default()), None);
    assert_eq!(choose(Some(&grant(&[], None)), &here(), &Preferences::default()), None);
}
