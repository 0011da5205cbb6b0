//! llama.cpp's server: a real model is run, by a program that others wrote.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::listening;

/// A running `llama-server` with one model, called `parrot`; see `llama/make.py`. Ends when this is
/// dropped.
#[derive(Debug)]
pub struct Llama {
    child: Child,
    url: String,
}

impl Llama {
    /// Starts `program` with a model from a file, and waits until it answers; to `key` and no other, if
    /// there is one.
    ///
    /// # Errors
    /// A sentence that says what is missing, or what it printed instead of coming up.
    pub fn start(program: &Path, model: &Path, key: Option<&str>) -> Result<Self, String> {
        let mut command = Command::new(program);
        command
            .args(["--host", "127.0.0.1", "--port", "0", "--alias", "parrot"])
            // One prompt at a time, with all of the context.
            .args(["--parallel", "1", "--threads", "1", "--slots"])
            .arg("--model")
            .arg(model)
            .envs(key.map(|key| ("LLAMA_API_KEY", key)))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let child = command
            .spawn()
            .map_err(|error| format!("{} could not be started: {error}", program.display()))?;
        // Held from here on, so that whatever fails next ends it.
        let mut server = Self { child, url: String::new() };
        server.url = listening(&mut server.child, "listening on ", "llama-server")?;
        Ok(server)
    }

    /// Its address, for example `http://127.0.0.1:40123`: the base URL of Anthropic's format. That of
    /// OpenAI's ends in `/v1`.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Llama {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
