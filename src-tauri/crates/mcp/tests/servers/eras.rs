//! Servers on SDKs that speak both protocols on one process: each tool asks in its one way, and in
//! the wrong era each SDK says so in words of its own.

use domain::{Door, Era, FaultCode, Protocol, Server};
use rstest::rstest;
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::desk::{Decision, desk};
use crate::setup::{call, fastmcp4, open, python2, speaking, typescript2};

/// How a call ends, and what of the words of the server the fault then keeps.
enum End {
    Asked(Door),
    Trapped(&'static str),
}
use End::{Asked, Trapped};

const NO_CHANNEL: &str = "no back-channel for server-initiated requests";

#[rstest]
#[case::python_pushes(python2(), Era::Legacy, "ask_pushing", Asked(Door::Pushed))]
#[case::python_pushes_where_it_must_not(python2(), Era::Modern, "ask_pushing", Trapped(NO_CHANNEL))]
#[case::python_returns(python2(), Era::Modern, "ask_returning", Asked(Door::Pulled))]
#[case::python_returns_where_it_must_not(
    python2(),
    Era::Legacy,
    "ask_returning",
    Trapped("Handler returned an invalid result")
)]
#[case::fastmcp_pushes(fastmcp4(), Era::Legacy, "ask_pushing", Asked(Door::Pushed))]
#[case::fastmcp_pushes_where_it_must_not(
    fastmcp4(),
    Era::Modern,
    "ask_pushing",
    Trapped(NO_CHANNEL)
)]
#[case::fastmcp_returns(fastmcp4(), Era::Modern, "ask_returning", Asked(Door::Pulled))]
#[case::fastmcp_returns_where_it_must_not(
    fastmcp4(),
    Era::Legacy,
    "ask_returning",
    Trapped("only exists at MCP 2026-07-28")
)]
#[case::typescript_pushes(typescript2(), Era::Legacy, "ask_pushing", Asked(Door::Pushed))]
#[case::typescript_pushes_where_it_must_not(
    typescript2(),
    Era::Modern,
    "ask_pushing",
    Trapped("not available on protocol revision 2026-07-28")
)]
#[case::typescript_returns(typescript2(), Era::Modern, "ask_returning", Asked(Door::Pulled))]
// Its SDK pushes what a tool returns, where the other side is of the older protocol.
#[case::typescript_returns_and_its_sdk_pushes(
    typescript2(),
    Era::Legacy,
    "ask_returning",
    Asked(Door::Pushed)
)]
#[tokio::test]
async fn each_sdk_asks_or_says_that_it_cannot_in_this_era(
    #[case] server: Server,
    #[case] era: Era,
    #[case] tool: &str,
    #[case] end: End,
) {
    let (desk, mut watch) = desk(Decision::Reply("x"));
    // Left to itself, each of them is found to be modern.
    let protocol = if era == Era::Legacy { Protocol::Legacy } else { Protocol::Auto };
    let server = open(&speaking(protocol, server), desk).await;
    assert_eq!(server.info().era, era);
    let asked = call(tool, json!({ "question": "which colour?" }));
    let ended = server.call(asked, CancellationToken::new()).await;
    match (end, ended) {
        (Asked(door), Ok(result)) => {
            assert!(!result.is_error, "{}", result.result);
            assert_eq!(watch.asked().await.0.door, door);
        }
        (Trapped(words), Err(fault)) => {
            assert_eq!(fault.code, FaultCode::EraMismatch, "{fault} {:?}", fault.detail);
            let other = if era == Era::Modern { "older protocol" } else { "newer protocol" };
            assert!(fault.message.contains(other), "{fault}");
            assert!(fault.detail.as_deref().is_some_and(|detail| detail.contains(words)));
        }
        (Asked(_), Err(fault)) => panic!("{fault} {:?}", fault.detail),
        (Trapped(words), Ok(result)) => panic!("not “{words}” but {}", result.result),
    }
    server.close().await;
}
