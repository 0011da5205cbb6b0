//! What all accounts share: the HTTP client, and the guard of programs.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use domain::network::is_loopback;
use domain::{Fault, FaultCode};
use hyper_util::client::proxy::matcher::Matcher;
use reqwest::Url;

/// What we call ourselves.
pub(crate) const AGENT: &str = concat!("Countersign/", env!("CARGO_PKG_VERSION"));
/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(10);
/// How long a provider may be silent before or within an answer. Models think for minutes.
const SILENCE: Duration = Duration::from_mins(10);

/// Connections to providers, kept open and shared: make one for the whole process and clone it.
///
/// Redirects and cookies are off. The system's proxy is used, except for addresses of this
/// machine. What a kind of address needs is read when the first account has such an address: the
/// system's certificates take a while.
#[derive(Clone, Debug)]
pub struct Client(Arc<Pools>);

#[derive(Debug)]
struct Pools {
    /// A program of ours that guards others; without one, none is run.
    guard: Option<PathBuf>,
    /// How long a provider may be silent.
    silence: Duration,
    here: OnceLock<reqwest::Client>,
    here_encrypted: OnceLock<reqwest::Client>,
    elsewhere: OnceLock<reqwest::Client>,
}

/// Where an address leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// To this machine, unencrypted.
    Here,
    /// To this machine, encrypted.
    HereEncrypted,
    /// To another machine.
    Elsewhere,
}

impl Default for Client {
    fn default() -> Self {
        Self::new()
    }
}

impl Client {
    /// A client without connections yet.
    pub fn new() -> Self {
        Self::of(None, SILENCE)
    }

    /// One that can run programs too: `guard` is a program of ours whose `main` is a guard when its
    /// first argument says so.
    pub fn with_guard(guard: PathBuf) -> Self {
        Self::of(Some(guard), SILENCE)
    }

    /// A client that gives a provider up which is silent for so long.
    pub fn silent_for(silence: Duration) -> Self {
        Self::of(None, silence)
    }

    fn of(guard: Option<PathBuf>, silence: Duration) -> Self {
        Self(Arc::new(Pools {
            guard,
            silence,
            here: OnceLock::new(),
            here_encrypted: OnceLock::new(),
            elsewhere: OnceLock::new(),
        }))
    }

    /// The guard of programs.
    pub(crate) fn guard(&self) -> Option<&Path> {
        self.0.guard.as_deref()
    }

    /// The connections for a base URL.
    ///
    /// # Errors
    /// [`FaultCode::Internal`] when the system's certificates cannot be read.
    pub(crate) fn pool(&self, base_url: &Url) -> Result<reqwest::Client, Fault> {
        let loopback = base_url.host_str().is_some_and(is_loopback);
        let (pool, reach) = match (loopback, base_url.scheme()) {
            (true, "http") => (&self.0.here, Reach::Here),
            (true, _) => (&self.0.here_encrypted, Reach::HereEncrypted),
            (false, _) => (&self.0.elsewhere, Reach::Elsewhere),
        };
        if let Some(client) = pool.get() {
            return Ok(client.clone());
        }
        let client = build(reach, self.0.silence).map_err(|error| {
            Fault::new(
                FaultCode::Internal,
                "Secure connections cannot be made: the system's certificates could not be read.",
            )
            .with_detail(crate::fault::chain(&error))
        })?;
        Ok(pool.get_or_init(|| client).clone())
    }
}

/// The system's proxy that requests to this address go through, as `host:port`; none for addresses of
/// this machine. Asked of the code that the connections ask, so both say the same.
pub fn proxy_of(base_url: &str) -> Option<String> {
    let url = Url::parse(base_url).ok()?;
    if url.host_str().is_some_and(is_loopback) {
        return None;
    }
    let through = Matcher::from_system().intercept(&base_url.parse().ok()?)?;
    // Never its user name or password.
    let (host, port) = (through.uri().host()?, through.uri().port_u16());
    Some(port.map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}

fn build(reach: Reach, silence: Duration) -> Result<reqwest::Client, reqwest::Error> {
    let builder = reqwest::Client::builder()
        .user_agent(AGENT)
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .retry(reqwest::retry::never())
        .connect_timeout(CONNECT)
        .read_timeout(silence)
        .tcp_nodelay(true);
    match reach {
        // No certificate is ever looked at here, so none is trusted.
        Reach::Here => builder.no_proxy().tls_certs_only([]).build(),
        Reach::HereEncrypted => builder.no_proxy().build(),
        Reach::Elsewhere => builder.build(),
    }
}
