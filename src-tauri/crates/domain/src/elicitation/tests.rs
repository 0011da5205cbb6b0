use proptest::prelude::*;
use rstest::rstest;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::*;
use crate::id::ServerId;

mod forms;
mod links;

fn cause(door: Door) -> Cause {
    Cause {
        server: ServerId(Uuid::from_u128(1)),
        server_name: "asker".into(),
        door,
        revision: "2025-11-25".into(),
        call: None,
        certain: true,
        round: None,
        turn: None,
    }
}

fn page(door: Door) -> Elicitation {
    let link = Link::read("https://example.com/").unwrap();
    let question = Question::Url { message: "go".into(), link, name: Some("1".into()) };
    Elicitation::receive(ElicitationId(Uuid::from_u128(2)), cause(door), question, Timestamp(1))
}

fn form() -> Elicitation {
    let question = Question::Form { message: "?".into(), fields: vec![], schema: Map::new() };
    let id = ElicitationId(Uuid::from_u128(2));
    Elicitation::receive(id, cause(Door::Pushed), question, Timestamp(1))
}

fn accept(content: Option<Value>) -> Answer {
    let content = content.map(|value| value.as_object().unwrap().clone());
    Answer::Accept { content }
}

#[test]
fn a_form_is_answered_once_and_with_what_was_answered() {
    let mut form = form();
    assert!(form.answer(accept(None), Timestamp(2)).is_none(), "a form has a content");
    let answer = accept(Some(json!({ "name": "An" })));
    assert_eq!(form.answer(answer.clone(), Timestamp(3)).unwrap().get(), &answer);
    assert!(form.standing().is_closed() && form.changed_at == Timestamp(3));
    assert!(form.answer(Answer::Decline, Timestamp(4)).is_none());
    assert!(!form.withdraw(Withdrawal::CallEnded, Timestamp(4)));
    assert_eq!(form.changed_at, Timestamp(3));
}

#[rstest]
#[case(Answer::Decline, Standing::Declined)]
#[case(Answer::Cancel, Standing::Cancelled)]
fn no_and_leaving_are_two_things(#[case] answer: Answer, #[case] standing: Standing) {
    for mut asked in [form(), page(Door::Pushed), page(Door::Pulled)] {
        assert_eq!(asked.answer(answer.clone(), Timestamp(2)).unwrap().get(), &answer);
        assert_eq!(asked.standing(), &standing);
    }
}

#[test]
fn a_page_must_be_opened_before_it_is_accepted() {
    for door in [Door::Pushed, Door::Pulled] {
        let mut page = page(door);
        assert!(page.answer(accept(None), Timestamp(2)).is_none());
        assert!(page.open(Timestamp(2)).is_some());
        assert!(page.open(Timestamp(3)).is_none(), "it is open already");
        assert!(page.answer(accept(Some(json!({}))), Timestamp(3)).is_none());
        assert!(page.answer(accept(None), Timestamp(3)).is_some());
    }
    assert!(form().open(Timestamp(2)).is_none(), "a form has no page");
}

#[test]
fn a_pushed_page_is_agreed_to_by_opening_it_and_a_pulled_one_when_it_is_done() {
    let mut pushed = page(Door::Pushed);
    assert_eq!(pushed.open(Timestamp(2)).unwrap().unwrap().get(), &accept(None));
    // The server knows already: there is nothing left to decline.
    assert!(pushed.answer(Answer::Decline, Timestamp(3)).is_none());
    let mut pulled = page(Door::Pulled);
    assert!(pulled.open(Timestamp(2)).unwrap().is_none());
    assert!(pulled.answer(Answer::Cancel, Timestamp(3)).is_some());
}

#[test]
fn what_cannot_be_shown_cannot_be_answered() {
    let question = Question::Unfit { raw: "{}".into() };
    let id = ElicitationId(Uuid::from_u128(2));
    let mut unfit = Elicitation::receive(id, cause(Door::Pushed), question, Timestamp(1));
    assert!(unfit.open(Timestamp(2)).is_none());
    for answer in [accept(None), accept(Some(json!({}))), Answer::Decline, Answer::Cancel] {
        assert!(unfit.answer(answer, Timestamp(2)).is_none());
    }
}
