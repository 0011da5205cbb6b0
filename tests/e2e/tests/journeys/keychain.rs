//! A keychain that is not there, locked, or waits for an answer that nobody gives.

use e2e::Outcome;
use e2e::desk::{Desk, Protocol};

use crate::{FERRY, OURS};

/// The app opens, says what is wrong, can be used for this session, and finds its history again once
/// the keychain is unlocked.
#[tokio::test]
async fn a_history_waits_for_its_keychain() -> Outcome {
    let desk = Desk::open().await?;
    desk.start_demo(Protocol::Automatic).await?;
    desk.run_tool("Summarise a text", &[("Text", FERRY)]).await?;
    desk.answer_by_hand("Kept in the history.").await?;
    desk.sign("Sign and return").await?;
    desk.window.sees("went back to the server").await?;

    let desk = again(desk, |machine| {
        machine.stop_keychain();
        Ok(())
    })
    .await?;
    is_closed(&desk, "No keychain answers, so keys cannot be kept.").await?;
    desk.picture("keychain-1-absent").await?;
    desk.window.press("Use for this session only").await?;
    desk.window.sees("Start Countersign again to open your history.").await?;
    assert!(
        !desk.window.offers("Try again").await?,
        "an open session cannot be changed for another"
    );
    desk.start_demo(Protocol::Automatic).await?;
    desk.run_tool("Summarise a text", &[("Text", FERRY)]).await?;
    desk.picture("keychain-2-session").await?;
    desk.answer_by_hand("Only in memory.").await?;
    desk.sign("Sign and return").await?;
    desk.window.sees("went back to the server").await?;

    let desk = again(desk, |machine| machine.start_keychain(false)).await?;
    is_closed(&desk, "The keychain is locked. Unlock it with your password, then try again.")
        .await?;
    desk.picture("keychain-3-locked").await?;

    // Now the system asks for the password, and nobody answers. The window goes on meanwhile.
    let prompter = desk.machine.start_prompter()?;
    desk.window.press("Try again").await?;
    desk.window.sees("Asking the keychain for the key of your history").await?;
    desk.window.press("Settings").await?;
    desk.window.press("Dark").await?;
    desk.window.finds("html[data-theme=dark]").await?;
    desk.window.press("Requests").await?;
    assert!(desk.window.shows("Asking the keychain").await?, "the window stood still");
    desk.picture("keychain-4-asking").await?;
    is_closed(&desk, "The keychain has not answered yet.").await?;
    desk.picture("keychain-5-late").await?;

    desk.machine.unlock_keychain()?;
    desk.window.press("Try again").await?;
    desk.window.sees("No requests yet").await?;
    desk.open_newest("Summarise this text").await?;
    desk.window.press("You returned").await?;
    desk.window.sees("Kept in the history.").await?;
    assert!(!desk.window.shows("Only in memory.").await?, "the session was kept after all");
    desk.picture("keychain-6-unlocked").await?;
    drop(prompter);
    desk.window.close().await
}

/// The window is there, says why the history is closed, and offers both ways on.
async fn is_closed(desk: &Desk, why: &str) -> Outcome {
    desk.window.sees("Your history is closed").await?;
    desk.window.sees(why).await?;
    for way in ["Try again", "Use for this session only"] {
        desk.window.wait_to_press(way).await?;
    }
    Ok(())
}

/// Ends the app, changes something on its machine, and starts it there again.
async fn again(
    desk: Desk,
    change: impl Fn(&mut e2e::machine::Machine) -> Outcome,
) -> Outcome<Desk> {
    let Desk { window, mut machine } = desk;
    window.log_out(&machine).await?;
    machine.wait_until_left(&OURS).await?;
    change(&mut machine)?;
    Desk::open_on(machine).await
}
