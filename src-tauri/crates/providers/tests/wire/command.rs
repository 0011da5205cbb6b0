//! Programs as models: real ones, run, fed, read and ended.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use domain::account::{Output, Program};
use domain::{Account, Digest, FaultCode, Message, Prompt, ProviderKind, Role, StopReason, Target};
use providers::{Background, Client, Loss, Provider};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fd::OwnedFd;
use rustix::process::{Pid, PidfdFlags, pidfd_open};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::support::{account, model, prompt, run, sign, sign_bytes, signed, write};

/// Long enough for anything here to end, on a busy machine.
const SOON: Timespec = Timespec { tv_sec: 10, tv_nsec: 0 };

fn example() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let guard = test.parent().unwrap().parent().unwrap().join("examples/guard");
    assert!(guard.exists(), "{} is missing: build the examples", guard.display());
    guard
}

pub(crate) fn client() -> Client {
    Client::with_guard(example())
}

fn shell(script: &str) -> Program {
    Program {
        command: "sh".into(),
        args: vec!["-c".into(), script.into()],
        output: Output::Text,
        models: vec!["m".into()],
        seconds: 60,
        identity: None,
    }
}

/// An account of a program that a person agreed to.
pub(crate) async fn agreed(program: Program) -> Account {
    let mut account = Account { program: Some(program), ..account(ProviderKind::Command, "") };
    let identity = providers::program_identity(&account, &client()).await.unwrap();
    account.program.as_mut().unwrap().identity = Some(identity);
    account
}

async fn provider(program: Program) -> Arc<dyn Provider> {
    providers::connect(&agreed(program).await, None, &client()).unwrap()
}

async fn answer(script: &str, text: &str) -> String {
    let run = run(&*provider(shell(script)).await, text).await;
    let written = run.outcome.unwrap();
    assert_eq!(written.reply.usage, None, "nothing is known of what it cost");
    assert_eq!(run.deltas.concat(), said(&written.reply));
    said(&written.reply)
}

fn said(reply: &domain::Reply) -> String {
    reply.content.iter().filter_map(domain::Content::as_text).collect()
}

async fn failure(program: Program) -> providers::Failure {
    run(&*provider(program).await, "Hi").await.failure()
}

/// Whether a process is gone, or soon is; it need not be a child of ours.
fn ends(pid: &str) -> bool {
    let pid = Pid::from_raw(pid.trim().parse().unwrap()).unwrap();
    let Ok(process) = pidfd_open(pid, PidfdFlags::empty()) else { return true };
    ended(&process)
}

fn ended(process: &OwnedFd) -> bool {
    loop {
        let mut watched = [PollFd::new(process, PollFlags::IN)];
        match poll(&mut watched, Some(&SOON)) {
            Err(rustix::io::Errno::INTR) => {}
            count => return count.unwrap() == 1,
        }
    }
}

#[tokio::test]
async fn the_prompt_is_read_to_its_end_and_the_answer_is_what_is_written() {
    assert_eq!(answer("cat", "Tell me: é 世 😀").await, "Tell me: é 世 😀");
    assert_eq!(answer("cat >/dev/null; printf 'one\\n\\ntwo\\r\\n\\n'", "Hi").await, "one\n\ntwo");
    // One that reads nothing of it answers all the same.
    assert_eq!(answer("echo done", &"x".repeat(1 << 20)).await, "done");
}

#[tokio::test]
async fn a_model_is_asked_for_by_its_name_and_no_shell_sees_it() {
    let mut program = shell("printf %s \"$1\"");
    program.args.extend(["sh".into(), "--model={model}".into()]);
    program.models = vec!["m".into(), "$(id); x".into()];
    let target = Target::Model { model: model("$(id); x") };
    let provider = provider(program).await;
    let written = write(&*provider, &sign(prompt("Hi"), target), &CancellationToken::new()).await;
    assert_eq!(said(&written.outcome.unwrap().reply), "--model=$(id); x");
}

#[tokio::test]
async fn it_runs_in_an_empty_folder_that_is_gone_afterwards() {
    let folder = answer("ls -A | wc -l | tr -d ' '; pwd; echo left > behind", "Hi").await;
    let (files, folder) = folder.split_once('\n').unwrap();
    assert_eq!(files, "0");
    assert!(folder.contains("countersign-run-") && !Path::new(folder).exists(), "{folder}");
}

