//! Against a server that nobody here wrote.

use domain::ProviderKind::{Anthropic, Command, Gemini, Ollama, Openai, OpenaiResponses};
use domain::{Content, FaultCode, ProviderKind, StopReason, Usage};
use provider_doubles::{Aimock, fixtures};
use providers::Background;
use rstest::rstest;
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use crate::support::{KEY, account, prompt, provider, run, signed, signed_for, write};

fn base_url(server: &Aimock, kind: ProviderKind) -> String {
    match kind {
        Anthropic | Ollama => server.url().to_owned(),
        Openai | OpenaiResponses => server.openai_url(),
        Gemini => server.gemini_url(),
        Command => panic!("a program is at no address"),
    }
}

/// The requests that it got, oldest first.
async fn journal(server: &Aimock) -> Vec<Value> {
    let body = reqwest::get(server.journal_url()).await.unwrap().text().await.unwrap();
    let requests: Vec<Value> = serde_json::from_str(&body).unwrap();
    requests.into_iter().filter(|request| request["method"] == "POST").collect()
}

#[rstest]
#[tokio::test]
async fn answers_are_streamed(
    #[values(Anthropic, Openai, OpenaiResponses, Gemini, Ollama)] kind: ProviderKind,
) {
    let server = Aimock::start().unwrap();
    let provider = provider(kind, &base_url(&server, kind));

    let hello = run(&*provider, "Say hello").await;
    let written = hello.outcome.unwrap();
    assert_eq!(written.reply.content, [Content::text("Xin chào! 안녕 你好 👋")]);
    assert_eq!(hello.deltas.concat(), "Xin chào! 안녕 你好 👋");
    assert!(hello.deltas.len() > 2, "it came in pieces: {:?}", hello.deltas);
    assert_eq!(written.reply.model, "test-model");
    assert_eq!(written.reply.stop_reason, StopReason::EndTurn);
    assert!(!written.stopped);
    assert!(written.reply.request_id.is_some());
    assert!(written.timing.first_ms.unwrap() <= written.timing.total_ms);

    // For Ollama's format the double has neither reasons, nor counts, nor thinking.
    let short = run(&*provider, "Stop at the limit").await.outcome.unwrap().reply;
    if kind != Ollama {
        assert_eq!(short.stop_reason, StopReason::MaxTokens);
        let Usage { input, output, .. } = short.usage.unwrap();
        assert_eq!((input, output), (Some(11), Some(7)));
    }

    let thought = run(&*provider, "Think first").await;
    assert_eq!(thought.outcome.unwrap().reply.content, [Content::text("42")]);
    if kind != Ollama {
        assert_eq!(thought.thinking, "Six times seven.");
    }

    let tool = run(&*provider, "Use a tool").await.outcome.unwrap().reply;
    assert_eq!(tool.stop_reason, StopReason::ToolUse);
    assert!(matches!(
        tool.content.as_slice(),
        [Content::ToolUse { name, input, .. }] if name == "get_weather" && input["city"] == "Hà Nội"
    ));
}

/// The answer is a use of `get_weather`; the server calls that tool by a name that no API takes.
#[rstest]
#[tokio::test]
async fn a_tool_is_used_by_the_name_that_the_server_gave_it(
    #[values(Anthropic, Openai, OpenaiResponses, Gemini, Ollama)] kind: ProviderKind,
) {
    let server = Aimock::start().unwrap();
    let provider = provider(kind, &base_url(&server, kind));
    let mut prompt = prompt("Use a tool");
    prompt.tools = vec![domain::Tool {
        name: "get.weather".into(),
        title: None,
        description: None,
        input_schema: serde_json::Map::new(),
        rest: serde_json::Map::new(),
    }];
    let signed = signed_for("test-model", prompt);
    let written = write(&*provider, &signed, &CancellationToken::new()).await.outcome.unwrap();
    assert!(matches!(
        written.reply.content.as_slice(),
        [Content::ToolUse { name, .. }] if name == "get.weather"
    ));
}

#[rstest]
#[tokio::test]
async fn a_person_can_stop_it(
    #[values(Anthropic, Openai, OpenaiResponses, Gemini, Ollama)] kind: ProviderKind,
) {
    let server = Aimock::start().unwrap();
    let provider = provider(kind, &base_url(&server, kind));
    let stop = CancellationToken::new();
    let stops = |_: providers::Delta<'_>| stop.cancel();
    let prompt = signed("Write slowly");
    let written = provider.generate(&prompt, Background::default(), &stops, &stop).await.unwrap();
    assert!(written.stopped);
    assert_eq!(written.reply.stop_reason, StopReason::Stopped);
    assert_eq!(written.reply.plain_text(), "One ");
}

#[rstest]
#[tokio::test]
async fn what_is_sent_is_what_was_shown(
    #[values(Anthropic, Openai, OpenaiResponses, Gemini, Ollama)] kind: ProviderKind,
) {
    let server = Aimock::start().unwrap();
    let url = base_url(&server, kind);
    let provider = provider(kind, &url);
    let mut prompt = prompt("Say hello");
    prompt.system = Some("Be brief".into());
    prompt.temperature = Some(0.5);
    let account = account(kind, &url);
    let shown =
        providers::outgoing(&account, "test-model", &prompt, Background::default()).unwrap();
    let signed = signed_for("test-model", prompt);
    write(&*provider, &signed, &CancellationToken::new()).await.outcome.unwrap();

    let requests = journal(&server).await;
    let [request] = requests.as_slice() else { panic!("{requests:?}") };
    let header = |name: &str| request["headers"][name].as_str().unwrap_or_default().to_owned();
    assert_eq!(header("content-length"), shown.body.len().to_string());
    let (path, key) = match kind {
        Anthropic => ("/v1/messages", "x-api-key"),
        Openai => ("/v1/chat/completions", "authorization"),
        OpenaiResponses => ("/v1/responses", "authorization"),
        Gemini => ("/v1beta/models/test-model:streamGenerateContent?alt=sse", "x-goog-api-key"),
        Ollama => ("/api/chat", "authorization"),
        Command => panic!("a program has no path"),
    };
    assert_eq!(request["path"], path);
    assert!(!header(key).is_empty());
    assert!(!path.contains(KEY));
    if kind == Anthropic {
        assert_eq!(header("anthropic-version"), "2023-06-01");
    }
}

