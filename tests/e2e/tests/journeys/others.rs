//! What other programs of the same person try while a request waits: none of it signs anything.

use std::collections::BTreeSet;
use std::fs;
use std::net::{Ipv4Addr, TcpListener, TcpStream};

use e2e::Outcome;
use e2e::desk::{Desk, Protocol};
use e2e::machine::Machine;
use e2e::owned::{Owned, Signal, environment, send};
use e2e::surface::{listening, spoken, talk};
use e2e::window::{app, free_port};
use serde_json::{Value, json};
use thirtyfour::By;

use crate::{FERRY, OURS};

/// The app's name on the session bus, and its object there.
const NAME: (&str, &str) =
    ("dev.countersign.desktop.SingleInstance", "/dev/countersign/desktop/SingleInstance");

#[tokio::test]
async fn no_other_program_signs_what_waits() -> Outcome {
    let machine = Machine::start()?;
    an_app_without_a_driver_listens_nowhere(&machine).await?;

    let mut desk = Desk::open_on(machine).await?;
    desk.start_demo(Protocol::Older).await?;
    desk.run_tool("Summarise a text", &[("Text", FERRY)]).await?;
    let waiting = Waiting::on(&desk).await?;
    only_the_driver_comes_in(&desk)?;
    talk_to_it(&desk)?;
    waiting.still(&desk, "talking to it").await?;
    for (what, attempt) in ATTEMPTS {
        attempt(&desk)?;
        waiting.still(&desk, what).await?;
    }
    other_pages_are_not_heard(&desk, &waiting).await?;
    waiting.still(&desk, "pages of others").await?;
    // The very same words are heard when the window says them.
    desk.window.execute(DECIDE, vec![waiting.signature()]).await?;
    desk.window.sees("A reply for Demo").await?;

    // Signals that end a program end the app, and what waits with it.
    for signal in [Signal::HUP, Signal::USR1, Signal::TERM] {
        let Desk { window, machine } = desk;
        let (app, _) = window.app_process(&machine)?;
        send(app, signal);
        machine.wait_until_left(&OURS).await?;
        drop(window);
        desk = Desk::open_on(machine).await?;
        desk.open_newest("Summarise this text").await?;
        desk.window.sees("Countersign was closed while it was open.").await?;
        desk.window.press("You returned").await?;
        desk.window.sees("Nothing went back to the server.").await?;
        if signal != Signal::TERM {
            desk.go("Servers").await?;
            desk.window.press("Start").await?;
            desk.run_tool("Summarise a text", &[("Text", FERRY)]).await?;
        }
    }
    desk.window.close().await
}

/// One thing that another program does.
type Attempt = fn(&Desk) -> Outcome;

const ATTEMPTS: [(&str, Attempt); 4] = [
    ("starting it again", start_it_again),
    ("signals", send_signals),
    ("`countersign try`", run_a_trial),
    ("writing into its folder", write_into_its_folder),
];

/// As it is started on anybody's machine: no socket of it or of its web view listens, not even where
/// somebody has set the variables by which web views let others in.
async fn an_app_without_a_driver_listens_nowhere(machine: &Machine) -> Outcome {
    let mut command = machine.command(app());
    for name in ["WEBKIT_INSPECTOR_SERVER", "WEBKIT_INSPECTOR_HTTP_SERVER"] {
        // A port that nobody has: it could listen there.
        command.env(name, format!("127.0.0.1:{}", free_port()?));
    }
    let app = Owned::start(&mut command)?;
    machine.wait_for_name(NAME.0)?;
    machine.wait_until_come("WebKitWebProcess").await?;
    assert_eq!(listening(&own_processes(machine))?, BTreeSet::new());
    app.ask_to_end();
    machine.wait_until_left(&OURS).await
}

/// The driver of this test comes in through a socket that only a driver's variables open.
fn only_the_driver_comes_in(desk: &Desk) -> Outcome {
    let (app, _) = desk.window.app_process(&desk.machine)?;
    let driver = environment(app, "WEBKIT_INSPECTOR_SERVER")?;
    let port = driver.rsplit(':').next().unwrap_or_default();
    assert_eq!(listening(&own_processes(&desk.machine))?, BTreeSet::from([format!("tcp {port}")]));
    Ok(())
}

fn own_processes(machine: &Machine) -> Vec<i32> {
    let all = machine.processes().into_iter();
    all.filter(|(_, line)| OURS.iter().any(|name| e2e::owned::is_program(line, name)))
        .map(|(pid, _)| pid)
        .collect()
}

/// With orders, and ready to be driven.
fn start_it_again(desk: &Desk) -> Outcome {
    for arguments in
        [&[][..], &["--sign", "all"], &["decide_exchange", "sign"], &["countersign://sign"]]
    {
        let mut again = desk.machine.command(app());
        let ended = again.args(arguments).env("TAURI_WEBVIEW_AUTOMATION", "true").status()?;
        assert!(ended.success(), "a second start leaves it to the first: {ended}");
    }
    Ok(())
}

