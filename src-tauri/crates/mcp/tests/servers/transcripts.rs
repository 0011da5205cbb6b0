//! Golden transcripts: every message in both directions, in every revision and on both transports,
//! against servers on the official SDKs.
//!
//! An SDK speaks the newest revision that it is offered, so what stands between us offers an older
//! one in our place. What differs from run to run is given a name: ids, sessions, states, versions.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use domain::server::Launch;
use domain::{Content, Era, FaultCode, Prompt, Server};
use mcp::{Connection, Limits, Options};
use rstest::rstest;
use serde_json::{Map, Value, json};
use tokio_util::sync::CancellationToken;

use crate::desk::{Decision, Desk, Told, Watch, desk_that};
use crate::recorder::{Passed, Recorder};
use crate::serve;
use crate::setup::{call, installed, open_with, options, program, run, text};

/// The kinds of content that a request may hold.
fn kinds(revision: &str) -> &'static [&'static str] {
    match revision {
        "2024-11-05" => &["text", "image"],
        "2025-03-26" | "2025-06-18" => &["text", "image", "audio"],
        _ => &["text", "image", "audio", "tool"],
    }
}

/// Which server speaks it.
fn python(revision: &str) -> &'static str {
    if revision == "2026-07-28" { "python2" } else { "python1" }
}

/// A desk that does what it is asked to do.
fn obedient() -> (Arc<Desk>, Watch) {
    // The question comes first; a tool's result may come after it.
    let question = |prompt: &Prompt| {
        let first = prompt.messages.first().and_then(|message| message.content.first());
        first.and_then(Content::as_text).unwrap_or_default().to_owned()
    };
    desk_that(move |_, prompt| match question(prompt).as_str() {
        word if word.starts_with("refuse") => Decision::Refuse(Some("not today")),
        word if word.starts_with("wait") => Decision::Wait,
        word if word.starts_with("use a tool") => Decision::Write(vec![
            Content::text("I look."),
            Content::ToolUse {
                id: "u-2".into(),
                name: "look".into(),
                input: Map::from_iter([("at".to_owned(), json!("sky"))]),
                marks: domain::content::Marks::default(),
            },
        ]),
        _ => Decision::Reply("It is blue."),
    })
}