#[rstest]
#[tokio::test]
async fn the_key_is_tested_by_listing_models(
    #[values(Anthropic, Openai, OpenaiResponses, Ollama)] kind: ProviderKind,
) {
    let server = Aimock::start_with(&fixtures(), &[KEY]).unwrap();
    let url = base_url(&server, kind);
    let models = provider(kind, &url).models().await.unwrap();
    assert!(models.iter().any(|model| model.id == "gpt-4o"), "{models:?}");

    let account = crate::support::account(kind, &url);
    let client = providers::Client::new();
    let wrong = Some("sk-wrong".into());
    let fault = providers::connect(&account, wrong, &client).unwrap().models().await.unwrap_err();
    assert_eq!(fault.code, FaultCode::KeyRejected);
    assert!(fault.message.contains("did not accept the key of “Work”"), "{fault}");
    let fault = providers::connect(&account, None, &client).unwrap().models().await.unwrap_err();
    assert_eq!(fault.code, FaultCode::KeyRejected);
    assert!(fault.message.contains("“Work” has none"), "{fault}");
}

#[rstest]
#[tokio::test]
async fn an_answer_that_breaks_off_is_a_fault_and_is_kept(
    #[values(Anthropic, Openai, OpenaiResponses, Gemini, Ollama)] kind: ProviderKind,
) {
    let server = Aimock::start().unwrap();
    let provider = provider(kind, &base_url(&server, kind));

    let broken = run(&*provider, "Break off").await;
    let shown = broken.deltas.concat();
    let failure = broken.failure();
    assert_eq!(failure.fault.code, FaultCode::ProviderFailed);
    assert!(failure.fault.message.contains("in the middle of its answer"), "{failure}");
    let partial = failure.partial.unwrap();
    assert!(shown.starts_with("This "), "{shown}");
    assert_eq!(partial.plain_text(), shown);
    assert_eq!(partial.stop_reason, StopReason::Other("interrupted".into()));

    let hung_up = run(&*provider, "Hang up").await.failure();
    assert_eq!(hung_up.fault.code, FaultCode::ProviderFailed);
    assert!(hung_up.fault.message.contains("hung up"), "{hung_up}");
    assert_eq!(hung_up.partial, None);

    let nonsense = run(&*provider, "Send nonsense").await.failure();
    assert_eq!(nonsense.fault.code, FaultCode::ProviderFailed);
    assert!(nonsense.fault.message.contains("cannot be read"), "{nonsense}");
    assert!(nonsense.fault.detail.unwrap().contains("<<<chaos>>>"));

    // Each was asked for once: nothing is asked for again once it may have been paid for.
    assert_eq!(journal(&server).await.len(), 3);
}

#[rstest]
#[tokio::test]
async fn a_busy_provider_is_asked_again(
    #[values(Anthropic, Openai, OpenaiResponses, Gemini, Ollama)] kind: ProviderKind,
) {
    let server = Aimock::start().unwrap();
    let provider = provider(kind, &base_url(&server, kind));
    let again = |text| {
        let provider = &provider;
        async move { run(&**provider, text).await }
    };

    let limited = again("Be busy once").await.outcome.unwrap();
    assert_eq!(limited.reply.plain_text(), "There you are.");
    assert!(limited.timing.total_ms >= 1_000, "it waited as asked: {:?}", limited.timing);
    assert_eq!(journal(&server).await.len(), 2);

    let overloaded = again("Be overloaded once").await.outcome.unwrap();
    assert_eq!(overloaded.reply.plain_text(), "There you are.");
    assert_eq!(journal(&server).await.len(), 4);

    let failure = again("Be busy for ever").await.failure();
    assert_eq!(failure.fault.code, FaultCode::RateLimited);
    assert!(failure.fault.message.contains("It says: “Slow down, please.”"), "{failure}");
    assert!(failure.fault.message.contains("(Request req-"), "{failure}");
    assert_eq!(journal(&server).await.len(), 7);
}

#[rstest]
#[case("Be busy for an hour", FaultCode::RateLimited, "wait 3600 s", 1)]
#[case("Spend the quota", FaultCode::RateLimited, "quota of “Work”", 1)]
#[case("Lose the model", FaultCode::ModelGone, "has no model “test-model”", 1)]
#[case("Ask too much", FaultCode::Invalid, "prompt is too long", 1)]
#[case("Be overloaded", FaultCode::ProviderFailed, "is overloaded", 3)]
#[tokio::test]
async fn errors_are_said_in_words(
    #[values(Anthropic, Openai, OpenaiResponses, Gemini, Ollama)] kind: ProviderKind,
    #[case] text: &str,
    #[case] code: FaultCode,
    #[case] says: &str,
    #[case] requests: usize,
) {
    let server = Aimock::start().unwrap();
    let provider = provider(kind, &base_url(&server, kind));
    let failure = run(&*provider, text).await.failure();
    assert_eq!(failure.fault.code, code, "{failure}");
    assert!(failure.fault.message.contains(says), "{failure}");
    assert_eq!(journal(&server).await.len(), requests);
}