/// Everything that the app answers to on the session bus is said to it.
fn talk_to_it(desk: &Desk) -> Outcome {
    let (app, _) = desk.window.app_process(&desk.machine)?;
    let mut interfaces = BTreeSet::new();
    for it in spoken(&desk.machine, app)? {
        let tell = |method: &str, arguments: &[&str]| {
            let method = format!("{}.{method}", it.interface);
            talk(&desk.machine, (&it.connection, &it.object), &method, arguments)
        };
        match it.interface.as_str() {
            // Brings the window to the front, and hears nothing of what is said.
            "org.SingleInstance.DBus" => {
                let said = r#"["countersign-desktop", "decide_exchange", "sign_prompt"]"#;
                tell("ExecuteCallback", &[said, "/"])?;
            }
            // GTK's own: nothing to be activated, and no file to be opened.
            "org.gtk.Actions" => assert_eq!(tell("List", &[])?.trim(), "(@as [],)"),
            "org.gtk.Application" => {
                tell("Activate", &["{}"])?;
                assert!(tell("Open", &["['countersign://sign']", "sign", "{}"]).is_err());
            }
            "org.freedesktop.Application" => {
                assert!(tell("ActivateAction", &["sign", "[]", "{}"]).is_err());
            }
            "org.gnome.Sysprof3.Profiler" => {}
            // The tray's icon and its menu: how many wait, a line, and open. Quit is what follows.
            "org.kde.StatusNotifierItem" => {
                tell("SecondaryActivate", &["1", "1"])?;
            }
            "com.canonical.dbusmenu" => {
                for entry in ["0", "1", "2", "3"] {
                    tell("Event", &[entry, "clicked", "<0>", "0"])?;
                }
            }
            new => return Err(format!("{new} is new: say here what it can do").into()),
        }
        interfaces.insert(it.interface);
    }
    assert!(interfaces.contains("org.SingleInstance.DBus"), "it was found: {interfaces:?}");
    Ok(())
}

/// Those that do not end a program; STOP holds it, and CONT lets it go on.
fn send_signals(desk: &Desk) -> Outcome {
    let (app, _) = desk.window.app_process(&desk.machine)?;
    for signal in [Signal::WINCH, Signal::URG, Signal::CHILD, Signal::STOP, Signal::CONT] {
        send(app, signal);
    }
    Ok(())
}

