//! How much a model may write is what was asked, or less, on every wire: never more, not for thinking
//! either.

#![expect(clippy::expect_used, reason = "a test that cannot go on ends there")]

use std::path::Path;

use domain::ProviderKind::{self, Anthropic, Command, Gemini, Ollama, Openai, OpenaiResponses};
use domain::{Protocol, Target};
use engine::view::{Decision, OutgoingQuery, Span};
use integration::{House, sign_reply};
use provider_doubles::Aimock;
use rstest::rstest;
use serde_json::{Value, json};

const CHILD: &str = env!("CARGO_BIN_EXE_integration-child");

/// Every number of a body that says how much may be written, whatever it is called.
fn limits(value: &Value, found: &mut Vec<(String, u64)>) {
    const NAMES: [&str; 3] = ["token", "predict", "budget"];
    if let Value::Object(fields) = value {
        for (name, field) in fields {
            let lower = name.to_lowercase();
            if NAMES.iter().any(|part| lower.contains(part))
                && let Some(number) = field.as_u64()
            {
                found.push((name.clone(), number));
            }
            limits(field, found);
        }
    }
    if let Value::Array(all) = value {
        for one in all {
            limits(one, found);
        }
    }
}

/// What the stand-in was sent last.
async fn sent(to: &Aimock) -> Value {
    let journal = reqwest::get(to.journal_url()).await.expect("it answers");
    let entries: Vec<Value> = journal.json().await.expect("a list");
    let last = entries.into_iter().rfind(|entry| entry["method"] == "POST");
    last.expect("it was asked")["body"].clone()
}

// Models that think, where a format has any: thinking is part of what was asked for, not beside it.
#[rstest]
#[case(Anthropic, "claude-opus-5-5", "max_tokens")]
#[case(Openai, "gpt-6-sol", "max_tokens")]
#[case(OpenaiResponses, "gpt-6-sol", "max_output_tokens")]
#[case(Gemini, "gemini-3.8-pro", "maxOutputTokens")]
#[case(Ollama, "qwen3:8b", "num_predict")]
#[tokio::test(flavor = "multi_thread")]
async fn no_wire_format_is_sent_more_than_was_asked(
    #[case] kind: ProviderKind,
    #[case] model: &str,
    #[case] name: &str,
) {
    let stand_in = Aimock::start().expect("aimock starts");
    let mut house = House::open(CHILD.as_ref()).await;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../servers/bad/odd_requests.py");
    let server = house.program("python3".as_ref(), &[script], Protocol::Legacy).await;
    let url = match kind {
        Openai | OpenaiResponses => stand_in.openai_url(),
        Gemini => stand_in.gemini_url(),
        Anthropic | Ollama | Command => stand_in.url().to_owned(),
    };
    let account = house.account(kind, &url).await;
    let model = house.grant(server, account, model).await;
    // As asked, and less where a person wants less.
    for (asked, less) in [(1, None), (77, None), (1_000_000, None), (500, Some(20))] {
        let text = json!({ "type": "text", "text": "Say hello" });
        let messages = json!([{ "role": "user", "content": text }]);
        let params = json!({ "messages": messages, "maxTokens": asked });
        let call = house.run(server, "run", params).await;
        let card = house.prompt_gate().await;
        let edited = less.map(|max_tokens| {
            let mut prompt = card.exchange.asked.as_ref().clone();
            prompt.max_tokens = max_tokens;
            Box::new(prompt)
        });
        // The bytes that the signature holds, in the words of the wire.
        let (exchange, model) = (card.exchange.id, model.clone());
        let query = OutgoingQuery { exchange, model: model.clone(), edited: edited.clone() };
        let outgoing = house.engine.show_outgoing(query).await.expect("it can be sent");
        let target = Target::Model { model };
        let sign = Decision::SignPrompt { target, edited, span: Span::Once };
        house.decide(&card, sign).await.expect("signed");
        let reply = house.reply_gate().await;
        house.decide(&reply, sign_reply(&reply, None)).await.expect("signed");
        house.ended(call).await;

        let most = u64::from(less.unwrap_or(asked));
        let shown: Value = serde_json::from_str(&outgoing.body).expect("JSON");
        // The stand-in writes down what it was sent in the words of Chat Completions.
        for (body, name) in [(shown, name), (sent(&stand_in).await, "max_tokens")] {
            let mut found = Vec::new();
            limits(&body, &mut found);
            let is_there = found.iter().any(|limit| *limit == (name.to_owned(), most));
            assert!(is_there, "{found:?} {body}");
            assert!(found.iter().all(|(_, limit)| *limit <= most), "{found:?} {body}");
        }
    }
    house.engine.close().await;
}
