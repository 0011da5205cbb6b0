//! Providers for tests: a server that nobody here wrote, and streams as providers send them.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

mod litellm;
mod llama;

pub use litellm::Litellm;
pub use llama::Llama;

/// How long the server may take to come up; a busy machine needs a few seconds.
const START: Duration = Duration::from_mins(1);
const SCRIPT: &str = "node_modules/@copilotkit/aimock/dist/cli.js";

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The fixtures that answer by the words of the last message; see `README.md`.
pub fn fixtures() -> PathBuf {
    here().join("fixtures")
}

/// A recorded answer, byte for byte.
///
/// # Errors
/// A sentence, when there is none of this name.
pub fn recorded(name: &str) -> Result<Vec<u8>, String> {
    read(&here().join("recorded").join(name))
}

/// What a provider publishes of its request bodies, as JSON Schema; see `schemas/make.py`.
///
/// # Errors
/// A sentence, when there is none of this name.
pub fn schema(name: &str) -> Result<Vec<u8>, String> {
    read(&here().join("schemas").join(format!("{name}.json")))
}

/// What providers are known to say when they do not answer: a JSON array of objects with the wire
/// format (`kind`), who says it, its status and body, and what a person is to be told (`code`, `says`).
///
/// # Errors
/// A sentence, when it cannot be read.
pub fn refusals() -> Result<Vec<u8>, String> {
    read(&here().join("refusals.json"))
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))
}

/// A program that serves; ends when this is dropped.
#[derive(Debug)]
struct Running(Child);

impl Running {
    /// Starts it, waits for the line on its standard error that says that it listens, and goes on
    /// reading behind that. With it comes what stands after `words` on that line: the address.
    fn start(mut command: Command, words: &str, name: &str) -> Result<(Self, String), String> {
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let child =
            command.spawn().map_err(|error| format!("{name} could not be started: {error}"))?;
        // Held from here on, so that whatever fails next ends it.
        let mut server = Self(child);
        let stderr = server.0.stderr.take().ok_or("it has no standard error")?;
        let (said, heard) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                // Nobody listens any more once it is up.
                let _ = said.send(line);
            }
        });
        let mut lines = String::new();
        while let Ok(line) = heard.recv_timeout(START) {
            if let Some((_, rest)) = line.split_once(words) {
                let address = rest.split_whitespace().next().unwrap_or_default().to_owned();
                return Ok((server, address));
            }
            lines = lines + &line + "\n";
        }
        Err(format!("{name} did not come up. It said: {lines}"))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A running `aimock`: it speaks every wire format on one free port of 127.0.0.1, and ends when this
/// is dropped, or when the process that holds it dies.
#[derive(Debug)]
pub struct Aimock {
    child: Child,
    url: String,
}

impl Aimock {
    /// Starts it with [`fixtures`], and waits until it answers. Every key is right.
    ///
    /// # Errors
    /// A sentence that says what is missing, or what it printed instead of coming up.
    pub fn start() -> Result<Self, String> {
        Self::start_with(&fixtures(), &[])
    }

    /// Starts it with the fixtures of a folder (or one file), and waits until it answers. It asks
    /// for one of `keys`, if there are any.
    ///
    /// # Errors
    /// A sentence that says what is missing, or what it printed instead of coming up.
    pub fn start_with(fixtures: &Path, keys: &[&str]) -> Result<Self, String> {
        if !here().join(SCRIPT).exists() {
            return Err("The provider doubles are not installed. Run `cargo xtask setup`.".into());
        }
        let mut command = Command::new("node");
        command
            .current_dir(here())
            .args(["--import", "./src/exit-with-parent.mjs", SCRIPT])
            .args(["--host", "127.0.0.1", "--port", "0", "--fixtures"])
            .arg(fixtures)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        if !keys.is_empty() {
            command.env("AIMOCK_API_KEYS", keys.join(","));
        }
        let child = command.spawn().map_err(|error| {
            format!("node could not be started ({error}). Run `cargo xtask setup`.")
        })?;
        // Held from here on, so that whatever fails next ends it.
        let mut server = Self { child, url: String::new() };
        server.url = server.wait()?;
        Ok(server)
    }

    /// Waits for the line that names the address, and goes on reading behind it.
    fn wait(&mut self) -> Result<String, String> {
        let stdout = self.child.stdout.take().ok_or("node has no standard output")?;
        let (found, address) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                if let Some((_, url)) = line.split_once("listening on ") {
                    // Nobody listens any more once the address is known or the wait is over.
                    let _ = found.send(url.trim().to_owned());
                }
            }
        });
        address.recv_timeout(START).map_err(|_| {
            let mut words = String::from("aimock did not come up.");
            // Its error stream ends with it.
            if self.child.kill().is_ok() {
                let mut error = String::new();
                let read = self.child.stderr.take().map(|mut it| it.read_to_string(&mut error));
                if matches!(read, Some(Ok(_))) {
                    let _ = write!(words, " It said: {error}");
                }
            }
            words
        })
    }

    /// Its address, for example `http://127.0.0.1:40123`. This is the base URL of Anthropic's and of
    /// Ollama's format; OpenAI's is [`Self::openai_url`], Gemini's [`Self::gemini_url`].
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The base URL of OpenAI's format, which ends in `/v1`.
    pub fn openai_url(&self) -> String {
        format!("{}/v1", self.url)
    }

    /// The base URL of Gemini's format, which ends in `/v1beta`: it knows no `/v1`.
    pub fn gemini_url(&self) -> String {
        format!("{}/v1beta", self.url)
    }

    /// Where it lists, as a JSON array, the requests that it got, with path, headers and body.
    pub fn journal_url(&self) -> String {
        format!("{}/__aimock/journal", self.url)
    }
}

impl Drop for Aimock {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
