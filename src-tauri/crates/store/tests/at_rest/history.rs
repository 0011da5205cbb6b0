//! The journal and the lines.

use domain::exchange::{State, Withdrawal};
use domain::history::Query;
use domain::thread::{Signed, Turn};
use domain::{Event, Exchange, ExchangeId, FaultCode, Recorded, Timestamp};
use store::{DatabaseKey, Store};
use uuid::Uuid;

use crate::exchanges::{Live, open, signed};

#[tokio::test]
async fn what_was_appended_is_read_back_after_opening_again() {
    let (folder, key) = (tempfile::tempdir().unwrap(), DatabaseKey::random().unwrap());
    let store = open(folder.path(), &key).await;
    let live = Live::asking("Why is the sky blue?").written(&store).await;
    let live = live.answered("claude", "Rayleigh.").written(&store).await;
    store.close().await;

    let store = open(folder.path(), &key).await;
    let events = store.events(live.id()).await.unwrap();
    assert_eq!(events.iter().map(|event| event.seq).collect::<Vec<_>>(), [0, 1, 2, 3]);
    let replayed = Exchange::replay(live.id(), events.into_iter().map(|e| e.event)).unwrap();
    assert_eq!(replayed, live.exchange);
    let page = store.page(Query { limit: 10, ..Query::default() }).await.unwrap();
    assert_eq!(page.rows, [live.summary]);
    assert_eq!(page.next, None);
}

#[tokio::test]
async fn an_unknown_exchange_is_not_found() {
    let store = Store::in_memory().await.unwrap();
    let fault = store.events(ExchangeId(Uuid::now_v7())).await.unwrap_err();
    assert_eq!(fault.code, FaultCode::NotFound);
}

#[tokio::test]
async fn events_that_do_not_carry_on_are_refused_and_change_nothing() {
    let store = Store::in_memory().await.unwrap();
    let live = Live::asking("first").written(&store).await;
    let refused = async |summary, events: Vec<Recorded>| {
        let fault = store.append(summary, events).await.unwrap_err();
        assert_eq!(fault.code, FaultCode::Internal);
        fault.detail.unwrap()
    };
    let at = |seq| Recorded { seq, at: Timestamp(9), event: Event::Presented };

    assert_eq!(refused(live.summary.clone(), vec![]).await, "no event");
    assert_eq!(refused(live.summary.clone(), vec![at(1), at(3)]).await, "a gap between the events");
    assert_eq!(refused(live.summary.clone(), vec![at(0)]).await, "place 1 comes next, not 0");
    assert_eq!(refused(live.summary.clone(), vec![at(2)]).await, "place 1 comes next, not 2");
    let stranger = Live::asking("second");
    assert_eq!(
        refused(stranger.summary.clone(), vec![at(0)]).await,
        "an exchange begins with its arrival"
    );
    assert_eq!(store.events(live.id()).await.unwrap().len(), 1);

    let closed = live.answered("claude", "done").written(&store).await;
    assert_eq!(refused(closed.summary.clone(), vec![at(4)]).await, "the exchange is closed");
    assert_eq!(store.events(closed.id()).await.unwrap().len(), 4);
}

#[tokio::test]
async fn one_bad_write_in_a_crowd_harms_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), &DatabaseKey::random().unwrap()).await;
    let good: Vec<Live> = (0..100).map(|n| Live::asking(&format!("question {n}"))).collect();
    let bad = Live::asking("no arrival").then(Event::Presented);
    let bad_events = bad.unwritten[1..].to_vec();

    let mut tasks = tokio::task::JoinSet::new();
    for live in &good {
        let (store, summary, events) =
            (store.clone(), live.summary.clone(), live.unwritten.clone());
        let (other, bad_summary, bad_events) =
            (store.clone(), bad.summary.clone(), bad_events.clone());
        tasks.spawn(async move { store.append(summary, events).await.is_ok() });
        tasks.spawn(async move { other.append(bad_summary, bad_events).await.is_err() });
    }
    assert!(tasks.join_all().await.into_iter().all(|as_expected| as_expected));
    for live in good {
        assert_eq!(store.events(live.id()).await.unwrap(), live.unwritten);
    }
    assert_eq!(store.events(bad.id()).await.unwrap_err().code, FaultCode::NotFound);
}

#[tokio::test]
async fn what_was_open_is_withdrawn_at_start() {
    let (folder, key) = (tempfile::tempdir().unwrap(), DatabaseKey::random().unwrap());
    let store = open(folder.path(), &key).await;
    let open_ones = [
        Live::asking("received"),
        Live::asking("presented").then(Event::Presented),
        Live::asking("signed").then(signed("claude", None)),
    ];
    let mut ids = Vec::new();
    for live in open_ones {
        ids.push(live.written(&store).await.id());
    }
    let closed = Live::asking("closed").answered("claude", "yes").written(&store).await;
    store.close().await;

    let store = open(folder.path(), &key).await;
    assert_eq!(store.withdraw_open(Timestamp(77)).await.unwrap(), 3);
    assert_eq!(store.withdraw_open(Timestamp(78)).await.unwrap(), 0);
    let state = State::Withdrawn { why: Withdrawal::AppClosed };
    for id in ids {
        let events = store.events(id).await.unwrap();
        let replayed = Exchange::replay(id, events.into_iter().map(|e| e.event)).unwrap();
        assert_eq!(*replayed.state(), state);
        let summary = store.summary(id).await.unwrap();
        assert_eq!((summary.state, summary.changed_at), (state.clone(), Timestamp(77)));
    }
    assert_eq!(store.summary(closed.id()).await.unwrap(), closed.summary);
}

#[tokio::test]
async fn a_closed_store_says_so() {
    let store = Store::in_memory().await.unwrap();
    let other = store.clone();
    store.close().await;
    store.close().await;
    let fault = other.facets().await.unwrap_err();
    assert_eq!(fault.message, "The history is closed. Start Countersign again.");
}

#[tokio::test]
async fn the_turns_of_one_conversation_are_found_from_any_of_them() {
    let store = Store::in_memory().await.unwrap();
    let server = domain::ServerId(Uuid::now_v7());
    let first = Live::from(server, "loop", "one").answered("claude", "a").written(&store).await;
    let mut ids = vec![first.id()];
    for number in 2..=3 {
        // Others come in between, of this server too.
        Live::asking("another").written(&store).await;
        Live::from(server, "loop", "on its own").written(&store).await;
        let mut next = Live::from(server, "loop", "more").answered("claude", "a");
        let previous = *ids.last().unwrap();
        let signed = Signed::AsTheyStand;
        next.summary.turn = Some(Turn { number, first: first.id(), previous, known: 2, signed });
        ids.push(next.written(&store).await.id());
    }
    for id in &ids {
        let turns = store.thread(*id).await.unwrap();
        assert_eq!(turns.iter().map(|line| line.id).collect::<Vec<_>>(), ids);
    }
    let alone = Live::asking("alone").written(&store).await;
    assert_eq!(store.thread(alone.id()).await.unwrap(), [alone.summary]);
    let fault = store.thread(ExchangeId(Uuid::now_v7())).await.unwrap_err();
    assert_eq!(fault.code, FaultCode::NotFound);
}
