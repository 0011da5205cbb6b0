//! The total of a filter is the sum over all its pages, whatever the filter and the history.

use std::collections::BTreeMap;

use domain::exchange::{Timing, Withdrawal};
use domain::history::{Filter, Query, Total};
use domain::{Beside, Cost, Event, Exchange, ExchangeId, Money, ServerId, Spend, Target, Usage};
use proptest::prelude::*;
use store::{DatabaseKey, Store};
use uuid::Uuid;

use crate::exchanges::{Live, open, reply, returned, signed};

const WORDS: [&str; 3] = ["tide", "moon", "apple"];
const MODELS: [&str; 2] = ["claude", "gpt"];

/// One exchange, by chance.
#[derive(Clone, Debug)]
struct Chance {
    server: u128,
    /// Which of the words it asks about.
    words: [bool; 3],
    /// The model of each attempt, and what it cost where that is known.
    attempts: Vec<(usize, Option<u64>)>,
    /// Whether it ends.
    ends: bool,
    /// Whether it is indexed once before anything is answered.
    pauses: bool,
}

fn chance() -> impl Strategy<Value = Chance> {
    let attempt = (0..MODELS.len(), proptest::option::of(1..100_u64));
    let attempts = proptest::collection::vec(attempt, 0..3);
    (0..3_u128, any::<[bool; 3]>(), attempts, any::<bool>(), any::<bool>()).prop_map(
        |(server, words, attempts, ends, pauses)| Chance { server, words, attempts, ends, pauses },
    )
}

fn drafted(cost: Option<u64>) -> Event {
    let usage = Usage { input: Some(7), output: Some(3), ..Usage::default() };
    let reply = domain::Reply { usage: Some(usage), ..reply("said") };
    let cost = cost.map(|nanos| Cost { output: Money(nanos), ..Cost::default() });
    let timing = Timing { first_ms: None, total_ms: 9 };
    Event::Drafted { reply: reply.into(), timing, beside: Beside { cost, ..Beside::default() } }
}

/// Writes it down as it happens.
async fn write(store: &Store, chance: &Chance) -> Exchange {
    let words = WORDS.into_iter().zip(chance.words).filter(|(_, is)| *is).map(|(word, _)| word);
    let text = words.collect::<Vec<_>>().join(" ");
    let server = ServerId(Uuid::from_u128(chance.server));
    let mut live = Live::from(server, "research", &text);
    if chance.pauses {
        live.write(store).await;
        store.total(Filter::default()).await.unwrap();
    }
    for (model, cost) in &chance.attempts {
        live = live.then(signed(MODELS[*model], None)).then(drafted(*cost));
    }
    if chance.ends {
        let why = Withdrawal::CallEnded;
        let end =
            if chance.attempts.is_empty() { Event::Withdrawn { why } } else { returned(None) };
        live.happen(end);
    }
    if !live.unwritten.is_empty() {
        live.write(store).await;
    }
    live.exchange
}

/// Every filter that there is of these, each alone and all together.
fn filters() -> Vec<Filter> {
    let states: [&[&str]; 5] = [
        &[],
        &["released"],
        &["received", "reply_review"],
        &["withdrawn", "withdrawn"],
        &["no such state"],
    ];
    let mut filters = Vec::new();
    for text in ["", " ", "tide", "moon tide", "app", "ap", "?!", "tide mountain"] {
        for server in [None, Some(0), Some(2), Some(7)] {
            for model in [None, Some("gpt"), Some("human")] {
                for states in states {
                    filters.push(Filter {
                        text: text.into(),
                        server: server.map(|server| ServerId(Uuid::from_u128(server))),
                        model: model.map(Into::into),
                        states: states.iter().map(|name| (*name).to_owned()).collect(),
                    });
                }
            }
        }
    }
    filters
}

/// What an exchange comes to, from its own attempts.
fn of_exchange(exchange: &Exchange) -> Total {
    let models = |target: &Target| matches!(target, Target::Model { .. });
    let attempts = exchange.attempts.iter().filter(|attempt| models(&attempt.target));
    attempts.fold(Total { exchanges: 1, ..Total::default() }, |total, attempt| {
        let usage = attempt.usage().unwrap();
        let cost = attempt.beside.cost.and_then(|cost| cost.total());
        let spend = Spend {
            attempts: 1,
            input: usage.input.unwrap().into(),
            output: usage.output.unwrap().into(),
            cost: cost.unwrap_or_default(),
            unpriced: u64::from(cost.is_none()),
            ..Spend::default()
        };
        total.plus(Total { exchanges: 0, spend })
    })
}

async fn over_all_pages(store: &Store, filter: &Filter, of: &BTreeMap<ExchangeId, Total>) -> Total {
    let mut sum = Total::default();
    let mut query = Query { filter: filter.clone(), limit: 5, before: None };
    loop {
        let page = store.page(query.clone()).await.unwrap();
        sum = page.rows.iter().fold(sum, |sum, row| sum.plus(of[&row.id]));
        query.before = page.next;
        if query.before.is_none() {
            return sum;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_total_is_the_sum_over_all_pages(history in proptest::collection::vec(chance(), 0..24)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let store = Store::in_memory().await.unwrap();
            let mut of = BTreeMap::new();
            for chance in &history {
                let exchange = write(&store, chance).await;
                of.insert(exchange.id, of_exchange(&exchange));
            }
            for filter in filters() {
                let expected = over_all_pages(&store, &filter, &of).await;
                assert_eq!(store.total(filter.clone()).await.unwrap(), expected, "{filter:?}");
            }
        });
    }
}

#[tokio::test]
async fn a_total_knows_what_was_written_before_it() {
    let (folder, key) = (tempfile::tempdir().unwrap(), DatabaseKey::random().unwrap());
    let store = open(folder.path(), &key).await;
    let in_state = |name: &str| Filter { states: vec![name.into()], ..Filter::default() };
    for number in 1..=100 {
        let mut live = Live::asking("tide");
        live.write(&store).await;
        assert_eq!(store.total(in_state("received")).await.unwrap().exchanges, 1);
        live = live.answered("claude", "yes").written(&store).await;
        let text = Filter { text: "tide".into(), ..in_state(live.summary.state.name()) };
        assert_eq!(store.total(text).await.unwrap().exchanges, number);
        assert_eq!(store.total(in_state("received")).await.unwrap(), Total::default());
    }
}
