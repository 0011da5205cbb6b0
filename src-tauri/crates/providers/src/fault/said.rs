//! What providers say when something is wrong, in the shapes in which they say it.

use domain::{FaultCode, Parameter};
use reqwest::StatusCode;
use serde_json::Value;

/// A provider's error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Said {
    /// In words.
    pub(crate) message: String,
    /// Its kind, for example `overloaded_error`.
    pub(crate) kind: Option<String>,
    /// Its code, for example `insufficient_quota`.
    pub(crate) code: Option<String>,
    /// The field of the request that it blames, if it names one.
    pub(crate) param: Option<String>,
    /// The request, where the error names it.
    pub(crate) request_id: Option<String>,
}

/// Kinds and codes that say that a model does not exist (any more).
const NO_MODEL: &[&str] = &["model_not_found", "model_not_available"];
/// Kinds and codes that say it when the words mention a model.
const NOT_FOUND: &[&str] = &["not_found_error"];
/// Words that say it where kind and code do not.
const NO_MODEL_WORDS: &[&str] =
    &["not found", "not exist", "not a valid model", "unknown model", "invalid model name"];
/// Kinds and codes that say that waiting does not help: money does.
const QUOTA: &[&str] = &["insufficient_quota", "billing_error", "billing_hard_limit_reached"];
const RATE: &[&str] = &["rate_limit_error", "rate_limit_exceeded", "rate_limited"];
const OVERLOAD: &[&str] = &["overloaded_error", "overloaded"];
const KEY: &[&str] = &["authentication_error", "permission_error", "invalid_api_key"];
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
const SHUT: &[&str] =
    &["deprecated", "retired", "shut down", "shutdown", "decommissioned", "end of life", "sunset"];
/// Kinds, codes and words that say that the provider does not serve everywhere.
const REGION: &[&str] = &["unsupported_country_region_territory"];
const REGION_WORDS: &[&str] =
    &["country, region, or territory", "user location is not supported", "not available in your"];
/// Parts of a prompt that a provider may not take, and what providers call them.
const PARAMETERS: &[(Parameter, &[&str])] = &[
    (Parameter::Temperature, &["temperature"]),
    (Parameter::ToolChoice, &["tool_choice", "tool choice", "function_calling_config"]),
    (
        Parameter::StopSequences,
        &[
            "stop_sequences",
            "stop_sequence",
            "stopsequences",
            "stop sequence",
            "'stop'",
            "`stop`",
            "\"stop\"",
        ],
    ),
    // Last, since providers speak of thinking where they blame one of the others for it.
    (Parameter::Thinking, &["thinking", "reasoning", "signature", "encrypted_content"]),
];

impl Said {
    /// Reads an error in any of the known shapes: `{error: {message, type, code}}`, alone or in an
    /// array; `{error: "…"}`, with a `code` beside it; `{message: "…"}`; `{detail: …}`.
    pub(crate) fn read(value: &Value) -> Option<Self> {
        let value = value.as_array().map_or(Some(value), |all| all.first())?;
        let beside = |name: &str| value.get(name).and_then(text);
        let error = match value.get("error") {
            Some(Value::Object(error)) => error,
            Some(Value::String(message)) => {
                return Some(Self {
                    message: message.clone(),
                    code: beside("code"),
                    ..Self::default()
                });
            }
            _ => {
                let message = beside("message").or_else(|| match value.get("detail")? {
                    Value::String(detail) => Some(detail.clone()),
                    detail @ (Value::Array(_) | Value::Object(_)) => Some(detail.to_string()),
                    Value::Null | Value::Bool(_) | Value::Number(_) => None,
                })?;
                return Some(Self {
                    message,
                    kind: beside("type"),
                    code: beside("code"),
                    ..Self::default()
                });
            }
        };
        let within = |name: &str| error.get(name).and_then(text);
        let message = within("message").unwrap_or_else(|| Value::from(error.clone()).to_string());
        Some(Self {
            message,
            kind: within("type").or_else(|| within("status")),
            code: error
                .get("details")
                .and_then(|details| details.get("error_code"))
                .and_then(text)
                .or_else(|| within("code")),
            param: within("param"),
            request_id: beside("request_id"),
        })
    }

