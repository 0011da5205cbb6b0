//! Questions to the person and their answers: wire ⇄ domain.

use domain::elicitation::{Answer, Link, fields};
use domain::{Answered, Question};
use serde_json::{Value, json};

use crate::sampling::Unfit;

/// The first revision that knows pages to visit.
const URL: &str = "2025-11-25";

/// Reads the parameters of `elicitation/create`. Without a `mode` it is a form.
///
/// # Errors
/// [`Unfit`] names the field that cannot be shown, and what must change.
pub(crate) fn from_wire(params: &Value, revision: &str) -> Result<Question, Unfit> {
    let text = |name: &str| {
        let why = if params[name].is_null() { "is missing" } else { "must be a string" };
        let text = params[name].as_str().map(str::to_owned);
        text.ok_or_else(|| Unfit::new(format!("params.{name}"), why))
    };
    match params["mode"].as_str() {
        Some("form") => {}
        None if params["mode"].is_null() => {}
        Some("url") if revision >= URL => {
            let link = Link::read(&text("url")?).map_err(|why| Unfit::new("params.url", why))?;
            let name = params["elicitationId"].as_str().map(str::to_owned);
            return Ok(Question::Url { message: text("message")?, link, name });
        }
        Some("url") => {
            let why = format!("is not part of revision {revision}");
            return Err(Unfit::new("params.mode", why));
        }
        Some(_) | None => return Err(Unfit::new("params.mode", "must be \"form\" or \"url\"")),
    }
    let Value::Object(schema) = &params["requestedSchema"] else {
        return Err(Unfit::new("params.requestedSchema", "must be an object"));
    };
    let fields =
        fields(schema).map_err(|unfit| Unfit::new(format!("params.{}", unfit.field), unfit.why))?;
    Ok(Question::Form { message: text("message")?, fields, schema: schema.clone() })
}

/// The result of `elicitation/create`.
pub(crate) fn to_wire(answered: &Answered) -> Value {
    match answered.get() {
        Answer::Accept { content: Some(content) } => {
            json!({ "action": "accept", "content": content })
        }
        Answer::Accept { content: None } => json!({ "action": "accept" }),
        Answer::Decline => json!({ "action": "decline" }),
        Answer::Cancel => cancelled(),
    }
}

/// The answer to a question that nobody was asked.
pub(crate) fn cancelled() -> Value {
    json!({ "action": "cancel" })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(json!({ "message": "?", "requestedSchema": { "type": "object" } }), "2025-06-18")]
    #[case(json!({ "mode": "form", "message": "?", "requestedSchema": { "type": "object" } }), "2026-07-28")]
    #[case(json!({ "mode": "url", "message": "?", "url": "https://a.example", "elicitationId": "1" }), "2025-11-25")]
    #[case(json!({ "mode": "url", "message": "?", "url": "https://a.example" }), "2026-07-28")]
    fn what_can_be_shown_is_read(#[case] params: Value, #[case] revision: &str) {
        assert!(from_wire(&params, revision).is_ok());
    }

    #[rstest]
    #[case(json!({ "requestedSchema": { "type": "object" } }), "params.message is missing")]
    #[case(json!({ "message": 1, "requestedSchema": { "type": "object" } }), "params.message must be")]
    #[case(json!({ "message": "?" }), "params.requestedSchema must be")]
    #[case(json!({ "mode": "spoken", "message": "?" }), "params.mode must be")]
    #[case(json!({ "mode": 1, "message": "?" }), "params.mode must be")]
    #[case(json!({ "mode": "url", "message": "?" }), "params.url is missing")]
    #[case(json!({ "mode": "url", "message": "?", "url": "file:///x" }), "params.url must begin")]
    #[case(
        json!({ "message": "?", "requestedSchema": { "type": "object", "properties": { "a": { "type": "string", "pattern": "x" } } } }),
        "params.requestedSchema.properties.a.pattern is nothing"
    )]
    fn what_cannot_is_named(#[case] params: Value, #[case] says: &str) {
        let said = from_wire(&params, "2025-11-25").unwrap_err().to_string();
        assert!(said.starts_with(says), "{said}");
    }

    #[test]
    fn a_page_is_newer_than_forms() {
        let page = json!({ "mode": "url", "message": "?", "url": "https://a.example" });
        let said = from_wire(&page, "2025-06-18").unwrap_err().to_string();
        assert_eq!(said, "params.mode is not part of revision 2025-06-18");
    }
}
