//! Where requests go: what an account's base URL may be.

use std::net::IpAddr;

use domain::{Fault, FaultCode, ProviderKind};
use reqwest::Url;

/// Names that never leave the local network, so plain HTTP to them stays inside it.
const LOCAL_NAMES: &[&str] = &["localhost", "local", "internal", "home.arpa"];

/// Checks an account's base URL and writes it in the one way that [`domain::Account`] keeps it:
/// without surrounding space, without a trailing slash and, for Anthropic, without `/v1`.
///
/// # Errors
/// [`FaultCode::Invalid`] unless it is an `https` address, or an `http` one on this machine or in
/// a private network; with a user name, a query or a fragment in it, too.
pub fn base_url(kind: ProviderKind, text: &str) -> Result<String, Fault> {
    let url = parse(text)?;
    let text = url.as_str().trim_end_matches('/');
    Ok(match kind {
        ProviderKind::Anthropic => text.strip_suffix("/v1").unwrap_or(text),
        ProviderKind::Openai => text,
    }
    .to_owned())
}

fn parse(text: &str) -> Result<Url, Fault> {
    let url = Url::parse(text.trim()).map_err(|error| {
        invalid("The base URL is not an address. It must look like https://api.example.com/v1.")
            .with_detail(error.to_string())
    })?;
    let ("https" | "http", Some(host)) = (url.scheme(), url.host_str()) else {
        return Err(invalid("The base URL must start with https:// or http://."));
    };
    if !url.username().is_empty() || url.password().is_some() {
        return Err(invalid(
            "The base URL must not hold a user name or password. Enter the key in its own field.",
        ));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(invalid("The base URL must end with its path, without ? or #."));
    }
    if url.scheme() == "http" && !is_private(host) {
        return Err(invalid(format!(
            "The base URL sends the key and every prompt to {host} unencrypted. Use https://; \
             http:// is for this machine and private networks."
        )));
    }
    Ok(url)
}

fn invalid(message: impl Into<String>) -> Fault {
    Fault::new(FaultCode::Invalid, message)
}

fn ip(host: &str) -> Option<IpAddr> {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare.parse().ok().map(|ip: IpAddr| ip.to_canonical())
}

fn is_named(host: &str, name: &str) -> bool {
    host.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Whether the host is this machine; a proxy is never asked about it.
pub(crate) fn is_loopback(host: &str) -> bool {
    ip(host).map_or_else(|| is_named(host, "localhost"), |ip| ip.is_loopback())
}

fn is_private(host: &str) -> bool {
    match ip(host) {
        None => LOCAL_NAMES.iter().any(|name| is_named(host, name)),
        Some(IpAddr::V4(ip)) => ip.is_loopback() || ip.is_private() || ip.is_link_local(),
        Some(IpAddr::V6(ip)) => {
            ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local()
        }
    }
}

#[cfg(test)]
mod tests;
