//! What ends from outside: a server that dies, an app that is killed.

use e2e::Outcome;
use e2e::desk::{Desk, Protocol};

use crate::{FERRY, OURS, provider};

#[tokio::test]
async fn a_server_is_killed_while_its_request_waits() -> Outcome {
    let desk = Desk::open().await?;
    desk.start_demo(Protocol::Older).await?;
    desk.run_tool("Summarise a text", &[("Text", FERRY)]).await?;
    desk.kill_demo()?;
    desk.window.sees("The server exited, crashed or was stopped.").await?;
    assert!(!desk.window.offers("Sign and send").await?, "nothing is left to be signed");
    desk.picture("killed-1-request").await?;

    desk.go("Servers").await?;
    desk.window.sees("Demo was ended by signal 9.").await?;
    desk.picture("killed-2-server").await?;
    desk.window.press("Start again").await?;
    desk.window.sees("older protocol").await?;
    desk.window.sees("Failed after").await?;
    desk.picture("killed-3-call").await?;

    desk.open_newest("Summarise this text").await?;
    desk.window.sees("Withdrawn").await?;
    desk.window.close().await
}

#[tokio::test]
async fn the_app_is_killed_while_a_model_writes() -> Outcome {
    let provider = provider()?;
    let desk = Desk::open().await?;
    desk.add_account("Doubles", &provider.openai_url(), "sk-journey-0123456789").await?;
    desk.go("Requests").await?;
    desk.start_demo(Protocol::Automatic).await?;
    desk.run_tool("Write a short story", &[("Topic", "a lighthouse")]).await?;
    desk.grant("gpt-4").await?;
    desk.sign("Sign and send").await?;
    desk.window.sees("A reply for Demo is being written").await?;
    desk.window.sees("There was a keeper").await?;
    desk.picture("crash-1-writing").await?;

    let Desk { window, machine } = desk;
    window.crash(&machine)?;
    machine.wait_until_left(&OURS).await?;

    let desk = Desk::open_on(machine).await?;
    desk.window.sees("No requests yet").await?;
    desk.open_newest("Tell a story").await?;
    desk.window.sees("Countersign was closed while it was open.").await?;
    desk.picture("crash-2-history").await?;
    desk.window.press("You sent").await?;
    desk.window.sees("a lighthouse").await?;
    // The keychain still has the account's key: nothing has to be entered again.
    desk.go("Models").await?;
    desk.window.sees("key kept in the keychain").await?;
    desk.window.close().await
}
