//! What an error blames, by the words that providers use for it.
//!
//! Sources: the providers' documentation of their errors as of 2026-11, and what their users report.

use domain::FaultCode;
use reqwest::StatusCode;

use super::Said;

/// Kinds and codes that say that a model does not exist (any more); the last is Azure's.
const NO_MODEL: &[&str] =
    &["model_not_found", "model_not_available", "invalid_model", "DeploymentNotFound"];
/// Kinds and codes that say it when the words mention a model.
const NOT_FOUND: &[&str] = &["not_found_error"];
/// Words that say it where kind and code do not.
const NO_MODEL_WORDS: &[&str] =
    &["not found", "not exist", "not a valid model", "unknown model", "invalid model"];
/// Words that say it without the word "model"; `OpenRouter`'s, where nobody serves one.
const NO_ENDPOINT_WORDS: &[&str] = &["no endpoints found for"];
/// Words that say that nobody serves a model for what the prompt holds; `OpenRouter`'s.
const UNSERVED_WORDS: &[&str] = &["no endpoints found that"];
/// Kinds and codes that say that waiting does not help: money does.
const QUOTA: &[&str] = &["insufficient_quota", "billing_error", "billing_hard_limit_reached"];
/// Words that say it where the status says something else. Anthropic answers with 400 to both.
const QUOTA_WORDS: &[&str] =
    &["credit balance is too low", "specified api usage limits", "insufficient balance"];
const RATE: &[&str] = &["rate_limit_error", "rate_limit_exceeded", "rate_limited"];
/// The last is Google's, and says it of a model.
const OVERLOAD: &[&str] = &["overloaded_error", "overloaded", "UNAVAILABLE"];
/// Words that say that the machine is too small for a model; Ollama's.
const MEMORY_WORDS: &[&str] = &["requires more system memory"];
const KEY: &[&str] =
    &["authentication_error", "permission_error", "invalid_api_key", "UNAUTHENTICATED"];
/// Kinds and codes that say that a prompt is too long: OpenAI's, Anthropic's and llama.cpp's.
const LENGTH: &[&str] =
    &["context_length_exceeded", "request_too_large", "exceed_context_size_error"];
/// Words that say it, of Anthropic, OpenAI, vLLM and others, Google, and Groq.
const LENGTH_WORDS: &[&str] = &[
    "prompt is too long",
    "exceed context limit",
    "maximum context length",
    "context window",
    "exceeds the maximum number of tokens",
    "request too large for model",
];
/// Words that say that a prompt holds what the model cannot take, where the status says that the
/// provider failed: llama.cpp's.
const UNTAKEN_WORDS: &[&str] = &["input is not supported"];
/// Words that say that the prompt was forbidden, and not the key: `OpenRouter`'s.
const MODERATED_WORDS: &[&str] = &["moderation", "flagged"];
/// Words that blame the key where the status does not; the last are those of `LiteLLM`, which without a
/// database knows one key.
const KEY_WORDS: &[&str] = &[
    "api key not valid",
    "invalid api key",
    "incorrect api key",
    "api key expired",
    "no connected db",
];
/// Words that say that a key was right once.
const EXPIRED: &[&str] = &["expired"];
/// Words that say that a model was there once.
const SHUT: &[&str] = &[
    "deprecated",
    "retired",
    "shut down",
    "shutdown",
    "decommissioned",
    "discontinued",
    "end of life",
    "sunset",
    "no longer available",
    "no longer supported",
];
/// Kinds, codes and words that say that the provider does not serve everywhere.
const REGION: &[&str] = &["unsupported_country_region_territory"];
const REGION_WORDS: &[&str] = &[
    "country, region, or territory",
    "unsupported countries, regions",
    "user location is not supported",
    "not available in your country",
    "not available in your region",
];
/// The kind and the words with which Anthropic says it; of a key it says something else.
const FORBIDDEN: (&[&str], &[&str]) = (&["forbidden"], &["request not allowed"]);

/// What an error blames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Blame {
    Key,
    KeyExpired,
    Region,
    Model,
    ModelShut,
    Quota,
    Rate,
    Address,
    /// The address, though models were listed there.
    Unanswered,
    Prompt,
    Length,
    Load,
    Memory,
    Provider,
}

