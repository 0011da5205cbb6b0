//! A machine of its own for each journey: screen, session bus, unlocked keychain, home.

use std::fs::{self, Permissions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use tempfile::TempDir;

use crate::Outcome;
use crate::owned::{self, Owned};
use crate::window::{PATIENCE, PULSE};

/// A session bus that starts nothing by itself: no portal and no accessibility bus wakes up and
/// makes one journey differ from the next.
const BUS: &str = r#"<busconfig>
  <type>session</type>
  <listen>unix:runtime=yes</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// A screen, a session bus with an unlocked keychain, and an empty home.
///
/// Dropping it ends everything that was started in it, however far that has wandered.
pub struct Machine {
    // Dropped in this order: first what runs, then where it ran.
    parts: Vec<Owned>,
    display: String,
    bus: String,
    home: TempDir,
}

impl Machine {
    /// Starts a machine with an unlocked keychain.
    pub fn start() -> Outcome<Self> {
        let mut machine = Self::start_without_keychain()?;
        let keychain = machine.unlock_keychain()?;
        machine.parts.push(keychain);
        Ok(machine)
    }

    /// Starts a machine on which no keychain runs.
    pub fn start_without_keychain() -> Outcome<Self> {
        let home = tempfile::Builder::new().prefix("countersign-journey-").tempdir()?;
        for folder in ["run", "data"] {
            fs::create_dir(home.path().join(folder))?;
        }
        fs::set_permissions(home.path().join("run"), Permissions::from_mode(0o700))?;
        let (screen, number) = Owned::start_and_read_line(
            Command::new("Xvfb")
                .args(["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"])
                .stderr(Stdio::null()),
        )?;
        let mut machine =
            Self { home, display: format!(":{number}"), bus: String::new(), parts: vec![screen] };
        let config = machine.home().join("bus.conf");
        fs::write(&config, BUS)?;
        let (bus, address) = Owned::start_and_read_line(
            machine
                .command("dbus-daemon")
                .args(["--nofork", "--nosyslog", "--print-address=1"])
                .arg(format!("--config-file={}", config.display()))
                .stderr(Stdio::null()),
        )?;
        machine.bus = address;
        machine.parts.push(bus);
        Ok(machine)
    }

    /// Where the app keeps its data.
    pub fn data(&self) -> PathBuf {
        self.home().join("data")
    }

    /// The home folder.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// A program of this machine: it sees this screen, bus and home, and nothing of the
    /// machine that runs the test but `PATH`.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let home = self.home();
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", home)
            .env("LANG", "C.UTF-8")
            .env("SHELL", "/bin/sh")
            .env("DISPLAY", &self.display)
            .env("GDK_BACKEND", "x11")
            .env("NO_AT_BRIDGE", "1")
            .env("XDG_RUNTIME_DIR", home.join("run"))
            .env("XDG_CONFIG_HOME", home.join(".config"))
            .env("XDG_DATA_HOME", home.join(".local/share"))
            .env("XDG_CACHE_HOME", home.join(".cache"))
            .env("COUNTERSIGN_DATA_DIR", self.data())
            .current_dir(home)
            .stdin(Stdio::null());
        if !self.bus.is_empty() {
            command.env("DBUS_SESSION_BUS_ADDRESS", &self.bus);
        }
        command
    }

    /// Everything that runs on this machine, by process id, with its command line.
    pub fn processes(&self) -> std::collections::BTreeMap<i32, String> {
        owned::marked("HOME", self.home())
    }

    /// Waits until none of these programs runs here any more.
    pub async fn wait_until_left(&self, programs: &[&str]) -> Outcome {
        let started = Instant::now();
        loop {
            let mut left = self.processes();
            left.retain(|_, line| programs.iter().any(|program| owned::is_program(line, program)));
            if left.is_empty() {
                return Ok(());
            }
            if started.elapsed() > PATIENCE {
                return Err(format!("still there: {left:?}").into());
            }
            tokio::time::sleep(PULSE).await;
        }
    }

    fn unlock_keychain(&self) -> Outcome<Owned> {
        let mut keychain = Owned::start(
            self.command("gnome-keyring-daemon")
                .args(["--foreground", "--unlock", "--components=secrets"])
                .stdin(Stdio::piped())
                .stdout(Stdio::null())
                .stderr(Stdio::null()),
        )?;
        // The password ends with its line; the keychain is made with it.
        keychain.stdin().ok_or("no standard input")?.write_all(b"journey\n")?;
        let ready = self
            .command("gdbus")
            .args(["wait", "--session", "--timeout", "20", "org.freedesktop.secrets"])
            .status()?;
        if !ready.success() {
            return Err("the keychain did not come up".into());
        }
        Ok(keychain)
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        // What was being started while the list was made is caught by the next round.
        let started = Instant::now();
        let mut left = self.processes();
        while !left.is_empty() && started.elapsed() < PATIENCE {
            for pid in left.keys() {
                owned::kill(*pid);
            }
            std::thread::sleep(PULSE);
            left = self.processes();
        }
    }
}
