use std::sync::Arc;

use rstest::rstest;
use serde_json::{Map, json};
use uuid::Uuid;

use super::*;
use crate::content::{Marks, ResultContent};
use crate::exchange::{Event, Timing};
use crate::{Call, CallId, Door, RuleId, ServerId, StopReason, Target, What};

fn cause(server: u128, call: Option<u128>) -> Cause {
    Cause {
        server: ServerId(Uuid::from_u128(server)),
        server_name: "loop".into(),
        door: Door::Pushed,
        revision: "2025-11-25".into(),
        call: call.map(|id| Call {
            id: CallId(Uuid::from_u128(id)),
            what: What::Tool { tool: "research".into(), arguments: Map::new() },
        }),
        certain: true,
        round: None,
        turn: None,
    }
}

fn used(id: &str, marks: Marks) -> Content {
    let input = Map::from_iter([("city".to_owned(), json!("Huế"))]);
    Content::ToolUse { id: id.into(), name: "weather".into(), input, marks }
}

fn result(id: &str) -> Message {
    let content = vec![ResultContent::Text { text: "Fog".into(), marks: Marks::default() }];
    let result = Content::ToolResult {
        tool_use_id: id.into(),
        content,
        structured: None,
        is_error: None,
        marks: Marks::default(),
    };
    Message { role: Role::User, content: vec![result], meta: None }
}

fn said(content: Vec<Content>) -> Message {
    Message { role: Role::Assistant, content, meta: None }
}

fn asked() -> Vec<Message> {
    vec![Message::text(Role::User, "Where is it dry?"), Message::text(Role::User, "Today.")]
}

fn prompt(messages: Vec<Message>) -> Prompt {
    Prompt { messages, max_tokens: 10, ..Prompt::default() }
}

/// An exchange of server 1 and call 2, answered with the use "a" of a tool.
fn released(id: u128, cause: Cause, messages: Vec<Message>, by: Signer) -> Exchange {
    answered(id, cause, messages, by, None)
}

fn answered(
    id: u128,
    cause: Cause,
    messages: Vec<Message>,
    by: Signer,
    edited: Option<Prompt>,
) -> Exchange {
    let id = ExchangeId(Uuid::from_u128(id));
    let (mut exchange, _) = Exchange::receive(id, cause, prompt(messages));
    let reply = Reply {
        content: vec![used("a", Marks::default())],
        stop_reason: StopReason::ToolUse,
        ..Reply::by_hand()
    };
    for event in [
        Event::PromptSigned {
            by,
            target: Target::Person,
            edited: edited.map(Arc::new),
            digest: None,
        },
        Event::Drafted {
            reply: reply.into(),
            timing: Timing::default(),
            beside: crate::Beside::default(),
        },
        Event::ReplySigned { by, attempt: 0, edited: None, despite: vec![] },
    ] {
        exchange.apply(event).unwrap();
    }
    exchange
}

fn going_on(more: Vec<Message>) -> Vec<Message> {
    [asked(), more].concat()
}

fn of_before(signed: Signed) -> Turn {
    let first = ExchangeId(Uuid::from_u128(7));
    Turn { number: 2, first, previous: first, known: 3, signed }
}

const RULE: Signer = Signer::Rule { rule: RuleId(Uuid::nil()) };

#[rstest]
#[case::with_the_result(going_on(vec![said(vec![used("a", Marks::default())]), result("a")]))]
#[case::with_several_more(going_on(vec![
    said(vec![used("a", Marks::default())]), result("a"), Message::text(Role::User, "And now?"),
]))]
#[case::with_the_reply_alone(going_on(vec![said(vec![used("a", Marks::default())])]))]
#[case::without_what_the_reply_carried(going_on(vec![
    said(vec![used("a", Marks { annotations: Some(json!({ "priority": 1 })), meta: None })]),
    result("a"),
]))]
fn what_says_the_same_and_more_goes_on(#[case] messages: Vec<Message>) {
    let before = released(7, cause(1, Some(2)), asked(), Signer::Person);
    let found = turn([&before], &cause(1, Some(2)), &prompt(messages));
    assert_eq!(found, Some(of_before(Signed::AsTheyStand)));
}

