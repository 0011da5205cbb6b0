//! Which addresses are near.

use std::net::IpAddr;

/// Names that never leave the local network, so plain HTTP to them stays inside it.
const LOCAL_NAMES: &[&str] = &["localhost", "local", "internal", "home.arpa"];

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
