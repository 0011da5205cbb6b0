//! Prompts and resources: got and read like tools, and they may ask a model just so.

use std::collections::BTreeMap;

use domain::call::What;
use domain::features::{Completable, CompletionQuery, ListKind};
use domain::server::LogLevel;
use domain::{Call, CallId, Door, Era, Protocol, Server};
use mcp::{CallResult, LogSource};
use rstest::rstest;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::desk::{Decision, Told, desk};
use crate::serve;
use crate::setup::{bad, call, everything, open, python1, python2, run, text};

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

#[rstest]
#[case::legacy(python1())]
#[case::modern(python2())]
#[tokio::test]
async fn prompts_and_resources_are_listed(#[case] server: Server) {
    let (desk, _watch) = desk(Decision::Wait);
    let server = open(&server, desk).await;
    let features = server.info().features;
    assert!(features.prompts && features.resources && features.completions, "{features:?}");
    let prompts = server.prompts().await.unwrap();
    let [summary] = prompts.prompts.as_slice() else { panic!("{prompts:?}") };
    assert_eq!(
        (summary.name.as_str(), summary.title.as_deref()),
        ("summary", Some("Summary of a day"))
    );
    let [day] = summary.arguments.as_slice() else { panic!("{summary:?}") };
    assert_eq!((day.name.as_str(), day.required), ("day", true));
    let resources = server.resources().await.unwrap();
    let [today] = resources.resources.as_slice() else { panic!("{resources:?}") };
    assert_eq!((today.uri.as_str(), today.title.as_deref()), ("notes://today", Some("Today")));
    let [notes] = resources.templates.as_slice() else { panic!("{resources:?}") };
    assert_eq!(notes.uri_template, "notes://{day}/{hour}");
    assert!(!prompts.more && !resources.more);
    server.close().await;
}

#[tokio::test]
async fn lists_come_in_pages() {
    let (desk, _watch) = desk(Decision::Wait);
    let server = open(&bad("features"), desk).await;
    let names = server.prompts().await.unwrap().prompts.into_iter().map(|prompt| prompt.name);
    assert_eq!(names.collect::<Vec<_>>(), ["a", "b", "c"]);
    // The shortest of its pages says for how long a list holds.
    assert_eq!(server.prompts().await.unwrap().holds_ms, Some(1500));
    // One resource has no URI, and templates are not known at all.
    let resources = server.resources().await.unwrap();
    let uris: Vec<_> = resources.resources.iter().map(|resource| resource.uri.as_str()).collect();
    assert_eq!((uris.as_slice(), resources.templates.len()), (&["a://1"][..], 0));
    // It has no tools and does not know the question.
    assert_eq!(server.tools().await.unwrap(), []);
    server.close().await;
}

fn query(of: Completable, argument: &str, value: &str, others: &[(&str, &str)]) -> CompletionQuery {
    let text = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    CompletionQuery {
        of,
        argument: argument.into(),
        value: value.into(),
        others: others.iter().map(text).collect(),
    }
}

#[rstest]
#[case::legacy(python1())]
#[case::modern(python2())]
#[tokio::test]
async fn arguments_are_suggested(#[case] server: Server) {
    let (desk, _watch) = desk(Decision::Wait);
    let server = open(&server, desk).await;
    let prompt = || Completable::Prompt { prompt: "summary".into() };
    let days = server.complete(query(prompt(), "day", "t", &[])).await.unwrap();
    assert_eq!((days.values.as_slice(), days.more), (&["tuesday".to_owned()][..], false));
    let template = Completable::Template { uri_template: "notes://{day}/{hour}".into() };
    let hours = query(template, "hour", "", &[("day", "monday")]);
    let hours = server.complete(hours).await.unwrap();
    assert_eq!((hours.values.as_slice(), hours.more), (&["monday noon".to_owned()][..], true));
    server.close().await;
}

#[tokio::test]
async fn suggestions_that_nobody_waits_for_are_taken_back() {
    let (desk, mut watch) = desk(Decision::Wait);
    let server = open(&bad("features"), desk).await;
    let asking = server.complete(query(Completable::Prompt { prompt: "a".into() }, "x", "", &[]));
    tokio::select! {
        given = asking => panic!("{given:?}"),
        // It says so when it is asked, and never answers.
        _ = watch.logged("completion asked") => {}
    }
    watch.logged("completion taken back").await;
    server.close().await;
}

