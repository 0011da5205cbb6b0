use domain::{ExchangeId, Gate};

use super::super::waiting::Waiter;
use super::*;

fn arrival(wants: Wants, server: &str, called: Option<&str>) -> Arrival {
    let exchange = ExchangeId("0192f0c4-7a00-7000-8000-000000000001".parse().unwrap());
    let waiter = Waiter::Exchange(exchange);
    Arrival { waiter, wants, server: server.into(), called: called.map(Into::into) }
}

#[test]
fn one_arrival_is_named() {
    let prompt = arrival(Wants::Signature(Gate::Prompt), "research-pro", Some("summarize"));
    assert_eq!(
        text(&[prompt]),
        Some((
            "research-pro · summarize".to_owned(),
            "A request to a model waits for your signature."
        ))
    );
    let reply = arrival(Wants::Signature(Gate::Reply), "blog-server", None);
    assert_eq!(
        text(&[reply]),
        Some(("blog-server".to_owned(), "A model's reply waits for your signature."))
    );
    let question = arrival(Wants::Answer, "forms", None);
    assert_eq!(text(&[question]), Some(("forms".to_owned(), "A question waits for your answer.")));
}

#[test]
fn several_arrivals_make_one_notification() {
    let first = arrival(Wants::Signature(Gate::Prompt), "code-review", Some("review_code"));
    let second = arrival(Wants::Signature(Gate::Prompt), "code-review", Some("review_code"));
    assert_eq!(
        text(&[first, second]),
        Some(("code-review · review_code and 1 more".to_owned(), "They wait for you."))
    );
    assert_eq!(text(&[]), None);
}

#[test]
fn a_name_cannot_hide_anything() {
    assert_eq!(plain("résumé_工具"), "résumé_工具");
    assert_eq!(plain("a\nb\u{202e}c\u{200b}"), "a\\u{a}b\\u{202e}c\\u{200b}");
}
