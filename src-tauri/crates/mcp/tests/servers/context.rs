//! Prompts and resources: got and read like tools, and they may ask a model just so.

use std::collections::BTreeMap;

use domain::call::What;
use domain::{Call, CallId, Door, Era, Server};
use mcp::CallResult;
use rstest::rstest;
use serde_json::json;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::desk::{Decision, desk};
use crate::setup::{everything, open, python1, python2};

fn prompt(name: &str, arguments: &[(&str, &str)]) -> Call {
    let text = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let arguments: BTreeMap<_, _> = arguments.iter().map(text).collect();
    let what = What::Prompt { prompt: name.into(), arguments };
    Call { id: CallId(Uuid::now_v7()), what }
}

fn resource(uri: &str) -> Call {
    Call { id: CallId(Uuid::now_v7()), what: What::Resource { resource: uri.into() } }
}

fn text_of_prompt(result: &CallResult) -> &str {
    result.result["messages"][0]["content"]["text"].as_str().expect("a text")
}

fn text_of_resource(result: &CallResult) -> &str {
    result.result["contents"][0]["text"].as_str().expect("a text")
}

#[rstest]
#[case::pushed(python1(), Door::Pushed, Era::Legacy, "Write about a day that was fine.", 0)]
#[case::pulled(
    python2(),
    Door::Pulled,
    Era::Modern,
    "Write about a day that was fine (day monday).",
    1
)]
#[tokio::test]
async fn a_prompt_may_ask_a_model(
    #[case] server: Server,
    #[case] door: Door,
    #[case] era: Era,
    #[case] text: &str,
    #[case] rounds: u32,
) {
    let (desk, mut watch) = desk(Decision::Reply("fine"));
    let server = open(&server, desk).await;
    assert_eq!(server.info().era, era);
    let call = prompt("summary", &[("day", "monday")]);
    let result = server.call(call.clone(), CancellationToken::new()).await.unwrap();
    assert_eq!((text_of_prompt(&result), result.rounds, result.is_error), (text, rounds, false));
    let (cause, asked) = watch.asked().await;
    assert_eq!((cause.door, cause.call, cause.certain), (door, Some(call), true));
    assert_eq!(asked.preview(100), "How was monday?");
    server.close().await;
}

#[rstest]
#[case::pushed(python1(), Door::Pushed, 0)]
#[case::pulled(python2(), Door::Pulled, 1)]
#[tokio::test]
async fn a_resource_may_ask_a_model(
    #[case] server: Server,
    #[case] door: Door,
    #[case] rounds: u32,
) {
    let (desk, mut watch) = desk(Decision::Reply("rain"));
    let server = open(&server, desk).await;
    let call = resource("notes://monday/noon");
    let result = server.call(call.clone(), CancellationToken::new()).await.unwrap();
    assert_eq!((text_of_resource(&result), result.rounds), ("rain", rounds));
    let (cause, asked) = watch.asked().await;
    assert_eq!((cause.door, cause.call), (door, Some(call)));
    assert_eq!(asked.preview(100), "What of monday at noon?");
    server.close().await;
}

#[tokio::test]
async fn a_prompt_and_a_resource_of_typescript() {
    let (desk, _watch) = desk(Decision::Wait);
    let server = open(&everything(), desk).await;
    let call = prompt("args-prompt", &[("city", "Huế"), ("state", "Thừa Thiên")]);
    let result = server.call(call, CancellationToken::new()).await.unwrap();
    assert_eq!(text_of_prompt(&result), "What's weather in Huế, Thừa Thiên?");
    let call = prompt("simple-prompt", &[]);
    server.call(call, CancellationToken::new()).await.unwrap();
    let call = resource("demo://resource/dynamic/blob/1");
    let result = server.call(call, CancellationToken::new()).await.unwrap();
    assert!(result.result["contents"][0]["blob"].is_string(), "{}", result.result);
    server.close().await;
}

#[tokio::test]
async fn what_a_server_does_not_have_is_its_error() {
    let (desk, _watch) = desk(Decision::Wait);
    let server = open(&python2(), desk).await;
    for call in [prompt("none", &[]), resource("notes://nowhere")] {
        let fault = server.call(call.clone(), CancellationToken::new()).await.unwrap_err();
        assert_eq!(fault.code, domain::FaultCode::CallFailed);
        let named = json!(fault.message).to_string().contains(call.name());
        assert!(named, "{fault}");
    }
    server.close().await;
}
