use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use domain::server::{EnvVar, Launch};
use domain::{FaultCode, Identity, Protocol, Server, ServerId};
use uuid::Uuid;

use super::identity;

fn server(command: &Path, args: &[&str], cwd: Option<&Path>) -> Server {
    Server {
        id: ServerId(Uuid::nil()),
        name: "test".into(),
        launch: Launch::Program {
            command: command.to_str().unwrap().into(),
            args: args.iter().map(|&arg| arg.into()).collect(),
            env: vec![],
            cwd: cwd.map(|cwd| cwd.to_str().unwrap().into()),
        },
        protocol: Protocol::Auto,
        sampling: true,
        elicitation: true,
        roots: None,
        sampling_tools: true,
        log_level: None,
    }
}

fn program(path: &Path, content: &str) {
    fs::write(path, content).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

async fn of(server: &Server) -> Identity {
    identity(server).await.unwrap()
}

#[tokio::test]
async fn every_part_counts_and_nothing_else() {
    let home = tempfile::tempdir().unwrap();
    let tool = home.path().join("tool");
    program(&tool, "one");
    let plain = of(&server(&tool, &["ab", "c"], Some(home.path()))).await;
    assert_eq!(plain, of(&server(&tool, &["ab", "c"], Some(home.path()))).await);

    assert_ne!(plain, of(&server(&tool, &["a", "bc"], Some(home.path()))).await, "arguments");
    assert_ne!(plain, of(&server(&tool, &["ab", "c"], Some(&std::env::temp_dir()))).await, "cwd");
    let copy = home.path().join("copy");
    program(&copy, "one");
    assert_ne!(plain, of(&server(&copy, &["ab", "c"], Some(home.path()))).await, "command");

    let mut keyed = server(&tool, &["ab", "c"], Some(home.path()));
    if let Launch::Program { env, .. } = &mut keyed.launch {
        env.push(EnvVar { name: "KEY".into(), value: "new".into() });
    }
    assert_eq!(plain, of(&keyed).await, "a new key does not make a new server");

    program(&tool, "two");
    assert_ne!(plain, of(&server(&tool, &["ab", "c"], Some(home.path()))).await, "content");
}

#[tokio::test]
async fn the_script_of_an_interpreter_counts() {
    let home = tempfile::tempdir().unwrap();
    let python = home.path().join("python3.11");
    program(&python, "an interpreter");
    let script = home.path().join("server.py");
    fs::write(&script, "one").unwrap();
    let before = of(&server(&python, &["-u", "server.py"], Some(home.path()))).await;
    fs::write(&script, "two").unwrap();
    assert_ne!(before, of(&server(&python, &["-u", "server.py"], Some(home.path()))).await);

    let other = home.path().join("query");
    program(&other, "no interpreter");
    let before = of(&server(&other, &["server.py"], Some(home.path()))).await;
    fs::write(&script, "three").unwrap();
    assert_eq!(before, of(&server(&other, &["server.py"], Some(home.path()))).await, "mere data");
}

#[tokio::test]
async fn a_missing_program_is_said_in_words() {
    let fault = identity(&server(Path::new("no-such-program"), &[], None)).await.unwrap_err();
    assert_eq!(fault.code, FaultCode::ServerFailed);
    assert!(fault.message.contains("no-such-program"), "{}", fault.message);
    let fault =
        identity(&server(Path::new("sh"), &[], Some(Path::new("/no/such")))).await.unwrap_err();
    assert!(fault.message.contains("/no/such"), "{}", fault.message);
}

#[tokio::test]
async fn the_demo_server_is_its_version() {
    let mut demo = server(Path::new("x"), &[], None);
    demo.launch = Launch::Demo;
    assert_eq!(of(&demo).await.0, format!("demo:{}", env!("CARGO_PKG_VERSION")));
}
