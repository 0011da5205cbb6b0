//! What providers say when something is wrong, in the shapes in which they say it.

use std::time::Duration;

use domain::Parameter;
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
    /// How long it asks to wait, where the error says it and no header does: Google's.
    pub(crate) wait: Option<Duration>,
    /// Whether it is called an error, and is not just some JSON with a message in it.
    called: bool,
}

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
                    called: true,
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
            wait: error.get("details").and_then(wait),
            called: true,
        })
    }

    /// Whether this is an error as providers report it, and not just some JSON with a word in it.
    pub(super) fn is_full(&self) -> bool {
        self.called || self.kind.is_some() || self.code.is_some()
    }

    /// Whether its kind or its code is one of these.
    pub(super) fn is(&self, names: &[&str]) -> bool {
        [&self.kind, &self.code].into_iter().flatten().any(|name| names.contains(&name.as_str()))
    }

    /// Whether its words hold one of these, in whatever case; they are in small letters.
    pub(super) fn mentions(&self, words: &[&str]) -> bool {
        let message = self.message.to_lowercase();
        words.iter().any(|word| message.contains(word))
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

    /// The status that an error names which came within an answer, as `OpenRouter`'s do. Those that
    /// speak of an address say nothing there.
    pub(super) fn status(&self) -> Option<u16> {
        let code = self.code.as_ref()?.parse().ok()?;
        matches!(code, 400..=403 | 413 | 429 | 500..=599).then_some(code)
    }
}

/// The wait in the details of one of Google's errors: `{"@type": "…RetryInfo", "retryDelay": "34s"}`.
fn wait(details: &Value) -> Option<Duration> {
    let named = details.as_array()?.iter().find_map(|detail| detail.get("retryDelay")?.as_str())?;
    Duration::try_from_secs_f64(named.strip_suffix('s')?.parse().ok()?).ok()
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}
