//! The answers to a round came too late: what the server wanted back with them holds no more.

use domain::{Fault, FaultCode};
use rmcp::model::{ErrorCode, ErrorData};

/// Whether a server says by this error that the state of a round is not valid any more. The
/// official SDKs give a reason for programs, and the same words.
pub(super) fn is_expired(error: &ErrorData) -> bool {
    let reason = error.data.as_ref().and_then(|data| data.get("reason")?.as_str());
    error.code == ErrorCode::INVALID_PARAMS
        && (reason == Some("invalid_request_state")
            || error.message.to_lowercase().contains("expired requeststate"))
}

/// The sentence for it.
pub(super) fn fault(name: &str, call: &str, error: &ErrorData) -> Fault {
    let message = format!(
        "“{call}” was answered too late: {name} takes the answers to a round for a limited time \
         only. Nothing was delivered. Run it again; where it asks the same, your answer is filled in."
    );
    Fault::new(FaultCode::CallFailed, message)
        .with_detail(serde_json::to_string_pretty(error).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use rmcp::model::{ErrorCode, ErrorData};
    use rstest::rstest;
    use serde_json::{Value, json};

    use super::is_expired;

    #[rstest]
    #[case::both_sdks(-32602, "Invalid or expired requestState", Some(json!({ "reason": "invalid_request_state" })), true)]
    #[case::by_its_reason(-32602, "too late", Some(json!({ "reason": "invalid_request_state" })), true)]
    #[case::by_its_words(-32602, "Invalid or expired requestState", None, true)]
    #[case::an_argument(-32602, "text is required", Some(json!({ "reason": "missing" })), false)]
    #[case::another_code(-32603, "Invalid or expired requestState", None, false)]
    #[case::odd_data(-32602, "no", Some(json!([1])), false)]
    fn what_says_that_a_state_is_expired(
        #[case] code: i32,
        #[case] message: &'static str,
        #[case] data: Option<Value>,
        #[case] expired: bool,
    ) {
        assert_eq!(is_expired(&ErrorData::new(ErrorCode(code), message, data)), expired);
    }
}
