//! Who speaks which wire format where, and how each differs. Data, so that a new provider or a new
//! model is a new row.
//!
//! Sources: the providers' documentation and official SDKs as of 2026-11.

use domain::ProviderKind;
use domain::network::is_loopback;
use reqwest::Url;

/// A provider, and how it differs from others of its wire format.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about a provider")]
pub(crate) struct Host {
    /// What people call it.
    pub(crate) name: &'static str,
    pub(crate) kind: ProviderKind,
    pub(crate) base_url: &'static str,
    pub(crate) key: bool,
    /// Its domain; empty for what runs on a person's own machine and is told by its port, and for
    /// the last row, which is every other server.
    domain: &'static str,
    /// Whether the key goes into a header `api-key`; else it goes where the format puts it.
    pub(crate) api_key: bool,
    /// Whether Chat Completions calls the limit `max_completion_tokens`; else `max_tokens`.
    pub(crate) max_completion_tokens: bool,
    /// Whether Chat Completions must be asked for usage, and may be.
    pub(crate) include_usage: bool,
    /// Whether it pads its events against eavesdroppers unless asked not to.
    pub(crate) obfuscates: bool,
    /// Whether Responses gives out its reasoning, encrypted, to be given back.
    pub(crate) encrypted_reasoning: bool,
    /// Whether a sound is sent as its bare base64.
    pub(crate) bare_audio: bool,
    /// The field of an assistant's message in which Chat Completions wants reasoning back.
    pub(crate) reasoning_field: Option<&'static str>,
    /// How many stop sequences Chat Completions takes.
    pub(crate) most_stops: usize,
    /// Its models that differ, first match wins; the last row is every other model.
    families: &'static [Family],
}

/// Models whose names start alike.
#[derive(Debug)]
pub(crate) struct Family {
    prefix: &'static str,
    /// Whether they take a temperature other than 1.
    pub(crate) temperature: bool,
    /// Whether they take stop sequences.
    pub(crate) stop: bool,
    /// Whether they reason, and therefore take a `developer`'s word in place of a `system`'s.
    pub(crate) reasons: bool,
}

const fn family(prefix: &'static str, temperature: bool, stop: bool, reasons: bool) -> Family {
    Family { prefix, temperature, stop, reasons }
}

const ANY: &[Family] = &[family("", true, true, false)];

/// OpenAI's own: what came before GPT-5 takes all; of what came later, models that by default do
/// not reason take a temperature, and none takes stop sequences.
const GPT: &[Family] = &[
    family("gpt-3.5", true, true, false),
    family("gpt-4", true, true, false),
    family("chatgpt-4", true, true, false),
    family("gpt-audio", true, true, false),
    family("gpt-5.1", true, false, true),
    family("gpt-5.2", true, false, true),
    family("gpt-5.4", true, false, true),
    family("", false, false, true),
];

const GROK: &[Family] = &[
    family("grok-4", true, false, false),
    family("grok-code", true, false, false),
    family("", true, true, false),
];

/// `DeepSeek`'s models think by default and then ignore the temperature without saying so.
const DEEPSEEK: &[Family] = &[family("", false, true, false)];

/// Every server that is not known by name.
const OTHER: Host = Host {
    name: "",
    kind: ProviderKind::Openai,
    base_url: "",
    key: false,
    domain: "",
    api_key: false,
    max_completion_tokens: false,
    include_usage: true,
    obfuscates: false,
    encrypted_reasoning: false,
    bare_audio: false,
    reasoning_field: None,
    most_stops: usize::MAX,
    families: ANY,
};

const OPENAI: Host = Host {
    name: "OpenAI",
    kind: ProviderKind::OpenaiResponses,
    base_url: "https://api.openai.com/v1",
    key: true,
    domain: "api.openai.com",
    max_completion_tokens: true,
    obfuscates: true,
    encrypted_reasoning: true,
    most_stops: 4,
    families: GPT,
    ..OTHER
};

/// A server on a person's own machine, told by its port.
const fn local(name: &'static str, kind: ProviderKind, base_url: &'static str) -> Host {
    Host { name, kind, base_url, ..OTHER }
}

