//! What the engine keeps of a server at a URL, and what ends when the URL changes.

#![expect(clippy::expect_used, reason = "a test that cannot go on ends there")]

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};

use domain::header::HeaderSetting;
use domain::server::{LaunchSettings, ServerSettings};
use domain::{FaultCode, Protocol, ProviderKind, ServerId};
use integration::House;

const CHILD: &str = env!("CARGO_BIN_EXE_integration-child");
/// Nobody listens there.
const URL: &str = "http://127.0.0.1:9/mcp";
const OTHER: &str = "http://127.0.0.1:9/other";

fn at(url: &str, token: Option<&str>) -> ServerSettings {
    let header =
        HeaderSetting { name: "Authorization".into(), value: token.map(ToOwned::to_owned) };
    ServerSettings {
        name: "remote".into(),
        launch: LaunchSettings::Remote { url: url.into(), headers: vec![header] },
        protocol: Protocol::Auto,
        sampling: true,
        elicitation: true,
        roots: None,
        sampling_tools: true,
        log_level: None,
    }
}

async fn house() -> (House, ServerId) {
    let house = House::open(Path::new(CHILD)).await;
    let server = house.engine.save_server(None, at(URL, Some("Bearer hidden"))).await;
    (house, server.expect("it can be kept"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_header_stays_in_and_goes_to_no_other_url() {
    let (house, server) = house().await;
    let engine = &house.engine;
    let seen = engine.subscribe().0;
    assert_eq!(seen.servers[0].settings, at(URL, None));
    assert!(!serde_json::to_string(&seen).expect("it can be shown").contains("hidden"));

    engine.save_server(Some(server), at(URL, None)).await.expect("it stays as it is");
    let fault = engine.save_server(Some(server), at(OTHER, None)).await.expect_err("not to there");
    assert_eq!(fault.code, FaultCode::Invalid);
    assert!(fault.message.contains("Authorization") && !fault.message.contains("hidden"));
    engine.save_server(Some(server), at(OTHER, Some("Bearer new"))).await.expect("entered anew");
    engine.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_header_goes_along_from_the_vault() {
    let listening = Listening::start("/token");
    let house = House::open(Path::new(CHILD)).await;
    let engine = &house.engine;
    let of = |token| at(&listening.url, token);
    let server = engine.save_server(None, of(Some("Bearer right"))).await.expect("it is kept");
    engine.start_server(server).await.expect("the token goes along");
    engine.stop_server(server).await.expect("it stops");
    engine.save_server(Some(server), of(None)).await.expect("it stays as it is");
    engine.start_server(server).await.expect("it still does");
    engine.stop_server(server).await.expect("it stops");
    engine.save_server(Some(server), of(Some("Bearer wrong"))).await.expect("entered anew");
    let fault = engine.start_server(server).await.expect_err("this is another one");
    assert!(fault.message.contains("Authorization"), "{fault}");
    engine.remove_server(server).await.expect("it goes");
    engine.close().await;
}

/// The misbehaving server, at one of its paths; ends with the test.
struct Listening {
    child: Child,
    url: String,
    /// Held, so that it can go on writing.
    _log: BufReader<ChildStderr>,
}

impl Listening {
    fn start(path: &str) -> Self {
        let mut child = Command::new("python3")
            .arg("bad/over_http.py")
            .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../servers"))
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut log = BufReader::new(child.stderr.take().expect("it is piped"));
        let mut line = String::new();
        log.read_line(&mut line).expect("it says where");
        Self { child, url: format!("{}{path}", line.trim()), _log: log }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        // One that has ended by itself is none the worse for it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn grant_and_rule_die_with_the_url() {
    let (house, server) = house().await;
    let engine = &house.engine;
    let account = house.account(ProviderKind::Openai, "http://127.0.0.1:9/v1").await;
    let model = house.grant(server, account, "m").await;
    engine.sign_all(server, model).await.expect("a rule");
    let start = async || match engine.start_server(server).await {
        Err(fault) => fault,
        Ok(()) => panic!("nobody listens there"),
    };
    assert!(start().await.message.contains("cannot be reached at 127.0.0.1:9"));
    assert_eq!(engine.subscribe().0.rules.len(), 1, "it is the same server");

    engine.save_server(Some(server), at(URL, Some("Bearer new"))).await.expect("changed");
    start().await;
    assert_eq!(engine.subscribe().0.rules.len(), 1, "a new key makes no new server");

    engine.save_server(Some(server), at(OTHER, Some("Bearer new"))).await.expect("changed");
    start().await;
    let now = engine.subscribe().0;
    assert!(now.rules.is_empty(), "the rule was for what was at the other URL");
    assert!(now.servers[0].changed, "the window can say why");
    engine.close().await;
}
