//! Several requests at once, the keyboard alone, the smallest window.

use e2e::Outcome;
use e2e::desk::{Desk, Protocol, SMALLEST};
use thirtyfour::Key;

use crate::FERRY;

/// One call, two requests: each is decided by itself, and the call goes on when both are.
#[tokio::test]
async fn two_requests_of_one_call_wait_side_by_side() -> Outcome {
    let desk = Desk::open().await?;
    desk.start_demo(Protocol::Automatic).await?;
    desk.run_tool("Review code", &[("Code", "SELECT * FROM users")]).await?;
    desk.window.sees("2 requests").await?;
    desk.picture("two-1-requests").await?;
    desk.answer_by_hand("First review.").await?;
    desk.sign("Sign and return").await?;
    // The next one takes its place by itself.
    desk.window.sees("Demo asks a model").await?;
    desk.answer_by_hand("Second review.").await?;
    desk.sign("Sign and return").await?;

    desk.go("Servers").await?;
    desk.window.sees("Done in").await?;
    desk.window.sees("First review.").await?;
    desk.window.sees("Second review.").await?;
    desk.picture("two-2-result").await?;
    desk.window.close().await
}

/// From a running server to a signed reply without the pointer.
#[tokio::test]
async fn an_exchange_is_signed_with_the_keyboard_alone() -> Outcome {
    let desk = Desk::open().await?;
    desk.start_demo(Protocol::Automatic).await?;
    desk.window.write("Text", FERRY).await?;
    desk.window.keys(Key::Control + Key::Enter).await?;
    desk.window.sees("waits on your desk").await?;
    desk.window.keys(Key::Control + "1").await?;
    desk.wait_until_ready().await?;
    desk.window.tab_to("Answer it myself").await?;
    desk.window.keys(Key::Enter).await?;
    desk.window.sees("A reply for Demo").await?;
    desk.window.keys("By hand.").await?;
    desk.window.tab_to("Edit").await?;
    desk.window.keys(Key::Right + Key::Enter).await?;
    // The key of the button works wherever the focus is.
    desk.sign_with_key().await?;
    desk.window.sees("went back to the server").await?;
    desk.window.keys(Key::Control + "4").await?;
    desk.window.sees("Search all texts").await?;
    desk.window.close().await
}

/// Every screen in the smallest window: nothing of what decides is out of sight.
#[tokio::test]
async fn the_smallest_window_has_room_for_every_screen() -> Outcome {
    let desk = Desk::open().await?;
    desk.start_demo(Protocol::Automatic).await?;
    desk.window.resize(SMALLEST.0, SMALLEST.1).await?;
    desk.picture("small-1-servers").await?;
    desk.run_tool("Summarise a text", &[("Text", FERRY)]).await?;
    desk.window.sees("because you ran summarize").await?;
    desk.picture("small-2-request").await?;
    desk.answer_by_hand("Daily.").await?;
    desk.picture("small-3-reply").await?;
    desk.sign("Sign and return").await?;
    desk.window.sees("went back to the server").await?;
    for (screen, picture) in [("Models", "small-4-models"), ("History", "small-5-history")] {
        desk.go(screen).await?;
        desk.picture(picture).await?;
        assert!(!desk.window.scrolls_sideways().await?, "{screen} is wider than the window");
    }
    desk.window.close().await
}