#[rstest]
#[case::another_call(cause(1, Some(3)), going_on(vec![said(vec![used("a", Marks::default())])]))]
#[case::another_server(cause(2, Some(2)), going_on(vec![said(vec![used("a", Marks::default())])]))]
#[case::no_call(cause(1, None), going_on(vec![said(vec![used("a", Marks::default())])]))]
#[case::the_same_again(cause(1, Some(2)), asked())]
#[case::less(cause(1, Some(2)), vec![Message::text(Role::User, "Where is it dry?")])]
#[case::another_reply(cause(1, Some(2)), going_on(vec![said(vec![used("b", Marks::default())])]))]
#[case::a_reply_of_two(cause(1, Some(2)), going_on(vec![
    said(vec![used("a", Marks::default()), Content::text("?")]),
]))]
#[case::the_reply_by_the_user(cause(1, Some(2)), going_on(vec![result("a")]))]
#[case::other_words_before(cause(1, Some(2)), vec![
    Message::text(Role::User, "Where is it wet?"), Message::text(Role::User, "Today."),
    said(vec![used("a", Marks::default())]), result("a"),
])]
fn what_says_anything_else_is_a_request_of_its_own(
    #[case] cause: Cause,
    #[case] messages: Vec<Message>,
) {
    let before = released(7, self::cause(1, Some(2)), asked(), Signer::Person);
    assert_eq!(turn([&before], &cause, &prompt(messages)), None);
}

#[test]
fn a_request_goes_on_only_from_what_was_returned_and_said_something() {
    let more = prompt(going_on(vec![said(vec![used("a", Marks::default())])]));
    let id = ExchangeId(Uuid::from_u128(7));
    let (open, _) = Exchange::receive(id, cause(1, Some(2)), prompt(asked()));
    assert_eq!(turn([&open], &cause(1, Some(2)), &more), None);
    let silent = released(7, cause(1, Some(2)), vec![], Signer::Person);
    let reply_alone = prompt(vec![said(vec![used("a", Marks::default())])]);
    assert_eq!(turn([&silent], &cause(1, Some(2)), &reply_alone), None);
}

#[test]
fn how_the_messages_were_signed_is_told() {
    let more = prompt(going_on(vec![said(vec![used("a", Marks::default())])]));
    let by_rule = released(7, cause(1, Some(2)), asked(), RULE);
    assert_eq!(turn([&by_rule], &cause(1, Some(2)), &more), Some(of_before(Signed::ByRule)));
    let other = |messages| answered(7, cause(1, Some(2)), asked(), Signer::Person, Some(messages));
    let changed = other(prompt(vec![Message::text(Role::User, "Where?")]));
    assert_eq!(turn([&changed], &cause(1, Some(2)), &more), Some(of_before(Signed::Changed)));
    // A limit is no message.
    let bounded = other(Prompt { max_tokens: 3, ..prompt(asked()) });
    assert_eq!(turn([&bounded], &cause(1, Some(2)), &more), Some(of_before(Signed::AsTheyStand)));
}

#[test]
fn turns_are_counted_from_the_first_and_the_longest_counts() {
    let first = released(7, cause(1, Some(2)), asked(), Signer::Person);
    let two = going_on(vec![said(vec![used("a", Marks::default())]), result("a")]);
    let second_turn = turn([&first], &cause(1, Some(2)), &prompt(two.clone())).unwrap();
    let second_cause = Cause { turn: Some(second_turn), ..cause(1, Some(2)) };
    let second = released(8, second_cause, two.clone(), Signer::Person);
    let three = [two, vec![said(vec![used("a", Marks::default())]), result("a")]].concat();
    let third = turn([&second, &first], &cause(1, Some(2)), &prompt(three)).unwrap();
    assert_eq!((third.number, third.known), (3, 5));
    assert_eq!((third.first, third.previous), (first.id, second.id));
}
