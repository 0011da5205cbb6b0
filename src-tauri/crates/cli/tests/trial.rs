//! `countersign try` as a person or a script meets it: exit statuses, the one JSON object, both
//! gates at a real terminal, and nothing left behind.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on ends there")]

use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use rstest::rstest;
use serde_json::Value;

const COUNTERSIGN: &str = env!("CARGO_BIN_EXE_countersign");

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(COUNTERSIGN);
    command.arg("try").args(arguments).stdin(Stdio::null()).output().expect("it runs")
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error} in {}", String::from_utf8_lossy(&output.stdout)))
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

const SUMMARIZE: [&str; 4] = ["--tool", "summarize", "--args", r#"{"text":"a long text"}"#];

#[rstest]
#[case::pushed("legacy")]
#[case::pulled("modern")]
#[case::whichever("auto")]
fn one_object_with_every_exchange(#[case] era: &str) {
    let more = ["--reply", "short", "--sign", "all", "--json", "--era", era];
    let output = run(&[&SUMMARIZE[..], &more].concat());
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let report = json(&output);
    assert!(report["result"].to_string().contains("short"), "{report}");
    assert_eq!(report["error"], Value::Null);
    let exchange = &report["exchanges"][0];
    assert_eq!(exchange["state"]["name"], "released");
    assert_eq!(exchange["prompt_asked"], exchange["prompt_sent"]);
    assert_eq!(exchange["reply_returned"]["content"][0]["text"], "short");
    assert_eq!(exchange["era"], if era == "legacy" { "legacy" } else { "modern" });
    assert_eq!(exchange["door"], if era == "legacy" { "pushed" } else { "pulled" });
}

#[test]
fn two_requests_and_three_runs_are_all_told() {
    let review = ["--tool", "review_code", "--args", r#"{"code":"fn main() {}"}"#];
    let more = ["--reply", "fine", "--sign", "all", "--json", "--repeat", "3"];
    let output = run(&[&review[..], &more].concat());
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(json(&output)["exchanges"].as_array().map(Vec::len), Some(6));
}

#[test]
fn the_other_protocol_is_named_where_it_would_help() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/servers");
    let [python, script] = ["python2/.venv/bin/python", "python2/server.py"]
        .map(|path| folder.join(path).display().to_string());
    let ask = ["--tool", "ask_pushing", "--args", r#"{"question":"?"}"#, "--reply", "x"];
    let output = run(&[&ask[..], &["--sign", "all", "--", &python, &script]].concat());
    assert_eq!(output.status.code(), Some(1));
    let said = said(&output);
    assert!(said.contains("Here: add --era legacy."), "{said}");
}

#[test]
fn without_a_terminal_the_answer_is_no() {
    let output = run(&[&SUMMARIZE[..], &["--reply", "short", "--json"]].concat());
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
    assert_eq!(json(&output)["exchanges"][0]["state"]["name"], "refused");
}

#[rstest]
#[case::no_tool(&["--reply", "x"], 2)]
#[case::nobody_writes(&["--tool", "summarize"], 2)]
#[case::two_writers(&["--tool", "summarize", "--reply", "x", "--provider", "openai", "--model", "m"], 2)]
#[case::not_json(&["--tool", "summarize", "--reply", "x", "--args", "text"], 2)]
#[case::no_such_variable(&["--tool", "summarize", "--provider", "openai", "--model", "m", "--key-env", "NO_SUCH_VARIABLE"], 2)]
#[case::arguments_do_not_fit(&["--tool", "summarize", "--reply", "x", "--args", "{\"text\":1}"], 2)]
#[case::no_such_tool(&["--tool", "no_such_tool", "--reply", "x"], 1)]
#[case::no_such_server(&["--tool", "x", "--reply", "x", "--", "no-such-program-anywhere"], 1)]
#[case::ends_at_once(&["--tool", "x", "--reply", "x", "--", "true"], 1)]
#[case::nobody_listens(&["--tool", "summarize", "--args", "{\"text\":\"a\"}", "--sign", "all", "--provider", "openai", "--model", "m", "--base-url", "http://127.0.0.1:9/v1"], 1)]
fn says_what_is_wrong(#[case] arguments: &[&str], #[case] status: i32) {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(status), "{}", said(&output));
    assert!(!said(&output).trim().is_empty(), "a sentence says why");
}

#[test]
fn out_of_time_is_124_and_leaves_nothing() {
    // A server that reads for ever and never answers; the marker finds it in the process list.
    let marker = format!("never-answers-{}", std::process::id());
    let script = format!("while read -r line; do :; done # {marker}");
    let output = run(&["--tool", "x", "--reply", "x", "--timeout", "1", "--", "sh", "-c", &script]);
    assert_eq!(output.status.code(), Some(124), "{}", said(&output));
    let listed = Command::new("ps").args(["-eo", "args"]).output().expect("ps runs");
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    assert!(!listed.contains(&marker), "no server is left");
}

/// Slower than the time limit at each gate: the clock waits for the person.
#[test]
fn the_time_limit_does_not_run_while_somebody_decides() {
    const LIMIT: Duration = Duration::from_secs(8);
    let line = format!(
        "{COUNTERSIGN} try --tool summarize --args '{{\"text\":\"a\"}}' --reply short --timeout {}",
        LIMIT.as_secs()
    );
    let mut child = at_terminal(&line).spawn().expect("script (of util-linux) runs");
    let mut input = child.stdin.take().expect("piped");
    let mut screen = BufReader::new(child.stdout.take().expect("piped"));
    let mut shown = String::new();
    for question in ["Sign this prompt?", "Return this reply?"] {
        until(&mut screen, question, &mut shown);
        // How long a person takes is what is tried here.
        std::thread::sleep(LIMIT + Duration::from_secs(1));
        input.write_all(b"s\n").expect("it reads");
    }
    screen.read_to_string(&mut shown).expect("the screen can be read");
    assert_eq!(child.wait().expect("it ends").code(), Some(0), "{shown}");
    assert!(shown.contains("short"), "{shown}");
}

/// Reads a screen until this stands on it; what was read is added to `shown`.
fn until(screen: &mut impl BufRead, words: &str, shown: &mut String) {
    let mut read = Vec::new();
    while !String::from_utf8_lossy(&read).contains(words) {
        let before = read.len();
        screen.read_until(words.as_bytes()[words.len() - 1], &mut read).expect("it can be read");
        assert!(read.len() > before, "it ended before “{words}”: {shown}");
    }
    shown.push_str(&String::from_utf8_lossy(&read));
}

/// A command line at a real terminal: `script` gives one.
fn at_terminal(line: &str) -> Command {
    let mut command = Command::new("script");
    command.args(["--quiet", "--return", "--command", line, "/dev/null"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    command
}

#[rstest]
#[case::sign_twice("s\ns\n", 0, "short")]
#[case::refuse_with_a_reason("r\nnot this one\n", 3, "not this one")]
#[case::sign_then_refuse("s\nr\n\n", 3, "[max tokens]")]
#[case::edit_the_reply("s\ne\ns\n", 0, "short and edited")]
fn both_gates_at_a_terminal(#[case] typed: &str, #[case] status: i32, #[case] shown: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let editor = folder.path().join("editor.sh");
    std::fs::write(&editor, "#!/bin/sh\nprintf ' and edited' >> \"$1\"\n").expect("an editor");
    let line = format!(
        "{COUNTERSIGN} try --tool summarize --args '{{\"text\":\"a long text\"}}' --reply short --era legacy"
    );
    let mut child = at_terminal(&line)
        .env("EDITOR", format!("sh {}", editor.display()))
        .env_remove("VISUAL")
        .spawn()
        .expect("script (of util-linux) runs");
    let mut input = child.stdin.take().expect("piped");
    input.write_all(typed.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    drop(input);
    let screen = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(status), "{screen}");
    assert!(screen.contains(shown), "{screen}");
    assert!(screen.contains("a long text"), "the prompt is shown whole: {screen}");
}