#[tokio::test]
async fn it_gets_none_of_our_variables_but_the_named_ones() {
    let names = answer("env | cut -d= -f1", "Hi").await;
    let names: Vec<&str> = names.lines().collect();
    assert!(names.contains(&"PATH") && names.contains(&"HOME"), "{names:?}");
    assert!(std::env::var_os("CARGO_MANIFEST_DIR").is_some());
    assert!(!names.iter().any(|name| name.starts_with("CARGO")), "{names:?}");
}

#[tokio::test]
async fn text_is_shown_as_it_comes() {
    let folder = tempfile::tempdir().unwrap();
    let go = folder.path().join("go");
    // It ends only after what it wrote first was seen.
    let script = format!("echo one; while [ ! -e '{}' ]; do :; done; echo two", go.display());
    let provider = provider(shell(&script)).await;
    let deltas = |delta: providers::Delta<'_>| {
        if delta == providers::Delta::Text("one") {
            fs::write(&go, "").unwrap();
        }
    };
    let (signed, stop) = (signed("Hi"), CancellationToken::new());
    let written = provider.generate(&signed, Background::default(), &deltas, &stop).await.unwrap();
    assert_eq!(said(&written.reply), "one\ntwo");
}

#[tokio::test]
async fn it_is_stopped_with_what_it_started() {
    let provider = provider(shell("sleep 1000 & echo $$ $!; wait")).await;
    let stop = CancellationToken::new();
    let deltas = |_: providers::Delta<'_>| stop.cancel();
    let signed = signed("Hi");
    let written = provider.generate(&signed, Background::default(), &deltas, &stop).await.unwrap();
    assert!(written.stopped);
    assert_eq!(written.reply.stop_reason, StopReason::Stopped);
    let said = said(&written.reply);
    assert!(said.split_whitespace().count() == 2 && said.split_whitespace().all(ends), "{said}");
}

#[tokio::test]
async fn a_child_that_outlives_it_ends_with_it() {
    // The child holds the output open.
    let pid = answer("sleep 1000 & echo $!", "Hi").await;
    assert!(ends(&pid));
}

