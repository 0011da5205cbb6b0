//! Browsing and searching.

use domain::exchange::Withdrawal;
use domain::history::{Filter, Page, Query};
use domain::{Event, ExchangeId, FaultCode, ServerId};
use proptest::prelude::*;
use rstest::rstest;
use store::{DatabaseKey, Store};
use uuid::Uuid;

use crate::exchanges::{Live, drafted, open, prompt, reply, returned, signed};

fn about(text: &str) -> Query {
    let filter = Filter { text: text.into(), ..Filter::default() };
    Query { filter, limit: 100, before: None }
}

fn in_states(text: &str, states: &[&str]) -> Query {
    let mut query = about(text);
    query.filter.states = states.iter().map(|name| (*name).to_owned()).collect();
    query
}

fn ids(page: &Page) -> Vec<ExchangeId> {
    page.rows.iter().map(|row| row.id).collect()
}

#[rstest]
#[case::a_word("photosynthesis")]
#[case::any_case("PHOTOsynthesis")]
#[case::the_beginning_of_the_last_word("how photosyn")]
#[case::words_in_any_order("leaves photosynthesis")]
#[case::punctuation("\"photosynthesis?\"")]
#[case::inside_a_compound("chlorophyll-a")]
#[case::vietnamese("đường")]
#[case::vietnamese_without_accents("duong")]
#[case::vietnamese_words("Thành phố Hà Nội")]
#[case::korean("한국어")]
#[case::korean_without_its_particle("서울")]
#[case::korean_one_syllable("밥")]
#[case::chinese("人工智能")]
#[case::chinese_one_character("智")]
#[case::chinese_beside_latin("GPT模型")]
#[case::japanese("カタカナ")]
#[tokio::test]
async fn text_is_found(#[case] text: &str) {
    let store = Store::in_memory().await.unwrap();
    let wanted = Live::asking(
        "How does photosynthesis work in leaves? Chlorophyll-a! Đường đến thành phố Hà Nội. 저는 \
         서울에서 한국어를 배우고 밥을 먹어요. 我喜欢人工智能和GPT模型。カタカナです",
    )
    .written(&store)
    .await;
    Live::asking("Something else: 人间 工作 智慧 nothing").written(&store).await;
    Live::asking("an open one").then(Event::Presented).written(&store).await;
    let found = store.page(about(text)).await.unwrap();
    assert!(ids(&found).contains(&wanted.id()), "{text}");
}

#[rstest]
#[case::another_word("respiration")]
#[case::the_middle_of_a_word("synthesis")]
#[case::the_beginning_of_a_word_that_is_not_the_last("photo leaves")]
#[case::one_of_two_words("photosynthesis mitochondria")]
#[case::characters_that_are_not_in_a_row("人智")]
#[case::only_signs("?!* \" ( ) -")]
#[case::emoji("🎉")]
#[case::nul("\0")]
#[case::an_operator_is_a_word("photosynthesis OR respiration")]
#[case::a_column_is_a_word("asked:photosynthesis")]
#[case::a_tag_is_no_text("model636c61756465")]
#[tokio::test]
async fn text_is_not_found(#[case] text: &str) {
    let store = Store::in_memory().await.unwrap();
    Live::asking("How does photosynthesis work in leaves? 人工智能")
        .answered("claude", "It does.")
        .written(&store)
        .await;
    assert_eq!(store.page(about(text)).await.unwrap(), Page::default());
}

#[tokio::test]
async fn each_of_the_four_texts_is_searched() {
    let store = Store::in_memory().await.unwrap();
    let live = Live::asking("asked-for")
        .then(signed("claude", Some(prompt("sent-off"))))
        .then(drafted("said-so"))
        .then(returned(Some(reply("given-back"))))
        .written(&store)
        .await;
    for text in ["asked", "sent", "said", "given"] {
        assert_eq!(ids(&store.page(about(text)).await.unwrap()), [live.id()], "{text}");
    }
}

#[tokio::test]
async fn a_search_knows_what_was_written_before_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), &DatabaseKey::random().unwrap()).await;
    let mut live = Live::asking("first words");
    for n in 0..100 {
        Live::asking(&format!("filler {n}")).written(&store).await;
    }
    live.write(&store).await;
    assert_eq!(ids(&store.page(about("first words")).await.unwrap()), [live.id()]);
    live.happen(signed("claude", Some(prompt("second words"))));
    live.write(&store).await;
    let found = store.page(about("second words")).await.unwrap();
    assert_eq!(found.rows, [live.summary.clone()]);
    // The whole line is indexed anew, with its new state.
    let states = |name: &str| in_states("words", &[name]);
    assert_eq!(ids(&store.page(states("generating")).await.unwrap()), [live.id()]);
    assert_eq!(ids(&store.page(states("received")).await.unwrap()), []);
}

/// Six exchanges, oldest first, from two servers, with two models, in three states.
async fn six(store: &Store) -> (Vec<Live>, ServerId, ServerId) {
    let (one, two) = (ServerId(Uuid::now_v7()), ServerId(Uuid::now_v7()));
    let gone = Event::Withdrawn { why: Withdrawal::ServerGone };
    let mut lives = vec![
        Live::from(one, "one", "apple tree").answered("claude", "yes"),
        Live::from(two, "two", "apple pie").answered("gpt", "no"),
        Live::from(one, "one", "pear tree").then(gone),
        Live::from(one, "renamed", "apple").answered("gpt", "no"),
        Live::from(two, "two", "plum").answered("claude", "yes"),
        Live::from(two, "two", "apple"),
    ];
    for live in &mut lives {
        live.write(store).await;
    }
    (lives, one, two)
}

