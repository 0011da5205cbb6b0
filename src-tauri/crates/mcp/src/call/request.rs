//! What a call asks of the server, as rmcp's request: the same in every round but for the answers.

use domain::Call;
use domain::call::What;
use rmcp::model::{
    CallToolRequest, CallToolRequestParams, ClientRequest, GetPromptRequest,
    GetPromptRequestParams, InputResponses, ReadResourceRequest, ReadResourceRequestParams,
};
use serde_json::Value;

use crate::remote::Caller;

/// The request for one round.
pub(super) fn of(
    call: &Call,
    answers: Option<InputResponses>,
    state: Option<String>,
) -> ClientRequest {
    // Where each question has a stream of its own, it is known by its call.
    let caller = Caller(call.id);
    match &call.what {
        What::Tool { tool, arguments } => {
            let mut params =
                CallToolRequestParams::new(tool.clone()).with_arguments(arguments.clone());
            (params.input_responses, params.request_state) = (answers, state);
            let mut request = CallToolRequest::new(params);
            request.extensions.insert(caller);
            ClientRequest::CallToolRequest(request)
        }
        What::Prompt { prompt, arguments } => {
            let mut params = GetPromptRequestParams::new(prompt.clone());
            if !arguments.is_empty() {
                let text = |(name, value): (&String, &String)| {
                    (name.clone(), Value::String(value.clone()))
                };
                params = params.with_arguments(arguments.iter().map(text).collect());
            }
            (params.input_responses, params.request_state) = (answers, state);
            let mut request = GetPromptRequest::new(params);
            request.extensions.insert(caller);
            ClientRequest::GetPromptRequest(request)
        }
        What::Resource { resource } => {
            let mut params = ReadResourceRequestParams::new(resource.clone());
            (params.input_responses, params.request_state) = (answers, state);
            let mut request = ReadResourceRequest::new(params);
            request.extensions.insert(caller);
            ClientRequest::ReadResourceRequest(request)
        }
    }
}
