//! Whatever legal thing happens to an exchange, the journal gives the same exchange back.

use domain::exchange::{Timing, Withdrawal};
use domain::{Event, Exchange, Fault, FaultCode, Gate, Signer};
use proptest::prelude::*;
use store::{DatabaseKey, Store};

use crate::exchanges::{Live, drafted, open, prompt, reply, returned, signed};

/// Something that may or may not be legal just now.
fn event() -> impl Strategy<Value = Event> {
    let text = prop_oneof!["\\PC{0,30}", any::<String>()];
    let fault = Fault::new(FaultCode::ProviderFailed, "no").with_detail("\u{0}\"'");
    prop_oneof![
        Just(Event::Presented),
        text.clone().prop_map(|text| signed(&text, None)),
        text.clone().prop_map(|text| signed("claude", Some(prompt(&text)))),
        text.clone().prop_map(|text| drafted(&text)),
        Just(Event::AttemptFailed {
            fault: fault.clone(),
            partial: Some(reply("so far").into()),
            timing: Timing::default(),
            beside: domain::Beside::default(),
        }),
        Just(returned(None)),
        text.clone().prop_map(|text| returned(Some(reply(&text)))),
        text.prop_map(|text| Event::Refused {
            gate: Gate::Reply,
            by: Signer::Person,
            reason: Some(text)
        }),
        Just(Event::Failed { fault }),
        Just(Event::Withdrawn { why: Withdrawal::CallEnded }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn the_journal_gives_back_what_happened(
        asked in any::<String>(),
        events in prop::collection::vec((event(), any::<bool>()), 0..12),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let store = Store::in_memory().await.unwrap();
            let mut live = Live::asking(&asked).written(&store).await;
            for (event, write_now) in events {
                // What is legal is said by the exchange itself, tried on a copy of it.
                let before = store.events(live.id()).await.unwrap().into_iter();
                let unwritten = live.unwritten.iter().cloned();
                let so_far = before.chain(unwritten).map(|recorded| recorded.event);
                let mut copy = Exchange::replay(live.id(), so_far).unwrap();
                if copy.apply(event.clone()).is_ok() {
                    live.happen(event);
                }
                if write_now && !live.unwritten.is_empty() {
                    live.write(&store).await;
                }
            }
            if !live.unwritten.is_empty() {
                live.write(&store).await;
            }
            let events = store.events(live.id()).await.unwrap();
            let replayed = Exchange::replay(live.id(), events.into_iter().map(|e| e.event)).unwrap();
            assert_eq!(replayed, live.exchange);
            assert_eq!(store.summary(live.id()).await.unwrap(), live.summary);
        });
    }
}

#[tokio::test]
async fn a_prompt_of_eight_megabytes_is_kept_whole() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), &DatabaseKey::random().unwrap()).await;
    let text = "eight megabytes of text ".repeat(8 * 1024 * 1024 / 24);
    let live = Live::asking(&text).written(&store).await;
    let events = store.events(live.id()).await.unwrap();
    let replayed = Exchange::replay(live.id(), events.into_iter().map(|e| e.event)).unwrap();
    assert!(replayed == live.exchange);
}