#[rstest]
#[case::not_indexed_yet(false)]
#[case::indexed(true)]
#[tokio::test]
async fn filters_narrow_and_go_together(#[case] indexed: bool) {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), &DatabaseKey::random().unwrap()).await;
    let (lives, one, two) = six(&store).await;
    if indexed {
        store.page(about("word")).await.unwrap();
    }
    let query = |text: &str, server: Option<ServerId>, model: Option<&str>, states: &[&str]| {
        let mut query = in_states(text, states);
        query.filter.server = server;
        query.filter.model = model.map(Into::into);
        query
    };
    let cases: [(Query, &[usize]); 16] = [
        (query("", None, None, &[]), &[5, 4, 3, 2, 1, 0]),
        (query("  ", None, None, &[]), &[5, 4, 3, 2, 1, 0]),
        (query("", Some(one), None, &[]), &[3, 2, 0]),
        (query("", None, Some("gpt"), &[]), &[3, 1]),
        (query("", None, None, &["withdrawn"]), &[2]),
        (query("", None, None, &["withdrawn", "received", "withdrawn"]), &[5, 2]),
        (query("", None, None, &["no such state"]), &[]),
        (query("", Some(two), Some("gpt"), &[]), &[1]),
        (query("", Some(two), None, &["released"]), &[4, 1]),
        (query("", None, Some("claude"), &["released", "refused"]), &[4, 0]),
        (query("", Some(one), Some("gpt"), &["released"]), &[3]),
        (query("", Some(ServerId(Uuid::nil())), None, &[]), &[]),
        (query("apple", None, None, &[]), &[5, 3, 1, 0]),
        (query("apple", Some(two), None, &[]), &[5, 1]),
        (query("tree", None, None, &["withdrawn", "failed"]), &[2]),
        (query("apple", Some(one), Some("claude"), &["released"]), &[0]),
    ];
    for (query, expected) in cases {
        let expected: Vec<ExchangeId> = expected.iter().map(|n| lives[*n].id()).collect();
        assert_eq!(ids(&store.page(query.clone()).await.unwrap()), expected, "{query:?}");
    }
}

#[rstest]
#[case::everything(Query::default(), 25)]
#[case::filtered(in_states("", &["received", "released"]), 25)]
#[case::one_state(in_states("", &["released"]), 5)]
#[case::searched(about("question"), 25)]
#[tokio::test]
async fn pages_go_back_to_the_first_without_a_gap(#[case] query: Query, #[case] of: usize) {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), &DatabaseKey::random().unwrap()).await;
    let mut written = Vec::new();
    for n in 0..25 {
        let live = Live::asking(&format!("question {n}"));
        let live = if n % 5 == 0 { live.answered("claude", "yes") } else { live };
        written.push(live.written(&store).await);
        if n == 12 {
            // Half of them are indexed when the pages are read.
            store.page(about("question")).await.unwrap();
        }
    }
    let all = store.page(Query { limit: 500, ..query.clone() }).await.unwrap();
    assert_eq!((all.rows.len(), all.next), (of, None));
    assert!(all.rows.is_sorted_by_key(|row| std::cmp::Reverse(row.id)));

    let (mut rows, mut before) = (Vec::new(), None);
    loop {
        let page = store.page(Query { limit: 5, before, ..query.clone() }).await.unwrap();
        assert!(
            page.rows.len() == 5,
            "a page that is not the last is full, and the last not empty"
        );
        rows.extend(page.rows);
        before = page.next;
        if before.is_none() {
            break;
        }
    }
    assert_eq!(rows, all.rows);
}

#[tokio::test]
async fn a_page_after_an_unknown_exchange_is_not_found() {
    let store = Store::in_memory().await.unwrap();
    let before = Some(ExchangeId(Uuid::now_v7()));
    let fault = store.page(Query { before, ..about("") }).await.unwrap_err();
    assert_eq!(fault.code, FaultCode::NotFound);
}

#[rstest]
#[case::not_indexed_yet(false)]
#[case::indexed(true)]
#[tokio::test]
async fn facets_name_what_occurs(#[case] indexed: bool) {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), &DatabaseKey::random().unwrap()).await;
    assert_eq!(store.facets().await.unwrap(), domain::history::Facets::default());
    let (_, one, two) = six(&store).await;
    if indexed {
        store.page(about("word")).await.unwrap();
    }
    let facets = store.facets().await.unwrap();
    let servers: Vec<_> = facets.servers.iter().map(|s| (s.id, s.name.as_str())).collect();
    assert_eq!(servers, [(one, "renamed"), (two, "two")]);
    assert_eq!(facets.models, ["claude", "gpt"]);
}

#[test]
fn any_text_can_be_searched_for() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let store = runtime.block_on(Store::in_memory()).unwrap();
    runtime.block_on(Live::asking("How? 我 🎉 \"quoted\" NEAR(a b)").written(&store));
    let syntax = "[\\*\"'():^{}+\\-a-b ]{0,20}| ?(AND|OR|NOT|NEAR) ?(AND|OR|NOT|NEAR)? ?\\PC{0,5}";
    proptest!(|(text in prop_oneof![any::<String>(), "\\PC{0,40}", syntax])| {
        prop_assert!(runtime.block_on(store.page(about(&text))).is_ok());
    });
    for long in ["word ".repeat(20_000), "\"".repeat(20_000), "字".repeat(20_000)] {
        assert!(runtime.block_on(store.page(about(&long))).is_ok());
    }
}
