//! Questions to the person: pushed and pulled, forms and pages.

use domain::elicitation::{Field, FieldKind};
use domain::exchange::Withdrawal;
use domain::{Answer, Door, FaultCode, Protocol, Question, Server};
use rstest::rstest;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::desk::{Decision, Told, Watch, desk};
use crate::setup::{bad, call, everything, installed, open, python1, python2, run, speaking, text};

fn accept(content: Option<Value>) -> Answer {
    Answer::Accept { content: content.map(|value| value.as_object().unwrap().clone()) }
}

/// Sends a form back with what it holds at first, and opens pages.
fn agree(question: &Question) -> Option<Answer> {
    match question {
        Question::Form { .. } => Some(Answer::Accept { content: Some(question.defaults()) }),
        Question::Url { .. } => Some(accept(None)),
        Question::Unfit { .. } => None,
    }
}

async fn offered(connection: &mcp::Connection, watch: &mut Watch, tool: &str) {
    let tools = connection.tools().await.unwrap();
    if !tools.iter().any(|known| known.name == tool) {
        watch.tools_with(tool).await;
    }
}

fn names(fields: &[Field]) -> Vec<&str> {
    fields.iter().map(|field| field.name.as_str()).collect()
}

#[tokio::test]
async fn server_everything_asks_with_every_kind_of_field() {
    const TOOL: &str = "trigger-elicitation-request";
    let (desk, mut watch) = desk(Decision::Wait);
    desk.answers(|question| {
        let mut content = question.defaults();
        content.insert("name".into(), "Anh".into());
        Some(Answer::Accept { content: Some(content) })
    });
    let server = open(&everything(), desk).await;
    offered(&server, &mut watch, TOOL).await;
    let said = run(&server, TOOL, json!({})).await.result.to_string();
    let (cause, question) = watch.questioned().await;
    assert_eq!((cause.door, cause.certain), (Door::Pushed, true));
    assert_eq!(cause.call.unwrap().name(), TOOL);
    let Question::Form { message, fields, .. } = question else { panic!("a form") };
    assert!(message.contains("provide inputs"));
    assert_eq!(fields.len(), 13, "{:?}", names(&fields));
    for kind in ["text", "number", "boolean", "one", "many"] {
        let is = |field: &Field| serde_json::to_value(&field.kind).unwrap()["kind"] == kind;
        assert!(fields.iter().any(is), "{kind}");
    }
    assert!(said.contains("Name: Anh") && said.contains("Favorite Integer: 42"), "{said}");
    server.close().await;
}

#[rstest]
#[case(Answer::Decline, "declined")]
#[case(Answer::Cancel, "cancelled")]
#[tokio::test]
async fn no_and_leaving_reach_the_server_as_two_things(#[case] answer: Answer, #[case] says: &str) {
    const TOOL: &str = "trigger-elicitation-request";
    let (desk, mut watch) = desk(Decision::Wait);
    desk.answers(move |_| Some(answer.clone()));
    let server = open(&everything(), desk).await;
    offered(&server, &mut watch, TOOL).await;
    let said = run(&server, TOOL, json!({})).await.result.to_string();
    assert!(said.contains(says), "{said}");
    server.close().await;
}

#[tokio::test]
async fn server_everything_has_a_page_visited() {
    const TOOL: &str = "trigger-url-elicitation";
    let (desk, mut watch) = desk(Decision::Wait);
    desk.answers(agree);
    let server = open(&everything(), desk).await;
    offered(&server, &mut watch, TOOL).await;
    let arguments = json!({ "url": "https://example.com/a?b", "elicitationId": "visit-1" });
    let said = run(&server, TOOL, arguments).await.result.to_string();
    assert!(said.contains("completed the URL elicitation") && said.contains("visit-1"), "{said}");
    let (_, question) = watch.questioned().await;
    let Question::Url { link, name, .. } = question else { panic!("a page") };
    assert_eq!(
        (link.whole().as_str(), name.as_deref()),
        ("https://example.com/a?b", Some("visit-1"))
    );
    server.close().await;
}

