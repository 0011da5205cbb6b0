use domain::{Era, FaultCode};
use rstest::rstest;
use serde_json::json;

use super::{Failure, mismatch};

const NO_BACK_CHANNEL: &str = "Cannot send 'sampling/createMessage': this transport context has no back-channel for server-initiated requests.";

#[rstest]
#[case::python_2(Era::Modern, -32600, NO_BACK_CHANNEL, true)]
#[case::typescript_2(
    Era::Modern,
    -32603,
    "sampling/createMessage is not available on protocol revision 2026-07-28",
    true
)]
#[case::python_2_pulled(Era::Legacy, -32603, "Handler returned an invalid result", true)]
#[case::fastmcp_4_pulled(Era::Legacy, -32602, "InputRequiredResult requires protocol 2026-07-28", true)]
#[case::an_argument_error(Era::Legacy, -32602, "topic is required", false)]
#[case::a_crash(Era::Modern, -32603, "division by zero", false)]
#[case::a_mention_of_the_date(Era::Modern, -32603, "no flights on 2026-07-28", false)]
#[case::a_refusal(Era::Legacy, -1, "2026-07-28", false)]
#[case::the_wrong_way_round(Era::Legacy, -32600, NO_BACK_CHANNEL, false)]
fn protocol_errors(
    #[case] era: Era,
    #[case] code: i32,
    #[case] message: &str,
    #[case] trapped: bool,
) {
    let fault = mismatch("s", "t", era, Failure::Error { code, message });
    assert_eq!(fault.is_some(), trapped, "{fault:?}");
    if let Some(fault) = fault {
        assert_eq!(fault.code, FaultCode::EraMismatch);
        assert_eq!(fault.detail.as_deref(), Some(message), "the server's own words");
        let other = if era == Era::Modern { "older" } else { "newer" };
        assert!(fault.message.contains(other), "{}", fault.message);
    }
}

#[rstest]
#[case::fastmcp_4(Era::Modern, &format!("Error calling tool 'ask': {NO_BACK_CHANNEL}"), true)]
#[case::typescript_2(
    Era::Modern,
    "requestSampling is not available on protocol revision 2026-07-28; return inputRequired",
    true
)]
#[case::a_tool_of_its_own(Era::Modern, "the file does not exist", false)]
#[case::a_tool_that_speaks_of_it(Era::Legacy, "see revision 2026-07-28", false)]
fn tool_errors(#[case] era: Era, #[case] text: &str, #[case] trapped: bool) {
    let result = json!({ "isError": true, "content": [{ "type": "text", "text": text }] });
    assert_eq!(mismatch("s", "t", era, Failure::Tool(&result)).is_some(), trapped);
}

#[test]
fn a_result_without_text_is_no_trap() {
    assert!(mismatch("s", "t", Era::Modern, Failure::Tool(&json!({ "content": 1 }))).is_none());
}