pub(crate) const HOSTS: &[Host] = &[
    Host {
        name: "Anthropic",
        kind: ProviderKind::Anthropic,
        base_url: "https://api.anthropic.com",
        key: true,
        domain: "api.anthropic.com",
        ..OTHER
    },
    OPENAI,
    Host { name: "OpenAI (Chat Completions)", kind: ProviderKind::Openai, ..OPENAI },
    Host {
        name: "Google Gemini",
        kind: ProviderKind::Gemini,
        base_url: "https://generativelanguage.googleapis.com/v1",
        key: true,
        domain: "generativelanguage.googleapis.com",
        ..OTHER
    },
    Host {
        name: "OpenRouter",
        base_url: "https://openrouter.ai/api/v1",
        key: true,
        domain: "openrouter.ai",
        max_completion_tokens: true,
        reasoning_field: Some("reasoning_details"),
        most_stops: 4,
        ..OTHER
    },
    Host {
        name: "Azure OpenAI",
        base_url: "https://RESOURCE.openai.azure.com/openai/v1",
        key: true,
        domain: "openai.azure.com",
        api_key: true,
        max_completion_tokens: true,
        most_stops: 4,
        ..OTHER
    },
    Host {
        name: "Amazon Bedrock",
        base_url: "https://bedrock-mantle.REGION.api.aws/openai/v1",
        key: true,
        domain: "api.aws",
        ..OTHER
    },
    Host {
        name: "Mistral",
        base_url: "https://api.mistral.ai/v1",
        key: true,
        domain: "api.mistral.ai",
        include_usage: false,
        bare_audio: true,
        ..OTHER
    },
    Host {
        name: "Groq",
        base_url: "https://api.groq.com/openai/v1",
        key: true,
        domain: "api.groq.com",
        max_completion_tokens: true,
        include_usage: false,
        most_stops: 4,
        ..OTHER
    },
    Host {
        name: "DeepSeek",
        base_url: "https://api.deepseek.com",
        key: true,
        domain: "api.deepseek.com",
        reasoning_field: Some("reasoning_content"),
        families: DEEPSEEK,
        ..OTHER
    },
    Host {
        name: "xAI",
        base_url: "https://api.x.ai/v1",
        key: true,
        domain: "api.x.ai",
        encrypted_reasoning: true,
        families: GROK,
        ..OTHER
    },
    local("Ollama", ProviderKind::Ollama, "http://localhost:11434"),
    local("LM Studio", ProviderKind::Openai, "http://localhost:1234/v1"),
    local("llama.cpp server", ProviderKind::Openai, "http://localhost:8080/v1"),
    local("vLLM", ProviderKind::Openai, "http://localhost:8000/v1"),
    local("LiteLLM", ProviderKind::Openai, "http://localhost:4000/v1"),
    OTHER,
];

impl Host {
    /// The row of a base URL.
    pub(crate) fn of(base_url: &str) -> &'static Self {
        let Ok(url) = Url::parse(base_url) else { return &OTHER };
        HOSTS.iter().find(|host| host.is_at(&url)).unwrap_or(&OTHER)
    }

    fn is_at(&self, url: &Url) -> bool {
        let name = url.host_str().unwrap_or_default();
        if self.domain.is_empty() {
            let port = Url::parse(self.base_url).ok().and_then(|own| own.port());
            return is_loopback(name) && port.is_some() && url.port() == port;
        }
        name.strip_suffix(self.domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    }

    /// The row of a model. A fine-tuned model is like the one it was made from.
    pub(crate) fn family(&self, model: &str) -> &'static Family {
        let name = model.strip_prefix("ft:").unwrap_or(model);
        // The "pro" and "codex" models of a family always reason.
        let always = name.contains("-pro") || name.contains("-codex");
        let fits = |family: &&Family| {
            family.prefix.is_empty()
                || name.starts_with(family.prefix) && !(always && family.reasons)
        };
        self.families.iter().find(fits).unwrap_or(&ANY[0])
    }
}

#[cfg(test)]
mod tests;