/// Plays every scene; `mark` is told when each is over.
async fn play(server: &Server, revision: &str, mut mark: impl FnMut(&'static str)) {
    let (desk, mut watch) = obedient();
    // However slow the machine is, one question comes after the other.
    let limits = Limits { probe: options().limits.start, ..options().limits };
    let server = open_with(server, &Options { limits, ..options() }, desk).await;
    assert_eq!(server.info().revision, revision);
    server.tools().await.unwrap();
    mark("The handshake");
    assert_eq!(text(&run(&server, "nothing", json!({})).await), "nothing");
    mark("A call that asks nothing");
    let asked = run(&server, "ask_kinds", asking("say it", kinds(revision))).await;
    assert_eq!(text(&asked), "text");
    mark("A call that asks with every kind of content");
    if kinds(revision).contains(&"tool") {
        let used = run(&server, "ask_kinds", asking("use a tool", &["tool"])).await;
        assert_eq!(text(&used), "text tool_use");
        mark("An answer that uses a tool");
    }
    // What a refusal does to the call, the transcript tells: it differs from era to era.
    let refused = call("ask_kinds", asking("refuse", &[]));
    let _ = server.call(refused, CancellationToken::new()).await;
    mark("A refusal");
    cancelled(&server, &mut watch).await;
    run(&server, "nothing", json!({})).await;
    server.close().await;
    mark("A call that is cancelled, another one, and the end (in no certain order)");
}

fn asking(question: &str, kinds: &[&str]) -> Value {
    json!({ "question": question, "kinds": kinds })
}

async fn cancelled(server: &Connection, watch: &mut Watch) {
    let cancel = CancellationToken::new();
    let running = server.call(call("ask_kinds", asking("wait", &[])), cancel.clone());
    let cancelling = async {
        watch
            .wait_for(|told| {
                let Told::Asked(_, prompt) = told else { return None };
                prompt.preview(usize::MAX).starts_with("wait").then_some(())
            })
            .await;
        cancel.cancel();
    };
    let stopped = tokio::join!(running, cancelling).0.unwrap_err();
    assert_eq!(stopped.code, FaultCode::Stopped);
    watch.ended().await;
    if server.info().era == Era::Legacy {
        // Python's SDK 1.x says so when it is answered what it does not wait for any more.
        watch.logged("Internal Server Error").await;
    }
}

#[rstest]
#[tokio::test]
async fn on_standard_input_and_output(
    #[values("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28")]
    revision: &'static str,
) {
    let kept = tempfile::tempdir().unwrap();
    let record = kept.path().join("record");
    let which = python(revision);
    let python = installed(&format!("{which}/.venv/bin/python"));
    let script = format!("{which}/server.py");
    let arguments = ["recorder.py", path(&record), revision, path(&python), script.as_str()];
    let mut server = program("recorded", Path::new("python3"), &arguments);
    server.elicitation = false;
    let mut names = Names::default();
    let (mut transcript, mut seen) = (String::new(), 0);
    play(&server, revision, |scene| {
        let lines = std::fs::read_to_string(&record).unwrap();
        let new: Vec<Value> =
            lines.lines().skip(seen).map(|line| serde_json::from_str(line).unwrap()).collect();
        seen += new.len();
        let told = new.into_iter().filter_map(|line| {
            let side = if line["from"] == "client" { Side::Client } else { Side::Server };
            let arrow = if side == Side::Client { "→" } else { "←" };
            let message = line["message"].clone();
            let told = !names.is_of_listening(&message);
            told.then(|| format!("{arrow} {}\n", names.of(message, side)))
        });
        add(&mut transcript, scene, told.collect());
    })
    .await;
    insta::assert_snapshot!(format!("stdio_{revision}"), transcript);
}

#[rstest]
#[tokio::test]
async fn over_http(
    #[values("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28")]
    revision: &'static str,
) {
    let is_modern = revision == "2026-07-28";
    let python = if is_modern { serve::python2() } else { serve::python1() };
    let mut server = python.server();
    let Launch::Remote { url, .. } = &mut server.launch else { panic!("it is remote") };
    let (recorder, at) = Recorder::before(url.trim_end_matches("/mcp"), Some(revision)).await;
    *url = format!("{at}/mcp");
    server.elicitation = false;
    let mut names = Names::default();
    // What came on a stream is told where the stream was asked for, so in the end.
    let mut scenes = Vec::new();
    play(&server, revision, |scene| scenes.push((scene, recorder.passed().len()))).await;
    let passed = recorder.passed();
    let (mut transcript, mut seen) = (String::new(), 0);
    for (scene, until) in scenes {
        let told = passed[seen..until].iter().filter_map(|passed| {
            let asked = serde_json::from_slice(&passed.body).unwrap_or_default();
            (!names.is_of_listening(&asked)).then(|| names.of_passed(passed))
        });
        add(&mut transcript, scene, told.collect());
        seen = until;
    }
    assert_eq!(seen, passed.len());
    insta::assert_snapshot!(format!("http_{revision}"), transcript);
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Adds a scene. In the last one two sides act at once.
fn add(transcript: &mut String, scene: &str, mut told: Vec<String>) {
    if scene.ends_with("(in no certain order)") {
        told.sort();
    }
    writeln!(transcript, "# {scene}\n\n{}", told.concat()).unwrap();
}

/// Who says something.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Client,
    Server,
}

/// Names for what differs from run to run, by what it is and how it was called.
#[derive(Default)]
struct Names {
    given: HashMap<(&'static str, String), String>,
    /// The id of the question that listens for changes.
    listening: Option<Value>,
}

impl Names {
    fn name(&mut self, kind: &'static str, value: &str) -> String {
        let next = self.given.keys().filter(|(of, _)| *of == kind).count() + 1;
        let name = self.given.entry((kind, value.to_owned()));
        name.or_insert_with(|| format!("{kind}-{next}")).clone()
    }

    /// Whether a message belongs to the listening for changes (2026-07-28), which goes on beside all
    /// else: its place among the others differs from run to run.
    fn is_of_listening(&mut self, message: &Value) -> bool {
        match message["method"].as_str() {
            Some("subscriptions/listen") => {
                self.listening = Some(message["id"].clone());
                true
            }
            Some("notifications/subscriptions/acknowledged") => true,
            Some("notifications/cancelled") => {
                self.listening.as_ref() == Some(&message["params"]["requestId"])
            }
            Some(_) => false,
            None => self.listening.is_some() && self.listening.as_ref() == message.get("id"),
        }
    }

    /// A message with names in the place of what differs.
    fn of(&mut self, mut message: Value, side: Side) -> Value {
        // Each side counts its own questions.
        let asks = message["method"].is_string();
        let ids = if asks == (side == Side::Client) { "ours" } else { "theirs" };
        self.rename(&mut message, ids);
        message
    }

    fn rename(&mut self, value: &mut Value, ids: &'static str) {
        match value {
            Value::Object(fields) => fields.iter_mut().for_each(|(key, value)| {
                match (key.as_str(), &*value) {
                    ("id" | "requestId", Value::Number(_)) => {
                        *value = self.name(ids, &value.to_string()).into();
                    }
                    ("progressToken", Value::Number(_)) => {
                        *value = self.name("token", &value.to_string()).into();
                    }
                    ("requestState", Value::String(state)) => {
                        *value = self.name("state", state).into();
                    }
                    ("version", Value::String(_)) => *value = "…".into(),
                    // One tool stands for all, so that a new one is no other transcript.
                    ("tools", Value::Array(tools)) if tools.len() > 1 => {
                        let one = tools.iter().find(|tool| tool["name"] == "nothing").cloned();
                        *value = json!([one, "…"]);
                    }
                    _ => self.rename(value, ids),
                }
            }),
            Value::Array(values) => values.iter_mut().for_each(|value| self.rename(value, ids)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn of_passed(&mut self, passed: &Passed) -> String {
        let mut told = format!("→ {}{}\n", passed.method, self.headers(&passed.headers));
        if !passed.body.is_empty() {
            let message = serde_json::from_slice(&passed.body).unwrap();
            writeln!(told, "  {}", self.of(message, Side::Client)).unwrap();
        }
        writeln!(told, "← {}{}", passed.status, self.headers(&passed.answer_headers)).unwrap();
        let answer = String::from_utf8_lossy(&passed.answer);
        let events = answer.lines().map(|line| line.strip_prefix("data:").unwrap_or(line).trim());
        for line in events.filter(|line| !line.is_empty()) {
            match serde_json::from_str(line) {
                Ok(message) => {
                    writeln!(told, "  {}", self.of(message, Side::Server)).unwrap();
                }
                // An event's name, or a comment that keeps the connection alive.
                Err(_) if line.starts_with("event:") || line.starts_with(':') => {}
                Err(_) => writeln!(told, "  {line}").unwrap(),
            }
        }
        told
    }

    fn headers(&mut self, headers: &[(String, String)]) -> String {
        let mut told = String::new();
        for (name, value) in headers {
            let value = match name.as_str() {
                "mcp-session-id" => self.name("session", value),
                _ => value.clone(),
            };
            write!(told, "  {name}: {value}").unwrap();
        }
        told
    }
}