    /// Whether this is an error in the full shape, and not just some JSON with a word in it.
    fn is_full(&self) -> bool {
        self.kind.is_some() || self.code.is_some()
    }

    fn is(&self, names: &[&str]) -> bool {
        [&self.kind, &self.code].into_iter().flatten().any(|name| names.contains(&name.as_str()))
    }

    fn mentions(&self, words: &[&str]) -> bool {
        let message = self.message.to_lowercase();
        words.iter().any(|word| message.contains(word))
    }

    pub(crate) fn is_quota(&self) -> bool {
        self.is(QUOTA)
    }

    /// What the prompt can do without and the provider blames.
    pub(crate) fn parameter(&self) -> Option<Parameter> {
        let named = |words: &[&str]| match &self.param {
            Some(param) => {
                let param = param.to_lowercase();
                words.iter().any(|word| param.contains(word.trim_matches(['\'', '`', '"'])))
            }
            None => self.mentions(words),
        };
        PARAMETERS.iter().find(|(_, words)| named(words)).map(|(parameter, _)| *parameter)
    }

    fn is_model(&self) -> bool {
        let missing = || self.is(NOT_FOUND) || self.mentions(NO_MODEL_WORDS);
        self.is(NO_MODEL) || (self.mentions(&["model"]) && missing())
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

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
    Prompt,
    Load,
    Provider,
}

impl Blame {
    pub(super) fn code(self) -> FaultCode {
        match self {
            Self::Key | Self::KeyExpired => FaultCode::KeyRejected,
            Self::Region => FaultCode::ProviderUnreachable,
            Self::Model | Self::ModelShut => FaultCode::ModelGone,
            Self::Quota | Self::Rate => FaultCode::RateLimited,
            Self::Address => FaultCode::NotAProvider,
            Self::Prompt => FaultCode::Invalid,
            Self::Load | Self::Provider => FaultCode::ProviderFailed,
        }
    }
}

/// What an error blames. `status` is absent when it came within an answer, `model` when no model
/// was asked: then there was no prompt either that could be at fault.
pub(super) fn blame(status: Option<StatusCode>, said: Option<&Said>, model: Option<&str>) -> Blame {
    let is = |names| said.is_some_and(|said| said.is(names));
    let key = said.is_some_and(|said| said.mentions(KEY_WORDS));
    let no_model = model.is_some() && said.is_some_and(Said::is_model);
    let prompt = model.is_some() && said.is_some_and(Said::is_full);
    let mentions = |words| said.is_some_and(|said| said.mentions(words));
    let expired = mentions(EXPIRED);
    // A model that is gone is a model that its provider speaks of.
    let shut = model.is_some() && mentions(&["model"]) && mentions(SHUT);
    match status.map_or(0, |status| status.as_u16()) {
        400..=499 if is(REGION) || mentions(REGION_WORDS) => Blame::Region,
        401 if expired => Blame::KeyExpired,
        401 | 403 => Blame::Key,
        402 => Blame::Quota,
        429 if is(QUOTA) => Blame::Quota,
        429 => Blame::Rate,
        400 | 404 | 410 if shut => Blame::ModelShut,
        400 | 404 | 410 if no_model => Blame::Model,
        410 if model.is_some() => Blame::Model,
        408 => Blame::Provider,
        400..=499 if key && expired => Blame::KeyExpired,
        400..=499 if key => Blame::Key,
        404 | 405 | 410 => Blame::Address,
        400..=499 if prompt => Blame::Prompt,
        // The shape of validation errors of servers made with FastAPI has neither kind nor code.
        422 if model.is_some() && said.is_some() => Blame::Prompt,
        400..=499 => Blame::Address,
        529 => Blame::Load,
        0 if key || is(KEY) => Blame::Key,
        0 if is(QUOTA) => Blame::Quota,
        0 if is(RATE) => Blame::Rate,
        0 if no_model => Blame::Model,
        _ if is(OVERLOAD) => Blame::Load,
        _ => Blame::Provider,
    }
}
