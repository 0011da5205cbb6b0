//! What is sent is what was signed, to the byte, or nothing is.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use domain::ProviderKind::{self, Anthropic, Gemini, Ollama, Openai, OpenaiResponses};
use domain::{FaultCode, Message, Prompt, Role, Target};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use providers::Background;
use tokio_util::sync::CancellationToken;

use crate::support::{account, model, provider, serve, sign_bytes, write};

fn prompts() -> impl Strategy<Value = Prompt> {
    let message = (any::<bool>(), "\\PC{0,20}").prop_map(|(user, text)| {
        Message::text(if user { Role::User } else { Role::Assistant }, text)
    });
    (
        prop::collection::vec(message, 1..4),
        prop::option::of("\\PC{0,10}"),
        prop::option::of(0.0..2.0_f64),
        prop::collection::vec("\\PC{1,4}", 0..3),
        1..10_000_u32,
    )
        .prop_map(|(messages, system, temperature, stop_sequences, max_tokens)| Prompt {
            messages,
            system,
            temperature,
            stop_sequences,
            max_tokens,
            ..Prompt::default()
        })
}

/// A server that keeps the bodies that it gets.
async fn keeping() -> (String, Arc<Mutex<Vec<Bytes>>>) {
    let got = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&got);
    let keep = move |body: Bytes| {
        kept.lock().unwrap().push(body);
        async { "" }
    };
    (serve(Router::new().fallback(keep)).await, got)
}

#[test]
fn the_bytes_that_were_signed_are_sent_and_no_others() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (url, got) = runtime.block_on(keeping());
    let kinds = prop::sample::select(vec![Anthropic, Openai, OpenaiResponses, Gemini, Ollama]);
    let mut runner = TestRunner::new(ProptestConfig { cases: 64, ..ProptestConfig::default() });
    let property = |(kind, prompt, other): (ProviderKind, Prompt, Prompt)| {
        let shown =
            |prompt| providers::outgoing(&account(kind, &url), "m", prompt, Background::default());
        let (Ok(shown), Ok(others)) = (shown(&prompt), shown(&other)) else { return Ok(()) };
        let send = |digest| {
            let target = Target::Model { model: model("m") };
            let signed = sign_bytes(prompt.clone(), target, Some(digest));
            let stop = CancellationToken::new();
            runtime.block_on(write(&*provider(kind, &url), &signed, &stop))
        };
        got.lock().unwrap().clear();
        send(shown.digest());
        let sent = std::mem::take(&mut *got.lock().unwrap());
        prop_assert_eq!(sent, [Bytes::from(shown.body.clone())]);
        if shown.body != others.body {
            got.lock().unwrap().clear();
            let failure = send(others.digest()).failure();
            prop_assert_eq!(failure.fault.code, FaultCode::Invalid);
            prop_assert!(failure.fault.message.contains("nothing was sent"));
            prop_assert!(got.lock().unwrap().is_empty());
        }
        Ok(())
    };
    runner.run(&(kinds, prompts(), prompts()), property).unwrap();
}
