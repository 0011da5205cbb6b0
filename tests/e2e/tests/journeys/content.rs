//! Pictures, sounds and a loop over tools, from the request to the history.

use e2e::Outcome;
use e2e::desk::Desk;
use serde_json::json;

use crate::provider;

const KEY: &str = "sk-journey-content-5Rt8Wm3Xc6Vn9Bq2";

/// Waits until the first picture of the card is drawn, and gives its size.
const DRAWN: &str = r#"
    const [done] = arguments;
    const picture = document.querySelector("button img");
    picture.decode().then(() => done([picture.naturalWidth, picture.naturalHeight]), () => done("broken"));
"#;

/// Plays the sound of the card as its button does. What this system cannot play is said in words.
const PLAYED: &str = r#"
    const [done] = arguments;
    const sound = document.querySelector("audio");
    if (!sound) return done("not offered");
    if (!sound.paused || sound.readyState > 0) return done("it began by itself");
    sound.addEventListener("playing", () => done("plays"));
    sound.addEventListener("error", () => done("does not play"));
    sound.play().catch(() => done("does not play"));
"#;

#[tokio::test]
async fn pictures_sounds_and_a_loop_over_tools_are_signed() -> Outcome {
    let provider = provider()?;
    let desk = Desk::open().await?;
    desk.add_account("Doubles", &provider.openai_url(), KEY).await?;
    let servers = concat!(env!("CARGO_MANIFEST_DIR"), "/../servers/python1");
    let line = format!("'{servers}/.venv/bin/python' '{servers}/fast.py'");
    desk.add_program("Fast", &line, "older protocol").await?;

    a_picture_is_shown_and_enlarged(&desk).await?;
    a_sound_waits_to_be_played(&desk).await?;
    a_loop_is_one_thread(&desk).await?;
    the_history_holds_the_thread(&desk).await?;
    desk.window.close().await
}

async fn a_picture_is_shown_and_enlarged(desk: &Desk) -> Outcome {
    desk.run_tool("read_chart", &[]).await?;
    desk.window.sees("image/png · 480 × 270").await?;
    desk.window.finds("button img").await?;
    assert_eq!(desk.window.execute(DRAWN, Vec::new()).await?, json!([480, 270]));
    desk.picture("content-1-picture").await?;
    desk.window.press("Enlarge the picture").await?;
    desk.window.sees("Picture, 480 × 270").await?;
    desk.picture("content-2-enlarged").await?;
    desk.window.press("Close").await?;
    desk.answer_by_hand("It rises.").await?;
    desk.sign("Sign and return").await?;
    desk.window.sees("went back to the server").await
}

async fn a_sound_waits_to_be_played(desk: &Desk) -> Outcome {
    desk.go("Servers").await?;
    desk.run_tool("transcribe", &[]).await?;
    desk.window.sees("audio/wav").await?;
    desk.picture("content-3-sound").await?;
    if desk.window.execute(PLAYED, Vec::new()).await? != json!("plays") {
        desk.window.sees("This window cannot play it").await?;
    }
    desk.answer_by_hand("A tone that fades.").await?;
    desk.sign("Sign and return").await?;
    desk.window.sees("went back to the server").await
}

async fn a_loop_is_one_thread(desk: &Desk) -> Outcome {
    desk.go("Servers").await?;
    desk.run_tool("plan_trip", &[("day", "Saturday")]).await?;
    desk.window.press("2 tools the model may ask for").await?;
    desk.window.sees("The weather of a place in the next days.").await?;
    desk.picture("content-4-tools").await?;
    desk.grant("gpt-4").await?;
    desk.sign("Sign and send").await?;
    desk.window.sees("The model wants to run get_weather").await?;
    desk.picture("content-5-use").await?;
    desk.sign("Sign and return").await?;

    desk.window.press("Next request").await?;
    desk.window.sees("Turn 2 of 2").await?;
    desk.window.sees("2 messages, the same that you signed in turn 1.").await?;
    desk.window.sees("What get_weather gave").await?;
    desk.picture("content-6-second-turn").await?;
    desk.sign("Sign and send").await?;
    desk.window.sees("does not fit the server's tools").await?;
    desk.picture("content-7-misfit").await?;
    desk.window.press("I have seen it, and sign it as it is").await?;
    desk.sign("Sign and return").await?;

    desk.window.press("Next request").await?;
    desk.window.sees("Turn 3 of 3").await?;
    desk.window.sees("4 messages, the same that you signed in turn 2.").await?;
    desk.window.sees("What find_trains gave; it failed").await?;
    desk.picture("content-8-third-turn").await?;
    desk.sign("Sign and send").await?;
    desk.window.sees("Take the 08:02").await?;
    desk.sign("Sign and return").await?;
    desk.window.sees("went back to the server").await
}

async fn the_history_holds_the_thread(desk: &Desk) -> Outcome {
    desk.open_newest("turn 3").await?;
    desk.window.sees("Turn 3 of 3").await?;
    desk.picture("content-9-history").await?;
    desk.window.press("Raw request").await?;
    desk.window.sees("as they arrived").await?;
    desk.window.press("Close").await?;
    desk.window.press("Turn 2:").await?;
    desk.window.sees("Turn 2 of 3").await?;
    desk.window.press("You returned").await?;
    desk.window.sees("Signed all the same, although").await?;
    desk.picture("content-10-despite").await
}
