//! What happens at the same moment ends one way or the other, and the history tells which.

use domain::{Protocol, State};
use integration::{House, by_hand, soon};
use serde_json::json;

const CHILD: &str = env!("CARGO_BIN_EXE_integration-child");
/// How often it is tried.
const ROUNDS: usize = 40;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_decision_and_the_end_of_its_call_at_once() {
    let mut house = House::open(CHILD.as_ref()).await;
    let server = house.demo(Protocol::Legacy).await;
    for round in 0..ROUNDS {
        let call = house.run(server, "create_story", json!({"topic": "a seal"})).await;
        let card = house.prompt_gate().await;
        let (engine, id, seen) = (house.engine.clone(), card.exchange.id, card.exchange.events());
        let decision = tokio::spawn(async move {
            // Half of the rounds let the end go first.
            if round % 2 == 1 {
                tokio::task::yield_now().await;
            }
            engine.decide_exchange(id, seen, by_hand()).await
        });
        house.engine.cancel_call(call).await.expect("it runs");
        let _ = soon("the decision", decision).await.expect("no panic");
        house.until("the end", State::is_closed).await;
        // As written: replaying the journal gives what the window was told.
        let closed = house.look(id).await.exchange;
        assert!(matches!(closed.state(), State::Withdrawn { .. }), "{:?}", closed.state());
    }
    house.engine.close().await;
}
