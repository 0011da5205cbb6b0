//! Bad input: each an end with a sentence and the raw detail, and nothing is sent twice.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::Response;
use domain::ProviderKind::{self, Anthropic, Command, Gemini, Ollama, Openai, OpenaiResponses};
use domain::{FaultCode, Parameter, StopReason};
use futures_util::{StreamExt, stream};
use rstest::rstest;
use secrecy::SecretString;

use crate::support::{KEY, Run, account, provider, run, serve};

/// A server that answers everything with this; and how often it was asked.
pub(crate) async fn answering(
    status: u16,
    answer: impl Fn() -> Body + Clone + Send + Sync + 'static,
) -> (String, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let answer = move || {
        count.fetch_add(1, Ordering::SeqCst);
        let mut response = Response::new(answer());
        *response.status_mut() = StatusCode::from_u16(status).unwrap();
        async { response }
    };
    (serve(Router::new().fallback(answer)).await, asked)
}

/// How an answer of a kind begins, with the text “Hi”.
fn beginning(kind: ProviderKind) -> &'static str {
    match kind {
        Anthropic => crate::support::beginning(),
        Openai => "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\n",
        OpenaiResponses => {
            "data: {\"type\":\"response.output_text.delta\",\"output_index\":0,\"content_index\":0,\"delta\":\"Hi\"}\n\n"
        }
        Gemini => "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"}]}}]}\n\n",
        Ollama => "{\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},\"done\":false}\n",
        Command => panic!("a program sends no events"),
    }
}

/// How an event of a kind begins.
fn event(kind: ProviderKind) -> &'static str {
    if kind == Ollama { "{\"message\":{\"content\":\"" } else { "data: " }
}

async fn fails(
    kind: ProviderKind,
    status: u16,
    answer: impl Fn() -> Body + Clone + Send + Sync + 'static,
) -> (FaultCode, String, Option<String>, String) {
    let (url, asked) = answering(status, answer).await;
    let failure = run(&*provider(kind, &url), "Hi").await.failure();
    assert_eq!(asked.load(Ordering::SeqCst), 1, "sent twice: {failure}");
    let partial = failure.partial.map(|reply| {
        assert_eq!(reply.stop_reason, StopReason::Other("interrupted".into()));
        reply.plain_text()
    });
    (failure.fault.code, failure.fault.message, failure.fault.detail, partial.unwrap_or_default())
}

#[rstest]
#[case::wrong_key(
    401,
    r#"{"error":{"message":"Invalid API key","type":"authentication_error"}}"#,
    FaultCode::KeyRejected,
    "did not accept the key of “Work”"
)]
#[case::expired_key(
    401,
    r#"{"error":{"message":"Your key has expired.","type":"authentication_error"}}"#,
    FaultCode::KeyRejected,
    "The key of “Work” for 127.0.0.1"
)]
#[case::expired_key_at_google(400, r#"{"error":{"code":400,"message":"API key expired. Please renew the API key.","status":"INVALID_ARGUMENT"}}"#, FaultCode::KeyRejected, "has expired. Enter a new one")]
#[case::model_shut_down(
    410,
    r#"{"error":{"message":"The model test-model has been retired.","type":"not_found_error"}}"#,
    FaultCode::ModelGone,
    "has shut down the model “test-model”"
)]
#[case::model_deprecated(404, r#"{"error":{"message":"The model `test-model` has been deprecated.","type":"invalid_request_error","code":"model_not_found"}}"#, FaultCode::ModelGone, "has shut down")]
#[case::region(403, r#"{"error":{"code":"unsupported_country_region_territory","message":"Country, region, or territory not supported","type":"request_forbidden"}}"#, FaultCode::ProviderUnreachable, "does not serve the region")]
#[case::region_at_google(400, r#"{"error":{"code":400,"message":"User location is not supported for the API use.","status":"FAILED_PRECONDITION"}}"#, FaultCode::ProviderUnreachable, "does not serve the region")]
#[case::spent(
    429,
    r#"{"error":{"message":"You exceeded your current quota.","code":"insufficient_quota"}}"#,
    FaultCode::RateLimited,
    "quota of “Work”"
)]
#[case::billing(
    402,
    r#"{"error":{"message":"Add credits.","type":"billing_error"}}"#,
    FaultCode::RateLimited,
    "quota of “Work”"
)]
#[case::error_in_success(
    200,
    r#"{"error":{"message":"Upstream is gone","code":"server_error"}}"#,
    FaultCode::ProviderFailed,
    "It says: “Upstream is gone”"
)]
#[case::page(
    200,
    "<!doctype html><title>Log in</title>",
    FaultCode::NotAProvider,
    "answers, but not as"
)]
#[case::page_for_an_error(
    404,
    "<h1>Not found</h1>",
    FaultCode::NotAProvider,
    "answers, but not as"
)]
#[case::nothing(
    200,
    "",
    FaultCode::ProviderFailed,
    "before it began. Try again, with a shorter prompt"
)]
#[tokio::test]
async fn what_is_said_instead_of_an_answer_is_put_into_words(
    #[values(Anthropic, Openai, OpenaiResponses, Gemini, Ollama)] kind: ProviderKind,
    #[case] status: u16,
    #[case] body: &'static str,
    #[case] code: FaultCode,
    #[case] says: &str,
) {
    let (found, message, detail, _) = fails(kind, status, move || Body::from(body)).await;
    assert_eq!(found, code, "{message}");
    assert!(message.contains(says), "{message}");
    assert_eq!(detail.as_deref(), (!body.is_empty()).then_some(body));
}

