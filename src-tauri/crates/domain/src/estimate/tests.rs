//! The range holds what tokenizers count, and the ceiling is one.

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::content::Role;
use crate::money::{Long, Rates};
use crate::prompt::Message;

fn prompt(text: &str, max_tokens: u32) -> Prompt {
    Prompt { messages: vec![Message::text(Role::User, text)], max_tokens, ..Prompt::default() }
}

// Counted with o200k_base (gpt-tokenizer), without what a message costs.
const ENGLISH: &str = "The quick brown fox jumps over the lazy dog. Nobody knows why it did so, \
                       but everyone who saw it remembers the day and talks about it still.";
const RUST: &str =
    "fn main() {\n    let x: Vec<u32> = (0..10).collect();\n    println!(\"{x:?}\");\n}\n";
const CHINESE: &str = "固态电池的界面阻抗仍然是主要难题，但成本正在下降。";
const KOREAN: &str = "비용은 여전히 높지만 기술은 빠르게 발전하고 있습니다.";
const VIETNAMESE: &str = "Chi phí vẫn còn cao nhưng công nghệ đang phát triển rất nhanh.";
const RUSSIAN: &str = "Твердотельные батареи служат дольше, но их стоимость остаётся высокой.";
const JSON: &str = r#"{"findings": [{"id": 3, "languages": ["en", "ko"], "score": 0.87, "title": "Solid-state cells"}]}"#;
const BASE64: &str = "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAFUlEQVR4nGNgGAWjYBSMglEwCqgDAAZAAAEfkxpuAAAAAElFTkSuQmCCdGhlIHF1aWNrIGJyb3duIGZveCBqdW1wcyBvdmVyIHRoZSBsYXp5IGRvZw==";
const UUIDS: &str = "550e8400-e29b-41d4-a716-446655440000 9f8b7c6d-1a2b-4c3d-8e9f-0a1b2c3d4e5f";

#[rstest]
#[case::english(ENGLISH, 31)]
#[case::rust(RUST, 27)]
#[case::chinese(CHINESE, 20)]
#[case::korean(KOREAN, 15)]
#[case::vietnamese(VIETNAMESE, 14)]
#[case::russian(RUSSIAN, 19)]
#[case::json(JSON, 36)]
#[case::base64(BASE64, 99)]
#[case::uuids(UUIDS, 55)]
fn the_range_holds_what_a_tokenizer_counts(#[case] text: &str, #[case] counted: u64) {
    let Tokens { low, high } = Weight::of(&prompt(text, 1)).tokens;
    let message = A_MESSAGE / TOKEN;
    assert!(low <= counted + message && counted <= high, "{low}..{high} should hold {counted}");
}

fn facts(context: u32, output: u32, rates: Option<Rates>) -> Facts {
    Facts { context: Some(context), output: Some(output), rates, ..Facts::default() }
}

fn rates() -> Rates {
    Rates {
        input: Rate(2_000_000),
        output: Rate(10_000_000),
        cached: Some(Rate(200_000)),
        audio: Some(Rate(32_000_000)),
        long: Some(Long {
            above: 1_000,
            input: Rate(4_000_000),
            output: Rate(15_000_000),
            cached: None,
        }),
    }
}

#[test]
fn an_unknown_price_is_unknown() {
    let estimate = Weight::of(&prompt("hello", 100)).estimate(&facts(1_000, 1_000, None));
    assert_eq!(estimate.cost, None);
}

#[test]
fn a_limit_past_what_the_model_writes_costs_no_more_than_that() {
    let weight = Weight::of(&prompt("hello", u32::MAX));
    let estimate = weight.estimate(&facts(1_000, 100, Some(rates())));
    assert_eq!(estimate.reply, 100);
    let ceiling = estimate.cost.map(|cost| cost.ceiling);
    // 9 tokens of prompt at the most, and a hundred of reply.
    assert_eq!(ceiling, Some(Money(weight.tokens.high * 2_000 + 1_000_000)));
}

#[test]
fn pictures_sounds_and_tools_are_counted() {
    let image = Content::Image {
        data: "AAAA".into(),
        mime_type: "image/png".into(),
        marks: crate::content::Marks::default(),
    };
    let audio = Content::Audio {
        data: "A".repeat(64_000),
        mime_type: "audio/wav".into(),
        marks: crate::content::Marks::default(),
    };
    let mut prompt = prompt("", 10);
    prompt.messages.push(Message { role: Role::User, content: vec![image, audio], meta: None });
    let weight = Weight::of(&prompt);
    assert_eq!((weight.images, weight.sounds, weight.tools), (1, 1, false));
    assert!(weight.tokens.low >= 85 && weight.tokens.high >= 4_800 + 24 * 32);
}

#[rstest]
#[case(1_000_000, Fit::Fits)]
#[case(2, Fit::TooLong)]
#[case(40, Fit::Tight)]
fn a_prompt_past_the_context_is_known(#[case] context: u32, #[case] fit: Fit) {
    assert_eq!(Weight::of(&prompt(ENGLISH, 1)).fits(&facts(context, 1, None)), fit);
}

proptest! {
    /// Whatever is reported inside the estimate, it costs no more than the ceiling.
    #[test]
    fn the_ceiling_is_one(
        text in "[a-z0-9 .\\n가-힣]{0,400}",
        max_tokens in 0u32..100_000,
        part in 0u64..=100,
        cached in 0u32..1_000,
        written in 0u32..100_000,
    ) {
        let weight = Weight::of(&prompt(&text, max_tokens));
        let estimate = weight.estimate(&facts(1_000_000, 50_000, Some(rates())));
        let Some(range) = estimate.cost else { return Err(TestCaseError::fail("a known price")) };
        prop_assert!(range.low <= range.ceiling);
        let Tokens { low, high } = weight.tokens;
        let input = u32::try_from(low + (high - low) * part / 100).unwrap_or(u32::MAX);
        let usage = crate::reply::Usage {
            input: Some(input),
            output: Some(written.min(estimate.reply)),
            cached: Some(cached),
            reasoning: None,
        };
        let cost = rates().cost(&usage).and_then(|cost| cost.total());
        // Each of the four parts is rounded up by itself.
        prop_assert!(cost <= Some(Money(range.ceiling.0 + 4)));
    }

    #[test]
    fn more_text_weighs_more(text in ".{0,200}", more in ".{0,50}") {
        let high = |text: &str| Weight::of(&prompt(text, 1)).tokens.high;
        // Joined letters may become one word, which weighs less than two.
        let joined = format!("{text} {more}");
        prop_assert!(high(&text) <= high(&joined));
    }
}