#[tokio::test]
async fn a_call_that_needs_a_page_first_is_made_again_after_the_visit() {
    const TOOL: &str = "trigger-url-elicitation";
    let (desk, mut watch) = desk(Decision::Wait);
    desk.answers(agree);
    let server = open(&everything(), desk.clone()).await;
    offered(&server, &mut watch, TOOL).await;
    let arguments = json!({ "url": "https://example.com/", "errorPath": true });
    let result = run(&server, TOOL, arguments.clone()).await;
    assert!(result.result.to_string().contains("completed the URL elicitation"));
    assert_eq!(result.rounds, 1);
    let (cause, question) = watch.questioned().await;
    assert_eq!((cause.door, cause.round.unwrap().number), (Door::Pulled, 1));
    let Question::Url { link, .. } = question else { panic!("a page") };
    assert_eq!(link.host, "modelcontextprotocol.io");
    // The second question is the one that the call asks when it runs.
    assert_eq!(watch.questioned().await.0.door, Door::Pushed);

    desk.answers(|_| Some(Answer::Decline));
    let again = server.call(call(TOOL, arguments), CancellationToken::new()).await.unwrap_err();
    assert_eq!(again.code, FaultCode::Stopped);
    assert!(again.message.contains("its page was not visited"), "{again}");
    server.close().await;
}

#[rstest]
#[case::pulled(Protocol::Auto, Door::Pulled)]
#[case::pushed(Protocol::Legacy, Door::Pushed)]
#[tokio::test]
async fn python_2_asks_in_both_eras(#[case] protocol: Protocol, #[case] door: Door) {
    let (desk, mut watch) = desk(Decision::Wait);
    desk.answers(|_| Some(accept(Some(json!({ "city": "Huế", "days": 5, "seat": "aisle" })))));
    let server = open(&speaking(protocol, python2()), desk.clone()).await;
    let said = text(&run(&server, "where", json!({})).await);
    assert!(said.starts_with("accept {\"city\":\"Huế\",\"days\":5,\"seat\":\"aisle\""), "{said}");
    let (cause, question) = watch.questioned().await;
    assert_eq!(cause.door, door);
    let Question::Form { fields, .. } = question else { panic!("a form") };
    assert_eq!(names(&fields), ["city", "days", "seat", "mail"]);
    let needed: Vec<_> = fields.iter().filter(|field| field.required).collect();
    assert_eq!(needed.len(), 1);
    assert!(matches!(fields[2].kind, FieldKind::One { .. }), "{:?}", fields[2]);
    for (answer, said) in [(Answer::Decline, "decline"), (Answer::Cancel, "cancel")] {
        desk.answers(move |_| Some(answer.clone()));
        assert_eq!(text(&run(&server, "where", json!({})).await), said);
    }
    server.close().await;
}

#[tokio::test]
async fn python_1_asks_for_what_may_be_left_out() {
    let (desk, mut watch) = desk(Decision::Wait);
    desk.answers(|_| Some(accept(Some(json!({ "name": "Anh" })))));
    let server = open(&python1(), desk).await;
    assert_eq!(text(&run(&server, "ask_person", json!({})).await), "Anh, age None");
    let (_, question) = watch.questioned().await;
    let Question::Form { fields, .. } = question else { panic!("a form") };
    let told: Vec<_> =
        fields.iter().map(|it| (it.name.as_str(), it.required, it.nullable)).collect();
    assert_eq!(told, [("name", true, false), ("age", false, true)]);
    server.close().await;
}

