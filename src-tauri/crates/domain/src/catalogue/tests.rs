//! What is known is found under the right model, and each layer where it belongs.

use rstest::rstest;
use serde_json::json;

use super::family::plain;
use super::*;
use crate::money::Rate;

fn list(count: usize) -> serde_json::Value {
    let mut list = json!({
        "sample_spec": {"mode": "chat", "litellm_provider": "one of many"},
        "claude-opus-5-5": {"litellm_provider": "anthropic", "mode": "chat", "max_input_tokens": 1_000_000,
            "max_output_tokens": 128_000, "input_cost_per_token": 4e-06, "output_cost_per_token": 2e-05,
            "cache_read_input_token_cost": 2e-07, "supports_vision": true, "supports_function_calling": true},
        "gemini/gemini-free": {"litellm_provider": "gemini", "mode": "chat", "input_cost_per_token": 0.0,
            "output_cost_per_token": 0, "max_input_tokens": 1_048_576},
        "gpt-6-sol": {"litellm_provider": "openai", "mode": "responses", "input_cost_per_token": 2e-06,
            "output_cost_per_token": 1e-05, "input_cost_per_token_above_272k_tokens": 4e-06,
            "output_cost_per_token_above_272k_tokens": 1.5e-05, "deprecation_date": "2027-01-14"},
        "odd": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": "free",
            "output_cost_per_token": -1, "max_input_tokens": -5, "deprecation_date": "soon"},
        "dall-e": {"litellm_provider": "openai", "mode": "image_generation"},
        "azure/eu/gpt-6-sol": {"litellm_provider": "azure", "mode": "chat", "input_cost_per_token": 9e-06,
            "output_cost_per_token": 9e-06},
    });
    for n in 0..count {
        list[format!("filler-{n}")] =
            json!({"litellm_provider": "openai", "mode": "chat", "max_input_tokens": 5});
    }
    list
}

fn read(list: &serde_json::Value) -> Result<Catalogue, litellm::Unreadable> {
    litellm::read(list.to_string().as_bytes(), Source::default())
}

#[test]
fn the_list_is_read() {
    let catalogue = read(&list(200)).unwrap();
    let opus = catalogue.facts("anthropic", "claude-opus-5-5").unwrap();
    let rates = opus.rates.unwrap();
    assert_eq!((rates.input, rates.output), (Rate(4_000_000), Rate(20_000_000)));
    assert_eq!((rates.cached, opus.context), (Some(Rate(200_000)), Some(1_000_000)));
    assert_eq!((opus.images, opus.audio, opus.tools), (Some(true), None, Some(true)));
    let sol = catalogue.facts("openai", "gpt-6-sol").unwrap();
    assert_eq!(sol.rates.unwrap().long.unwrap().above, 272_000);
    assert_eq!(sol.ends.as_deref(), Some("2027-01-14"));
}

#[test]
fn a_price_of_nothing_is_not_known() {
    let catalogue = read(&list(200)).unwrap();
    let free = catalogue.facts("gemini", "gemini-free").unwrap();
    assert_eq!((free.rates, free.context), (None, Some(1_048_576)));
    assert_eq!(catalogue.facts("openai", "odd"), None, "nothing odd is believed");
    assert_eq!(catalogue.facts("openai", "dall-e"), None);
    assert_eq!(catalogue.facts("azure", "eu/gpt-6-sol"), None, "a region has its own price");
}

#[test]
fn another_list_is_refused() {
    assert!(matches!(read(&list(5)), Err(litellm::Unreadable::Few(_))));
    assert!(matches!(read(&json!([1, 2])), Err(litellm::Unreadable::Json(_))));
    let page = litellm::read(b"<html>", Source::default());
    assert!(matches!(page, Err(litellm::Unreadable::Json(_))));
}

#[rstest]
#[case("claude-opus-5-5", true)]
#[case("claude-opus-5-5-20261021", true)]
#[case("claude-opus-5-5-2026-10-21", true)]
#[case("models/claude-opus-5-5", true)]
#[case("claude-opus-5", false)]
#[case("claude-opus-5-5-1", false)]
#[case("my-claude-opus-5-5", false)]
fn a_model_is_found_by_its_id_and_never_by_a_part_of_it(#[case] id: &str, #[case] found: bool) {
    let catalogue = read(&list(200)).unwrap();
    assert_eq!(catalogue.facts("anthropic", id).is_some(), found);
    assert_eq!(catalogue.facts("openai", id), None);
}

