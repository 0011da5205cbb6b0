use domain::call::{Called, CalledKind};
use domain::cause::Door;
use domain::{ServerId, Timestamp};
use engine::view::{Snapshot, Storage};

use super::*;

fn exchange(number: u8, state: State) -> Summary {
    Summary {
        id: ExchangeId(format!("0192f0c4-7a00-7000-8000-0000000000{number:02x}").parse().unwrap()),
        server: ServerId("0192f0c4-7a00-7000-8000-0000000000ff".parse().unwrap()),
        server_name: "research-pro".into(),
        door: Door::Pushed,
        revision: "2025-11-25".into(),
        call: None,
        called: Some(Called { kind: CalledKind::Tool, name: "summarize".into() }),
        model: None,
        state,
        preview: "the text that no notification shows".into(),
        opened_at: Timestamp(0),
        changed_at: Timestamp(0),
        usage: None,
        edited: false,
    }
}

fn changed(number: u8, state: State) -> AppEvent {
    AppEvent::Exchange { exchange: Box::new(exchange(number, state)) }
}

fn reset(open: Vec<Summary>) -> AppEvent {
    let snapshot = Snapshot {
        version: String::new(),
        storage: Storage::Kept,
        servers: vec![],
        accounts: vec![],
        grants: vec![],
        rules: vec![],
        open,
        calls: vec![],
    };
    AppEvent::Reset { snapshot: Box::new(snapshot) }
}

#[test]
fn an_exchange_waits_once_at_each_gate() {
    let mut waiting = Waiting::default();
    let mut gates = |state| -> (Vec<Gate>, usize) {
        let arrivals = waiting.apply(changed(1, state));
        (arrivals.iter().map(|arrival| arrival.gate).collect(), waiting.count())
    };
    assert_eq!(gates(State::Received), (vec![], 0));
    assert_eq!(gates(State::PromptReview), (vec![Gate::Prompt], 1));
    assert_eq!(gates(State::PromptReview), (vec![], 1), "it was announced already");
    assert_eq!(gates(State::Generating), (vec![], 0));
    assert_eq!(gates(State::ReplyReview), (vec![Gate::Reply], 1));
    assert_eq!(gates(State::Generating), (vec![], 0));
    assert_eq!(gates(State::ReplyReview), (vec![Gate::Reply], 1), "again is news again");
    assert_eq!(gates(State::Released), (vec![], 0));
}

#[test]
fn a_reset_replaces_everything_and_repeats_nothing() {
    let mut waiting = Waiting::default();
    waiting.apply(changed(1, State::PromptReview));
    waiting.apply(changed(2, State::PromptReview));
    let arrivals = waiting.apply(reset(vec![
        exchange(2, State::PromptReview),
        exchange(3, State::ReplyReview),
        exchange(4, State::Generating),
    ]));
    assert_eq!(arrivals.len(), 1);
    assert_eq!(arrivals[0].exchange, exchange(3, State::ReplyReview).id);
    assert_eq!(waiting.count(), 2);
}
