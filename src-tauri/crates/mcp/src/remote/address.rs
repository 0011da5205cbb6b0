//! Where a remote server is, and what is sent along with every request to it.

use std::time::Duration;

use domain::header::Header;
use domain::network::{is_loopback, is_private};
use domain::{Fault, FaultCode};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Url};

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(10);
/// How long an idle connection is used again. Servers close theirs after 5 s, and what is sent
/// at that very moment would be lost.
const IDLE: Duration = Duration::from_secs(3);
/// How often a silent connection is looked after: a call may be silent for as long as it takes,
/// but somebody must still be there.
const ALIVE: Duration = Duration::from_secs(30);

/// Headers that are the protocol's or the connection's own.
const RESERVED: &[&str] = &[
    "accept",
    "connection",
    "content-length",
    "content-type",
    "host",
    "last-event-id",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// A URL and headers, checked. They may hold secrets, so it is not `Debug`.
pub(crate) struct Address {
    pub(super) url: Url,
    pub(super) headers: HeaderMap,
    secrets: Vec<String>,
}

impl Address {
    /// # Errors
    /// As [`remote_url`] and [`remote_header`].
    pub(crate) fn new(url: &str, headers: &[Header]) -> Result<Self, Fault> {
        let mut map = HeaderMap::new();
        for header in headers {
            let (name, mut value) = parse_header(&header.name, &header.value)?;
            value.set_sensitive(true);
            map.append(name, value);
        }
        // "Bearer abc" is a secret, and so is "abc".
        let secrets = headers.iter().flat_map(|header| {
            [Some(header.value.as_str()), header.value.split_once(' ').map(|(_, rest)| rest)]
        });
        let secrets =
            secrets.flatten().map(str::trim).filter(|text| text.len() >= 4).map(str::to_owned);
        Ok(Self { url: parse(url)?, headers: map, secrets: secrets.collect() })
    }

    /// Whom to name to a person: the host, never the path or the query, which may hold a secret.
    pub(super) fn host(&self) -> String {
        host(&self.url)
    }

    /// Whether a token is sent along.
    pub(super) fn has_token(&self) -> bool {
        self.headers.contains_key(reqwest::header::AUTHORIZATION)
    }

    /// The other party's words without the secrets that were sent to it.
    pub(super) fn redact(&self, text: &str) -> String {
        self.secrets.iter().fold(text.to_owned(), |text, secret| text.replace(secret, "•••"))
    }

    /// Connections to it. Redirects are off: they would take prompts and secrets to where the
    /// person never sent them. The system's proxy is used, except for addresses of this machine.
    pub(super) fn client(&self) -> Result<Client, reqwest::Error> {
        let builder = Client::builder()
            .user_agent(concat!("Countersign/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .retry(reqwest::retry::never())
            .connect_timeout(CONNECT)
            .pool_idle_timeout(IDLE)
            .tcp_keepalive(ALIVE)
            .http2_keep_alive_interval(ALIVE)
            .tcp_nodelay(true);
        match (self.url.host_str().is_some_and(is_loopback), self.url.scheme()) {
            // No certificate is ever looked at here, so none is trusted, and none is read.
            (true, "http") => builder.no_proxy().tls_certs_only([]).build(),
            (true, _) => builder.no_proxy().build(),
            (false, _) => builder.build(),
        }
    }
}

/// Host and port of an address.
pub(super) fn host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// Checks the URL of a remote server and writes it in one way.
///
/// # Errors
/// [`FaultCode::Invalid`] unless it is an `https` address, or an `http` one on this machine or in
/// a private network; with a user name or a fragment in it, too.
pub fn remote_url(text: &str) -> Result<String, Fault> {
    parse(text).map(String::from)
}

fn parse(text: &str) -> Result<Url, Fault> {
    let url = Url::parse(text.trim()).map_err(|error| {
        invalid("The URL is not an address. It must look like https://example.com/mcp.")
            .with_detail(error.to_string())
    })?;
    let ("https" | "http", Some(host)) = (url.scheme(), url.host_str()) else {
        return Err(invalid("The URL must start with https:// or http://."));
    };
    if !url.username().is_empty() || url.password().is_some() {
        return Err(invalid(
            "The URL must not hold a user name or password. Enter them as a header.",
        ));
    }
    if url.fragment().is_some() {
        return Err(invalid("The URL must not hold a #."));
    }
    if url.scheme() == "http" && !is_private(host) {
        return Err(invalid(format!(
            "The URL sends everything to {host} unencrypted. Use https://; http:// is for this \
             machine and private networks."
        )));
    }
    Ok(url)
}

/// Checks a header that is to be sent to a remote server.
///
/// # Errors
/// [`FaultCode::Invalid`] when it is no header, or one that the protocol sets itself.
pub fn remote_header(name: &str, value: &str) -> Result<(), Fault> {
    parse_header(name, value).map(drop)
}

fn parse_header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), Fault> {
    let shown = name;
    let name: HeaderName = name.trim().parse().map_err(|_| {
        invalid(format!("“{shown}” is no name for a header. Use letters, digits and dashes."))
    })?;
    if RESERVED.contains(&name.as_str()) || name.as_str().starts_with("mcp-") {
        return Err(invalid(format!("Countersign sets the header {shown} itself.")));
    }
    let value = HeaderValue::from_str(value.trim()).map_err(|_| {
        invalid(format!("The value of the header {shown} may hold plain characters only."))
    })?;
    Ok((name, value))
}

fn invalid(message: impl AsRef<str>) -> Fault {
    Fault::new(FaultCode::Invalid, message.as_ref())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(" https://example.com/mcp ", Some("https://example.com/mcp"))]
    #[case("https://example.com/mcp?team=a", Some("https://example.com/mcp?team=a"))]
    #[case("HTTP://LOCALHOST:8000/mcp", Some("http://localhost:8000/mcp"))]
    #[case("http://192.168.1.4/mcp", Some("http://192.168.1.4/mcp"))]
    #[case("http://example.com/mcp", None)]
    #[case("https://me:secret@example.com/mcp", None)]
    #[case("https://example.com/mcp#here", None)]
    #[case("file:///etc/passwd", None)]
    #[case("example.com/mcp", None)]
    fn urls(#[case] text: &str, #[case] kept: Option<&str>) {
        assert_eq!(remote_url(text).ok().as_deref(), kept);
    }

    #[rstest]
    #[case("Authorization", "Bearer abc", true)]
    #[case("X-Team", "", true)]
    #[case("Accept", "text/html", false)]
    #[case("Mcp-Session-Id", "1", false)]
    #[case("no name", "x", false)]
    #[case("X-Two", "a\r\nX-Three: b", false)]
    fn headers(#[case] name: &str, #[case] value: &str, #[case] taken: bool) {
        assert_eq!(remote_header(name, value).is_ok(), taken);
    }

    #[test]
    fn a_secret_is_taken_out_of_what_a_server_says() {
        let header = Header { name: "Authorization".into(), value: "Bearer abc-123".into() };
        let address = Address::new("https://example.com", &[header]).unwrap();
        assert_eq!(address.redact("no: Bearer abc-123, abc-123"), "no: •••, •••");
    }
}
