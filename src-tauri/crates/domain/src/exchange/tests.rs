//! What must hold for every sequence of events, tried with random ones and as one whole table.

use std::fmt::Write;

use proptest::prelude::*;
use serde_json::Map;
use uuid::Uuid;

use super::*;
use crate::{AccountId, Call, CallId, Door, FaultCode, ModelRef, RuleId, ServerId};

fn cause() -> Cause {
    Cause {
        server: ServerId(Uuid::from_u128(1)),
        server_name: "research-pro".into(),
        door: Door::Pushed,
        revision: "2025-11-25".into(),
        call: Some(Call::of_tool(CallId(Uuid::from_u128(2)), "summarize", Map::new())),
        certain: true,
        round: None,
        turn: None,
    }
}

fn fresh() -> Exchange {
    Exchange::receive(ExchangeId(Uuid::from_u128(3)), cause(), Prompt::default()).0
}

fn fault() -> Fault {
    Fault::new(FaultCode::ProviderFailed, "It failed.")
}

fn reply(text: &str) -> Arc<Reply> {
    Arc::new(Reply { content: vec![crate::Content::text(text)], ..Reply::by_hand() })
}

fn a_signer() -> impl Strategy<Value = Signer> {
    prop_oneof![Just(Signer::Person), Just(Signer::Rule { rule: RuleId(Uuid::from_u128(9)) })]
}

fn a_target() -> impl Strategy<Value = Target> {
    let model = ModelRef { account: AccountId(Uuid::from_u128(4)), model: "m".into() };
    prop_oneof![Just(Target::Person), Just(Target::Model { model })]
}

fn a_gate() -> impl Strategy<Value = Gate> {
    prop_oneof![Just(Gate::Prompt), Just(Gate::Reply)]
}

fn a_prompt() -> impl Strategy<Value = Option<Arc<Prompt>>> {
    proptest::option::of("[a-z]{0,4}").prop_map(|system| {
        system.map(|system| Arc::new(Prompt { system: Some(system), ..Prompt::default() }))
    })
}

fn a_reply() -> impl Strategy<Value = Option<Arc<Reply>>> {
    proptest::option::of("[a-z]{0,4}").prop_map(|text| text.map(|text| reply(&text)))
}

fn an_event() -> impl Strategy<Value = Event> {
    let timing = Timing::default();
    prop_oneof![
        1 => Just(Event::Received {
            cause: Box::new(cause()), prompt: Arc::default(), raw: None, oddities: vec![],
        }),
        4 => Just(Event::Presented),
        6 => (a_signer(), a_target(), a_prompt())
            .prop_map(|(by, target, edited)| Event::PromptSigned { by, target, edited, digest: None }),
        6 => "[a-z]{0,4}".prop_map(move |text| Event::Drafted { reply: reply(&text), timing, beside: Beside::default() }),
        3 => Just(Event::AttemptFailed { fault: fault(), partial: None, timing, beside: Beside::default() }),
        6 => (a_signer(), 0u32..3, a_reply())
            .prop_map(|(by, attempt, edited)| Event::ReplySigned {
                by, attempt, edited, despite: vec![],
            }),
        1 => (a_gate(), a_signer())
            .prop_map(|(gate, by)| Event::Refused { gate, by, reason: None }),
        1 => Just(Event::Failed { fault: fault() }),
        1 => Just(Event::Withdrawn { why: Withdrawal::ServerGone }),
    ]
}

proptest! {
    /// Any sequence of events is refused event by event, or replays to the very same exchange.
    #[test]
    fn what_was_accepted_replays(events in proptest::collection::vec(an_event(), 0..24)) {
        let (mut live, first) = Exchange::receive(ExchangeId(Uuid::from_u128(3)), cause(), Prompt::default());
        let mut journal = vec![first];
        for event in events {
            let before = live.clone();
            if live.apply(event.clone()).is_ok() {
                journal.push(event);
            } else {
                prop_assert_eq!(&live, &before, "a refused event changes nothing");
            }
        }
        prop_assert_eq!(live.events() as usize, journal.len());
        let replayed = Exchange::replay(live.id, journal).map_err(|e| TestCaseError::fail(e.to_string()))?;
        prop_assert_eq!(replayed, live);
    }

    /// A prompt passes only with a signature on it; a reply only with a signature on it after a
    /// signed prompt and a written reply. What passes is exactly what was signed.
    #[test]
    fn nothing_passes_unsigned(events in proptest::collection::vec(an_event(), 0..24)) {
        let mut live = fresh();
        let (mut prompts, mut replies, mut drafts) = (0, 0, 0);
        for event in events {
            let Ok(passed) = live.apply(event.clone()) else { continue };
            drafts += u32::from(matches!(event, Event::Drafted { .. }));
            match (passed, event) {
                (Passed::Nothing, Event::PromptSigned { .. } | Event::ReplySigned { .. }) => {
                    prop_assert!(false, "a signature lets something pass");
                }
                (Passed::Nothing, _) => {}
                (Passed::Prompt(signed), Event::PromptSigned { by, target, edited, digest: None }) => {
                    prompts += 1;
                    prop_assert_eq!(signed.by(), by);
                    prop_assert_eq!(signed.target(), &target);
                    if let Some(edited) = edited {
                        prop_assert_eq!(signed.get(), edited.as_ref());
                    }
                    prop_assert_eq!(signed.get(), live.prompt().as_ref());
                }
                (Passed::Reply(signed), Event::ReplySigned { by, edited, .. }) => {
                    replies += 1;
                    prop_assert!(prompts > 0 && drafts > 0);
                    prop_assert_eq!(signed.by(), by);
                    if let Some(edited) = edited {
                        prop_assert_eq!(signed.get(), edited.as_ref());
                    }
                    prop_assert_eq!(live.state(), &State::Released);
                }
                (Passed::Prompt(_) | Passed::Reply(_), event) => {
                    prop_assert!(false, "{} let something pass", event.name());
                }
            }
        }
        prop_assert!(replies <= 1, "a reply is released once");
        prop_assert_eq!(live.returned.is_some(), replies == 1);
        prop_assert_eq!(live.state() == &State::Released, replies == 1);
    }

    /// An exchange survives JSON, as it must to be kept.
    #[test]
    fn events_survive_json(event in an_event()) {
        let json = serde_json::to_string(&event).map_err(|e| TestCaseError::fail(e.to_string()))?;
        let back: Event = serde_json::from_str(&json).map_err(|e| TestCaseError::fail(e.to_string()))?;
        prop_assert_eq!(back, event);
    }
}