#[tokio::test]
async fn without_leave_the_person_is_not_asked() {
    let (desk, mut watch) = desk(Decision::Wait);
    desk.answers(agree);
    let silent = |server| Server { elicitation: false, ..server };
    let server = open(&silent(python1()), desk.clone()).await;
    assert!(run(&server, "ask_person", json!({})).await.is_error);
    server.close().await;
    // In a round such a question has an answer, and the round goes on.
    let server = open(&silent(bad("modern")), desk).await;
    let said = text(&run(&server, "run", json!({ "how": "page" })).await);
    assert_eq!(said, r#"{"p": {"action": "cancel"}}"#);
    let (cause, raw, fault) = watch.refused().await;
    assert_eq!(cause.round.unwrap().key, "p");
    assert!(raw.contains("https://example.com/") && fault.message.contains("not offered"));
    server.close().await;
    assert!(!watch.rest().iter().any(|told| matches!(told, Told::Questioned(..))));
}

#[rstest]
#[case(json!({ "requestedSchema": { "type": "object" } }), "params.message is missing")]
#[case(
    json!({ "message": "?", "requestedSchema": { "type": "object", "properties": { "a": { "type": "object" } } } }),
    "params.requestedSchema.properties.a.type must be"
)]
#[case(json!({ "mode": "url", "message": "?", "url": "javascript:alert(1)" }), "params.url must begin")]
#[tokio::test]
async fn what_cannot_be_shown_is_refused_by_name_and_kept(
    #[case] params: Value,
    #[case] says: &str,
) {
    let (desk, mut watch) = desk(Decision::Wait);
    desk.answers(agree);
    let server = open(&bad("questions"), desk).await;
    let said = text(&run(&server, "run", json!({ "params": params })).await);
    assert!(said.contains("-32602") && said.contains(says), "{said}");
    let (_, raw, fault) = watch.refused().await;
    assert_eq!(serde_json::from_str::<Value>(&raw).unwrap(), params);
    assert!(fault.message.contains("nobody was asked"), "{fault}");
    server.close().await;
    assert!(!watch.rest().iter().any(|told| matches!(told, Told::Questioned(..))));
}

#[rstest]
#[case::the_server_takes_it_back("withdraw", Withdrawal::ServerCancelled)]
#[case::its_call_ends("leave", Withdrawal::CallEnded)]
#[tokio::test]
async fn what_ends_a_question_ends_it_at_once(#[case] how: &str, #[case] why: Withdrawal) {
    let (desk, mut watch) = desk(Decision::Wait);
    let server = open(&bad("questions"), desk).await;
    let params = json!({ "message": "?", "requestedSchema": { "type": "object" } });
    run(&server, "run", json!({ "params": params, how: true })).await;
    assert_eq!(watch.ended().await, why);
    server.close().await;
}

#[tokio::test]
async fn cancelling_the_call_and_stopping_the_server_end_its_questions() {
    let (desk, mut watch) = desk(Decision::Wait);
    let server = open(&bad("questions"), desk).await;
    let params = json!({ "message": "?", "requestedSchema": { "type": "object" } });
    for stops in [false, true] {
        let cancel = CancellationToken::new();
        let asking = server.call(call("run", json!({ "params": params })), cancel.clone());
        let ending = async {
            watch.questioned().await;
            if stops {
                server.close().await;
            } else {
                cancel.cancel();
            }
            watch.ended().await
        };
        let (outcome, why) = tokio::join!(asking, ending);
        // A server that is stopped may use its last moment to answer.
        assert!(stops || outcome.is_err());
        assert_eq!(why, if stops { Withdrawal::ServerGone } else { Withdrawal::CallCancelled });
    }
}

#[tokio::test]
async fn a_visit_that_the_server_calls_over_is_told() {
    let (desk, mut watch) = desk(Decision::Wait);
    desk.answers(agree);
    installed("python1/.venv/bin/python");
    let server = open(&python1(), desk).await;
    let said = text(&run(&server, "visit", json!({ "url": "https://example.com/" })).await);
    assert_eq!(said, "accept");
    let over = watch
        .wait_for(|told| if let Told::VisitOver(name) = told { Some(name.clone()) } else { None })
        .await;
    assert_eq!(over, "visit-7");
    server.close().await;
}
