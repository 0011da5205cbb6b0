//! llama.cpp's server: a real model is run, by a program that others wrote.

use std::path::Path;
use std::process::Command;

use crate::Running;

/// A running `llama-server` with one model, called `parrot`; see `llama/make.py`. Ends when this is
/// dropped.
#[derive(Debug)]
pub struct Llama {
    /// Held so that it ends with this.
    _server: Running,
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
            .envs(key.map(|key| ("LLAMA_API_KEY", key)));
        let (server, url) = Running::start(command, "listening on ", "llama-server")?;
        Ok(Self { _server: server, url })
    }

    /// Its address, for example `http://127.0.0.1:40123`: the base URL of Anthropic's format. That of
    /// OpenAI's ends in `/v1`.
    pub fn url(&self) -> &str {
        &self.url
    }
}
