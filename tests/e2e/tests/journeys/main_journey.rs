//! From an empty desk to a signed exchange in the history, in both eras.

use e2e::Outcome;
use e2e::desk::{Desk, Protocol};
use e2e::machine::Machine;

use crate::{FERRY, OURS, provider, secrets};

/// What the person makes of the request. The provider answers by its first words.
const EDITED: &str = "Summarise this text: the ferry runs every morning except Sunday.";
/// What the person makes of the reply.
const RETURNED: &str = "Daily, except Sundays; an hour later in winter.";

/// Newer protocol, no account, no network: the person answers.
#[tokio::test]
async fn a_newcomer_signs_a_first_exchange_without_a_key() -> Outcome {
    let desk = Desk::open().await?;
    desk.picture("newcomer-1-empty").await?;
    desk.start_demo(Protocol::Automatic).await?;
    desk.picture("newcomer-2-server").await?;
    desk.run_tool("Summarise a text", &[("Text", FERRY)]).await?;
    desk.window.sees("Demo asks a model").await?;
    desk.window.sees("because you ran summarize").await?;
    desk.picture("newcomer-3-request").await?;

    let asked = desk.window.text_in("Message 1").await?;
    assert!(asked.ends_with(FERRY), "the whole text is there: {asked}");
    desk.window.write("Message 1", "Say in one sentence when the ferry runs.").await?;
    desk.answer_by_hand("Every morning except Sunday.").await?;
    desk.picture("newcomer-4-by-hand").await?;
    desk.sign("Sign and return").await?;

    desk.window.sees("went back to the server").await?;
    desk.picture("newcomer-5-returned").await?;
    desk.go("Servers").await?;
    desk.window.sees("Done in").await?;
    desk.window.sees("Every morning except Sunday.").await?;
    desk.picture("newcomer-6-result").await?;

    desk.open_newest("Summarise this text").await?;
    desk.window.sees("The reply went back to the server.").await?;
    desk.window.press("You sent").await?;
    desk.window.press("As it was").await?;
    desk.window.sees("Say in one sentence when the ferry runs.").await?;
    desk.picture("newcomer-7-history").await?;
    desk.window.close().await
}

/// The key of the account that writes.
const KEY: &str = "sk-journey-7Qm2xV9kLr4TzW8bNc3Hd6JpYf5GsA1e";

/// What a gateway before the provider wants to see.
const TOKEN: &str = "gateway-3Fk9Zt6Yp1Ws4Xd7Rc2Vb5Ng8Mh0Jq";
const SECRETS: secrets::Texts<'_> = &[("the key", KEY), ("the header", TOKEN)];

/// Older protocol, a model writes: edited at both gates, what was signed is what was sent, and the
/// secrets of the account have left no trace anywhere but in the keychain.
#[tokio::test]
async fn a_request_and_its_reply_are_edited_and_signed() -> Outcome {
    let provider = provider()?;
    let desk = Desk::open_on(Machine::start()?.talkative()).await?;
    desk.add_account("Doubles", &provider.openai_url(), KEY).await?;
    desk.add_header("X-Gateway", TOKEN).await?;
    secrets::not_in_the_window(&desk, SECRETS).await?;
    desk.picture("signed-1-models").await?;
    desk.go("Requests").await?;
    desk.start_demo(Protocol::Older).await?;
    desk.run_tool("Summarise a text", &[("Text", FERRY)]).await?;
    desk.picture("signed-2-grant").await?;
    desk.grant("gpt-4").await?;
    desk.window.write("Message 1", EDITED).await?;
    desk.picture("signed-3-request").await?;
    desk.sign("Sign and send").await?;

    desk.window.sees("A reply for Demo").await?;
    let said = desk.window.text_in("Reply").await?;
    assert!(said.starts_with("The ferry runs **every morning**"), "the model's words: {said}");
    desk.window.write("Reply", RETURNED).await?;
    desk.window.press("What changed").await?;
    desk.picture("signed-4-reply").await?;
    desk.sign("Sign and return").await?;

    desk.window.sees("went back to the server").await?;
    desk.go("Servers").await?;
    desk.window.sees("Done in").await?;
    desk.window.sees(RETURNED).await?;
    desk.picture("signed-5-server").await?;

    desk.open_newest("Summarise this text").await?;
    desk.window.sees("The reply went back to the server.").await?;
    desk.picture("signed-6-history").await?;
    for (tab, text) in [("Server asked", FERRY), ("You sent", EDITED), ("You returned", RETURNED)] {
        desk.window.press(tab).await?;
        if desk.window.shows("As it was").await? {
            desk.window.press("As it was").await?;
        }
        desk.window.sees(text).await?;
    }
    desk.window.press("Record").await?;
    desk.window.sees("Reply signed and returned").await?;
    desk.picture("signed-7-record").await?;
    desk.window.press("Show the raw record").await?;
    secrets::not_in_the_window(&desk, SECRETS).await?;

    // What went over the wire is what was signed, and nothing of what was not.
    let sent = reqwest::get(provider.journal_url()).await?.text().await?;
    assert!(sent.contains(EDITED), "the provider got what was signed: {sent}");
    assert!(!sent.contains("weather permitting"), "the provider got what was taken out: {sent}");

    secrets::only_in_the_keychain(&desk.machine, SECRETS, RETURNED)?;
    let Desk { window, machine } = desk;
    window.log_out(&machine).await?;
    machine.wait_until_left(&OURS).await?;
    secrets::only_in_the_keychain(&machine, SECRETS, RETURNED)
}
