//! Which addresses are near.

use std::net::IpAddr;

/// Names that never leave the local network, so plain HTTP to them stays inside it.
const LOCAL_NAMES: &[&str] = &["localhost", "local", "internal", "home.arpa"];

/// The host of a base URL as [`Account`](crate::Account) keeps it: in the one way that a reader of
/// URLs writes it, without a user name.
pub fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = match authority.strip_prefix('[') {
        Some(ip) => &authority[..ip.find(']')? + 2],
        None => authority.split(':').next()?,
    };
    (!host.is_empty() && !authority.contains('@')).then_some(host)
}

/// Whether a URL's host is this machine.
pub fn is_loopback(host: &str) -> bool {
    ip(host).map_or_else(|| is_named(host, "localhost"), |ip| ip.is_loopback())
}

/// Whether a URL's host is this machine or in a private network, so that what is sent there
/// unencrypted stays near.
pub fn is_private(host: &str) -> bool {
    match ip(host) {
        None => LOCAL_NAMES.iter().any(|name| is_named(host, name)),
        Some(IpAddr::V4(ip)) => ip.is_loopback() || ip.is_private() || ip.is_link_local(),
        Some(IpAddr::V6(ip)) => {
            ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local()
        }
    }
}

fn ip(host: &str) -> Option<IpAddr> {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare.parse().ok().map(|ip: IpAddr| ip.to_canonical())
}

fn is_named(host: &str, name: &str) -> bool {
    host.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("https://api.openai.com/v1", Some("api.openai.com"))]
    #[case("http://127.0.0.1:11434", Some("127.0.0.1"))]
    #[case("http://[::1]:8080/v1", Some("[::1]"))]
    #[case("http://localhost@example.org/v1", None)]
    #[case("http://[::1", None)]
    #[case("http:///v1", None)]
    #[case("localhost", None)]
    fn the_host_is_found(#[case] url: &str, #[case] expected: Option<&str>) {
        assert_eq!(host(url), expected);
    }

    #[rstest]
    #[case("localhost", true)]
    #[case("app.localhost", true)]
    #[case("127.8.8.8", true)]
    #[case("[::1]", true)]
    #[case("[::ffff:127.0.0.1]", true)]
    #[case("192.168.1.1", false)]
    #[case("api.openai.com", false)]
    fn this_machine_is_known(#[case] host: &str, #[case] expected: bool) {
        assert_eq!(is_loopback(host), expected);
    }
}
