//! Against the providers themselves, where the environment holds keys. Costs a few tokens each.
//!
//! `ANTHROPIC_API_KEY=… ANTHROPIC_MODEL=… cargo nextest run -p providers --run-ignored only live::anthropic`
//!
//! `ANTHROPIC_BASE_URL` and its like lead elsewhere than to the provider itself: to a gateway, or to a
//! server on this machine.

use domain::ProviderKind::{self, Anthropic, Gemini, Ollama, Openai, OpenaiResponses};
use domain::StopReason;
use rstest::rstest;
use secrecy::SecretString;
use tokio_util::sync::CancellationToken;

use crate::support::{account, prompt, signed_for, write};

/// A variable of the environment that this run needs.
fn needed(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set"))
}

#[rstest]
#[case::anthropic(Anthropic, "ANTHROPIC")]
#[case::openai_chat(Openai, "OPENAI")]
#[case::openai_responses(OpenaiResponses, "OPENAI")]
#[case::gemini(Gemini, "GEMINI")]
#[case::ollama(Ollama, "OLLAMA")]
#[tokio::test]
#[ignore = "asks the provider itself, with a key from the environment"]
async fn a_provider_answers_and_says_what_it_used(#[case] kind: ProviderKind, #[case] name: &str) {
    let model = needed(&format!("{name}_MODEL"));
    let key = (kind != Ollama).then(|| SecretString::from(needed(&format!("{name}_API_KEY"))));
    let elsewhere = std::env::var(format!("{name}_BASE_URL")).ok();
    let account = account(kind, elsewhere.as_deref().unwrap_or(kind.default_base_url()));
    let provider = providers::connect(&account, key, &providers::Client::new()).unwrap();
    let models = provider.models().await.unwrap();
    assert!(models.iter().any(|listed| listed.id == model), "{model} is not listed");
    let mut prompt = prompt("Answer with the one word: yes");
    prompt.max_tokens = 2000;
    let signed = signed_for(&model, prompt);
    let run = write(&*provider, &signed, &CancellationToken::new()).await;
    let written = run.outcome.unwrap();
    assert_eq!(written.reply.stop_reason, StopReason::EndTurn);
    assert!(written.reply.plain_text().to_lowercase().contains("yes"), "{:?}", written.reply);
    let usage = written.reply.usage.unwrap();
    assert!(usage.input.is_some() && usage.output.is_some(), "{usage:?}");
}
