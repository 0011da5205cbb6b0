//! What each provider is known to say when it does not answer, in its own shape: each an end with a
//! sentence that says what to do and the raw words beside it, and nothing is sent twice.

use std::sync::atomic::Ordering;

use axum::body::Body;
use domain::ProviderKind::{self, Anthropic, Gemini, Ollama, Openai, OpenaiResponses};
use domain::{FaultCode, Parameter};
use rstest::rstest;
use serde::Deserialize;
use serde_json::Value;

use crate::bad::answering;
use crate::support::{provider, run};

#[derive(Deserialize)]
struct Refusal {
    kind: ProviderKind,
    who: String,
    status: u16,
    /// A document, or the text of a stream.
    body: Value,
    code: FaultCode,
    /// A part of the sentence.
    says: String,
}

#[rstest]
#[tokio::test]
async fn what_providers_are_known_to_say_is_put_into_words(
    #[values(Anthropic, Openai, OpenaiResponses, Gemini, Ollama)] kind: ProviderKind,
) {
    let known: Vec<Refusal> =
        serde_json::from_slice(&provider_doubles::refusals().unwrap()).unwrap();
    let mut met = 0;
    for Refusal { who, status, body, code, says, .. } in
        known.into_iter().filter(|refusal| refusal.kind == kind)
    {
        met += 1;
        let body = body.as_str().map_or_else(|| body.to_string(), str::to_owned);
        let raw = body.clone();
        let (url, asked) = answering(status, move || Body::from(raw.clone())).await;
        let failure = run(&*provider(kind, &url), "Hi").await.failure();
        assert_eq!(failure.fault.code, code, "{who} {body}: {failure}");
        assert!(failure.fault.message.contains(&says), "{who} {body}: {failure}");
        let detail = failure.fault.detail.as_deref().unwrap_or_default();
        assert!(!detail.is_empty() && body.contains(detail), "{who} {body}: {detail}");
        assert_eq!(failure.partial, None, "{who} {body}");
        assert_eq!(asked.load(Ordering::SeqCst), 1, "sent twice: {who} {body}");
    }
    assert!(met > 4, "{met} of {kind:?}");
}

/// What nobody serves together with a choice of tools can be sent without it.
#[tokio::test]
async fn a_choice_of_tools_that_nobody_serves_can_be_left_out() {
    let body = r#"{"error":{"message":"No endpoints found that support the provided 'tool_choice' value.","code":404}}"#;
    let (url, _) = answering(404, move || Body::from(body)).await;
    let failure = run(&*provider(Openai, &url), "Hi").await.failure();
    assert_eq!(failure.fault.parameter, Some(Parameter::ToolChoice));
}