/// Whatever it is that sends on, and wherever: the prompt goes nowhere else.
#[rstest]
#[tokio::test]
async fn a_redirect_is_named_and_not_followed(
    #[values(Anthropic, Openai, OpenaiResponses, Gemini, Ollama)] kind: ProviderKind,
    #[values(301, 302, 303, 307, 308)] status: u16,
) {
    let (elsewhere, visits) = answering(200, || Body::from("")).await;
    let target = elsewhere.replace("127.0.0.1", "localhost");
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let sends_on = move || {
        count.fetch_add(1, Ordering::SeqCst);
        let status = StatusCode::from_u16(status).unwrap();
        let answer = (status, [(LOCATION, format!("{target}/login"))], "Moved");
        async move { answer }
    };
    let url = serve(Router::new().fallback(sends_on)).await;
    let provider = provider(kind, &url);
    let failure = run(&*provider, "Hi").await.failure();
    assert_eq!(failure.fault.code, FaultCode::NotAProvider);
    assert!(failure.fault.message.contains("sends requests on to localhost"), "{failure}");
    assert_eq!(failure.partial, None);
    let fault = provider.models().await.unwrap_err();
    assert_eq!(fault.code, FaultCode::NotAProvider, "{fault}");
    assert_eq!(asked.load(Ordering::SeqCst), 2, "one prompt, one list");
    assert_eq!(visits.load(Ordering::SeqCst), 0);
}

#[rstest]
#[tokio::test]
async fn half_an_answer_is_a_fault_and_is_kept(
    #[values(Anthropic, Openai, OpenaiResponses, Gemini, Ollama)] kind: ProviderKind,
) {
    let (code, message, _, partial) = fails(kind, 200, move || Body::from(beginning(kind))).await;
    assert_eq!(code, FaultCode::ProviderFailed);
    assert!(message.contains("before it was complete"), "{message}");
    assert_eq!(partial, "Hi");
}

/// How a provider of a kind breaks an answer off with a word.
fn breaking_off(kind: ProviderKind) -> &'static str {
    match kind {
        Anthropic => {
            "data: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Too busy\"}}\n\n"
        }
        Openai => {
            "data: {\"error\":{\"message\":\"Too busy\",\"code\":503,\"type\":\"overloaded\"}}\n\n"
        }
        OpenaiResponses => {
            "data: {\"type\":\"response.failed\",\"response\":{\"status\":\"failed\",\"error\":{\"code\":\"overloaded\",\"message\":\"Too busy\"}}}\n\n"
        }
        Gemini => {
            "data: {\"error\":{\"code\":503,\"message\":\"Too busy\",\"status\":\"UNAVAILABLE\"}}\n\n"
        }
        Ollama => "{\"error\":\"Too busy\"}\n",
        Command => panic!("a program sends no events"),
    }
}

#[rstest]
#[tokio::test]
async fn an_answer_that_its_provider_breaks_off_says_why_and_is_kept(
    #[values(Anthropic, Openai, OpenaiResponses, Gemini, Ollama)] kind: ProviderKind,
) {
    let both = move || Body::from(format!("{}{}", beginning(kind), breaking_off(kind)));
    let (code, message, detail, partial) = fails(kind, 200, both).await;
    assert_eq!(code, FaultCode::ProviderFailed);
    assert!(message.contains("Try again in a moment"), "{message}");
    assert!(message.contains("It says: “Too busy”"), "{message}");
    assert!(detail.unwrap().contains("Too busy"));
    assert_eq!(partial, "Hi");
}