/// An exchange in each state, by the shortest way there.
fn in_each_state() -> Vec<Exchange> {
    let signed = Event::PromptSigned {
        by: Signer::Person,
        target: Target::Person,
        edited: None,
        digest: None,
    };
    let drafted = Event::Drafted {
        reply: reply("said"),
        timing: Timing::default(),
        beside: Beside::default(),
    };
    let ways: [Vec<Event>; 8] = [
        vec![],
        vec![Event::Presented],
        vec![signed.clone()],
        vec![signed.clone(), drafted.clone()],
        vec![
            signed,
            drafted,
            Event::ReplySigned { by: Signer::Person, attempt: 0, edited: None, despite: vec![] },
        ],
        vec![Event::Refused { gate: Gate::Prompt, by: Signer::Person, reason: None }],
        vec![Event::Failed { fault: fault() }],
        vec![Event::Withdrawn { why: Withdrawal::ServerGone }],
    ];
    ways.iter()
        .map(|way| {
            let mut exchange = fresh();
            for event in way {
                exchange.apply(event.clone()).expect("the way is legal");
            }
            exchange
        })
        .collect()
}

/// The whole machine as a table: each state, each event, what becomes of it.
#[test]
fn the_machine_as_a_table() {
    let by = Signer::Person;
    let timing = Timing::default();
    let events = [
        (
            "received",
            Event::Received {
                cause: Box::new(cause()),
                prompt: Arc::default(),
                raw: None,
                oddities: vec![],
            },
        ),
        ("presented", Event::Presented),
        (
            "prompt_signed",
            Event::PromptSigned { by, target: Target::Person, edited: None, digest: None },
        ),
        ("drafted", Event::Drafted { reply: reply("said"), timing, beside: Beside::default() }),
        (
            "attempt_failed",
            Event::AttemptFailed {
                fault: fault(),
                partial: None,
                timing,
                beside: Beside::default(),
            },
        ),
        ("reply_signed 0", Event::ReplySigned { by, attempt: 0, edited: None, despite: vec![] }),
        (
            "reply_signed 7",
            Event::ReplySigned { by, attempt: 7, edited: Some(reply("mine")), despite: vec![] },
        ),
        ("refused prompt", Event::Refused { gate: Gate::Prompt, by, reason: None }),
        ("refused reply", Event::Refused { gate: Gate::Reply, by, reason: None }),
        ("failed", Event::Failed { fault: fault() }),
        ("withdrawn", Event::Withdrawn { why: Withdrawal::AppClosed }),
    ];
    let mut table = String::new();
    for exchange in in_each_state() {
        writeln!(table, "{}", exchange.state().name()).expect("a string takes text");
        for (name, event) in &events {
            let mut tried = exchange.clone();
            let outcome = match tried.apply(event.clone()) {
                Ok(Passed::Nothing) => tried.state().name().to_string(),
                Ok(Passed::Prompt(_)) => format!("{} + signed prompt", tried.state().name()),
                Ok(Passed::Reply(_)) => format!("{} + signed reply", tried.state().name()),
                Err(_) => continue,
            };
            writeln!(table, "    {name:<15} -> {outcome}").expect("a string takes text");
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn a_failed_attempt_cannot_be_signed() {
    let mut exchange = fresh();
    let signed = Event::PromptSigned {
        by: Signer::Person,
        target: Target::Person,
        edited: None,
        digest: None,
    };
    exchange.apply(signed).expect("signed");
    let failed = Event::AttemptFailed {
        fault: fault(),
        partial: None,
        timing: Timing::default(),
        beside: Beside::default(),
    };
    exchange.apply(failed).expect("failed");
    let forged = Event::ReplySigned {
        by: Signer::Person,
        attempt: 0,
        edited: Some(reply("forged")),
        despite: vec![],
    };
    assert!(exchange.apply(forged).is_err());
    assert_eq!(exchange.state(), &State::ReplyReview);
}

#[test]
fn again_sends_what_was_sent_last_unless_edited() {
    let mut exchange = fresh();
    let edited = Arc::new(Prompt { system: Some("edited".into()), ..Prompt::default() });
    let sign = |edited| Event::PromptSigned {
        by: Signer::Person,
        target: Target::Person,
        edited,
        digest: None,
    };
    exchange.apply(sign(Some(Arc::clone(&edited)))).expect("signed");
    let drafted = Event::Drafted {
        reply: reply("one"),
        timing: Timing::default(),
        beside: Beside::default(),
    };
    exchange.apply(drafted).expect("drafted");
    let Ok(Passed::Prompt(again)) = exchange.apply(sign(None)) else {
        panic!("again is a signature on the prompt")
    };
    assert_eq!(again.get(), edited.as_ref());
}
