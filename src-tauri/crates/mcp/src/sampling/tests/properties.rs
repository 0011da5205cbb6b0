//! Whatever a server sends.

use domain::{Message, Role};
use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::fuzz::taken;

/// Values that are in the way.
fn a_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        select(vec![json!(0), json!(12.0), json!(12.5), json!(-1), json!(u64::MAX), json!(1e300)]),
        "[ -~]{0,8}".prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        select(vec!["user", "system", "text", "image", "tool_use", "resource", "u-1", PNG, WAV])
            .prop_map(Value::from),
        Just(json!([])),
        Just(json!({})),
        Just(json!([{ "type": "text", "text": "x" }])),
        Just(json!({ "type": "tool_use", "id": "u-1", "name": "n", "input": {} })),
        Just(json!({ "type": "tool_result", "toolUseId": "u-1", "content": [] })),
    ]
}

/// One thing done to a request.
#[derive(Clone, Debug)]
enum Change {
    Replace(Value),
    Remove,
    Add(Value),
    Wrap,
}

fn a_change() -> impl Strategy<Value = Change> {
    prop_oneof![
        4 => a_value().prop_map(Change::Replace),
        2 => Just(Change::Remove),
        1 => a_value().prop_map(Change::Add),
        1 => Just(Change::Wrap),
    ]
}

/// Does it at the place of this number, counted through the whole of the request.
fn change(value: &mut Value, place: &mut usize, what: &Change) {
    if *place == 0 {
        *place = usize::MAX;
        match what {
            Change::Replace(new) => *value = new.clone(),
            Change::Wrap => *value = json!([value.take()]),
            Change::Remove => *value = Value::Null,
            Change::Add(new) => match value {
                Value::Object(fields) => drop(fields.insert("added".into(), new.clone())),
                Value::Array(values) => values.push(new.clone()),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            },
        }
        return;
    }
    *place -= 1;
    match value {
        Value::Object(fields) => fields.values_mut().for_each(|value| {
            if *place != usize::MAX {
                change(value, place, what);
            }
        }),
        Value::Array(values) => values.iter_mut().for_each(|value| {
            if *place != usize::MAX {
                change(value, place, what);
            }
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// A request with a few things done to it, of any kind and at any place.
    #[test]
    fn a_damaged_request_is_refused_by_name_or_means_the_same(
        changes in proptest::collection::vec((0_usize..220, a_change()), 0..4),
        revision in select(REVISIONS.to_vec()),
    ) {
        let mut params = everything();
        for (place, what) in changes {
            change(&mut params, &mut place.clone(), &what);
        }
        taken(&params, revision);
    }

    /// Any JSON at all.
    #[test]
    fn any_json_is_refused_by_name_or_means_the_same(text in "[\\[\\]{}\":,a-zA-Z0-9. -]{0,64}") {
        if let Ok(value) = serde_json::from_str::<Value>(&text) {
            taken(&value, NEWEST);
        }
    }

    /// Whatever texts and limits a server sends, they arrive as they are.
    #[test]
    fn texts_arrive_unaltered(
        texts in proptest::collection::vec(any::<String>(), 0..5),
        system in proptest::option::of(any::<String>()),
        max_tokens in any::<u32>(),
        temperature in proptest::option::of(0.0_f64..2.0),
    ) {
        let messages: Vec<Value> = texts
            .iter()
            .map(|text| json!({ "role": "user", "content": { "type": "text", "text": text } }))
            .collect();
        let line = json!({
            "messages": messages, "systemPrompt": system, "maxTokens": max_tokens, "temperature": temperature,
        })
        .to_string();
        let expected = Prompt {
            messages: texts.iter().map(|text| Message::text(Role::User, text)).collect(),
            system,
            max_tokens,
            temperature,
            ..Prompt::default()
        };
        let params = serde_json::from_str(&line).unwrap();
        prop_assert_eq!(read(&params).unwrap().prompt, expected);
    }
}

/// The property above would hold for a reader that refuses everything.
#[test]
fn most_single_changes_are_taken() {
    let taken = (0..200).filter(|place| {
        let mut params = everything();
        change(&mut params, &mut place.clone(), &Change::Add(json!(1)));
        taken(&params, NEWEST)
    });
    assert!(taken.count() > 150);
}
