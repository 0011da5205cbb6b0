//! `countersign try --provider command`: a program of this computer writes the replies.

#![cfg(unix)]
#![expect(clippy::expect_used, reason = "a test that cannot go on ends there")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use rstest::rstest;
use serde_json::Value;

const COUNTERSIGN: &str = env!("CARGO_BIN_EXE_countersign");

/// Runs the demo server's tool, whose prompt a program answers that is started so.
fn begin(line: &str, more: &[&str]) -> Command {
    let mut command = Command::new(COUNTERSIGN);
    command
        .args(["try", "--tool", "summarize", "--args", r#"{"text":"a long text"}"#])
        .args(["--provider", "command", "--command", line])
        .args(more)
        .stdin(Stdio::null());
    command
}

fn run(line: &str, more: &[&str]) -> Output {
    begin(line, more).output().expect("it runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

const ALL: [&str; 5] = ["--model", "small one", "--sign", "all", "--json"];

#[test]
fn what_it_writes_is_the_reply_and_the_prompt_is_what_it_reads() {
    let output = run("sh -c 'echo \"$1:\"; cat' sh {model}", &ALL);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let report: Value = serde_json::from_slice(&output.stdout).expect("one object");
    let exchange = &report["exchanges"][0];
    assert_eq!(exchange["state"]["name"], "released");
    assert_eq!(exchange["usage"], Value::Null, "nothing is known of what it cost");
    let reply = exchange["reply_returned"]["content"][0]["text"].as_str().expect("a text");
    assert!(reply.starts_with("small one:\n") && reply.contains("a long text"), "{reply}");
}

#[test]
fn its_answer_is_found_in_json_and_a_path_is_meant_from_here() {
    let folder = tempfile::tempdir().expect("a folder");
    let script = "#!/bin/sh\necho '{\"result\":{\"text\":\"in short\"}}'\n";
    fs::write(folder.path().join("assistant"), script).expect("a script");
    let set = Command::new("chmod").args(["+x", "assistant"]).current_dir(&folder).status();
    assert!(set.expect("chmod runs").success());
    let more = ["--command-json", "/result/text", "--command-timeout", "60"];
    let mut command = begin("./assistant", &[&ALL[..], &more].concat());
    let output = command.current_dir(&folder).output().expect("it runs");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(String::from_utf8_lossy(&output.stdout).contains("in short"));
}

#[rstest]
#[case::open_quote("sh -c 'half", &[], 2, "quotation mark")]
#[case::no_words("", &[], 2, "which program")]
#[case::no_place("true", &["--command-json", "result"], 2, "begins with a slash")]
#[case::no_time("true", &["--command-timeout", "0"], 2, "time limit")]
#[case::an_address("true", &["--base-url", "http://127.0.0.1:9"], 2, "--base-url")]
#[case::a_key("true", &["--key-env", "HOME"], 2, "--key-env")]
#[case::no_such_program("no-such-program-anywhere", &[], 1, "no program")]
#[case::fails("sh -c 'echo please sign in >&2; exit 3'", &[], 1, "exit code 3")]
#[case::too_slow("sleep 1000", &["--command-timeout", "1"], 1, "after 1 s")]
fn says_what_is_wrong(
    #[case] line: &str,
    #[case] more: &[&str],
    #[case] status: i32,
    #[case] words: &str,
) {
    let output = run(line, &[&ALL[..], more].concat());
    assert_eq!(output.status.code(), Some(status), "{}", said(&output));
    assert!(said(&output).contains(words), "{}", said(&output));
}

#[rstest]
#[case::another_provider(&["--provider", "openai", "--model", "m", "--command", "true"])]
#[case::no_command(&["--provider", "command", "--model", "m"])]
#[case::no_provider(&["--command", "true", "--model", "m"])]
#[case::no_model(&["--provider", "command", "--command", "true"])]
#[case::a_reply_too(&["--reply", "x", "--command", "true"])]
fn options_that_do_not_go_together_are_wrong_usage(#[case] options: &[&str]) {
    let run = ["try", "--tool", "summarize", "--args", r#"{"text":"a"}"#];
    let output = Command::new(COUNTERSIGN).args(run).args(options).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("--"), "an option is named: {}", said(&output));
}

/// At a real terminal nothing is run before the prompt is signed.
#[test]
fn it_is_run_when_the_prompt_is_signed_and_not_before() {
    let folder = tempfile::tempdir().expect("a folder");
    let mark = folder.path().join("ran");
    let line = format!(
        "{COUNTERSIGN} try --tool summarize --args '{{\"text\":\"a\"}}' --provider command \
         --model m --command \"sh -c 'touch {}; echo in short'\"",
        mark.display()
    );
    for (typed, status, ran) in [("r\n\n", 3, false), ("s\ns\n", 0, true)] {
        let mut terminal = Command::new("script");
        terminal.args(["--quiet", "--return", "--command", &line, "/dev/null"]);
        let mut child = terminal
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("script (of util-linux) runs");
        let mut input = child.stdin.take().expect("piped");
        std::io::Write::write_all(&mut input, typed.as_bytes()).expect("it reads");
        let output = child.wait_with_output().expect("it ends");
        let screen = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(output.status.code(), Some(status), "{screen}");
        assert_eq!((mark.exists(), screen.contains("in short")), (ran, ran), "{screen}");
    }
}

/// Killed, nothing of ours can clean up: the guard of the program does.
#[cfg(target_os = "linux")]
#[test]
fn killed_it_leaves_neither_the_program_nor_its_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let told = folder.path().join("told");
    let made = Command::new("mkfifo").arg(&told).status().expect("mkfifo runs");
    assert!(made.success());
    // It does not want to end, and what it started writes on.
    let script = format!(
        "trap \"\" TERM; while :; do mktemp -p . >/dev/null; done & pwd >{}; sleep 1000; :",
        told.display()
    );
    let line = format!("sh -c '{script}'");
    let mut run = begin(&line, &ALL).stdout(Stdio::null()).spawn().expect("it runs");
    let place = fs::read_to_string(&told).expect("it tells where it is");
    let place = Path::new(place.trim_end());
    assert!(place.is_dir(), "{}", place.display());
    run.kill().expect("it can be killed");
    run.wait().expect("it ends");
    assert!(is_gone_soon(place), "{} is still there", place.display());
}

#[cfg(target_os = "linux")]
fn is_gone_soon(folder: &Path) -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::fs::inotify::{CreateFlags, WatchFlags, add_watch, init};

    let removed = init(CreateFlags::CLOEXEC).expect("inotify");
    // What cannot be watched any more is gone.
    if add_watch(&removed, folder, WatchFlags::DELETE_SELF).is_ok() {
        let mut watched = [PollFd::new(&removed, PollFlags::IN)];
        let soon = Timespec { tv_sec: 20, tv_nsec: 0 };
        poll(&mut watched, Some(&soon)).expect("it can be waited for");
    }
    !folder.exists()
}
