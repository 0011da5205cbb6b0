//! The window: the app started by `WebKitWebDriver`, and a `WebDriver` session into it.

use std::fs::{self, Permissions};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::json;
use thirtyfour::{Capabilities, WebDriver};

use crate::Outcome;
use crate::machine::Machine;
use crate::owned::{self, Owned};

/// How long anything on screen may take to come.
pub const PATIENCE: Duration = Duration::from_secs(20);
/// How often it is looked for.
pub const PULSE: Duration = Duration::from_millis(50);

/// An open window.
pub struct Window {
    driver: WebDriver,
    _process: Owned,
}

impl Window {
    /// Starts the app and waits until its window answers.
    pub async fn open(machine: &Machine) -> Outcome<Self> {
        let program = logging(machine, &app())?;
        let port = free_port()?;
        // The driver starts the app, which inherits the driver's environment.
        let process = Owned::start(
            machine
                .command("WebKitWebDriver")
                .arg(format!("--port={port}"))
                .env("TAURI_AUTOMATION", "true")
                .env("TAURI_WEBVIEW_AUTOMATION", "true")
                .stdout(Stdio::null()),
        )?;
        wait_for_port(port).await?;
        let mut capabilities = Capabilities::new();
        capabilities.set("webkitgtk:browserOptions", json!({ "binary": program, "args": [] }))?;
        let driver = WebDriver::builder(format!("http://127.0.0.1:{port}"), capabilities)
            .request_timeout(Duration::from_mins(1))
            .connect()
            .await?;
        Ok(Self { driver, _process: process })
    }

    /// The `WebDriver` session.
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// Makes the page `width` × `height` CSS pixels large.
    pub async fn resize(&self, width: u32, height: u32) -> Outcome {
        Ok(self.driver.set_window_rect(0, 0, width, height).await?)
    }

    /// Ends the session, and with it the app.
    pub async fn close(self) -> Outcome {
        Ok(self.driver.clone().quit().await?)
    }

    /// Kills the app as a crash would.
    pub fn crash(self, machine: &Machine) -> Outcome {
        let (pid, _) = self.app_process(machine)?;
        owned::kill(pid);
        Ok(())
    }

    /// Asks the app to end, as the system does at log-out, and waits until it did.
    pub async fn log_out(self, machine: &Machine) -> Outcome {
        let (pid, _) = self.app_process(machine)?;
        owned::send(pid, owned::Signal::TERM);
        machine.wait_until_left(&["countersign-desktop"]).await
    }

    /// The app's process id and command line.
    pub fn app_process(&self, machine: &Machine) -> Outcome<(i32, String)> {
        machine
            .processes()
            .into_iter()
            .find(|(_, line)| owned::is_program(line, "countersign-desktop"))
            .ok_or_else(|| "the app does not run".into())
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // Without this, dropping the session would ask a driver to end it that may have no app any
        // more. The driver ends with this window, and the app with its machine.
        let _ = self.driver.clone().leak();
    }
}

/// The app under test: `COUNTERSIGN_DESKTOP`, else what cargo built last.
pub fn app() -> PathBuf {
    std::env::var_os("COUNTERSIGN_DESKTOP")
        .map_or_else(|| target().join("debug/countersign-desktop"), PathBuf::from)
}

/// Where cargo builds.
pub fn target() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root.join(folder),
        None => root.join("target"),
    }
}

/// A program that starts the app so that what it prints is kept: the driver would swallow it.
fn logging(machine: &Machine, app: &Path) -> Outcome<PathBuf> {
    let script = machine.home().join("start.sh");
    let line =
        format!("#!/bin/sh\nexec '{}' >>'{}' 2>&1\n", app.display(), machine.log().display());
    fs::write(&script, line)?;
    fs::set_permissions(&script, Permissions::from_mode(0o755))?;
    Ok(script)
}

/// A port on which nobody listens.
pub fn free_port() -> Outcome<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// Waits until something listens; `WebKitWebDriver` says nothing when it is ready.
async fn wait_for_port(port: u16) -> Outcome {
    let started = Instant::now();
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        if started.elapsed() > PATIENCE {
            return Err("WebKitWebDriver did not come up".into());
        }
        tokio::time::sleep(PULSE).await;
    }
    Ok(())
}
