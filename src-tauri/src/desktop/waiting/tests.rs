use domain::call::{Called, CalledKind};
use domain::catalogue::Source;
use domain::cause::Door;
use domain::elicitation::Link;
use domain::{Answer, Cause, Limits, Question, ServerId, Timestamp};
use engine::view::{CatalogueView, LimitsView, Snapshot, Storage};

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
        round: None,
        model: None,
        turn: None,
        state,
        preview: "the text that no notification shows".into(),
        opened_at: Timestamp(0),
        changed_at: Timestamp(0),
        usage: None,
        cost: None,
        edited: false,
        kept_informed: false,
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
        limits: LimitsView { now: Limits::SOUND, sound: Limits::SOUND, most: Limits::SOUND },
        presets: vec![],
        catalogue: CatalogueView {
            source: Source::default(),
            models: 0,
            overlay_date: String::new(),
            fetched: false,
            host: String::new(),
            daily: false,
        },
        open,
        elicitations: vec![],
        calls: vec![],
    };
    AppEvent::Reset { snapshot: Box::new(snapshot) }
}

#[test]
fn an_exchange_waits_once_at_each_gate() {
    let mut waiting = Waiting::default();
    let mut gates = |state| -> (Vec<Gate>, usize) {
        let arrivals = waiting.apply(changed(1, state));
        let gate = |arrival: &Arrival| match arrival.wants {
            Wants::Signature(gate) => Some(gate),
            Wants::Answer | Wants::Leave => None,
        };
        (arrivals.iter().filter_map(gate).collect(), waiting.count())
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
    assert_eq!(arrivals[0].waiter, Waiter::Exchange(exchange(3, State::ReplyReview).id));
    assert_eq!(waiting.count(), 2);
}

#[test]
fn a_question_waits_until_it_is_answered_and_not_while_its_page_is_visited() {
    let cause = Cause {
        server: ServerId("0192f0c4-7a00-7000-8000-0000000000ff".parse().unwrap()),
        server_name: "forms".into(),
        door: Door::Pulled,
        revision: "2026-07-28".into(),
        call: None,
        certain: true,
        round: None,
        turn: None,
    };
    let link = Link::read("https://example.com/").unwrap();
    let question = Question::Url { message: "go".into(), link, name: None };
    let id = ElicitationId("0192f0c4-7a00-7000-8000-000000000009".parse().unwrap());
    let mut asked = Elicitation::receive(id, cause, question, Timestamp(0));
    let mut waiting = Waiting::default();
    let mut hear = |asked: &Elicitation| {
        let event = AppEvent::Elicitation { elicitation: Box::new(asked.clone()) };
        (waiting.apply(event).len(), waiting.count())
    };
    assert_eq!(hear(&asked), (1, 1));
    assert_eq!(hear(&asked), (0, 1));
    asked.open(Timestamp(1)).unwrap();
    assert_eq!(hear(&asked), (0, 0));
    asked.answer(Answer::Accept { content: None }, Timestamp(2)).unwrap();
    assert_eq!(hear(&asked), (0, 0));
}
