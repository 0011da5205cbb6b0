//! The vault with a real Secret Service: gnome-keyring on a D-Bus session of its own.
//!
//! Each test starts this program again as a child inside `dbus-run-session`, in a home of its own, so
//! that neither the person's keyring nor another test is touched. The session's end ends its daemons.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use domain::{AccountId, FaultCode};
use secrecy::{ExposeSecret, SecretString};
use store::{Vault, VaultItem, database_key};
use uuid::Uuid;

/// Set in the child, which then does the test itself.
const INSIDE: &str = "STORE_TEST_INSIDE";

/// What the child finds around it.
enum Session {
    /// A bus that can start gnome-keyring.
    Full,
    /// A bus on which nothing can be started by asking for it.
    WithoutServices,
    /// No bus.
    None,
}

/// In the child: does `test`, which is the test of this name. Outside: starts the child in such a session, twice in the same home if
/// there is a `before`, and fails if it fails.
fn inside(name: &str, session: &Session, before: Option<fn()>, test: fn()) {
    match std::env::var(INSIDE).as_deref() {
        Ok("before") => return before.unwrap()(),
        Ok(_) => return test(),
        Err(_) => {}
    }
    let home = tempfile::tempdir().unwrap();
    if before.is_some() {
        run(name, session, "before", home.path());
    }
    run(name, session, "test", home.path());
}

fn run(name: &str, session: &Session, part: &str, home: &Path) {
    // Sockets have short names at most, and belong to one session.
    let runtime = tempfile::Builder::new().prefix("s").tempdir().unwrap();
    let this = std::env::current_exe().unwrap();
    let mut command = match session {
        Session::Full => Command::new("dbus-run-session"),
        Session::WithoutServices => {
            let config = home.join("bus.conf");
            std::fs::write(&config, BUS_WITHOUT_SERVICES).unwrap();
            let mut command = Command::new("dbus-run-session");
            command.arg("--config-file").arg(config);
            command
        }
        Session::None => Command::new(&this),
    };
    if !matches!(session, Session::None) {
        command.arg("--").arg(&this);
    }
    let test = format!("vault::{name}");
    let output = command
        .args([&test, "--exact", "--nocapture"])
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap())
        .env("HOME", home)
        .env("XDG_RUNTIME_DIR", runtime.path())
        .env(INSIDE, part)
        .stdin(Stdio::null())
        .output()
        .expect("dbus-run-session starts: on Debian, `apt-get install dbus gnome-keyring`");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{part}: {said}\n{complained}");
    assert!(said.contains("1 passed"), "{part} was not found: {said}");
}

const BUS_WITHOUT_SERVICES: &str = r#"<!DOCTYPE busconfig PUBLIC
 "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// gnome-keyring, started by the test itself and ended with it.
struct Daemon(Child);

