//! Questions of a server in `countersign try`.

use std::io::Write as _;
use std::process::{Command, Stdio};

use rstest::rstest;
use serde_json::Value;

const COUNTERSIGN: &str = env!("CARGO_BIN_EXE_countersign");
const SERVER: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/servers/bad/questions.py");
const ASKED: &str = r#"{"params":{"message":"Which room?","requestedSchema":{"type":"object","properties":{"room":{"type":"string","enum":["red","blue"]},"nights":{"type":"integer","minimum":1,"default":2}},"required":["room"]}}}"#;

#[rstest]
#[case::ask("ask")]
#[case::sign_all("all")]
fn where_nobody_can_be_asked_a_question_is_left(#[case] sign: &str) {
    let output = Command::new(COUNTERSIGN)
        .args(["try", "--tool", "run", "--args", ASKED, "--reply", "x", "--sign", sign, "--json"])
        .args(["--", "python3", SERVER])
        .stdin(Stdio::null())
        .output()
        .expect("it runs");
    let report: Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
    assert_eq!(output.status.code(), Some(0), "{report}");
    assert!(report["result"].to_string().contains(r#"\"action\": \"cancel\""#), "{report}");
    assert_eq!(report["questions"][0]["standing"]["name"], "cancelled");
    assert_eq!(report["questions"][0]["question"]["message"], "Which room?");
}

/// At a real terminal: `script` gives one.
#[rstest]
#[case::sent("2\n\ns\n", r#"{"action": "accept", "content": {"room": "blue", "nights": 2}}"#)]
#[case::mended(
    "9\n1\n0\ns\n1\n3\ns\n",
    r#"{"action": "accept", "content": {"room": "red", "nights": 3}}"#
)]
#[case::declined("1\n\nd\n", r#"{"action": "decline"}"#)]
#[case::left("1\n\nl\n", r#"{"action": "cancel"}"#)]
fn at_a_terminal_a_form_is_filled_in(#[case] typed: &str, #[case] answer: &str) {
    let line =
        format!("{COUNTERSIGN} try --tool run --args '{ASKED}' --reply x -- python3 {SERVER}");
    let mut child = Command::new("script")
        .args(["--quiet", "--return", "--command", &line, "/dev/null"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("script (of util-linux) runs");
    let mut input = child.stdin.take().expect("piped");
    input.write_all(typed.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    drop(input);
    let screen = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(0), "{screen}");
    assert!(screen.contains("Which room?") && screen.contains(answer), "{screen}");
}