#[test]
fn each_layer_wins_over_those_below() {
    let catalogue = read(&list(200)).unwrap();
    let opus = catalogue.facts("anthropic", "claude-opus-5-5");
    let listed = Model { context: Some(200_000), ..Model::default() };
    let family = overlay().family("claude-opus-5-5");
    let slow = Pace { tokens: 1_000, ms: 200_000 };
    let known = ModelKnown::of(&listed, opus, None, family, slow);
    assert_eq!(known.facts.context, Some(200_000));
    assert_eq!(
        (known.price_from, known.context_from),
        (Some(Origin::Catalogue), Some(Origin::Provider))
    );
    assert_eq!((known.speed, known.grades.speed), (Some(5), Some(0)), "measured, not judged");

    let says = Override {
        context: Some(50),
        grades: Grades { speed: Some(77), ..Grades::default() },
        ..Override::default()
    };
    let known = ModelKnown::of(&listed, opus, Some(&says), family, slow);
    assert_eq!((known.facts.context, known.context_from), (Some(50), Some(Origin::Person)));
    assert_eq!(known.grades.speed, Some(77));
    assert_eq!(known.price_from, Some(Origin::Catalogue));

    let nothing = ModelKnown::of(&Model::default(), None, None, None, Pace::default());
    assert_eq!((nothing.price_from, nothing.context_from), (None, None));
    assert!(nothing.grades.is_empty() && nothing.facts == Facts::default());
}

#[rstest]
#[case(0, 100)]
#[case(10_000, 100)]
#[case(1_000_000, 50)]
#[case(100_000_000, 0)]
#[case(u64::MAX, 0)]
fn the_grade_of_a_price(#[case] rate: u64, #[case] grade: u8) {
    assert_eq!(cost_grade(rate), grade);
}

#[rstest]
#[case(0, 0)]
#[case(50, 50)]
#[case(500, 100)]
#[case(50_000, 100)]
fn the_grade_of_a_speed(#[case] tokens: u64, #[case] grade: u8) {
    assert!(speed_grade(tokens).abs_diff(grade) <= 1);
}

#[test]
fn too_little_is_no_measure() {
    assert_eq!(Pace { tokens: 199, ms: 1 }.tokens_a_second(), None);
    assert_eq!(Pace { tokens: 200, ms: 0 }.tokens_a_second(), None);
    assert_eq!(Pace { tokens: 200, ms: 2_000 }.tokens_a_second(), Some(100));
}

#[rstest]
#[case("claude-3-5-sonnet-20241022", Some("Claude Sonnet"))]
#[case("us.anthropic.claude-haiku-4-5-20251001-v1:0", Some("Claude Haiku"))]
#[case("gpt-4o-mini", Some("GPT Mini"))]
#[case("gpt-4.1-nano", Some("GPT Nano"))]
#[case("gpt-5.4-mini-2026-03-17", Some("GPT Mini"))]
#[case("gpt-6.1-sol", Some("GPT Sol"))]
#[case("gpt-5.5-pro", Some("GPT Pro"))]
#[case("o3-mini", Some("GPT Mini"))]
#[case("o3", Some("OpenAI o"))]
#[case("gemini/gemini-2.5-flash-lite", Some("Gemini Flash-Lite"))]
#[case("gemini-3.8-flash", Some("Gemini Flash"))]
#[case("qwen3:8b", Some("Small open model"))]
#[case("llama3.3:70b", Some("Llama"))]
#[case("solar-10", None)]
#[case("", None)]
fn families_are_known_by_whole_words(#[case] id: &str, #[case] expected: Option<&str>) {
    assert_eq!(overlay().family(id).map(|family| family.name.as_str()), expected);
}

#[rstest]
#[case("api.openai.com", Some("openai"))]
#[case("MY-THING.openai.azure.com", Some("azure"))]
#[case("evilapi.openai.com", None)]
#[case("api.openai.com.evil.example", None)]
#[case("localhost", None)]
fn hosts_are_known_whole(#[case] host: &str, #[case] vendor: Option<&str>) {
    assert_eq!(overlay().vendor(host), vendor);
}

#[test]
fn the_overlay_can_be_read() {
    let overlay = overlay();
    assert!(!overlay.date.is_empty() && overlay.hosts.len() > 5);
    for family in &overlay.families {
        assert!(family.speed <= 100 && family.intelligence <= 100, "{}", family.name);
        assert!(family.words.iter().all(|word| *word == plain(word)), "{}", family.name);
    }
}

#[test]
fn the_snapshot_can_be_read_and_says_where_it_is_from() {
    let snapshot = snapshot();
    assert!(snapshot.len() > 300, "{}", snapshot.len());
    assert_eq!(
        (snapshot.source.licence.as_str(), snapshot.source.name.as_str()),
        ("MIT", "LiteLLM")
    );
    assert!(snapshot.source.date.starts_with("20") && snapshot.source.version.is_some());
    let sonnet = snapshot.facts("anthropic", "claude-sonnet-5-5").unwrap();
    assert!(sonnet.rates.is_some() && sonnet.context.is_some());
    let size = include_str!("../../data/catalogue.json").len();
    assert!(size < 300_000, "the snapshot has {size} bytes");
}
