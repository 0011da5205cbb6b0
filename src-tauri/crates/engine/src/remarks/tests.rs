use domain::content::Marks;
use domain::reply::StopReason;
use rstest::rstest;
use serde_json::json;

use super::*;

fn object(value: &Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

fn tool(schema: &Value) -> Tool {
    Tool {
        name: "look".into(),
        title: None,
        description: None,
        input_schema: object(schema),
        rest: Map::new(),
    }
}

fn reply(name: &str, input: &Value) -> Reply {
    let (name, input) = (name.to_owned(), object(input));
    Reply {
        content: vec![
            Content::text("Looking"),
            Content::ToolUse { id: "u".into(), name, input, marks: Marks::default() },
        ],
        model: "m".into(),
        stop_reason: StopReason::ToolUse,
        usage: None,
        request_id: None,
    }
}

fn wrong(at: &str, why: &str) -> ReplyRemark {
    ReplyRemark::Arguments { id: "u".into(), tool: "look".into(), at: at.into(), why: why.into() }
}

#[rstest]
#[case(json!({ "city": "Huế" }), vec![])]
#[case(json!({}), vec![wrong("", "\"city\" is a required property")])]
#[case(json!({ "city": 3 }), vec![wrong("/city", "3 is not of type \"string\"")])]
fn arguments_are_checked(#[case] input: Value, #[case] expected: Vec<ReplyRemark>) {
    let schema = json!({
        "type": "object", "properties": { "city": { "type": "string" } }, "required": ["city"],
    });
    assert_eq!(of_reply(&reply("look", &input), &[tool(&schema)]), expected);
}

#[test]
fn a_tool_that_was_not_offered_is_named() {
    let remark = ReplyRemark::UnknownTool { id: "u".into(), tool: "other".into() };
    assert_eq!(of_reply(&reply("other", &json!({})), &[tool(&json!({}))]), [remark]);
    assert_eq!(of_reply(&Reply::by_hand(), &[]), []);
}

/// A schema is the server's: it is never fetched, and cannot hold us up.
#[rstest]
#[case(json!({ "$ref": "http://127.0.0.1:9/schema.json" }))]
#[case(json!({ "type": 7 }))]
#[case(json!({ "pattern": "(" }))]
fn a_schema_that_cannot_be_used_is_said(#[case] schema: Value) {
    let remarks = of_reply(&reply("look", &json!({})), &[tool(&schema)]);
    assert!(
        matches!(remarks.as_slice(), [ReplyRemark::Unchecked { tool, .. }] if tool == "look"),
        "{remarks:?}"
    );
}

#[test]
fn a_pattern_that_explodes_elsewhere_ends_here() {
    let schema = json!({ "properties": { "a": { "pattern": "^(a+)+$" } } });
    let input = json!({ "a": format!("{}!", "a".repeat(50_000)) });
    assert_eq!(of_reply(&reply("look", &input), &[tool(&schema)]).len(), 1);
}
