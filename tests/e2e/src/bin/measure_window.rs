//! Lets a real server ask the window again and again and prints, as one line of JSON, how many
//! milliseconds passed each time from sending the request to the frame that shows its card, how far
//! apart frames are while a model writes ten megabytes, and while a thousand requests wait.

use std::io::Write;
use std::path::Path;
use std::process::Command;

use e2e::Outcome;
use e2e::desk::Desk;
use e2e::owned::Owned;
use serde_json::{Value, json};

/// Runs a command of the app's, as the window itself does.
const CALL: &str = r"
    const [command, args, done] = arguments;
    window.__TAURI_INTERNALS__.invoke(command, args).then(
        (result) => done({ result }),
        (fault) => done({ fault }),
    );
";

/// Has the server ask, and calls back with the milliseconds until its card was painted. What a
/// frame's callback sees is painted when the next frame's is called: a frame too much, never too
/// little.
const ASK: &str = r#"
    const [server, number, done] = arguments;
    const observer = new MutationObserver(() => {
        const text = document.querySelector("article[aria-labelledby=card-title]")?.textContent;
        const found = /Question (\d+), sent at (\d+)/.exec(text ?? "");
        if (Number(found?.[1]) !== number) return;
        observer.disconnect();
        const painted = () => done({ result: Date.now() - Number(found[2]) });
        requestAnimationFrame(() => requestAnimationFrame(painted));
    });
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    window.__TAURI_INTERNALS__
        .invoke("run_tool", { server, tool: "ask", arguments: { number } })
        .catch((fault) => done({ fault }));
"#;

/// How many requests wait while frames are looked at. The sidebar counts no further than 999.
const MANY: u32 = 1_000;

/// Has the server ask many times at once, and calls back when they are all on the desk.
const ASK_MANY: &str = r#"
    const [server, count, done] = arguments;
    const all = setInterval(() => {
        if (!document.querySelector("nav")?.textContent.includes("999+")) return;
        clearInterval(all);
        done({ result: true });
    }, 100);
    window.__TAURI_INTERNALS__
        .invoke("run_tool", { server, tool: "ask_many", arguments: { count } })
        .catch((fault) => done({ fault }));
"#;

/// Does something to the queue frame after frame, and calls back with the milliseconds between them.
const FRAMES: &str = r#"
    const [what, done] = arguments;
    const tall = (element) => element.scrollHeight > 10_000;
    const queue = [...document.querySelectorAll("section *")].find(tall);
    const act = {
        rest: () => {},
        scroll: () => { queue.scrollTop += 200; },
        // As fast as a key that is held down.
        keys: (frame) => {
            if (frame % 2 > 0) return;
            document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true }));
        },
    }[what];
    if (queue === undefined) done({ fault: "there is no long queue" });
    const times = [];
    let last = performance.now();
    const frame = () => {
        const now = performance.now();
        times.push(now - last);
        last = now;
        act(times.length);
        if (times.length <= 200) requestAnimationFrame(frame);
        else done({ result: times.slice(1) });
    };
    requestAnimationFrame(frame);
"#;

/// Notes the milliseconds between frames from the first that shows a reply being written to the one that
/// shows its last text, and of those after that, in which its card opens.
const WATCH: &str = r#"
    const [done] = arguments;
    window.watched = new Promise((tell) => {
        const written = "article [aria-busy=true]";
        const frames = [];
        let lastText = 0;
        const observer = new MutationObserver((records) => {
            if (records.some(({ target, addedNodes }) => addedNodes.length > 0 && target.closest(written)))
                lastText = performance.now();
        });
        observer.observe(document.body, { childList: true, subtree: true });
        let last;
        let after = 0;
        const frame = (now) => {
            const isWritten = document.querySelector(written) !== null;
            if (last !== undefined) frames.push({ from: last, ms: now - last });
            if (isWritten || last !== undefined) last = now;
            if (!isWritten && last !== undefined) after += 1;
            if (after < 30) return requestAnimationFrame(frame);
            observer.disconnect();
            // What was appended is painted by the frame that begins after it, and that one ends later.
            const end = frames.findIndex(({ from }) => from > lastText);
            const ms = frames.map((frame) => frame.ms);
            tell({ writing: ms.slice(0, end + 1), opening: ms.slice(end + 1) });
        };
        requestAnimationFrame(frame);
    });
    done({ result: true });
