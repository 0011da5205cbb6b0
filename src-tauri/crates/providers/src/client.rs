//! The HTTP client that all accounts share.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use domain::{Fault, FaultCode};

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(10);
/// How long a provider may be silent before or within an answer. Models think for minutes.
const SILENCE: Duration = Duration::from_mins(10);

/// Connections to providers, kept open and shared: make one for the whole process and clone it.
///
/// Built on first use, since reading the system's certificates takes a while. Redirects and
/// cookies are off. The system's proxy is used, except for addresses of this machine.
#[derive(Clone, Debug, Default)]
pub struct Client(Arc<Pools>);

#[derive(Debug, Default)]
struct Pools {
    direct: OnceLock<reqwest::Client>,
    proxied: OnceLock<reqwest::Client>,
}

impl Client {
    /// A client without connections yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The connections for a host.
    ///
    /// # Errors
    /// [`FaultCode::Internal`] when the system's certificates cannot be read.
    pub(crate) fn pool(&self, loopback: bool) -> Result<reqwest::Client, Fault> {
        let pool = if loopback { &self.0.direct } else { &self.0.proxied };
        if let Some(client) = pool.get() {
            return Ok(client.clone());
        }
        let client = build(loopback).map_err(|error| {
            Fault::new(
                FaultCode::Internal,
                "Secure connections cannot be made: the system's certificates could not be read.",
            )
            .with_detail(crate::fault::chain(&error))
        })?;
        Ok(pool.get_or_init(|| client).clone())
    }
}

fn build(loopback: bool) -> Result<reqwest::Client, reqwest::Error> {
    let builder = reqwest::Client::builder()
        .user_agent(concat!("Countersign/", env!("CARGO_PKG_VERSION")))
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .retry(reqwest::retry::never())
        .connect_timeout(CONNECT)
        .read_timeout(SILENCE)
        .tcp_nodelay(true);
    if loopback { builder.no_proxy().build() } else { builder.build() }
}
