//! After a restart the history tells what became of each request of a round.

use domain::cause::Round;
use domain::exchange::Withdrawal;
use domain::{Door, Event, Exchange, State, Timestamp};
use store::DatabaseKey;

use crate::exchanges::{Live, open, prompt};

fn of_a_round(place: u32, key: &str) -> Live {
    let mut live = Live::asking(key);
    let round = Round { number: 3, key: key.into(), of: 2, place, arrived_at: Timestamp(900) };
    let mut cause = live.exchange.cause.as_ref().clone();
    cause.door = Door::Pulled;
    cause.revision = "2026-07-28".into();
    cause.round = Some(round.clone());
    let (exchange, event) = Exchange::receive(live.id(), cause, prompt(key));
    live.exchange = exchange;
    live.unwritten[0].event = event;
    live.summary.door = Door::Pulled;
    live.summary.round = Some(round);
    live
}

#[tokio::test]
async fn after_a_restart_the_history_tells_what_became_of_each_request_of_a_round() {
    let (folder, key) = (tempfile::tempdir().unwrap(), DatabaseKey::random().unwrap());
    let store = open(folder.path(), &key).await;
    let answered = of_a_round(0, "answered").then(Event::Presented).answered("claude", "Yes.");
    let answered = answered.written(&store).await;
    let waiting = of_a_round(1, "waiting").then(Event::Presented).written(&store).await;
    // The app dies here: nobody withdraws anything.
    store.close().await;

    let store = open(folder.path(), &key).await;
    assert_eq!(store.withdraw_open(Timestamp(5000)).await.unwrap(), 1);
    let withdrawn = State::Withdrawn { why: Withdrawal::AppClosed };
    for (live, state) in [(answered, State::Released), (waiting, withdrawn)] {
        let summary = store.summary(live.id()).await.unwrap();
        assert_eq!((&summary.state, &summary.round), (&state, &live.summary.round));
        let events = store.events(live.id()).await.unwrap();
        let replayed = Exchange::replay(live.id(), events.into_iter().map(|e| e.event)).unwrap();
        assert_eq!((replayed.state(), &replayed.cause), (&state, &live.exchange.cause));
    }
}