impl Blame {
    pub(super) fn code(self) -> FaultCode {
        match self {
            Self::Key | Self::KeyExpired => FaultCode::KeyRejected,
            Self::Region => FaultCode::ProviderUnreachable,
            Self::Model | Self::ModelShut | Self::Unanswered => FaultCode::ModelGone,
            Self::Quota | Self::Rate => FaultCode::RateLimited,
            Self::Address => FaultCode::NotAProvider,
            Self::Prompt | Self::Length => FaultCode::Invalid,
            Self::Load | Self::Memory | Self::Provider => FaultCode::ProviderFailed,
        }
    }
}

impl Said {
    /// Whether asking again gets the same, whatever the status is: money is spent, the machine is too
    /// small, or the model does not take what is in the prompt.
    pub(crate) fn is_final(&self) -> bool {
        self.is(QUOTA) || self.mentions(MEMORY_WORDS) || self.mentions(UNTAKEN_WORDS)
    }

    fn is_model(&self) -> bool {
        let missing = || self.is(NOT_FOUND) || self.mentions(NO_MODEL_WORDS);
        self.is(NO_MODEL)
            || self.mentions(NO_ENDPOINT_WORDS)
            || (self.mentions(&["model"]) && missing())
    }
}

/// What an error blames. `status` is absent when it came within an answer, `model` when no model
/// was asked: then there was no prompt either that could be at fault.
pub(super) fn blame(status: Option<StatusCode>, said: Option<&Said>, model: Option<&str>) -> Blame {
    let is = |names| said.is_some_and(|said| said.is(names));
    let mentions = |words| said.is_some_and(|said| said.mentions(words));
    let asked = model.is_some();
    let key = mentions(KEY_WORDS);
    let no_model = asked && said.is_some_and(Said::is_model);
    // A model that is gone is a model that its provider speaks of.
    let shut = asked && mentions(&["model"]) && mentions(SHUT);
    let prompt = asked && said.is_some_and(Said::is_full);
    let long = asked && (is(LENGTH) || mentions(LENGTH_WORDS));
    let expired = mentions(EXPIRED);
    let within = || said.and_then(Said::status).unwrap_or(0);
    match status.map_or_else(within, |status| status.as_u16()) {
        400..=499 if is(REGION) || mentions(REGION_WORDS) => Blame::Region,
        403 if is(FORBIDDEN.0) && mentions(FORBIDDEN.1) => Blame::Region,
        400 | 403 if mentions(QUOTA_WORDS) => Blame::Quota,
        401 if expired => Blame::KeyExpired,
        403 if asked && is(NO_MODEL) => Blame::Model,
        403 if asked && mentions(MODERATED_WORDS) => Blame::Prompt,
        401 | 403 => Blame::Key,
        402 => Blame::Quota,
        429 if is(QUOTA) => Blame::Quota,
        429 => Blame::Rate,
        400 | 404 | 410 if shut => Blame::ModelShut,
        400 | 404 | 410 if no_model => Blame::Model,
        410 if asked => Blame::Model,
        408 => Blame::Provider,
        400..=499 if key && expired => Blame::KeyExpired,
        400..=499 if key => Blame::Key,
        404 if asked && mentions(UNSERVED_WORDS) => Blame::Prompt,
        404 | 405 | 410 => Blame::Address,
        400 | 413 | 422 if long => Blame::Length,
        400..=499 if prompt => Blame::Prompt,
        // The shape of validation errors of servers made with FastAPI has neither kind nor code.
        422 if asked && said.is_some() => Blame::Prompt,
        400..=499 => Blame::Address,
        500 if asked && mentions(UNTAKEN_WORDS) => Blame::Prompt,
        500 if asked && mentions(MEMORY_WORDS) => Blame::Memory,
        529 => Blame::Load,
        0 if key || is(KEY) => Blame::Key,
        0 if is(QUOTA) => Blame::Quota,
        0 if is(RATE) => Blame::Rate,
        0 if no_model => Blame::Model,
        0 if long => Blame::Length,
        _ if is(OVERLOAD) => Blame::Load,
        _ => Blame::Provider,
    }
}
