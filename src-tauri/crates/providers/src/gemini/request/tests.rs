use rstest::rstest;

use super::*;
use crate::provider::Background;
use crate::testing::{everything, sent};

#[test]
fn a_name_begins_as_gemini_wants_it() {
    let mut prompt = everything();
    prompt.messages.truncate(1);
    prompt.tools[0].name = "2fa".into();
    let sent = sent(ProviderKind::Gemini, "gemini-3.8-pro", &prompt);
    assert_eq!(sent["tools"][0]["functionDeclarations"][0]["name"], "_2fa");
}

#[rstest]
#[case(
    "https://g/v1",
    "gemini-3.8-pro",
    "https://g/v1/models/gemini-3.8-pro:streamGenerateContent?alt=sse"
)]
#[case(
    "https://g/v1",
    "models/gemini-flash-latest",
    "https://g/v1beta/models/gemini-flash-latest:streamGenerateContent?alt=sse"
)]
#[case(
    "https://g/v1beta",
    "a/../b?c#d",
    "https://g/v1beta/models/a_.._b_c_d:streamGenerateContent?alt=sse"
)]
fn the_model_is_in_the_address(#[case] base_url: &str, #[case] model: &str, #[case] url: &str) {
    let prompt = everything();
    let host = crate::hosts::Host::of(base_url);
    let order = Order { host, model, prompt: &prompt, background: Background::default() };
    assert_eq!(crate::gemini::Gemini.address(base_url, order), url);
}
