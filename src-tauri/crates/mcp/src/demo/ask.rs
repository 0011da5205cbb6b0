//! What the demo server asks a model. The one file that may touch rmcp's deprecated sampling
//! types; when rmcp drops them, the same requests can be sent as custom ones.
#![expect(
    deprecated,
    reason = "sampling is deprecated since 2026-07-28 and served until it is gone"
)]

use rmcp::RoleServer;
use rmcp::model::{
    CreateMessageRequest, CreateMessageRequestParams, CreateMessageResult, ErrorData, InputRequest,
    InputResponses, ModelHint, ModelPreferences, SamplingMessage, SamplingMessageContentBlock,
};
use rmcp::service::{Peer, ServiceError};

/// One question to a model.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ask {
    /// Names it among the questions of one call.
    pub(super) key: &'static str,
    pub(super) system: &'static str,
    pub(super) text: String,
    pub(super) max_tokens: u32,
    /// One that an `f32` holds exactly: rmcp has it as that, and writes it out with all its digits.
    pub(super) temperature: Option<f32>,
    pub(super) stop: &'static [&'static str],
    pub(super) wish: Wish,
}

/// Which model suits a question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Wish {
    /// A small, fast one.
    Quick,
    /// A good one.
    Good,
}

impl Ask {
    /// Asks while the call runs: the legacy way.
    ///
    /// # Errors
    /// The client's sentence when it does not answer.
    pub(super) async fn push(self, peer: &Peer<RoleServer>) -> Result<String, String> {
        match peer.create_message(self.params()).await {
            Ok(answer) => text_of(answer).map_err(str::to_owned),
            Err(ServiceError::McpError(error)) => Err(error.message.into_owned()),
            Err(other) => Err(other.to_string()),
        }
    }

    /// The question as an entry of a result: the modern way.
    pub(super) fn into_entry(self) -> (String, InputRequest) {
        let request = CreateMessageRequest::new(self.params());
        (self.key.to_owned(), InputRequest::CreateMessage(request))
    }

    fn params(&self) -> CreateMessageRequestParams {
        let preferences = match self.wish {
            Wish::Quick => ModelPreferences::new()
                .with_hints(["haiku", "mini", "flash"].map(ModelHint::new).to_vec())
                .with_cost_priority(0.8)
                .with_speed_priority(0.8)
                .with_intelligence_priority(0.3),
            Wish::Good => ModelPreferences::new()
                .with_hints(["sonnet", "gpt", "pro"].map(ModelHint::new).to_vec())
                .with_cost_priority(0.2)
                .with_speed_priority(0.3)
                .with_intelligence_priority(0.9),
        };
        let message = SamplingMessage::user_text(self.text.clone());
        let mut params = CreateMessageRequestParams::new(vec![message], self.max_tokens)
            .with_system_prompt(self.system)
            .with_model_preferences(preferences);
        params.temperature = self.temperature;
        if !self.stop.is_empty() {
            let stop = self.stop.iter().map(|&stop| stop.to_owned()).collect();
            params = params.with_stop_sequences(stop);
        }
        params
    }
}

/// The answers to these questions, in their order.
///
/// # Errors
/// When one is missing or is not a text.
pub(super) fn answers(
    asks: &[Ask],
    mut responses: InputResponses,
) -> Result<Vec<String>, ErrorData> {
    let answer = |ask: &Ask| {
        let wrong = |why: &str| {
            ErrorData::invalid_params(format!("the answer to “{}” {why}", ask.key), None)
        };
        let response = responses.remove(ask.key).ok_or_else(|| wrong("is missing"))?;
        let result = serde_json::from_value(response).map_err(|_| wrong("is not a completion"))?;
        text_of(result).map_err(wrong)
    };
    asks.iter().map(answer).collect()
}

fn text_of(answer: CreateMessageResult) -> Result<String, &'static str> {
    let blocks = answer.message.content.into_vec();
    let texts: Vec<_> = blocks
        .into_iter()
        .filter_map(|block| match block {
            SamplingMessageContentBlock::Text(text) => Some(text.text),
            SamplingMessageContentBlock::Image(_)
            | SamplingMessageContentBlock::Audio(_)
            | SamplingMessageContentBlock::ToolUse(_)
            | SamplingMessageContentBlock::ToolResult(_)
            | _ => None,
        })
        .collect();
    if texts.is_empty() { Err("holds no text") } else { Ok(texts.join("\n\n")) }
}