/// A guard, started in a folder.
fn guard(words: &[&str], folder: &Path) -> Child {
    Command::new(example())
        .arg(programs::GUARD)
        .args(words)
        .current_dir(folder)
        // It ends its whole group, in which this test must not be.
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

#[test]
fn it_does_not_outlive_us() {
    let folder = tempfile::tempdir().unwrap();
    let script = "trap '' TERM; echo $$; sleep 1000; :";
    let mut guard = guard(&["answer", "sh", "-c", script], folder.path());
    let mut pid = String::new();
    BufReader::new(guard.stdout.take().unwrap()).read_line(&mut pid).unwrap();
    // As if we had crashed: nobody reads any more.
    drop(guard.stderr.take());
    assert!(ends(&pid));
    guard.wait().unwrap();
}

/// Whether a guard that is started there removes that folder, once the one before it is gone.
fn sweeps(folder: &Path) -> bool {
    let mut guard = guard(&["sweep"], folder);
    drop(guard.stdin.take());
    guard.wait().unwrap().success()
}

#[test]
fn no_link_is_followed_out_of_its_folder() {
    let other = tempfile::tempdir().unwrap();
    let kept = other.path().join("kept");
    fs::write(&kept, "").unwrap();
    let folder = programs::folder().unwrap();
    fs::create_dir_all(folder.path().join("a/b")).unwrap();
    for (to, name) in [(other.path(), "a/folder"), (&kept, "a/b/file"), (folder.path(), "self")] {
        symlink(to, folder.path().join(name)).unwrap();
    }
    assert!(sweeps(folder.path()));
    assert!(!folder.path().exists() && kept.exists());
}

#[test]
fn no_folder_but_one_of_its_own_is_removed() {
    let other = tempfile::tempdir().unwrap();
    // By the right name in another place, and as a link by the right name in the right place.
    let named = other.path().join("countersign-run-here");
    fs::create_dir(&named).unwrap();
    let link = programs::folder().unwrap();
    fs::remove_dir(link.path()).unwrap();
    symlink(other.path(), link.path()).unwrap();
    for folder in [other.path(), &named, link.path()] {
        assert!(!sweeps(folder), "{}", folder.display());
        assert!(named.exists() && link.path().is_symlink(), "{}", folder.display());
    }
    fs::remove_file(link.path()).unwrap();
}

#[tokio::test]
async fn one_that_takes_too_long_is_ended() {
    let failure = failure(Program { seconds: 1, ..shell("echo $$; exec sleep 1000") }).await;
    assert_eq!(failure.fault.code, FaultCode::ProviderFailed);
    assert!(failure.fault.message.contains("after 1 s"), "{failure:?}");
    assert!(ends(&said(&failure.partial.unwrap())));
}

#[tokio::test]
async fn an_exit_code_and_what_it_complained_of_are_told() {
    let failure = failure(shell("echo half; echo 'please sign in' >&2; exit 3")).await;
    assert!(failure.fault.message.contains("ended with exit code 3"), "{failure:?}");
    assert_eq!(failure.fault.detail.as_deref(), Some("please sign in"));
    assert_eq!(said(&failure.partial.unwrap()), "half");
}

#[tokio::test]
async fn a_signal_is_told() {
    let failure = failure(shell("kill -SEGV $$")).await;
    assert!(failure.fault.message.contains("was ended by signal 11"), "{failure:?}");
}

#[tokio::test]
async fn nothing_at_all_is_no_answer() {
    let failure = failure(shell("cat >/dev/null")).await;
    assert!(failure.fault.message.contains("without an answer"), "{failure:?}");
}

#[tokio::test]
async fn what_is_no_text_is_no_answer() {
    let failure = failure(shell("printf 'caf\\351 is not UTF-8'; sleep 1000")).await;
    assert!(failure.fault.message.contains("no text (UTF-8)"), "{failure:?}");
}

#[tokio::test]
async fn ten_megabytes_are_taken_and_no_end_is_not() {
    let long = answer("head -c 10485760 /dev/zero | tr '\\0' a", "Hi").await;
    assert_eq!(long.len(), 10 << 20);
    let failure = failure(shell("yes")).await;
    assert!(failure.fault.message.contains("more than 16 MB"), "{}", failure.fault.message);
}

#[tokio::test]
async fn a_flood_of_complaints_does_not_stop_it() {
    assert_eq!(answer("head -c 5000000 /dev/zero >&2; echo fine", "Hi").await, "fine");
}

#[tokio::test]
async fn the_answer_is_found_in_json() {
    let json = |script: &str| Program {
        output: Output::Json { at: "/result/0/text".into() },
        ..shell(script)
    };
    let run = run(&*provider(json("echo '{\"result\":[{\"text\":\"Hi\"}]}'")).await, "Hi").await;
    assert_eq!(said(&run.outcome.unwrap().reply), "Hi");
    let failure = failure(json("echo '{\"result\":[]}'")).await;
    assert!(failure.fault.message.contains("/result/0/text"), "{failure:?}");
    assert!(failure.fault.detail.unwrap().contains("\"result\""));
}

#[tokio::test]
async fn a_stop_sequence_ends_the_answer_and_the_program() {
    let provider = provider(shell("echo one; echo STOP; echo two; exec sleep 1000")).await;
    let prompt = Prompt { stop_sequences: vec!["STOP".into()], ..prompt("Hi") };
    let target = Target::Model { model: model("m") };
    let run = write(&*provider, &sign(prompt, target), &CancellationToken::new()).await;
    let reply = run.outcome.unwrap().reply;
    assert_eq!((said(&reply).as_str(), reply.stop_reason), ("one\n", StopReason::StopSequence));
}

#[tokio::test]
async fn node_and_python_answer_too() {
    for (command, script) in [
        ("node", "let t='';process.stdin.on('data',d=>t+=d).on('end',()=>console.log('js '+t))"),
        ("python3", "import sys; print('py ' + sys.stdin.read())"),
    ] {
        let flag = if command == "node" { "-e" } else { "-c" };
        let args = vec![flag.into(), script.into()];
        let provider = provider(Program { command: command.into(), args, ..shell("") }).await;
        let said = said(&run(&*provider, "Hi").await.outcome.unwrap().reply);
        assert!(said == "js Hi" || said == "py Hi", "{said}");
    }
}

/// A script of this text that may be run.
fn script(folder: &tempfile::TempDir, text: &str) -> PathBuf {
    let path = folder.path().join("assistant");
    fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

#[tokio::test]
async fn one_that_was_replaced_is_not_run() {
    let folder = tempfile::tempdir().unwrap();
    let path = script(&folder, "echo good");
    let command = path.to_str().unwrap().to_owned();
    let program = Program { command, args: vec![], ..shell("") };
    let provider = provider(program).await;
    assert_eq!(provider.models().await.unwrap()[0].id, "m");
    let mark = folder.path().join("ran");
    script(&folder, &format!("touch '{}'; echo bad", mark.display()));
    let failure = run(&*provider, "Hi").await.failure();
    assert_eq!(failure.fault.code, FaultCode::NotAProvider);
    assert_eq!(provider.models().await.unwrap_err().code, FaultCode::NotAProvider);
    assert!(!mark.exists());
}

#[tokio::test]
async fn one_that_is_not_there_or_was_never_agreed_to_is_told() {
    let mut account = agreed(shell("echo hi")).await;
    account.program.as_mut().unwrap().identity = None;
    let unagreed = providers::connect(&account, None, &client()).unwrap();
    assert_eq!(unagreed.models().await.unwrap_err().code, FaultCode::NotAProvider);
    account.program.as_mut().unwrap().command = "countersign-no-such-program".into();
    let missing = providers::connect(&account, None, &client()).unwrap();
    let fault = missing.models().await.unwrap_err();
    assert_eq!(fault.code, FaultCode::ProviderUnreachable);
    assert!(fault.message.contains("countersign-no-such-program"), "{fault:?}");
    // And without a guard nothing is run.
    assert!(providers::connect(&account, None, &Client::new()).is_err());
}

#[tokio::test]
async fn what_is_shown_is_what_it_reads_and_nothing_else_is_run() {
    let account = agreed(shell("cat")).await;
    let mut prompt = prompt("Hi");
    prompt.system = Some("Be brief.".into());
    prompt.messages.push(Message::text(Role::Assistant, "Hello"));
    let outgoing = providers::outgoing(&account, "m", &prompt, Background::default()).unwrap();
    assert_eq!(outgoing.program.as_deref(), Some(&["sh", "-c", "cat"].map(str::to_owned)[..]));
    let provider = providers::connect(&account, None, &client()).unwrap();
    let target = || Target::Model { model: model("m") };
    let signed = sign_bytes(prompt.clone(), target(), Some(outgoing.digest()));
    let run = write(&*provider, &signed, &CancellationToken::new()).await;
    assert_eq!(said(&run.outcome.unwrap().reply).as_bytes(), outgoing.body);
    let other = sign_bytes(prompt.clone(), target(), Some(Digest("0".repeat(64))));
    let failure = write(&*provider, &other, &CancellationToken::new()).await.failure();
    assert!(failure.fault.message.contains("no longer what was signed"), "{failure:?}");
    let losses = providers::losses(ProviderKind::Command, "", "m", &prompt);
    assert_eq!(losses, [Loss::MaxTokens, Loss::Script]);
}

#[tokio::test]
async fn a_trial_runs_it_once() {
    let answer = providers::try_program(&agreed(shell("cat")).await, &client()).await.unwrap();
    assert!(answer.contains("which model are you?"), "{answer}");
}

#[tokio::test]
async fn dropping_the_future_ends_it() {
    let provider = provider(shell("echo $$; exec sleep 1000")).await;
    let (signed, stop) = (signed("Hi"), CancellationToken::new());
    let (pid, came) = (Mutex::new(String::new()), Notify::new());
    let deltas = |delta: providers::Delta<'_>| {
        if let providers::Delta::Text(text) = delta {
            pid.lock().unwrap().push_str(text);
            came.notify_one();
        }
    };
    tokio::select! {
        _ = provider.generate(&signed, Background::default(), &deltas, &stop) => panic!("it ended by itself"),
        () = came.notified() => {}
    }
    assert!(ends(&pid.lock().unwrap()));
}
