//! What servers ask of the person: a form in a round of three, and a page to visit.

use e2e::Outcome;
use e2e::desk::Desk;
use e2e::machine::Machine;

/// The command line of a test server on one of the official Python SDKs.
fn python(version: u8) -> String {
    let servers = concat!(env!("CARGO_MANIFEST_DIR"), "/../servers");
    format!("'{servers}/python{version}/.venv/bin/python' '{servers}/python{version}/server.py'")
}

#[tokio::test]
async fn two_requests_and_a_form_come_in_one_round() -> Outcome {
    let desk = Desk::open().await?;
    desk.add_program("travel", &python(2), "newer protocol").await?;
    desk.run_tool("plan", &[("Question", "one?")]).await?;
    desk.window.sees("Round 1 of this call, 3 requests").await?;
    desk.picture("round-1-request").await?;
    desk.window.press("Sign 2 prompts").await?;
    desk.window.sees("No model is allowed yet").await?;
    desk.picture("round-2-sign-all").await?;
    desk.window.press("Cancel").await?;

    desk.window.press("Request 1 of 3").await?;
    desk.answer_by_hand("fine").await?;
    desk.sign("Sign and return").await?;
    desk.window.press("Request 2 of 3").await?;
    desk.answer_by_hand("good").await?;
    desk.sign("Sign and return").await?;

    desk.window.sees("travel asks you").await?;
    desk.window.sees("Where do you want to go?").await?;
    desk.window.write("City", "Huế").await?;
    desk.window.sees("\"city\": \"Huế\"").await?;
    desk.picture("round-3-form").await?;
    desk.sign("Send").await?;
    desk.go("Servers").await?;
    desk.window.sees("fine + good + Huế 3").await?;

    desk.go("History").await?;
    desk.window.sees("Where do you want to go?").await?;
    desk.window.sees("Answered").await?;
    desk.picture("round-4-history").await?;
    desk.window.close().await
}

#[tokio::test]
async fn a_page_opens_in_the_browser_on_a_press_only() -> Outcome {
    let machine = Machine::start()?;
    machine.install("xdg-open", "#!/bin/sh\nprintf '%s' \"$1\" > \"$HOME/visited\"\n")?;
    let visited = machine.home().join("visited");
    let desk = Desk::open_on(machine).await?;
    desk.add_program("travel", &python(1), "older protocol").await?;
    let address = "https://example.com/sign-in?a=1&b=$(touch%20x)";
    desk.run_tool("visit", &[("Url", address)]).await?;
    desk.window.sees("travel wants you to visit a page").await?;
    desk.window.sees(address).await?;
    assert!(!visited.exists(), "nothing is opened before the press");
    desk.picture("page-1-question").await?;
    desk.sign("Open in the browser").await?;
    // The server says at once that the visit is over, and its tool is done.
    desk.go("Servers").await?;
    desk.window.sees("accept").await?;
    assert_eq!(desk.machine.wait_for_file(&visited).await?, address);
    desk.go("History").await?;
    desk.window.sees("Please go there.").await?;
    desk.picture("page-2-history").await?;
    desk.window.close().await
}
