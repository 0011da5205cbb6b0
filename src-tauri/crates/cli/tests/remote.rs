//! `countersign try --url`: servers on the official SDKs over HTTP, in both eras.

#![expect(clippy::expect_used, reason = "a test that cannot go on ends there")]

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use rstest::rstest;
use serde_json::Value;

/// A server that listens on a port of its own choice, and ends with the test.
struct Listening {
    child: Child,
    url: String,
    /// Held, so that it can go on writing.
    _log: BufReader<std::process::ChildStderr>,
}

impl Listening {
    fn start(program: &str, script: &str, path: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/servers");
        let mut child = Command::new(program)
            .args([script, "--http", "0"])
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("run `cargo xtask setup` first");
        let mut log = BufReader::new(child.stderr.take().expect("piped"));
        let port = log
            .by_ref()
            .lines()
            .map_while(Result::ok)
            .find_map(|line| line.split_once("http://127.0.0.1:").map(|(_, rest)| rest.to_owned()))
            .expect("it says where it listens");
        let port: String = port.chars().take_while(char::is_ascii_digit).collect();
        Self { child, url: format!("http://127.0.0.1:{port}{path}"), _log: log }
    }

    fn python(which: &str) -> Self {
        Self::start(&format!("{which}/.venv/bin/python"), &format!("{which}/server.py"), "/mcp")
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        // One that has ended by itself is none the worse for it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_countersign"));
    command.env("TOKEN_OF_THE_TEST", "Bearer right");
    command.arg("try").args(arguments).stdin(Stdio::null()).output().expect("it runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[rstest]
#[case::pushed("python1", "auto", "legacy", "pushed")]
#[case::pulled("python2", "auto", "modern", "pulled")]
#[case::pulled_by_wish("python2", "modern", "modern", "pulled")]
#[case::pushed_by_wish("python2", "legacy", "legacy", "pushed")]
fn both_eras(#[case] python: &str, #[case] era: &str, #[case] spoken: &str, #[case] door: &str) {
    let server = Listening::python(python);
    let question = ["--tool", "ask", "--args", r#"{"question":"which colour?"}"#];
    let answer = ["--reply", "blue", "--sign", "all", "--json", "--era", era];
    let output = run(&[&["--url", &server.url], &question[..], &answer].concat());
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let report: Value = serde_json::from_slice(&output.stdout).expect("one object");
    assert!(report["result"].to_string().contains("said: blue"), "{report}");
    let exchange = &report["exchanges"][0];
    assert_eq!(exchange["state"]["name"], "released");
    assert_eq!((&exchange["era"], &exchange["door"]), (&spoken.into(), &door.into()));
}

#[test]
fn the_older_transport() {
    let server = Listening::start("python3", "bad/over_http.py", "/sse");
    let output = run(&["--url", &server.url, "--tool", "run", "--reply", "x", "--json"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let report: Value = serde_json::from_slice(&output.stdout).expect("one object");
    assert!(report["result"].to_string().contains("text/event-stream"), "{report}");
}

#[rstest]
#[case::as_it_is(&["--header", "Authorization: Bearer right"], 0)]
#[case::out_of_a_variable(&["--header-env", "Authorization=TOKEN_OF_THE_TEST"], 0)]
#[case::a_wrong_one(&["--header", "Authorization: Bearer wrong-one"], 1)]
#[case::no_such_variable(&["--header-env", "Authorization=NO_SUCH_VARIABLE"], 2)]
#[case::no_header(&["--header", "Authorization"], 2)]
#[case::the_protocols_own(&["--header", "Mcp-Session-Id: 1"], 2)]
fn headers(#[case] more: &[&str], #[case] status: i32) {
    let server = Listening::start("python3", "bad/over_http.py", "/token");
    let call = ["--url", &server.url, "--tool", "run", "--reply", "x"];
    let output = run(&[&call[..], more].concat());
    assert_eq!(output.status.code(), Some(status), "{}", said(&output));
    assert!(status == 0 || !said(&output).trim().is_empty(), "a sentence says why");
    assert!(!said(&output).contains("wrong-one"), "{}", said(&output));
}

#[rstest]
#[case("http://example.com/mcp", "unencrypted")]
#[case("https://me:secret@example.com/mcp", "user name or password")]
#[case("example", "not an address")]
fn a_url_that_cannot_be_used(#[case] url: &str, #[case] why: &str) {
    let output = run(&["--url", url, "--tool", "run", "--reply", "x"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains(why) && !said(&output).contains("secret"), "{}", said(&output));
}
