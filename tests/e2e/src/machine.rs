//! A machine of its own for each journey: screen, session bus, keychain, home.

use std::fs::{self, Permissions};
use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use tempfile::TempDir;

use crate::Outcome;
use crate::owned::{self, Owned};
use crate::pixels::Pixels;
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

/// With what the keychain is made and unlocked; the end of the line is part of it.
const PASSWORD: &[u8] = b"journey\n";
/// Where the system says how the keychain's own password window is started.
const PROMPTER: &str = "/usr/share/dbus-1/services/org.gnome.keyring.SystemPrompter.service";

/// A screen, a session bus, a keychain if it was started, and an empty home.
///
/// Dropping it ends everything that was started in it, however far that has wandered.
pub struct Machine {
    // Dropped in this order: first what runs, then where it ran.
    keychain: Option<Owned>,
    parts: Vec<Owned>,
    display: String,
    bus: String,
    talkative: bool,
    home: TempDir,
}

impl Machine {
    /// Starts a machine with an unlocked keychain.
    pub fn start() -> Outcome<Self> {
        let mut machine = Self::start_without_keychain()?;
        machine.start_keychain(true)?;
        Ok(machine)
    }

    /// Starts a machine on which no keychain runs.
    pub fn start_without_keychain() -> Outcome<Self> {
        let home = tempfile::Builder::new().prefix("countersign-journey-").tempdir()?;
        for folder in ["run", "screen", "tmp"] {
            fs::create_dir(home.path().join(folder))?;
        }
        fs::set_permissions(home.path().join("run"), Permissions::from_mode(0o700))?;
        let (screen, number) = Owned::start_and_read_line(
            Command::new("Xvfb")
                .args(["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"])
                .arg("-fbdir")
                .arg(home.path().join("screen"))
                .stderr(Stdio::null()),
        )?;
        let mut machine = Self {
            keychain: None,
            parts: vec![screen],
            display: format!(":{number}"),
            bus: String::new(),
            talkative: false,
            home,
        };
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

    /// Lets the app tell its log everything that it and its libraries can tell.
    #[must_use]
    pub fn talkative(mut self) -> Self {
        self.talkative = true;
        self
    }

    /// Where the app keeps its data, as it does on anybody's machine.
    pub fn data(&self) -> PathBuf {
        self.home().join(".local/share/dev.countersign.desktop")
    }

    /// What the app has written to its standard output and error.
    pub fn log(&self) -> PathBuf {
        self.home().join("app.log")
    }

    /// The home folder.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// What is on the screen.
    pub fn pixels(&self) -> Outcome<Pixels> {
        Pixels::open(&self.home().join("screen"))
    }

    /// Installs a script under this name, before all programs of the machine that runs the test.
    pub fn install(&self, name: &str, script: &str) -> Outcome {
        let folder = self.home().join("bin");
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(name), script)?;
        fs::set_permissions(folder.join(name), Permissions::from_mode(0o755))?;
        Ok(())
    }

    /// A program of this machine: it sees this screen, bus and home, and nothing of the
    /// machine that runs the test but `PATH`, before which its own `bin` stands.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let home = self.home();
        let mut command = Command::new(program);
        let mut path = home.join("bin").into_os_string();
        path.push(":");
        path.push(std::env::var_os("PATH").unwrap_or_default());
        command
            .env_clear()
            .env("PATH", path)
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
            .env("TMPDIR", home.join("tmp"))
            .current_dir(home)
            .stdin(Stdio::null());
        if self.talkative {
            command.env("COUNTERSIGN_LOG", "trace");
        }
        if !self.bus.is_empty() {
            command.env("DBUS_SESSION_BUS_ADDRESS", &self.bus);
        }
        command
    }

    /// Everything that runs on this machine, by process id, with its command line.
    pub fn processes(&self) -> std::collections::BTreeMap<i32, String> {
        owned::marked("HOME", self.home())
    }

    /// Waits until this program runs here.
    pub async fn wait_until_come(&self, program: &str) -> Outcome {
        let started = Instant::now();
        while !self.processes().values().any(|line| owned::is_program(line, program)) {
            if started.elapsed() > PATIENCE {
                return Err(format!("{program} did not come up").into());
            }
            tokio::time::sleep(PULSE).await;
        }
        Ok(())
    }

    /// Waits until some program has written a file of this machine, and reads it.
    pub async fn wait_for_file(&self, path: &Path) -> Outcome<String> {
        let started = Instant::now();
        loop {
            match fs::read_to_string(path) {
                Ok(text) if !text.is_empty() => return Ok(text),
                Ok(_) | Err(_) if started.elapsed() > PATIENCE => {
                    return Err(format!("nothing is in {}", path.display()).into());
                }
                Ok(_) | Err(_) => tokio::time::sleep(PULSE).await,
            }
        }
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

    /// Waits until some program answers to this name on the session bus.
    pub fn wait_for_name(&self, name: &str) -> Outcome {
        let wait = ["wait", "--session", "--timeout", "20", name];
        let came = self.command("gdbus").args(wait).status()?.success();
        if came { Ok(()) } else { Err(format!("no {name} came up").into()) }
    }

    /// Starts the keychain: unlocked, and made if there is none yet, or locked as after a log-in
    /// without a password.
    pub fn start_keychain(&mut self, unlocked: bool) -> Outcome {
        let mut command = self.command("gnome-keyring-daemon");
        command.args(["--foreground", "--components=secrets"]).stdin(Stdio::piped());
        if unlocked {
            command.arg("--unlock");
        }
        let mut keychain = Owned::start(command.stdout(Stdio::null()).stderr(Stdio::null()))?;
        if unlocked {
            keychain.stdin().ok_or("no standard input")?.write_all(PASSWORD)?;
        }
        self.keychain = Some(keychain);
        self.wait_for_name("org.freedesktop.secrets")
    }

    /// Ends the keychain, as a crash of it would.
    pub fn stop_keychain(&mut self) {
        self.keychain = None;
    }

    /// Unlocks the keychain that runs, as the system does when a person logs in or unlocks the
    /// screen: the words are those of gnome-keyring's PAM module.
    pub fn unlock_keychain(&self) -> Outcome {
        const UNLOCK: u32 = 1;
        let length = u32::try_from(PASSWORD.len())?;
        let mut control = UnixStream::connect(self.home().join("run/keyring/control"))?;
        // A byte by which it learns who we are; then lengths, which count themselves.
        control.write_all(&[0])?;
        for number in [12 + length, UNLOCK, length] {
            control.write_all(&number.to_be_bytes())?;
        }
        control.write_all(PASSWORD)?;
        let mut answer = [0; 8];
        control.read_exact(&mut answer)?;
        if answer.ends_with(&[0; 4]) { Ok(()) } else { Err("it could not be unlocked".into()) }
    }

    /// Starts the system's own password window, with nobody there to answer it. It is gone when
    /// what this gives is dropped.
    pub fn start_prompter(&self) -> Outcome<Owned> {
        let service = fs::read_to_string(PROMPTER)?;
        let line = service.lines().find_map(|line| line.strip_prefix("Exec="));
        let program = line.ok_or("the system does not say what its password window is")?;
        let prompter =
            Owned::start(self.command(program.trim()).stdout(Stdio::null()).stderr(Stdio::null()))?;
        self.wait_for_name("org.gnome.keyring.SystemPrompter")?;
        Ok(prompter)
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