#[tokio::test]
async fn an_older_server_tells_when_a_followed_resource_changes() {
    let (desk, mut watch) = desk(Decision::Wait);
    let server = open(&everything(), desk).await;
    assert!(server.info().features.updates);
    let uri = "demo://resource/dynamic/text/1";
    server.follow(uri, true).await.unwrap();
    run(&server, "toggle-subscriber-updates", json!({})).await;
    assert_eq!(watch.updated().await, uri);
    server.follow(uri, false).await.unwrap();
    server.close().await;
}

#[rstest]
#[case::pipe(None)]
#[case::http(Some(serve::python2()))]
#[tokio::test]
async fn a_newer_server_tells_of_changes(#[case] served: Option<serve::Served>) {
    let (desk, mut watch) = desk(Decision::Wait);
    let server = served.as_ref().map_or_else(python2, serve::Served::server);
    let server = open(&server, desk).await;
    assert_eq!(server.info().era, Era::Modern);
    server.follow("notes://today", true).await.unwrap();
    // What is not heard yet is not told: the question is on its way beside the call.
    let noting = async {
        for number in 0.. {
            run(&server, "note", json!({ "text": number.to_string() })).await;
        }
    };
    tokio::select! {
        () = noting => {}
        uri = watch.updated() => assert_eq!(uri, "notes://today"),
    }
    watch.list(ListKind::Resources).await;
    server.close().await;
}

#[tokio::test]
async fn an_older_server_is_told_the_level_of_its_log() {
    for (level, told) in [(LogLevel::Info, true), (LogLevel::Error, false)] {
        let (desk, mut watch) = desk(Decision::Wait);
        let server = open(&Server { log_level: Some(level), ..everything() }, desk).await;
        server.follow("demo://resource/dynamic/text/1", true).await.unwrap();
        if told {
            let line = watch.logged("Received Subscribe").await;
            assert_eq!(line.level, Some(LogLevel::Info));
        } else {
            let said =
                |told: &Told| matches!(told, Told::Log(line) if line.text.contains("Subscribe"));
            assert!(!watch.rest().iter().any(said));
        }
        server.close().await;
    }
}

#[tokio::test]
async fn a_newer_server_is_told_the_level_with_each_question() {
    let (desk, mut watch) = desk(Decision::Wait);
    let server = open(&python2(), desk).await;
    run(&server, "complain", json!({})).await;
    server.set_log_level(Some(LogLevel::Error)).await;
    run(&server, "complain", json!({})).await;
    let message = |told: &Told| {
        let Told::Log(line) = told else { return None };
        (line.source == LogSource::Message).then(|| line.clone())
    };
    let line = watch.wait_for(message).await;
    assert_eq!((line.level, line.text.as_str()), (Some(LogLevel::Error), "it hurts"));
    // Without a level it says nothing, and at this one not everything.
    let complaints = |told: &&Told| message(told).is_some();
    let rest = watch.rest();
    assert_eq!(rest.iter().filter(complaints).count(), 0, "{rest:?}");
    server.close().await;
}

#[rstest]
#[case::pushed(Protocol::Legacy)]
#[case::pulled(Protocol::Modern)]
#[tokio::test]
async fn tools_are_offered_only_where_they_are_allowed(#[case] protocol: Protocol) {
    let (desk, mut watch) = desk(Decision::Reply("x"));
    let without = Server { sampling_tools: false, protocol, ..bad("tools_undeclared") };
    let server = open(&without, desk).await;
    // It answers a call with what it was told that we can do, and with the error that it got.
    let outcome = server.call(call("ask", json!({})), CancellationToken::new()).await;
    let (_, raw, fault) = watch.refused().await;
    assert!(raw.contains("\"tools\""), "{raw}");
    assert!(fault.message.contains("params.tools needs the capability sampling.tools"), "{fault}");
    match (protocol, outcome) {
        (Protocol::Legacy, Ok(result)) => {
            let said: Value = serde_json::from_str(&text(&result)).unwrap();
            assert_eq!(said["capabilities"]["sampling"], json!({}));
            assert_eq!(said["error"]["code"], -32602);
            let message = said["error"]["message"].as_str().unwrap();
            assert!(message.contains("params.tools"), "{message}");
        }
        (Protocol::Modern, Err(fault)) => {
            assert!(fault.message.contains("params.tools"), "{fault}");
        }
        (_, outcome) => panic!("{outcome:?}"),
    }
    server.close().await;
}
