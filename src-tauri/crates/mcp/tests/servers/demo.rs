//! The built-in demo server, as a child process, in both eras.

use domain::{Door, Era, Protocol};
use rstest::rstest;
use serde_json::{Value, json};

use crate::desk::{Decision, Told, desk, desk_that};
use crate::setup::{demo, open, run, speaking, text};

#[rstest]
#[case::auto(Protocol::Auto, Era::Modern, Door::Pulled)]
#[case::modern(Protocol::Modern, Era::Modern, Door::Pulled)]
#[case::legacy(Protocol::Legacy, Era::Legacy, Door::Pushed)]
#[tokio::test]
async fn every_tool_asks_and_uses_the_answer(
    #[case] protocol: Protocol,
    #[case] era: Era,
    #[case] door: Door,
) {
    let (desk, mut watch) = desk(Decision::Reply("the model's words"));
    let server = open(&speaking(protocol, demo()), desk).await;
    assert_eq!(server.info().era, era);
    assert_eq!(server.info().name.as_deref(), Some("Countersign demo"));

    let blog = json!({ "title": "A title", "content": "The text." });
    let product = json!({ "product_name": "Lamp", "keywords": "brass" });
    for (tool, arguments, expected) in [
        ("summarize", json!({ "text": "long" }), "the model's words"),
        ("translate", json!({ "text": "hi", "target_language": "Korean" }), "the model's words"),
        ("create_blog", blog, "# A title\n\n*the model's words*\n\nThe text."),
        ("create_story", json!({ "topic": "rain" }), "the model's words"),
        ("create_product", product, "Added product 1, Lamp.\n\nthe model's words"),
    ] {
        let result = run(&server, tool, arguments).await;
        assert_eq!((text(&result).as_str(), result.is_error), (expected, false), "{tool}");
        assert_eq!(result.rounds, u32::from(era == Era::Modern));
        let (cause, prompt) = watch.asked().await;
        assert_eq!((cause.door, cause.call.unwrap().name()), (door, tool));
        assert!(prompt.system.is_some() && prompt.max_tokens >= 200 && prompt.sendable().is_ok());
        assert!(prompt.temperature.is_some() && !prompt.preferences.hints.is_empty(), "{tool}");
    }
    let products = run(&server, "get_products", json!({})).await;
    assert_eq!(text(&products), "1. Lamp: the model's words");
    assert_eq!(products.result["structuredContent"]["products"][0]["keywords"], "brass");
    server.close().await;
}

#[rstest]
#[case(Protocol::Modern)]
#[case(Protocol::Legacy)]
#[tokio::test]
async fn a_review_asks_two_things_at_once(#[case] protocol: Protocol) {
    let (desk, _watch) = desk_that(|_, prompt| {
        let system = prompt.system.clone().unwrap();
        Decision::Reply(if system.contains("security") { "no secrets" } else { "fast" })
    });
    let server = open(&speaking(protocol, demo()), desk).await;
    let result = run(&server, "review_code", json!({ "code": "x = 1" })).await;
    assert_eq!(text(&result), "## Security\n\nno secrets\n\n## Performance\n\nfast");
    server.close().await;
}

#[rstest]
#[case(Protocol::Modern)]
#[case(Protocol::Legacy)]
#[tokio::test]
async fn it_says_so_when_it_may_not_ask(#[case] protocol: Protocol) {
    let (desk, watch) = desk(Decision::Reply("never"));
    let silenced = domain::Server { sampling: false, ..speaking(protocol, demo()) };
    let server = open(&silenced, desk).await;
    let result = run(&server, "summarize", json!({ "text": "x" })).await;
    assert!(result.is_error && text(&result).contains("does not let servers ask"));
    server.close().await;
    assert!(!watch.rest().iter().any(|told| matches!(told, Told::Asked(..))));
}

#[tokio::test]
async fn its_forms_can_be_filled_in() {
    let (desk, _watch) = desk(Decision::Wait);
    let server = open(&demo(), desk).await;
    let tools = server.tools().await.unwrap();
    let names: Vec<_> = tools.iter().map(|tool| tool.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "summarize",
            "translate",
            "create_product",
            "get_products",
            "create_blog",
            "create_story",
            "review_code"
        ]
    );
    for tool in &tools {
        assert!(tool.title.is_some() && tool.description.is_some(), "{}", tool.name);
        let Some(Value::Object(fields)) = tool.input_schema.get("properties") else {
            assert_eq!(tool.name, "get_products");
            continue;
        };
        for (name, field) in fields {
            for part in ["title", "description", "examples"] {
                assert!(field.get(part).is_some(), "{}: {name} has no {part}", tool.name);
            }
        }
    }
    let translate = &tools[1].input_schema;
    assert_eq!(translate["properties"]["target_language"]["default"], "Vietnamese");
    assert_eq!(translate["required"], json!(["text"]));
    let order: Vec<_> = tools[2].input_schema["properties"].as_object().unwrap().keys().collect();
    assert_eq!(order, ["product_name", "keywords"], "in the order of the form");
    server.close().await;
}
