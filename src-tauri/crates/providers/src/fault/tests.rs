use std::sync::atomic::Ordering::Relaxed;

use domain::FaultCode as Code;
use rstest::rstest;
use serde_json::Value;

use super::*;

const KEY: &str = "sk-secret-0123456789\"quoted";

fn who(key: Option<&str>) -> Who {
    Who {
        kind: ProviderKind::Openai,
        host: "api.example".into(),
        account: "Work".into(),
        key: key.map(SecretString::from),
        hidden: Vec::new(),
        listed: AtomicBool::new(false),
    }
}

fn refused(status: u16, body: &str) -> Trouble {
    let said = serde_json::from_str::<Value>(body).ok().as_ref().and_then(Said::read);
    Trouble::Refused(Box::new(Refusal {
        status: StatusCode::from_u16(status).ok(),
        said,
        wait: None,
        raw: body.into(),
        request_id: None,
        allowance: None,
    }))
}

#[rstest]
#[case::key(401, r#"{"error":{"message":"Incorrect API key provided.","type":"invalid_request_error","code":"invalid_api_key"}}"#, Code::KeyRejected, "did not accept the key of “Work”")]
#[case::key_anthropic(
    401,
    r#"{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}"#,
    Code::KeyRejected,
    "It says: “invalid x-api-key”"
)]
#[case::key_google(400, r#"[{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT"}}]"#, Code::KeyRejected, "did not accept the key")]
#[case::key_without_words(401, "", Code::KeyRejected, "did not accept the key")]
#[case::forbidden(
    403,
    r#"{"error":{"message":"Your region is not supported."}}"#,
    Code::KeyRejected,
    "does not allow"
)]
#[case::model_openai(404, r#"{"error":{"message":"The model `m` does not exist","type":"invalid_request_error","code":"model_not_found"}}"#, Code::ModelGone, "has no model “m”")]
#[case::model_anthropic(
    404,
    r#"{"type":"error","error":{"type":"not_found_error","message":"model: m"}}"#,
    Code::ModelGone,
    "has no model “m”"
)]
#[case::model_ollama(404, r#"{"error":{"message":"model \"m\" not found, try pulling it first","type":"api_error","param":null,"code":null}}"#, Code::ModelGone, "has no model “m”")]
#[case::model_openrouter(
    400,
    r#"{"error":{"message":"m is not a valid model ID","code":400}}"#,
    Code::ModelGone,
    "has no model “m”"
)]
#[case::model_litellm(400, r#"{"error":{"message":"/chat/completions: Invalid model name passed in model=m. Call `/v1/models` to view available models for your key.","type":"invalid_request_error","param":null,"code":"400"}}"#, Code::ModelGone, "has no model “m”")]
#[case::key_litellm(
    400,
    r#"{"error":{"message":"No connected db.","type":"no_db_connection","param":null,"code":"400"}}"#,
    Code::KeyRejected,
    "did not accept the key"
)]
#[case::path_openai(404, r#"{"error":{"message":"Invalid URL (POST /chat/completions)","type":"invalid_request_error"}}"#, Code::NotAProvider, "usually ends in /v1")]
#[case::path_fastapi(404, r#"{"detail":"Not Found"}"#, Code::NotAProvider, "usually ends in /v1")]
#[case::page(404, "<html>404</html>", Code::NotAProvider, "usually ends in /v1")]
#[case::method(405, "", Code::NotAProvider, "usually ends in /v1")]
#[case::teapot(418, "short and stout", Code::NotAProvider, "usually ends in /v1")]
#[case::too_long(
    400,
    r#"{"error":{"message":"prompt is too long","type":"invalid_request_error"}}"#,
    Code::Invalid,
    "It says: “prompt is too long”"
)]
#[case::too_large(
    413,
    r#"{"type":"error","error":{"type":"request_too_large","message":"Too large"}}"#,
    Code::Invalid,
    "is longer than the model “m” takes"
)]
#[case::validation(
    422,
    r#"{"detail":[{"loc":["body","stop"],"msg":"extra"}]}"#,
    Code::Invalid,
    "does not accept this prompt"
)]
#[case::rate(
    429,
    r#"{"error":{"message":"Slow down","code":"rate_limit_exceeded"}}"#,
    Code::RateLimited,
    "too many requests"
)]
#[case::quota(
    429,
    r#"{"error":{"message":"You exceeded your current quota","code":"insufficient_quota"}}"#,
    Code::RateLimited,
    "quota of “Work” at api.example is spent"
)]
#[case::billing(
    402,
    r#"{"error":{"message":"Insufficient balance"}}"#,
    Code::RateLimited,
    "is spent"
)]
#[case::overload(
    529,
    r#"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#,
    Code::ProviderFailed,
    "is overloaded"
)]
#[case::overload_as_503(
    503,
    r#"{"error":{"type":"overloaded_error","message":"x"}}"#,
    Code::ProviderFailed,
    "is overloaded"
)]
#[case::failed(
    500,
    r#"{"error":{"message":"The server had an error"}}"#,
    Code::ProviderFailed,
    "failed (HTTP 500)"
)]
#[case::gateway(502, "<html>Bad gateway</html>", Code::ProviderFailed, "failed (HTTP 502)")]
#[case::xai(
    400,
    r#"{"code":"invalid-argument","error":"Argument not supported: stop"}"#,
    Code::Invalid,
    "It says: “Argument not supported: stop”"
)]
fn errors_say_whose_fault_it_is(
    #[case] status: u16,
    #[case] body: &str,
    #[case] code: Code,
    #[case] says: &str,
) {
    let fault = who(Some(KEY)).fault(&refused(status, body), Some("m"), None);
    assert_eq!(fault.code, code, "{}", fault.message);
    assert!(fault.message.contains(says), "{}", fault.message);
    assert_eq!(fault.detail.unwrap_or_default(), body);
}