impl Daemon {
    /// Started with its login keyring unlocked by this password, or made with it.
    fn unlocked(password: &str) -> Self {
        let mut child = Command::new("gnome-keyring-daemon")
            .args(["--foreground", "--unlock", "--components=secrets"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("gnome-keyring-daemon starts: on Debian, `apt-get install gnome-keyring`");
        child.stdin.take().unwrap().write_all(password.as_bytes()).unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        said.read_line(&mut String::new()).unwrap();
        drain(said);
        Self(child)
    }

    fn signal(&self, name: &str) {
        let pid = self.0.id().to_string();
        assert!(Command::new("kill").args([name, &pid]).status().unwrap().success());
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

/// Reads on, so that the daemon never waits for a reader.
fn drain(mut said: BufReader<ChildStdout>) {
    std::thread::spawn(move || said.read_to_end(&mut Vec::new()));
}

const SERVICE: &str = "countersign-test";
const PASSWORD: &str = "test-pass";

fn account() -> VaultItem {
    VaultItem::Account(AccountId(Uuid::nil()))
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

async fn text(vault: &Vault, item: VaultItem) -> Option<String> {
    vault.get(item).await.unwrap().map(|secret| secret.expose_secret().to_owned())
}

async fn code(vault: &Vault, item: VaultItem) -> FaultCode {
    let Err(fault) = vault.get(item).await else { panic!("it answered") };
    assert!(!fault.message.is_empty());
    fault.code
}

#[test]
fn an_unlocked_keychain_keeps_keys() {
    inside("an_unlocked_keychain_keeps_keys", &Session::Full, None, || {
        let _daemon = Daemon::unlocked(PASSWORD);
        block_on(async {
            let vault = Vault::system(SERVICE);
            assert_eq!(text(&vault, account()).await, None);
            vault.set(account(), SecretString::from("sk-1")).await.unwrap();
            vault.set(account(), SecretString::from("sk-2")).await.unwrap();
            assert_eq!(text(&vault, account()).await.as_deref(), Some("sk-2"));
            let other = Vault::system(SERVICE);
            assert_eq!(text(&other, account()).await.as_deref(), Some("sk-2"));
            assert_eq!(text(&other, VaultItem::DatabaseKey).await, None);
            assert_eq!(text(&Vault::system("another app"), account()).await, None);
            vault.remove(account()).await.unwrap();
            vault.remove(account()).await.unwrap();
            assert_eq!(text(&other, account()).await, None);
        });
    });
}

#[test]
fn a_database_key_is_found_again_in_the_next_session() {
    async fn opens() {
        let path = Path::new(&std::env::var_os("HOME").unwrap()).join("data/history.db");
        let key = database_key(&Vault::system(SERVICE), &path).await.unwrap();
        let store = store::Store::open(&path, &key).await.unwrap();
        let times = store.setting("times").await.unwrap().map_or(0, |n| n.as_u64().unwrap());
        store.set_setting("times", &(times + 1).into()).await.unwrap();
        store.close().await;
        let expected = u64::from(std::env::var(INSIDE).as_deref() != Ok("before"));
        assert_eq!(times, expected);
    }
    let open = || {
        let _daemon = Daemon::unlocked(PASSWORD);
        block_on(opens());
    };
    inside("a_database_key_is_found_again_in_the_next_session", &Session::Full, Some(open), open);
}

#[test]
fn a_locked_keychain_says_so_and_no_key_is_made() {
    inside(
        "a_locked_keychain_says_so_and_no_key_is_made",
        &Session::Full,
        Some(|| {
            let _daemon = Daemon::unlocked(PASSWORD);
            block_on(async {
                let vault = Vault::system(SERVICE);
                vault.set(account(), SecretString::from("sk-1")).await.unwrap();
            });
        }),
        || {
            // Nobody gave the password: the bus starts the daemon, which cannot ask for it without a
            // screen.
            block_on(async {
                let vault = Vault::system(SERVICE);
                assert_eq!(code(&vault, account()).await, FaultCode::VaultLocked);
                let set = vault.set(account(), SecretString::from("sk-2")).await;
                assert_eq!(set.unwrap_err().code, FaultCode::VaultLocked);
                let path = Path::new("history.db");
                let Err(fault) = database_key(&vault, path).await else { panic!("a key was made") };
                assert_eq!(fault.code, FaultCode::VaultLocked);
            });
        },
    );
}

#[test]
fn a_keychain_without_a_keyring_says_what_is_missing() {
    inside("a_keychain_without_a_keyring_says_what_is_missing", &Session::Full, None, || {
        block_on(async {
            let vault = Vault::system(SERVICE);
            // It says "no such entry" although it could keep none: that proves nothing.
            assert_eq!(text(&vault, VaultItem::DatabaseKey).await, None);
            let fault = vault.set(account(), SecretString::from("sk")).await.unwrap_err();
            assert_eq!(fault.code, FaultCode::VaultLocked);
            assert!(fault.message.contains("no keyring"), "{fault:?}");
        });
    });
}

#[test]
fn a_session_without_a_keychain_says_so() {
    inside("a_session_without_a_keychain_says_so", &Session::WithoutServices, None, || {
        block_on(async {
            assert_eq!(code(&Vault::system(SERVICE), account()).await, FaultCode::VaultMissing);
        });
    });
}

#[test]
fn a_system_without_a_bus_says_so() {
    inside("a_system_without_a_bus_says_so", &Session::None, None, || {
        block_on(async {
            let vault = Vault::system(SERVICE);
            assert_eq!(code(&vault, account()).await, FaultCode::VaultMissing);
            assert_eq!(code(&vault, account()).await, FaultCode::VaultMissing);
        });
    });
}

#[test]
fn a_keychain_that_comes_later_or_is_restarted_is_found() {
    inside(
        "a_keychain_that_comes_later_or_is_restarted_is_found",
        &Session::WithoutServices,
        None,
        || {
            block_on(async {
                let vault = Vault::system(SERVICE);
                assert_eq!(code(&vault, account()).await, FaultCode::VaultMissing);
                let daemon = Daemon::unlocked(PASSWORD);
                vault.set(account(), SecretString::from("sk-1")).await.unwrap();
                drop(daemon);
                assert_eq!(code(&vault, account()).await, FaultCode::VaultMissing);
                let _daemon = Daemon::unlocked(PASSWORD);
                assert_eq!(text(&vault, account()).await.as_deref(), Some("sk-1"));
            });
        },
    );
}

#[test]
fn a_keychain_that_does_not_answer_is_late_and_can_be_asked_again() {
    inside(
        "a_keychain_that_does_not_answer_is_late_and_can_be_asked_again",
        &Session::WithoutServices,
        None,
        || {
            let daemon = Daemon::unlocked(PASSWORD);
            block_on(async {
                let vault = Vault::patient(SERVICE, Duration::from_millis(300));
                keep(&vault, "sk-1").await;
                daemon.signal("-STOP");
                let asked = Instant::now();
                assert_eq!(code(&vault, account()).await, FaultCode::VaultLate);
                let set = vault.set(account(), SecretString::from("sk-2")).await;
                assert_eq!(set.unwrap_err().code, FaultCode::VaultLate);
                assert!(asked.elapsed() < Duration::from_secs(5), "neither waited for the other");
                daemon.signal("-CONT");
                // What was late has been given up: it is neither an answer to this nor done after all.
                assert_eq!(insist(&vault).await, "sk-1");
            });
        },
    );
}

/// Keeps a key, with a vault that may be too impatient for a busy machine.
async fn keep(vault: &Vault, secret: &str) {
    while vault.set(account(), SecretString::from(secret)).await.is_err() {}
}

/// Asks until there is an answer.
async fn insist(vault: &Vault) -> String {
    loop {
        if let Ok(secret) = vault.get(account()).await {
            break secret.unwrap().expose_secret().to_owned();
        }
    }
}

/// How many threads of this process ask a keychain.
fn asking_threads() -> usize {
    let tasks = Path::new("/proc/self/task").read_dir().unwrap();
    let names =
        tasks.filter_map(|task| std::fs::read_to_string(task.unwrap().path().join("comm")).ok());
    names.filter(|name| name.trim() == "vault").count()
}

#[test]
fn a_read_that_is_never_answered_is_left_behind_and_a_write_is_not() {
    inside(
        "a_read_that_is_never_answered_is_left_behind_and_a_write_is_not",
        &Session::WithoutServices,
        None,
        || {
            let daemon = Daemon::unlocked(PASSWORD);
            block_on(async {
                for (writes, threads) in [(true, 1), (false, 2)] {
                    let vault = Vault::patient(SERVICE, Duration::from_millis(200));
                    keep(&vault, "sk-1").await;
                    daemon.signal("-STOP");
                    if writes {
                        let set = vault.set(account(), SecretString::from("sk-2")).await;
                        assert_eq!(set.unwrap_err().code, FaultCode::VaultLate);
                    }
                    for _ in 0..9 {
                        assert_eq!(code(&vault, account()).await, FaultCode::VaultLate);
                    }
                    assert_eq!(asking_threads(), threads);
                    daemon.signal("-CONT");
                    assert_eq!(insist(&vault).await, if writes { "sk-2" } else { "sk-1" });
                    drop(vault);
                    while asking_threads() > 0 {
                        std::thread::yield_now();
                    }
                }
            });
        },
    );
}

#[test]
fn memory_keeps_keys_for_one_session() {
    block_on(async {
        let vault = Vault::memory();
        vault.set(account(), SecretString::from("sk-1")).await.unwrap();
        assert_eq!(text(&vault.clone(), account()).await.as_deref(), Some("sk-1"));
        vault.remove(account()).await.unwrap();
        assert_eq!(text(&vault, account()).await, None);
        assert_eq!(text(&Vault::memory(), account()).await, None);
    });
}
