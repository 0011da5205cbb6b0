//! Calls are kept, so what was ever written must still be read.

use rstest::rstest;
use serde_json::json;

use super::*;

const ID: &str = "0192f0c4-7a00-7000-8000-000000000001";

fn call(what: What) -> Call {
    Call { id: CallId(ID.parse().unwrap()), what }
}

fn run() -> What {
    let arguments = Map::from_iter([("text".to_owned(), json!("a"))]);
    What::Tool { tool: "summarize".into(), arguments }
}

#[rstest]
#[case::tool(run())]
#[case::prompt(What::Prompt {
    prompt: "review".into(),
    arguments: BTreeMap::from([("language".into(), "Rust".into())]),
})]
#[case::resource(What::Resource { resource: "file:///notes.txt".into() })]
fn a_call_is_read_as_it_was_written(#[case] what: What) {
    let call = call(what);
    let written = serde_json::to_value(&call).unwrap();
    assert_eq!(serde_json::from_value::<Call>(written).unwrap(), call);
    let called = call.what.called();
    let written = serde_json::to_value(&called).unwrap();
    assert_eq!(serde_json::from_value::<Called>(written).unwrap(), called);
}

#[test]
fn a_call_from_before_there_were_kinds_is_of_a_tool() {
    let kept = json!({ "id": ID, "tool": "summarize", "arguments": { "text": "a" } });
    assert_eq!(serde_json::from_value::<Call>(kept).unwrap(), call(run()));
    let kept: Called = serde_json::from_value(json!("summarize")).unwrap();
    assert_eq!(kept, run().called());
}

#[test]
fn a_call_of_something_else_is_not_read() {
    let kept = json!({ "id": ID, "kind": "root", "root": "a" });
    assert!(serde_json::from_value::<Call>(kept).is_err());
}