#[rstest]
#[tokio::test]
async fn an_answer_that_falls_silent_is_given_up(
    #[values(Anthropic, Openai, OpenaiResponses, Gemini, Ollama)] kind: ProviderKind,
) {
    let silent = move || {
        let first = stream::once(async move { Ok::<_, std::io::Error>(beginning(kind)) });
        Body::from_stream(first.chain(stream::pending()))
    };
    let (url, asked) = answering(200, silent).await;
    let client = providers::Client::silent_for(Duration::from_millis(300));
    let key = Some(SecretString::from(KEY));
    let provider = providers::connect(&account(kind, &url), key, &client).unwrap();
    let failure = run(&*provider, "Hi").await.failure();
    assert_eq!(failure.fault.code, FaultCode::ProviderFailed);
    assert!(failure.fault.message.contains("fell silent"), "{failure}");
    assert_eq!(failure.partial.unwrap().plain_text(), "Hi");
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

/// It goes on for ever, and never falls silent.
#[rstest]
#[tokio::test]
async fn an_answer_without_end_is_given_up(
    #[values(Anthropic, Openai, OpenaiResponses, Gemini, Ollama)] kind: ProviderKind,
) {
    let endless = move || {
        let more = beginning(kind).replace("Hi", &"Hi ".repeat(300_000));
        let more = stream::repeat_with(move || Ok::<_, std::io::Error>(more.clone()));
        Body::from_stream(more)
    };
    let (code, message, _, partial) = fails(kind, 200, endless).await;
    assert_eq!(code, FaultCode::ProviderFailed);
    assert!(message.contains("more than 64 MB"), "{message}");
    assert!(partial.len() > 50 << 20, "{} bytes were kept", partial.len());
}

#[rstest]
#[tokio::test]
async fn ten_megabytes_on_a_line_are_too_much(
    #[values(Anthropic, Openai, OpenaiResponses, Gemini, Ollama)] kind: ProviderKind,
) {
    let long = move || {
        let piece = Bytes::from(vec![b'a'; 1 << 20]);
        let pieces =
            std::iter::once(Bytes::from(event(kind))).chain(std::iter::repeat_n(piece, 10));
        Body::from_stream(stream::iter(pieces.map(Ok::<_, std::io::Error>)))
    };
    let (code, message, _, _) = fails(kind, 200, long).await;
    assert_eq!(code, FaultCode::ProviderFailed);
    assert!(message.contains("more than 8 MB at once"), "{message}");
}

#[rstest]
#[tokio::test]
async fn what_is_no_text_is_a_fault_and_what_came_before_is_kept(
    #[values(Anthropic, Openai, OpenaiResponses, Gemini, Ollama)] kind: ProviderKind,
) {
    let broken = move || {
        Body::from([beginning(kind).as_bytes(), event(kind).as_bytes(), b"\xff\xfe\n\n"].concat())
    };
    let (code, message, detail, partial) = fails(kind, 200, broken).await;
    assert_eq!(code, FaultCode::ProviderFailed);
    assert!(message.contains("cannot be read"), "{message}");
    assert!(detail.is_some());
    assert_eq!(partial, "Hi");
}

#[rstest]
#[case(r#"{"error":{"message":"Unsupported parameter: 'temperature' is not supported with this model.","type":"invalid_request_error","param":"temperature","code":"unsupported_parameter"}}"#, Some(Parameter::Temperature))]
#[case(r#"{"error":{"message":"Unsupported parameter: 'stop' is not supported with this model.","type":"invalid_request_error","param":"stop"}}"#, Some(Parameter::StopSequences))]
#[case(r#"{"type":"error","error":{"type":"invalid_request_error","message":"tool_choice: type any is not supported"}}"#, Some(Parameter::ToolChoice))]
#[case(r#"{"type":"error","error":{"type":"invalid_request_error","message":"messages.1.content.0: Invalid `signature` in `thinking` block"}}"#, Some(Parameter::Thinking))]
#[case(r#"{"error":{"message":"Unsupported parameter: 'reasoning_content' is not supported.","type":"invalid_request_error","param":"messages[2].reasoning_content"}}"#, Some(Parameter::Thinking))]
#[case(r#"{"error":{"message":"Item 'rs_1' of type 'reasoning' was provided without its required following item.","type":"invalid_request_error","param":"input"}}"#, None)]
#[case(r#"{"type":"error","error":{"type":"invalid_request_error","message":"`temperature` may only be set to 1 when thinking is enabled."}}"#, Some(Parameter::Temperature))]
#[case(r#"{"error":{"message":"messages: too long","type":"invalid_request_error","param":"messages"}}"#, None)]
#[tokio::test]
async fn a_part_that_can_be_left_out_is_named(
    #[case] body: &'static str,
    #[case] parameter: Option<Parameter>,
) {
    let (url, _) = answering(400, move || Body::from(body)).await;
    let Run { outcome, .. } = run(&*provider(Openai, &url), "Hi").await;
    let fault = outcome.unwrap_err().fault;
    assert_eq!((fault.code, fault.parameter), (FaultCode::Invalid, parameter), "{fault}");
}
