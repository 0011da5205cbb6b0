//! A loop over tools as `FastMCP` 3 runs it: three requests of one call, each of which goes on from the one
//! before, with a model's mistake mended on the way.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on ends there")]

use std::path::Path;

use domain::exchange::Outcome;
use domain::reply::ReplyRemark;
use domain::thread::Signed;
use domain::{Content, ExchangeId, FaultCode, Protocol, ProviderKind, Reply};
use engine::view::{Decision, ExchangeDetail};
use integration::{House, sign_for, sign_reply};
use provider_doubles::Aimock;
use serde_json::{Map, Value, json};

const CHILD: &str = env!("CARGO_BIN_EXE_integration-child");

/// What the model said last.
fn said(card: &ExchangeDetail) -> Reply {
    let last = card.exchange.attempts.last().map(|attempt| &attempt.outcome);
    let Some(Outcome::Reply { reply }) = last else { panic!("no reply: {last:?}") };
    reply.as_ref().clone()
}

/// The arguments of the first tool that a reply uses.
fn input(reply: &mut Reply) -> (&str, &mut Map<String, Value>) {
    let mut uses = reply.content.iter_mut().filter_map(|block| {
        if let Content::ToolUse { name, input, .. } = block {
            Some((name.as_str(), input))
        } else {
            None
        }
    });
    uses.next().expect("it uses a tool")
}

async fn thread_of(house: &House, id: ExchangeId) -> Vec<(ExchangeId, u32)> {
    let turns = house.engine.exchange_thread(id).await.expect("it is known");
    turns.iter().map(|line| (line.id, line.turn.map_or(1, |turn| turn.number))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn three_turns_of_a_loop_are_one_thread() {
    let stand_in = Aimock::start().expect("aimock starts");
    let mut house = House::open(CHILD.as_ref()).await;
    let servers = Path::new(env!("CARGO_MANIFEST_DIR")).join("../servers/python1");
    let python = servers.join(".venv/bin/python");
    let server = house.program(&python, &[servers.join("fast.py")], Protocol::Legacy).await;
    let account = house.account(ProviderKind::Anthropic, stand_in.url()).await;
    let model = house.grant(server, account, "claude-haiku-5-5").await;
    let call = house.run(server, "plan_trip", json!({ "day": "Saturday" })).await;

    let first = house.prompt_gate().await;
    assert_eq!(first.exchange.cause.turn, None);
    assert_eq!(first.exchange.asked.tools.len(), 2);
    house.decide(&first, sign_for(&model)).await.expect("signed");
    let reply = house.reply_gate().await;
    assert_eq!(input(&mut said(&reply)).0, "get_weather");
    house.decide(&reply, sign_reply(&reply, None)).await.expect("signed");

    // The second goes on from the first, and the model gives a tool what it does not take.
    let second = house.prompt_gate().await;
    let turn = second.exchange.cause.turn.expect("it goes on");
    assert_eq!((turn.number, turn.known, turn.signed), (2, 2, Signed::AsTheyStand));
    assert_eq!((turn.first, turn.previous), (first.exchange.id, first.exchange.id));
    house.decide(&second, sign_for(&model)).await.expect("signed");
    let reply = house.reply_gate().await;
    let remarks = reply.desk.as_ref().map(|desk| desk.reply_remarks.clone()).unwrap_or_default();
    assert!(
        matches!(remarks.as_slice(), [ReplyRemark::Arguments { tool, .. }, ..] if tool == "find_trains"),
        "{remarks:?}"
    );
    let fault = house.decide(&reply, sign_reply(&reply, None)).await.expect_err("it does not fit");
    assert_eq!(fault.code, FaultCode::Invalid);
    let mut mended = said(&reply);
    for block in &mut mended.content {
        if let Content::ToolUse { input, .. } = block {
            *input =
                serde_json::from_value(json!({ "start": "Đà Nẵng", "to": "Huế" })).expect("JSON");
        }
    }
    let checked = house.engine.check_reply(reply.exchange.id, Box::new(mended.clone())).await;
    assert_eq!(checked, Ok(vec![]));
    let edited = Some(Box::new(mended));
    let sign = Decision::SignReply { attempt: 0, edited, despite: vec![] };
    house.decide(&reply, sign).await.expect("it fits now");

    // The third holds what a person made of the reply; the thread is found from any turn.
    let third = house.prompt_gate().await;
    let turn = third.exchange.cause.turn.expect("it goes on");
    assert_eq!((turn.number, turn.known), (3, 4));
    assert_eq!((turn.first, turn.previous), (first.exchange.id, second.exchange.id));
    let raw = house.engine.raw_request(third.exchange.id).await.expect("it is kept");
    assert!(raw.contains("08:02 Đà Nẵng, 10:40 Huế"), "{raw}");
    house.decide(&third, sign_for(&model)).await.expect("signed");
    let reply = house.reply_gate().await;
    house.decide(&reply, sign_reply(&reply, None)).await.expect("signed");
    let (text, failed) = house.result(call).await;
    assert!(!failed && text.starts_with("Take the 08:02"), "{text}");

    let all: Vec<_> =
        [&first, &second, &third].map(|card| card.exchange.id).into_iter().zip(1..).collect();
    for (id, _) in &all {
        assert_eq!(thread_of(&house, *id).await, all);
    }
    house.engine.close().await;
}
