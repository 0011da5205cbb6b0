//! What was spent is summed from the journal, and what is not known is said.

use domain::catalogue::{Grades, Overridden, Override, Pace};
use domain::exchange::Timing;
use domain::history::{Filter, SpendOf, Total};
use domain::{
    AccountId, Beside, CallId, Cost, Event, Fault, FaultCode, ModelRef, Money, ServerId, Spend,
    Usage,
};
use store::{DatabaseKey, Store};
use uuid::Uuid;

use crate::exchanges::{Live, open, reply, signed};

fn usage(input: u32, output: u32) -> Usage {
    Usage { input: Some(input), output: Some(output), cached: Some(input / 2), reasoning: Some(1) }
}

fn cost(nanos: u64) -> Cost {
    Cost { input: Money(nanos - 1), output: Money(1), ..Cost::default() }
}

fn answer(usage: Option<Usage>, cost: Option<Cost>) -> Event {
    let reply = domain::Reply { usage, ..reply("said") };
    let timing = Timing { first_ms: Some(400), total_ms: 2_400 };
    Event::Drafted { reply: reply.into(), timing, beside: Beside { cost, ..Beside::default() } }
}

#[tokio::test]
async fn sums_are_of_one_exchange_one_call_one_account_one_filter() {
    let (folder, key) = (tempfile::tempdir().unwrap(), DatabaseKey::random().unwrap());
    let store = open(folder.path(), &key).await;
    let (server, call) = (ServerId(Uuid::now_v7()), CallId(Uuid::now_v7()));
    // Two attempts, the first of which failed and was paid for.
    let partial = domain::Reply { usage: Some(usage(10, 2)), ..reply("so") };
    let failed = Event::AttemptFailed {
        fault: Fault::new(FaultCode::ProviderFailed, "no"),
        partial: Some(partial.into()),
        timing: Timing { first_ms: None, total_ms: 100 },
        beside: Beside { cost: Some(cost(50)), ..Beside::default() },
    };
    let mut first = Live::from(server, "research", "one");
    first.summary.call = Some(call);
    let first = first.then(signed("m", None)).then(failed).then(signed("m", None));
    let first = first.then(answer(Some(usage(100, 20)), Some(cost(700)))).written(&store).await;
    // One whose price is not known, and one that nobody reported.
    let second = Live::from(server, "research", "two").then(signed("n", None));
    second.then(answer(Some(usage(30, 5)), None)).written(&store).await;
    let third = Live::asking("three").then(signed("m", None));
    third.then(answer(None, None)).written(&store).await;
    // One that is not answered yet.
    Live::from(server, "research", "four").then(signed("m", None)).written(&store).await;

    let one = Spend {
        attempts: 2,
        input: 110,
        cached: 55,
        output: 22,
        reasoning: 2,
        cost: Money(750),
        unpriced: 0,
    };
    assert_eq!(store.spend(SpendOf::Exchange(first.id())).await.unwrap(), one);
    assert_eq!(store.spend(SpendOf::Call(call)).await.unwrap(), one);
    let all = store.spend(SpendOf::Account(AccountId(Uuid::nil()))).await.unwrap();
    assert_eq!((all.attempts, all.input, all.unpriced), (4, 140, 2));
    let of_server = Filter { server: Some(server), ..Filter::default() };
    let Total { exchanges, spend: both } = store.total(of_server).await.unwrap();
    assert_eq!((exchanges, both.attempts, both.input), (3, 3, 140));
    assert_eq!((both.cost, both.unpriced), (Money(750), 1));
    let everything = Total { exchanges: 4, spend: all };
    assert_eq!(store.total(Filter::default()).await.unwrap(), everything);
    let nobody = SpendOf::Account(AccountId(Uuid::now_v7()));
    assert_eq!(store.spend(nobody).await.unwrap(), Spend::default());
    let nothing = SpendOf::Exchange(domain::ExchangeId(Uuid::now_v7()));
    assert_eq!(store.spend(nothing).await.unwrap(), Spend::default());
}

#[tokio::test]
async fn an_exchange_that_goes_on_is_counted_once() {
    let store = Store::in_memory().await.unwrap();
    let mut live = Live::asking("one").then(signed("m", None));
    live.happen(answer(Some(usage(10, 5)), Some(cost(9))));
    live.write(&store).await;
    let total = async || store.total(Filter::default()).await.unwrap();
    assert_eq!((total().await.exchanges, total().await.spend.attempts), (1, 1));
    live.happen(signed("m", None));
    live.happen(answer(Some(usage(10, 5)), Some(cost(9))));
    live.write(&store).await;
    let Total { exchanges, spend } = total().await;
    assert_eq!((exchanges, spend.attempts, spend.cost), (1, 2, Money(18)));
}

#[tokio::test]
async fn how_fast_a_model_was_is_known_from_what_it_wrote() {
    let store = Store::in_memory().await.unwrap();
    for _ in 0..3 {
        let live = Live::asking("one").then(signed("m", None));
        live.then(answer(Some(usage(10, 300)), None)).written(&store).await;
    }
    // What was not reported says nothing.
    let live = Live::asking("two").then(signed("n", None));
    live.then(answer(None, None)).written(&store).await;
    store.total(Filter::default()).await.unwrap();
    let model = ModelRef { account: AccountId(Uuid::nil()), model: "m".into() };
    let paces = store.paces().await.unwrap();
    assert_eq!(paces, [(model, Pace { tokens: 900, ms: 6_000 })]);
}

#[tokio::test]
async fn what_the_person_says_of_a_model_stays_until_it_is_taken_back() {
    let (folder, key) = (tempfile::tempdir().unwrap(), DatabaseKey::random().unwrap());
    let store = open(folder.path(), &key).await;
    let model = ModelRef { account: AccountId(Uuid::now_v7()), model: "a model/with:signs".into() };
    let grades = Grades { speed: Some(80), ..Grades::default() };
    let says = Override { context: Some(8_192), grades, ..Override::default() };
    let mut said = Overridden { model, says };
    store.set_override(&said).await.unwrap();
    said.says.context = Some(4_096);
    store.set_override(&said).await.unwrap();
    store.close().await;

    let store = open(folder.path(), &key).await;
    assert_eq!(store.overrides().await.unwrap(), [said.clone()]);
    said.says = Override::default();
    store.set_override(&said).await.unwrap();
    assert_eq!(store.overrides().await.unwrap(), []);
}
