use domain::ProviderKind::OpenaiResponses;
use serde_json::json;

use crate::testing::{everything, sent};

#[test]
fn models_that_reason_give_their_reasoning_out_and_take_no_temperature() {
    let sent = sent(OpenaiResponses, "gpt-6-sol", &everything());
    assert_eq!(sent["include"], json!(["reasoning.encrypted_content"]));
    assert_eq!(sent.get("temperature"), None);
    assert_eq!(sent["store"], json!(false));
}
