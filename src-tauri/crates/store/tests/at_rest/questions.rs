//! What servers asked the person, and what they answered.

use domain::elicitation::{Answer, Standing};
use domain::exchange::Withdrawal;
use domain::{Cause, Door, Elicitation, ElicitationId, Question, ServerId, Timestamp};
use serde_json::{Map, json};
use store::{DatabaseKey, Store};
use uuid::Uuid;

use crate::exchanges::open;

fn asked(server: ServerId, at: i64) -> Elicitation {
    let cause = Cause {
        server,
        server_name: "asker".into(),
        door: Door::Pushed,
        revision: "2025-11-25".into(),
        call: None,
        certain: true,
        round: None,
        turn: None,
    };
    let question =
        Question::Form { message: "Which room?".into(), fields: vec![], schema: Map::new() };
    Elicitation::receive(ElicitationId(Uuid::now_v7()), cause, question, Timestamp(at))
}

fn answer() -> Answer {
    Answer::Accept { content: json!({ "room": "blue" }).as_object().cloned() }
}

async fn all(store: &Store, server: Option<ServerId>) -> Vec<Elicitation> {
    store.questions(server, Timestamp(0), Timestamp(i64::MAX)).await.unwrap()
}

#[tokio::test]
async fn a_question_is_kept_as_it_arrives_and_as_it_is_answered() {
    let (folder, key) = (tempfile::tempdir().unwrap(), DatabaseKey::random().unwrap());
    let store = open(folder.path(), &key).await;
    let mut one = asked(ServerId(Uuid::now_v7()), 5);
    store.save_question(&one).await.unwrap();
    assert_eq!(all(&store, None).await, [one.clone()]);
    one.answer(answer(), Timestamp(9)).unwrap();
    store.save_question(&one).await.unwrap();
    store.close().await;

    let store = open(folder.path(), &key).await;
    assert_eq!(all(&store, None).await, [one.clone()]);
    let content = json!({ "room": "blue" }).as_object().cloned();
    assert_eq!(one.standing(), &Standing::Accepted { content });
    // What is closed stays as it is, whoever writes.
    assert!(store.save_question(&asked_again(&one)).await.is_err());
    assert_eq!(all(&store, None).await, [one]);
}

fn asked_again(one: &Elicitation) -> Elicitation {
    let at = one.opened_at;
    Elicitation::receive(one.id, one.cause.as_ref().clone(), one.question.clone(), at)
}

#[tokio::test]
async fn they_come_newest_first_of_a_time_and_a_server() {
    let store = Store::in_memory().await.unwrap();
    let (here, there) = (ServerId(Uuid::now_v7()), ServerId(Uuid::now_v7()));
    let questions = [asked(here, 1), asked(there, 2), asked(here, 3)];
    for question in &questions {
        store.save_question(question).await.unwrap();
    }
    let [one, two, three] = questions;
    assert_eq!(all(&store, None).await, [three.clone(), two.clone(), one.clone()]);
    assert_eq!(all(&store, Some(here)).await, [three, one]);
    let between = store.questions(None, Timestamp(2), Timestamp(3)).await.unwrap();
    assert_eq!(between, [two], "from the first time on, and before the second");
}

#[tokio::test]
async fn what_was_open_when_the_app_ended_is_withdrawn() {
    let (folder, key) = (tempfile::tempdir().unwrap(), DatabaseKey::random().unwrap());
    let store = open(folder.path(), &key).await;
    let server = ServerId(Uuid::now_v7());
    let (waits, mut done) = (asked(server, 1), asked(server, 2));
    done.answer(Answer::Decline, Timestamp(3)).unwrap();
    for question in [&waits, &done] {
        store.save_question(question).await.unwrap();
    }
    drop(store);
    let store = open(folder.path(), &key).await;
    assert_eq!(store.withdraw_questions(Timestamp(7)).await.unwrap(), 1);
    assert_eq!(store.withdraw_questions(Timestamp(8)).await.unwrap(), 0);
    let kept = all(&store, None).await;
    assert_eq!(kept[0], done);
    assert_eq!(kept[1].standing(), &Standing::Withdrawn { why: Withdrawal::AppClosed });
    assert_eq!(kept[1].changed_at, Timestamp(7));
}
