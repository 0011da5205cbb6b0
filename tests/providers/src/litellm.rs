//! The proxy of `LiteLLM`: a gateway in front of providers, written by others.

use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::Command;

use crate::{Aimock, Running, here};

/// A running proxy of `LiteLLM`, with the models of `litellm.yaml`: some of its own, the others an
/// [`Aimock`]'s in another wire format than it is asked in. Ends when this is dropped.
#[derive(Debug)]
pub struct Litellm {
    /// Held so that it ends with this.
    _server: Running,
    url: String,
}

impl Litellm {
    /// Starts `program` before this server, and waits until it answers to `key` and no other.
    ///
    /// # Errors
    /// A sentence that says what is missing, or what it printed instead of coming up.
    pub fn start(program: &Path, behind: &Aimock, key: &str) -> Result<Self, String> {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|it| it.local_addr());
        let port = free.map_err(|error| format!("No port is free: {error}"))?.port();
        let mut command = Command::new(program);
        command
            .current_dir(here())
            .args(["--config", "litellm.yaml", "--host", "127.0.0.1", "--port"])
            .arg(port.to_string())
            .env("AIMOCK_URL", behind.url())
            .env("AIMOCK_OPENAI_URL", behind.openai_url())
            .env("LITELLM_KEY", key)
            // The list of prices inside it, and none from the network.
            .env("LITELLM_LOCAL_MODEL_COST_MAP", "True");
        let (server, _) = Running::start(command, "Uvicorn running on ", "LiteLLM")?;
        Ok(Self { _server: server, url: format!("http://127.0.0.1:{port}") })
    }

    /// Its address, for example `http://127.0.0.1:40123`: the base URL of Anthropic's format. That of
    /// OpenAI's ends in `/v1`.
    pub fn url(&self) -> &str {
        &self.url
    }
}
