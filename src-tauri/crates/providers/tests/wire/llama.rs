//! A server that really runs a model: llama.cpp's, in each format that it speaks.
//!
//! `LLAMA_SERVER=/path/to/llama-server LLAMA_MODEL=/path/to/parrot.gguf cargo nextest run -p providers
//! --run-ignored only llama::`

use std::time::Duration;

use domain::ProviderKind::{self, Anthropic, Openai, OpenaiResponses};
use domain::account::LocalProgram;
use domain::estimate::Weight;
use domain::{FaultCode, Prompt, StopReason};
use provider_doubles::Llama;
use providers::{Background, Client};
use secrecy::SecretString;
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use crate::support::{KEY, Run, account, prompt, provider, signed_for, write};

const MODEL: &str = "parrot";
/// How many tokens the model takes, prompt and reply together; see `tests/providers/llama/make.py`.
const CONTEXT: u32 = 32_768;
const KINDS: [ProviderKind; 3] = [Openai, OpenaiResponses, Anthropic];

fn needed(name: &str) -> std::path::PathBuf {
    std::env::var_os(name).unwrap_or_else(|| panic!("{name} is not set")).into()
}

fn server(key: Option<&str>) -> Llama {
    Llama::start(&needed("LLAMA_SERVER"), &needed("LLAMA_MODEL"), key).unwrap()
}

fn base_url(server: &Llama, kind: ProviderKind) -> String {
    let url = server.url();
    if kind == Anthropic { url.to_owned() } else { format!("{url}/v1") }
}

async fn ask(server: &Llama, kind: ProviderKind, prompt: Prompt) -> Run {
    let provider = provider(kind, &base_url(server, kind));
    write(&*provider, &signed_for(MODEL, prompt), &CancellationToken::new()).await
}

/// What it says of the one prompt that it can work on at a time.
async fn is_writing(server: &Llama) -> bool {
    let slots = reqwest::Client::new().get(format!("{}/slots", server.url())).bearer_auth(KEY);
    let slots = slots.send().await.unwrap().text().await.unwrap();
    let slots: Vec<Value> = serde_json::from_str(&slots).unwrap();
    slots.iter().any(|slot| slot["is_processing"] == true)
}

#[tokio::test]
#[ignore = "needs llama.cpp's server and a model, which LLAMA_SERVER and LLAMA_MODEL name"]
async fn a_model_writes_and_ends_where_it_should() {
    let server = server(Some(KEY));
    for kind in KINDS {
        let hello = ask(&server, kind, prompt("Say hello")).await;
        let reply = hello.outcome.unwrap().reply;
        assert_eq!(reply.plain_text(), "Xin chào! 안녕 你好 👋", "{kind:?}");
        assert_eq!(hello.deltas.concat(), reply.plain_text(), "{kind:?}");
        assert!(hello.deltas.len() > 5, "{kind:?}: {:?}", hello.deltas);
        assert_eq!(reply.stop_reason, StopReason::EndTurn, "{kind:?}");
        assert_eq!(reply.model, MODEL, "{kind:?}");
        let usage = reply.usage.unwrap();
        assert_eq!((usage.input, usage.output), (Some(5), Some(11)), "{kind:?}");

        let cut = Prompt { max_tokens: 3, ..prompt("Go on for ever") };
        let reply = ask(&server, kind, cut).await.outcome.unwrap().reply;
        assert_eq!(reply.plain_text(), " day after day", "{kind:?}");
        assert_eq!(reply.stop_reason, StopReason::MaxTokens, "{kind:?}");

        let stops = vec!["after day".to_owned()];
        let stopped = Prompt { stop_sequences: stops, ..prompt("Go on for ever") };
        let reply = ask(&server, kind, stopped).await.outcome.unwrap().reply;
        assert_eq!(reply.plain_text(), " day ", "{kind:?}");
        // Chat Completions calls that the end, and so does this server.
        let reason = if kind == Openai { StopReason::EndTurn } else { StopReason::StopSequence };
        assert_eq!(reply.stop_reason, reason, "{kind:?}");
    }
}

