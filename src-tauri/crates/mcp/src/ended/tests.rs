use std::sync::Arc;

use domain::CallId;
use domain::exchange::Withdrawal;
use uuid::Uuid;

use super::{Ending, Waiting};

fn call(number: u128) -> CallId {
    CallId(Uuid::from_u128(number))
}

#[tokio::test]
async fn the_first_reason_stands() {
    let ending = Ending::default();
    let ended = ending.ended();
    assert_eq!(ended.why(), None);
    ending.end(Withdrawal::CallCancelled);
    ending.end(Withdrawal::ServerGone);
    assert_eq!(ended.wait().await, Withdrawal::CallCancelled);
}

#[test]
fn a_request_ends_with_the_last_call_that_may_have_caused_it() {
    let waiting = Arc::new(Waiting::default());
    let sure = waiting.open(vec![call(1)]);
    let unsure = waiting.open(vec![call(1), call(2)]);
    let unsolicited = waiting.open(Vec::new());

    waiting.call_over(call(1), Withdrawal::CallEnded);
    assert_eq!(sure.ended().why(), Some(Withdrawal::CallEnded));
    assert_eq!(unsure.ended().why(), None, "call 2 may have caused it");
    waiting.call_over(call(2), Withdrawal::CallCancelled);
    assert_eq!(unsure.ended().why(), Some(Withdrawal::CallCancelled));
    assert_eq!(unsolicited.ended().why(), None);

    waiting.all_over();
    assert_eq!(unsolicited.ended().why(), Some(Withdrawal::ServerGone));
    let late = waiting.open(vec![call(3)]);
    assert_eq!(late.ended().why(), Some(Withdrawal::ServerGone), "nothing opens after the end");
}

#[test]
fn a_request_that_was_answered_is_not_ended_afterwards() {
    let waiting = Arc::new(Waiting::default());
    let ticket = waiting.open(vec![call(1)]);
    let ended = ticket.ended();
    drop(ticket);
    waiting.all_over();
    assert_eq!(ended.why(), None);
}
