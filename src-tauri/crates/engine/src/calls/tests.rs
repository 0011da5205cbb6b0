//! Arguments that do not fit are named, each with its place.

use rstest::rstest;
use serde_json::{Value, json};

use super::check_arguments;

fn check(schema: Value, arguments: Value) -> Result<(), String> {
    let (Value::Object(schema), Value::Object(arguments)) = (schema, arguments) else {
        panic!("both are objects")
    };
    check_arguments(&schema, &arguments).map_err(|fault| fault.message)
}

fn schema() -> Value {
    json!({
        "type": "object",
        "properties": { "text": { "type": "string" }, "times": { "type": "integer", "minimum": 1 } },
        "required": ["text"],
        "additionalProperties": false,
    })
}

#[rstest]
#[case::fits(json!({"text": "a"}), None)]
#[case::missing(json!({}), Some("text"))]
#[case::wrong_kind(json!({"text": 1}), Some("text: "))]
#[case::out_of_range(json!({"text": "a", "times": 0}), Some("times: "))]
#[case::unknown(json!({"text": "a", "more": 1}), Some("more"))]
fn names_what_is_wrong(#[case] arguments: Value, #[case] named: Option<&str>) {
    match (check(schema(), arguments), named) {
        (Ok(()), None) => {}
        (Err(message), Some(named)) => assert!(message.contains(named), "{message}"),
        (outcome, named) => panic!("{outcome:?} instead of {named:?}"),
    }
}

#[test]
fn a_schema_that_makes_no_sense_checks_nothing() {
    assert_eq!(check(json!({"type": 7}), json!({"text": 1})), Ok(()));
}

#[test]
fn a_schema_elsewhere_is_never_fetched() {
    let schema = json!({"$ref": "http://127.0.0.1:9/schema.json"});
    assert_eq!(check(schema, json!({})), Ok(()));
}
