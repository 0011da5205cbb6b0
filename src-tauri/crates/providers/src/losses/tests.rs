use domain::content::Marks;
use domain::{Content, Message, Role};
use rstest::rstest;
use serde_json::{Value, json};

use super::*;

mod formats;

fn prompt() -> Prompt {
    Prompt {
        messages: vec![Message::text(Role::User, "Hello")],
        max_tokens: 100,
        temperature: Some(0.3),
        stop_sequences: ["a", "b", "c", "d", "e"].map(str::to_owned).to_vec(),
        ..Prompt::default()
    }
}

const OPENAI: &str = "https://api.openai.com/v1";

#[rstest]
#[case("claude-opus-5-5", &[Loss::Temperature])]
#[case("claude-sonnet-5-5-20260901", &[Loss::Temperature])]
#[case("claude-opus-4-1", &[Loss::Temperature])]
#[case("claude-opus-4-6", &[])]
#[case("claude-haiku-4-5-20251001", &[])]
#[case("anthropic/claude-sonnet-4.6", &[])]
#[case("qwen3:8b", &[])]
fn anthropic_models_take_what_they_take(#[case] model: &str, #[case] expected: &[Loss]) {
    let kind = ProviderKind::Anthropic;
    assert_eq!(losses(kind, kind.default_base_url(), model, &prompt()), expected);
}

#[rstest]
#[case(OPENAI, "gpt-6-sol", &[Loss::Temperature, Loss::StopSequences { sent: 0 }])]
#[case(OPENAI, "gpt-5", &[Loss::Temperature, Loss::StopSequences { sent: 0 }])]
#[case(OPENAI, "gpt-5.2-pro", &[Loss::Temperature, Loss::StopSequences { sent: 0 }])]
#[case(OPENAI, "gpt-5.4-mini", &[Loss::StopSequences { sent: 0 }])]
#[case(OPENAI, "o3", &[Loss::Temperature, Loss::StopSequences { sent: 0 }])]
#[case(OPENAI, "gpt-4.1-mini", &[Loss::StopSequences { sent: 4 }])]
#[case(OPENAI, "ft:gpt-4.1-mini:acme::abc", &[Loss::StopSequences { sent: 4 }])]
#[case("https://eu.api.openai.com/v1", "gpt-6-sol", &[Loss::Temperature, Loss::StopSequences { sent: 0 }])]
#[case("https://notapi.openai.com.example/v1", "gpt-6-sol", &[])]
#[case("http://localhost:11434/v1", "gpt-oss:20b", &[])]
#[case("https://api.x.ai/v1", "grok-4.7", &[Loss::StopSequences { sent: 0 }])]
#[case("https://api.deepseek.com", "deepseek-v4-pro", &[Loss::Temperature])]
#[case("https://openrouter.ai/api/v1", "openai/gpt-6-sol", &[Loss::StopSequences { sent: 4 }])]
fn openai_models_take_what_they_take(
    #[case] base_url: &str,
    #[case] model: &str,
    #[case] expected: &[Loss],
) {
    assert_eq!(losses(ProviderKind::Openai, base_url, model, &prompt()), expected);
}

#[rstest]
#[case(ProviderKind::Anthropic, 1.5)]
#[case(ProviderKind::Anthropic, -0.1)]
#[case(ProviderKind::Openai, 2.5)]
#[case(ProviderKind::Openai, f64::NAN)]
fn a_temperature_out_of_range_is_left_out(#[case] kind: ProviderKind, #[case] temperature: f64) {
    let prompt = Prompt { temperature: Some(temperature), stop_sequences: vec![], ..prompt() };
    let url = "http://localhost/v1";
    assert_eq!(losses(kind, url, "llama", &prompt), [Loss::Temperature]);
    let body: Value =
        serde_json::from_slice(&crate::testing::body(kind, url, "llama", &prompt).unwrap())
            .unwrap();
    assert_eq!(body.get("temperature"), None);
}

#[test]
fn a_tool_that_must_be_used_cannot_be_asked_of_models_that_always_think() {
    let tool = domain::Tool {
        name: "look".into(),
        title: None,
        description: None,
        input_schema: serde_json::Map::new(),
        rest: serde_json::Map::new(),
    };
    let prompt = Prompt {
        tools: vec![tool],
        tool_choice: Some(ToolChoice::Required),
        temperature: None,
        stop_sequences: vec![],
        ..prompt()
    };
    let kind = ProviderKind::Anthropic;
    let url = kind.default_base_url();
    assert_eq!(losses(kind, url, "claude-opus-5-5", &prompt), [Loss::ToolChoice]);
    assert_eq!(losses(kind, url, "claude-haiku-5-5", &prompt), []);
    let body = crate::testing::body(kind, url, "claude-opus-5-5", &prompt).unwrap();
    assert!(!String::from_utf8(body).unwrap().contains("tool_choice"));
    let none = Prompt { tools: vec![], ..prompt };
    let may = Prompt { tool_choice: Some(ToolChoice::Auto), ..none.clone() };
    for kind in [ProviderKind::Anthropic, ProviderKind::Openai] {
        let url = kind.default_base_url();
        let fault = crate::testing::body(kind, url, "gpt-4.1", &none).unwrap_err();
        assert!(fault.message.contains("there is none"), "{fault}");
        let body = crate::testing::body(kind, url, "gpt-4.1", &may).unwrap();
        assert!(!String::from_utf8(body).unwrap().contains("tool_choice"));
        assert_eq!(losses(kind, url, "gpt-4.1", &may), []);
    }
}

#[rstest]
#[case::said_twice("{\"a\":1}", json!({"a": 1}), &[])]
#[case::more_than_said("One.", json!({"a": 1}), &[Loss::StructuredOutput])]
fn structured_output_is_lost_only_where_the_text_does_not_say_it(
    #[case] text: &str,
    #[case] structured: Value,
    #[case] expected: &[Loss],
) {
    let result = |is_error, content: Vec<ResultContent>| Prompt {
        messages: vec![Message {
            role: Role::User,
            content: vec![Content::ToolResult {
                tool_use_id: "t".into(),
                content,
                structured: Some(structured.clone()),
                is_error,
                marks: Marks::default(),
            }],
            meta: None,
        }],
        max_tokens: 1,
        ..Prompt::default()
    };
    let said = vec![ResultContent::Text { text: text.into(), marks: Marks::default() }];
    let url = "http://localhost/v1";
    for kind in [ProviderKind::Anthropic, ProviderKind::Openai] {
        assert_eq!(losses(kind, url, "llama", &result(None, said.clone())), expected);
        assert_eq!(losses(kind, url, "llama", &result(None, vec![])), []);
    }
    let failed = result(Some(true), vec![]);
    assert_eq!(losses(ProviderKind::Openai, url, "llama", &failed), [Loss::ToolFailure]);
    assert_eq!(losses(ProviderKind::Anthropic, url, "llama", &failed), []);
}
