//! Saying no, at either gate: to a request that was pulled, and to the reply of a pushed one.

use e2e::Outcome;
use e2e::desk::{Desk, Protocol};

use crate::{FERRY, provider};

/// Part of what the model says, and of nothing else.
const SAID: &str = "leaves an hour later; bicycles";

#[tokio::test]
async fn a_request_is_refused_before_any_model_sees_it() -> Outcome {
    let desk = Desk::open().await?;
    desk.start_demo(Protocol::Automatic).await?;
    desk.run_tool("Summarise a text", &[("Text", FERRY)]).await?;
    desk.refuse("Not with this text.").await?;
    desk.window.sees("It was refused.").await?;
    desk.picture("refused-1-request").await?;

    desk.go("Servers").await?;
    desk.window.sees("Failed after").await?;
    desk.window.sees("Not with this text.").await?;
    desk.picture("refused-2-call").await?;

    desk.open_newest("Summarise this text").await?;
    desk.window.sees("The request was refused by you; no model saw it.").await?;
    desk.window.press("You sent").await?;
    desk.window.sees("Nothing was sent to a model.").await?;
    desk.window.close().await
}

#[tokio::test]
async fn a_reply_is_refused_and_the_server_does_not_get_it() -> Outcome {
    let provider = provider()?;
    let desk = Desk::open().await?;
    desk.add_account("Doubles", &provider.openai_url(), "sk-journey-0123456789").await?;
    desk.go("Requests").await?;
    desk.start_demo(Protocol::Older).await?;
    desk.run_tool("Summarise a text", &[("Text", FERRY)]).await?;
    desk.grant("gpt-4").await?;
    desk.sign("Sign and send").await?;
    desk.window.sees("A reply for Demo").await?;
    desk.window.sees(SAID).await?;
    desk.refuse("It is wrong about Sundays.").await?;
    desk.window.sees("It was refused.").await?;

    desk.go("Servers").await?;
    desk.window.sees("The tool says that it failed").await?;
    assert!(!desk.window.shows(SAID).await?, "the tool has the refused reply");

    desk.open_newest("Summarise this text").await?;
    desk.window.sees("The reply was refused by you; the server did not get it.").await?;
    desk.window.press("Model said").await?;
    desk.window.sees(SAID).await?;
    desk.window.press("You returned").await?;
    desk.window.sees("Nothing went back to the server.").await?;
    desk.picture("refused-3-reply").await?;
    desk.window.close().await
}
