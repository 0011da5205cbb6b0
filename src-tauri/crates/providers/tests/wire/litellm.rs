//! Through a real gateway that nobody here wrote, which translates between the wire formats.
//!
//! `LITELLM=/path/to/litellm cargo nextest run -p providers --run-ignored only litellm`

use domain::ProviderKind::{self, Anthropic, Command, Gemini, Ollama, Openai, OpenaiResponses};
use domain::{Content, FaultCode, StopReason, Tool};
use provider_doubles::{Aimock, Litellm};
use secrecy::SecretString;
use serde_json::Map;
use tokio_util::sync::CancellationToken;

use crate::support::{KEY, Run, account, prompt, provider, signed_for, write};

fn base_url(gateway: &Litellm, kind: ProviderKind) -> String {
    let url = gateway.url();
    match kind {
        Anthropic => url.to_owned(),
        Openai | OpenaiResponses => format!("{url}/v1"),
        Gemini => format!("{url}/v1beta"),
        Ollama | Command => panic!("it does not speak as {kind:?}"),
    }
}

/// Asks a model of the gateway's, with a tool at hand.
async fn ask(gateway: &Litellm, kind: ProviderKind, model: &str, text: &str) -> Run {
    let mut prompt = prompt(text);
    prompt.tools = vec![Tool {
        name: "get_weather".into(),
        title: None,
        description: Some("Tells the weather.".into()),
        input_schema: serde_json::from_str(r#"{"type":"object","properties":{}}"#).unwrap(),
        rest: Map::new(),
    }];
    let provider = provider(kind, &base_url(gateway, kind));
    write(&*provider, &signed_for(model, prompt), &CancellationToken::new()).await
}

#[tokio::test]
#[ignore = "needs LiteLLM, whose program the variable LITELLM names"]
async fn a_gateway_is_a_provider_in_each_format_that_it_speaks() {
    let program = std::env::var_os("LITELLM").expect("LITELLM names the program");
    let behind = Aimock::start().unwrap();
    let gateway = Litellm::start(program.as_ref(), &behind, KEY).unwrap();
    for kind in [Openai, Anthropic, OpenaiResponses, Gemini] {
        for model in ["at-anthropic", "at-openai"] {
            let hello = ask(&gateway, kind, model, "Say hello").await.outcome.unwrap().reply;
            assert_eq!(hello.plain_text(), "Xin chào! 안녕 你好 👋", "{kind:?} {model}");
            assert_eq!(hello.stop_reason, StopReason::EndTurn, "{kind:?} {model}");
            let tool = ask(&gateway, kind, model, "Use a tool").await.outcome.unwrap().reply;
            assert_eq!(tool.stop_reason, StopReason::ToolUse, "{kind:?} {model}");
            let used = tool.content.iter().find_map(|block| {
                let Content::ToolUse { name, input, .. } = block else { return None };
                Some((name.as_str(), &input["city"]))
            });
            assert_eq!(used, Some(("get_weather", &"Hà Nội".into())), "{kind:?} {model}");
        }
        let gone = ask(&gateway, kind, "nowhere", "Say hello").await.failure().fault;
        assert_eq!(gone.code, FaultCode::ModelGone, "{kind:?} {gone}");
        // It has no list in Gemini's format.
        if kind == Gemini {
            continue;
        }
        let account = account(kind, &base_url(&gateway, kind));
        let models = provider(kind, &account.base_url).models().await.unwrap();
        assert!(models.iter().any(|model| model.id == "at-anthropic"), "{models:?}");
        let wrong = Some(SecretString::from("sk-wrong"));
        let wrong = providers::connect(&account, wrong, &providers::Client::new()).unwrap();
        let fault = wrong.models().await.unwrap_err();
        assert_eq!(fault.code, FaultCode::KeyRejected, "{kind:?} {fault}");
    }
    // Its own answers, which come whole in Anthropic's format though a stream was asked for.
    for kind in [Openai, Anthropic] {
        let own = ask(&gateway, kind, "mocked", "Say hello").await.outcome.unwrap().reply;
        assert_eq!(own.plain_text(), "Xin chào từ LiteLLM.", "{kind:?}");
        let busy = ask(&gateway, kind, "busy", "Say hello").await.failure().fault;
        assert_eq!(busy.code, FaultCode::RateLimited, "{kind:?} {busy}");
    } // And not at all in Responses, over which it stumbles; see `tests/providers/README.md`.
    let fault = ask(&gateway, OpenaiResponses, "mocked", "Say hello").await.failure().fault;
    assert_eq!(fault.code, FaultCode::ProviderFailed, "{fault}");
    assert!(fault.message.contains("failed (HTTP 500). Try again"), "{fault}");
}