#[rstest]
#[case::model(404, r#"{"error":{"message":"model not found","code":"model_not_found"}}"#)]
#[case::prompt(400, r#"{"error":{"message":"Bad","type":"invalid_request_error"}}"#)]
fn without_a_prompt_neither_it_nor_its_model_is_blamed(#[case] status: u16, #[case] body: &str) {
    let fault = who(None).fault(&refused(status, body), None, None);
    assert_eq!(fault.code, Code::NotAProvider);
}

#[test]
fn a_missing_key_is_asked_for() {
    let fault = who(None).fault(&refused(401, ""), None, Some("req_1"));
    assert_eq!(
        fault.message,
        "api.example asks for a key, and “Work” has none. Enter one. (Request req_1.)"
    );
}

#[test]
fn nothing_is_called_that() {
    let fault = |model| who(None).fault(&Trouble::Empty, model, None).message;
    assert!(fault(Some("m")).contains("before it began. Try again, with a shorter prompt"));
    assert!(
        fault(None).contains("sends an empty answer. Try again, or check the address of “Work”")
    );
}

#[test]
fn a_wait_is_named() {
    let trouble = Trouble::Refused(Box::new(Refusal {
        status: Some(StatusCode::TOO_MANY_REQUESTS),
        said: None,
        wait: Some(Duration::from_hours(1)),
        raw: String::new(),
        request_id: None,
        allowance: None,
    }));
    let fault = who(None).fault(&trouble, Some("m"), None);
    assert!(fault.message.contains("wait 3600 s"), "{}", fault.message);
}

#[test]
fn a_redirect_names_its_target() {
    let to = Some("elsewhere.example".to_owned());
    let fault = who(None).fault(&Trouble::Redirect { to }, Some("m"), None);
    assert_eq!(fault.code, Code::NotAProvider);
    assert!(fault.message.contains("elsewhere.example"), "{}", fault.message);
}

#[test]
fn an_address_that_listed_models_is_not_blamed() {
    let refused =
        refused(404, r#"{"error":{"message":"No route","type":"invalid_request_error"}}"#);
    let who = who(None);
    assert_eq!(who.fault(&refused, Some("m"), None).code, Code::NotAProvider);
    who.listed.store(true, Relaxed);
    let fault = who.fault(&refused, Some("m"), None);
    assert_eq!(fault.code, Code::ModelGone);
    assert!(fault.message.contains("lists models, but does not answer for “m”"), "{fault}");
    // A list that is not there any more is the address again.
    assert_eq!(who.fault(&refused, None, None).code, Code::NotAProvider);
}

/// Wherever the key, or the value of a header, stands in what the provider says, and however long
/// that is, none of it stays.
#[rstest]
#[case::key(who(Some(KEY)))]
#[case::header(Who { hidden: vec![SecretString::from(KEY)], ..who(None) })]
fn a_secret_is_in_no_fault(#[case] who: Who) {
    for before in [0, 300, QUOTE - 10, QUOTE, DETAIL - 10, DETAIL] {
        let message = format!("{}{KEY} is wrong; {KEY}", "x".repeat(before));
        let body = serde_json::json!({"error": {"message": message, "type": "t"}}).to_string();
        let raw = format!("{body} {KEY}");
        for trouble in [
            refused(401, &body),
            Trouble::Unlike { raw: raw.clone() },
            Trouble::Unreadable { raw: raw.clone() },
            Trouble::Redirect { to: Some(KEY.into()) },
        ] {
            let fault = who.fault(&trouble, Some(KEY), Some(KEY));
            let shown = format!("{fault} {}", fault.detail.clone().unwrap_or_default());
            assert!(!shown.contains("sk-secret"), "{before}: {shown}");
        }
    }
}

/// Where any key will do, people enter one letter.
#[test]
fn a_letter_for_a_key_leaves_the_words_whole() {
    let fault = who(Some("k")).fault(&refused(401, ""), None, None);
    assert_eq!(fault.message, "api.example did not accept the key of “Work”. Enter it again.");
}

#[test]
fn long_words_are_cut_aloud() {
    assert_eq!(shorten("kurz", 10), "kurz");
    assert_eq!(shorten("안녕하세요", 7), "안녕… (9 bytes more)");
}

#[test]
fn the_key_is_in_no_debug_output() {
    assert!(!format!("{:?}", who(Some(KEY))).contains("sk-secret"));
}
