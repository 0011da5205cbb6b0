//! Eight megabytes of text: all of it is on the card, and the window keeps up.

use std::fs;
use std::time::Duration;

use e2e::Outcome;
use e2e::desk::Desk;
use serde_json::Value;

/// How long the window may take to answer a press, on a machine without a graphics card.
const ANSWERS: Duration = Duration::from_secs(1);
/// How long a single frame may take while the text is scrolled from its beginning to its end.
const FRAME: Duration = Duration::from_secs(1);

#[tokio::test]
async fn eight_megabytes_are_read_scrolled_and_answered() -> Outcome {
    let desk = Desk::open().await?;
    let server = concat!(env!("CARGO_MANIFEST_DIR"), "/../servers/bad/heavy.py");
    desk.add_program("Heavy", &format!("python3 '{server}'"), "older protocol").await?;
    desk.run_tool("weigh", &[]).await?;
    desk.window.sees("Its text is unusually long: 8 MB.").await?;
    desk.window.sees("It asks for up to 10,000,000 tokens, more than any model writes").await?;
    desk.picture("long-1-request").await?;

    let slowest = desk.window.execute(SCROLL, Vec::new()).await?;
    assert!(within(&slowest, FRAME), "a frame took {slowest} ms");
    desk.window.sees("This is the very last line.").await?;
    desk.picture("long-2-end").await?;
    let took = desk.press_and_time("Refuse…").await?;
    assert!(within(&took, ANSWERS), "the button answered after {took} ms");
    desk.window.press("Cancel").await?;

    // What a person copies from the card is what the server asked, to the byte.
    for number in 1..=2 {
        let label = format!("Message {number}");
        let shown = desk.window.copy_from(&label).await?;
        let asked = fs::read(desk.machine.home().join(format!("asked-{number}")))?;
        assert_eq!(shown.len(), asked.len(), "{label}");
        assert!(shown.as_bytes() == asked, "{label} differs");
    }

    // And what is signed is what goes back, with all that a text can hold.
    let odd = "Dòng một\r\n\ttab, lone \r return, 👩🏽‍🚀, \u{202e}turned\u{202c}, \u{200b}, \u{feff}, e\u{301}, \u{2028}, \u{0}";
    let reply = format!("{odd}\n{}\n{odd}", "A long answer. ".repeat(100_000));
    desk.sign("Answer it myself").await?;
    desk.window.sees("A reply for Heavy").await?;
    desk.window.paste("Reply", &reply).await?;
    desk.picture("long-3-reply").await?;
    desk.sign("Sign and return").await?;
    desk.window.sees("went back to the server").await?;
    let returned = fs::read(desk.machine.home().join("returned"))?;
    assert_eq!(returned.len(), reply.len());
    assert!(returned == reply.as_bytes(), "what came back differs");
    desk.go("Servers").await?;
    desk.window.sees(&format!("{} bytes came back", reply.len())).await?;
    desk.window.close().await
}

fn within(milliseconds: &Value, limit: Duration) -> bool {
    milliseconds.as_f64().is_some_and(|took| took <= limit.as_secs_f64() * 1e3)
}

/// Scrolls the card from its beginning to its end, a bit in each frame, and calls back with how long
/// the slowest frame took, in milliseconds.
const SCROLL: &str = r#"
    const [done] = arguments;
    let paper = document.querySelector("[data-message]");
    while (paper && paper.scrollHeight <= paper.clientHeight + 1) paper = paper.parentElement;
    const steps = 30;
    let [step, slowest, last] = [0, 0, performance.now()];
    const move = (now) => {
        if (step > 1) slowest = Math.max(slowest, now - last);
        last = now;
        paper.scrollTop = (paper.scrollHeight - paper.clientHeight) * (step / steps);
        step += 1;
        if (step <= steps + 2) requestAnimationFrame(move);
        else done(slowest);
    };
    requestAnimationFrame(move);
"#;