/// A run of its own beside the window, which signs everything in that run.
fn run_a_trial(desk: &Desk) -> Outcome {
    let output = desk
        .machine
        .command(app().with_file_name("countersign"))
        .args(["try", "--tool", "summarize", "--args", r#"{"text":"beside"}"#])
        .args(["--reply", "short", "--sign", "all", "--json"])
        .output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    let report: Value =
        serde_json::from_slice(&output.stdout).map_err(|_| format!("{}: {said}", output.status))?;
    let exchanges = report["exchanges"].as_array().map(Vec::len);
    assert_eq!(exchanges, Some(1), "it saw its own exchange and no other: {report}");
    Ok(())
}

/// Files by which some program or other takes orders, and orders in the middle of the history.
fn write_into_its_folder(desk: &Desk) -> Outcome {
    let folder = desk.machine.data();
    for name in ["approve", "decision.json", "command", "rules.json", "window/decide_exchange"] {
        fs::write(folder.join(name), r#"{"kind":"sign_prompt","target":{"kind":"person"}}"#)?;
    }
    let history = folder.join("history.db");
    let as_it_was = fs::read(&history)?;
    let order = b"UPDATE exchange SET state = 'released';\n";
    let overwritten: Vec<u8> = order.iter().copied().cycle().take(as_it_was.len()).collect();
    // In place, so that the app has this very file open.
    fs::write(&history, overwritten)?;
    let told = talk(&desk.machine, NAME, "org.SingleInstance.DBus.ExecuteCallback", &["[]", "/"]);
    fs::write(&history, as_it_was)?;
    told.map(drop)
}

/// Pages of others are not let in, and a frame that is there is not heard.
async fn other_pages_are_not_heard(desk: &Desk, waiting: &Waiting) -> Outcome {
    let door = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = door.local_addr()?;
    let before = desk.window.driver().current_url().await?;
    let violated =
        desk.window.execute(LEAD_AWAY, vec![json!(format!("http://{address}/"))]).await?;
    assert_eq!(violated, json!(["connect-src", "form-action", "frame-src", "img-src"]));
    assert_eq!(desk.window.driver().current_url().await?, before, "the window went elsewhere");
    assert_eq!(desk.window.driver().windows().await?.len(), 1, "a window was opened");
    // Whoever had come before would be let in first.
    let own = TcpStream::connect(address)?;
    assert_eq!(door.accept()?.1, own.local_addr()?, "the window went to {address}");

    desk.window.execute(ADD_FRAME, Vec::new()).await?;
    let frame = desk.window.driver().find(By::Css("iframe[sandbox]")).await?;
    frame.enter_frame().await?;
    let heard = desk.window.execute(FRAME_DECIDES, vec![waiting.signature()]).await?;
    desk.window.driver().enter_default_frame().await?;
    assert_eq!(
        heard,
        json!({
            "origin": "null", "door": true, "internals": false, "parent": false, "fetched": false,
        })
    );
    Ok(())
}

/// The exchange that waits, and how far the person has seen it.
struct Waiting {
    id: Value,
    seen: Value,
}

impl Waiting {
    async fn on(desk: &Desk) -> Outcome<Self> {
        let query = json!({ "query": { "text": "", "states": ["prompt_review"], "limit": 2 } });
        let page = desk.window.call("list_history", query).await?;
        assert_eq!(page["rows"].as_array().map(Vec::len), Some(1), "{page}");
        let id = page["rows"][0]["id"].clone();
        let detail = desk.window.call("get_exchange", json!({ "id": id })).await?;
        Ok(Self { id, seen: detail["exchange"]["events"].clone() })
    }

    /// It waits as it did, on the desk and in the journal, and can still be decided.
    async fn still(&self, desk: &Desk, after: &str) -> Outcome {
        let detail = desk.window.call("get_exchange", json!({ "id": self.id })).await?;
        let exchange = &detail["exchange"];
        assert_eq!(exchange["state"]["name"], "prompt_review", "after {after}");
        assert_eq!(exchange["events"], self.seen, "after {after}");
        assert!(exchange["sent"].is_null() && exchange["returned"].is_null(), "after {after}");
        assert!(desk.window.offers("Answer it myself").await?, "after {after}");
        Ok(())
    }

    /// What the window says when a person decides to write the reply.
    fn signature(&self) -> Value {
        let decision =
            json!({ "kind": "sign_prompt", "target": { "kind": "person" }, "span": "once" });
        json!({ "id": self.id, "seen": self.seen, "decision": decision })
    }
}

/// Says a decision as the window does.
const DECIDE: &str = r#"
    const [signature, done] = arguments;
    window.__TAURI_INTERNALS__.invoke("decide_exchange", signature).then(() => done("heard"), done);
"#;

/// Tries every way to an address but a link, of which the window draws none out of a text. Calls back
/// with the rules of the page that were in the way; where it has none, the window must not go.
const LEAD_AWAY: &str = r#"
    const [address, done] = arguments;
    const violated = new Set();
    const expected = 4;
    document.addEventListener("securitypolicyviolation", (event) => {
        violated.add(event.effectiveDirective);
        if (violated.size === expected) done([...violated].sort());
    });
    const add = (name, more) => document.body.append(Object.assign(document.createElement(name), more));
    location.assign(address);
    window.open(address);
    add("meta", { httpEquiv: "refresh", content: `0; url=${address}` });
    add("iframe", { src: address });
    add("img", { src: address });
    const form = Object.assign(document.createElement("form"), { action: address, method: "post" });
    document.body.append(form);
    form.submit();
    navigator.sendBeacon(address, "decide");
    fetch(address).catch(() => {});
"#;

/// Adds a frame whose origin is not ours. It is empty: nothing is let in that could be loaded.
const ADD_FRAME: &str = r#"
    const [done] = arguments;
    const frame = document.createElement("iframe");
    frame.sandbox = "allow-scripts";
    document.body.append(frame);
    done();
"#;

/// In that frame: says the decision in each way in which the window could. Calls back with what it
/// found there.
const FRAME_DECIDES: &str = r#"
    const [signature, done] = arguments;
    const reach = (what) => { try { return Boolean(what()); } catch { return false; } };
    const found = {
        origin: window.origin,
        door: Boolean(window.webkit?.messageHandlers?.ipc),
        internals: "__TAURI_INTERNALS__" in window,
        parent: reach(() => parent.document || parent.__TAURI_INTERNALS__),
    };
    window.webkit?.messageHandlers?.ipc?.postMessage(JSON.stringify({
        cmd: "decide_exchange", callback: 1, error: 2, payload: signature, options: {},
        __TAURI_INVOKE_KEY__: "guessed",
    }));
    const headers = {
        "Content-Type": "application/json", "Tauri-Callback": "1", "Tauri-Error": "2",
        "Tauri-Invoke-Key": "guessed",
    };
    fetch("ipc://localhost/decide_exchange", { method: "POST", body: JSON.stringify(signature), headers })
        .then((response) => response.ok, () => false)
        .then((fetched) => done({ ...found, fetched }));
"#;