/// A person stops it, or goes away: the server, which could go on for a minute, stops too.
#[tokio::test]
#[ignore = "needs llama.cpp's server and a model, which LLAMA_SERVER and LLAMA_MODEL name"]
async fn what_is_stopped_here_is_stopped_there() {
    let server = server(Some(KEY));
    for kind in KINDS {
        let provider = provider(kind, &base_url(&server, kind));
        let stop = CancellationToken::new();
        let endless = Prompt { max_tokens: CONTEXT, ..prompt("Go on for ever") };
        let signed = signed_for(MODEL, endless);
        let stops = |_: providers::Delta<'_>| stop.cancel();
        let written =
            provider.generate(&signed, Background::default(), &stops, &stop).await.unwrap();
        assert!(written.stopped, "{kind:?}");
        assert!(written.reply.plain_text().starts_with(" day"), "{:?}", written.reply);
        let ends = async { while is_writing(&server).await {} };
        tokio::time::timeout(Duration::from_secs(10), ends).await.expect("it stops");
    }
}

#[tokio::test]
#[ignore = "needs llama.cpp's server and a model, which LLAMA_SERVER and LLAMA_MODEL name"]
async fn what_it_does_not_take_is_put_into_words() {
    let server = server(Some(KEY));
    for kind in KINDS {
        let long = "word ".repeat(CONTEXT as usize + 10);
        let fault = ask(&server, kind, prompt(&long)).await.failure().fault;
        assert_eq!(fault.code, FaultCode::Invalid, "{kind:?} {fault}");
        assert!(fault.message.contains("longer than the model “parrot” takes"), "{fault}");
        assert!(fault.message.contains("context size (32768 tokens)"), "{fault}");

        let mut picture = prompt("Say hello");
        picture.messages[0].content.push(domain::Content::Image {
            data: "iVBORw0KGgo=".into(),
            mime_type: "image/png".into(),
            marks: domain::content::Marks::default(),
        });
        let fault = ask(&server, kind, picture).await.failure().fault;
        assert_eq!(fault.code, FaultCode::Invalid, "{kind:?} {fault}");
        assert!(fault.message.contains("does not accept this prompt"), "{fault}");

        let account = account(kind, &base_url(&server, kind));
        let wrong = Some(SecretString::from("sk-wrong-key"));
        let wrong = providers::connect(&account, wrong, &Client::new()).unwrap();
        let signed = signed_for(MODEL, prompt("Say hello"));
        let fault = write(&*wrong, &signed, &CancellationToken::new()).await.failure().fault;
        assert_eq!(fault.code, FaultCode::KeyRejected, "{kind:?} {fault}");
    }
}

#[tokio::test]
#[ignore = "needs llama.cpp's server and a model, which LLAMA_SERVER and LLAMA_MODEL name"]
async fn it_is_found_with_its_model_and_its_context() {
    let server = server(None);
    let url = base_url(&server, Openai);
    let found = Client::new().local_server(LocalProgram::LlamaCpp, &url, Openai).await.unwrap();
    for models in [found.models, provider(Openai, &url).models().await.unwrap()] {
        let models: Vec<_> = models.iter().map(|it| (it.id.as_str(), it.context)).collect();
        assert_eq!(models, [(MODEL, Some(CONTEXT))]);
    }
}

/// The model's vocabulary is a real one (that of Qwen 2), so the server counts as it would there.
#[tokio::test]
#[ignore = "needs llama.cpp's server and a model, which LLAMA_SERVER and LLAMA_MODEL name"]
async fn its_count_of_tokens_is_within_the_estimate() {
    let server = server(Some(KEY));
    for text in [
        "Summarize the text below in two sentences, and name its author. Keep every number as it is.",
        "fn main() {\n    let total: u64 = (1..=10).map(|n| n * n).sum();\n    println!(\"{total}\");\n}",
        "Hãy tóm tắt đoạn văn sau bằng hai câu và nêu tên tác giả của nó.",
        "다음 글을 두 문장으로 요약하고 저자의 이름을 적어 주세요.",
        "请用两句话概括下面的文字，并写出作者的名字。",
        "{\"id\": 17, \"tags\": [\"a\", \"b\"], \"price\": 12.50, \"open\": true}",
    ] {
        // Long enough that what the template adds does not matter.
        let prompt = Prompt { max_tokens: 1, ..prompt(&text.repeat(20)) };
        let estimated = Weight::of(&prompt).tokens;
        let reply = ask(&server, Openai, prompt).await.outcome.unwrap().reply;
        let counted = reply.usage.and_then(|usage| usage.input).map(u64::from).unwrap();
        let within = estimated.low <= counted && counted <= estimated.high;
        assert!(within, "{text}: {counted}, estimated as {estimated:?}");
    }
}
