use domain::{ExchangeId, Gate};

use super::*;

fn arrival(gate: Gate, server: &str, called: Option<&str>) -> Arrival {
    let exchange = ExchangeId("0192f0c4-7a00-7000-8000-000000000001".parse().unwrap());
    Arrival { exchange, gate, server: server.into(), called: called.map(Into::into) }
}

#[test]
fn one_arrival_is_named() {
    let prompt = arrival(Gate::Prompt, "research-pro", Some("summarize"));
    assert_eq!(
        text(&[prompt]),
        Some((
            "research-pro · summarize".to_owned(),
            "A request to a model waits for your signature."
        ))
    );
    let reply = arrival(Gate::Reply, "blog-server", None);
    assert_eq!(
        text(&[reply]),
        Some(("blog-server".to_owned(), "A model's reply waits for your signature."))
    );
}

#[test]
fn several_arrivals_make_one_notification() {
    let first = arrival(Gate::Prompt, "code-review", Some("review_code"));
    let second = arrival(Gate::Prompt, "code-review", Some("review_code"));
    assert_eq!(
        text(&[first, second]),
        Some(("code-review · review_code and 1 more".to_owned(), "They wait for your signature."))
    );
    assert_eq!(text(&[]), None);
}

#[test]
fn a_name_cannot_hide_anything() {
    assert_eq!(plain("résumé_工具"), "résumé_工具");
    assert_eq!(plain("a\nb\u{202e}c\u{200b}"), "a\\u{a}b\\u{202e}c\\u{200b}");
}