"#;
/// Calls back with what [`WATCH`] noted.
const WATCHED: &str =
    "const [done] = arguments; window.watched.then((result) => done({ result }));";

#[tokio::main]
async fn main() -> Outcome {
    let mut arguments = std::env::args().skip(1);
    let (Some(count), Some(server), Some(provider)) =
        (arguments.next(), arguments.next(), arguments.next())
    else {
        return Err("usage: measure-window <how often> <the server's program, for node> \
                    <the provider's program>"
            .into());
    };
    let desk = Desk::open().await?;
    desk.window.wait_to_press("Start the demo server").await?;
    let server = start_server(&desk, Path::new(&server)).await?;
    let mut measured = Vec::new();
    for number in 0..count.parse::<u32>()? {
        desk.go("Requests").await?;
        desk.window.sees("No requests yet").await?;
        measured.push(run(&desk, ASK, vec![server.clone(), json!(number)]).await?);
        desk.refuse("measured").await?;
        desk.window.sees("It was refused").await?;
    }
    let (_provider, url) = Owned::start_and_read_line(&mut Command::new(provider))?;
    let mut frames = Vec::new();
    for shape in ["lines", "line"] {
        let base_url = url.replace("/v1", &format!("/{shape}/v1"));
        let found = stream(&desk, &server, &base_url).await?;
        frames.push(json!({ "what": format!("10 MB, {shape}"), "ms": found["writing"] }));
        frames.push(json!({ "what": format!("… card, {shape}"), "ms": found["opening"] }));
    }
    run(&desk, ASK_MANY, vec![server, json!(MANY)]).await?;
    desk.go("Requests").await?;
    desk.wait_until_ready().await?;
    for what in ["rest", "scroll", "keys"] {
        let ms = run(&desk, FRAMES, vec![json!(what)]).await?;
        frames.push(json!({ "what": what, "ms": ms }));
    }
    desk.window.close().await?;
    Ok(writeln!(std::io::stdout(), "{}", json!({ "cards": measured, "frames": frames }))?)
}

/// Adds the server, starts it and gives its id.
async fn start_server(desk: &Desk, program: &Path) -> Outcome<Value> {
    let launch = json!({ "kind": "program", "command": "node", "args": [program], "env": [] });
    let settings =
        json!({ "name": "Bench", "launch": launch, "protocol": "legacy", "sampling": true });
    let id = call(desk, "save_server", json!({ "settings": settings })).await?;
    desk.go("Servers").await?;
    call(desk, "start_server", json!({ "id": id })).await?;
    desk.window.sees("older protocol").await?;
    Ok(id)
}

/// Has the model at this address write for the server, and gives how far apart frames were meanwhile.
async fn stream(desk: &Desk, server: &Value, base_url: &str) -> Outcome<Value> {
    let account =
        json!({ "name": base_url, "kind": "openai", "base_url": base_url, "key": "none" });
    let account = call(desk, "save_account", json!({ "account": account })).await?;
    let models = json!([{ "account": account, "model": "instant" }]);
    call(desk, "set_grant", json!({ "server": server, "access": { "models": models } })).await?;
    let ask = json!({ "server": server, "tool": "ask", "arguments": { "number": 0 } });
    call(desk, "run_tool", ask).await?;
    desk.go("Requests").await?;
    run(desk, WATCH, Vec::new()).await?;
    desk.sign("Sign and send").await?;
    let found = run(desk, WATCHED, Vec::new()).await?;
    desk.refuse("measured").await?;
    desk.window.sees("It was refused").await?;
    Ok(found)
}

async fn call(desk: &Desk, command: &str, arguments: Value) -> Outcome<Value> {
    run(desk, CALL, vec![json!(command), arguments]).await
}

async fn run(desk: &Desk, script: &str, arguments: Vec<Value>) -> Outcome<Value> {
    let found = desk.window.driver().execute_async(script, arguments).await?;
    match found.json().get("result") {
        Some(result) => Ok(result.clone()),
        None => Err(format!("the app said: {}", found.json()).into()),
    }
}
