//! Servers of models on this machine, on the ports that they usually listen on.
//!
//! Only loopback is asked, with short time limits, and no key is ever sent. What answers there is not
//! trusted: it is found if it lists models as such a program does, and else it is not.

use std::time::Duration;

use domain::account::{LocalProgram, LocalServer};
use domain::{Model, ProviderKind};
use futures_util::future::join_all;
use reqwest::Url;
use serde_json::Value;

use crate::client::Client;
use crate::format::format;

/// How long one of them gets for an answer. It is on this machine, and idle.
const PATIENCE: Duration = Duration::from_millis(900);
/// The most bytes of an answer.
const MOST: usize = 1 << 20;
/// The most models that are asked for one by one.
const MOST_SHOWN: usize = 200;

/// Where each program listens unless told otherwise, and how it is spoken to. llama.cpp's server says
/// at its start that it moves from 8080 to 9931.
const USUAL: [(LocalProgram, u16, ProviderKind, &str); 5] = [
    (LocalProgram::Ollama, 11_434, ProviderKind::Ollama, ""),
    (LocalProgram::LmStudio, 1_234, ProviderKind::Openai, "/v1"),
    (LocalProgram::LlamaCpp, 8_080, ProviderKind::Openai, "/v1"),
    (LocalProgram::LlamaCpp, 9_931, ProviderKind::Openai, "/v1"),
    (LocalProgram::Vllm, 8_000, ProviderKind::Openai, "/v1"),
];

impl Client {
    /// Finds the servers of models that listen on this machine now.
    pub async fn local_servers(&self) -> Vec<LocalServer> {
        let looks = USUAL.iter().map(|(program, port, kind, path)| async move {
            let base_url = format!("http://127.0.0.1:{port}{path}");
            self.local_server(*program, &base_url, *kind).await
        });
        join_all(looks).await.into_iter().flatten().collect()
    }

    /// Such a server at this address, if there is one.
    pub async fn local_server(
        &self,
        program: LocalProgram,
        base_url: &str,
        kind: ProviderKind,
    ) -> Option<LocalServer> {
        let format = format(kind)?;
        let list = self.ask_local(&format!("{base_url}{}", format.list()), None).await?;
        let mut models = format.page(&list)?.models;
        // Something else on a port that many use: a list that names no model says nothing.
        if models.is_empty() && program != LocalProgram::Ollama {
            return None;
        }
        self.learn_contexts(base_url, kind, &mut models).await;
        Some(LocalServer { program, kind, base_url: base_url.to_owned(), models })
    }

    /// Fills in how long a prompt each model takes, as far as programs on this machine say it beside
    /// their list. What does not answer says nothing.
    pub async fn learn_contexts(&self, base_url: &str, kind: ProviderKind, models: &mut [Model]) {
        if models.iter().all(|model| model.context.is_some()) {
            return;
        }
        match kind {
            ProviderKind::Openai => self.learn_beside_openai(base_url, models).await,
            ProviderKind::Ollama => self.learn_from_ollama(base_url, models).await,
            ProviderKind::Anthropic
            | ProviderKind::OpenaiResponses
            | ProviderKind::Gemini
            | ProviderKind::Command => {}
        }
    }

    /// Ollama says it for one model at a time: how long a prompt the model was made for.
    async fn learn_from_ollama(&self, base_url: &str, models: &mut [Model]) {
        let address = format!("{base_url}/api/show");
        let asked = models.iter_mut().filter(|model| model.context.is_none()).take(MOST_SHOWN);
        join_all(asked.map(|model| async {
            let body = serde_json::json!({"model": model.id}).to_string();
            let shown = self.ask_local(&address, Some(body)).await;
            let shown: Option<Value> = shown.and_then(|shown| serde_json::from_slice(&shown).ok());
            model.context = shown.as_ref().and_then(ollama_context);
        }))
        .await;
    }

    async fn learn_beside_openai(&self, base_url: &str, models: &mut [Model]) {
        let root = base_url.strip_suffix("/v1").unwrap_or(base_url);
        if let Some(loaded) = self.json_local(&format!("{root}/api/v0/models")).await {
            // LM Studio says it for each: as it is loaded, or else as it could be.
            for entry in loaded["data"].as_array().into_iter().flatten() {
                let named = |model: &&mut Model| entry["id"].as_str() == Some(model.id.as_str());
                let tokens = tokens(&entry["loaded_context_length"])
                    .or_else(|| tokens(&entry["max_context_length"]));
                if let Some(model) = models.iter_mut().find(named) {
                    model.context = model.context.or(tokens);
                }
            }
        } else if let Some(props) = self.json_local(&format!("{root}/props")).await {
            // llama.cpp's server holds one model, and says it for that.
            let context = tokens(&props["default_generation_settings"]["n_ctx"]);
            for model in models {
                model.context = model.context.or(context);
            }
        }
    }

    async fn json_local(&self, address: &str) -> Option<Value> {
        let value: Value = serde_json::from_slice(&self.ask_local(address, None).await?).ok()?;
        value.is_object().then_some(value)
    }

    /// What is at an address of this machine; to a question with a body, the answer to that.
    async fn ask_local(&self, address: &str, body: Option<String>) -> Option<Vec<u8>> {
        let url = Url::parse(address).ok()?;
        if !url.host_str().is_some_and(domain::network::is_loopback) {
            return None;
        }
        let asked = self.answer_to(address, body, MOST);
        tokio::time::timeout(PATIENCE, asked).await.ok()?.ok()
    }
}

/// How long a prompt a model was made for, in what Ollama shows of it: `<architecture>.context_length`.
fn ollama_context(shown: &Value) -> Option<u32> {
    let info = &shown["model_info"];
    let architecture = info["general.architecture"].as_str()?;
    tokens(&info[format!("{architecture}.context_length")])
}

fn tokens(value: &Value) -> Option<u32> {
    value.as_u64().and_then(|tokens| u32::try_from(tokens).ok()).filter(|tokens| *tokens > 0)
}
