//! Headers that a person has an account send along with every request: what a gateway, a proxy or
//! an organisation wants to see beside the key, or in its place.

use domain::header::Header;
use domain::{Account, Fault, FaultCode};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use secrecy::SecretString;

use crate::format::format;
use crate::hosts::Host;

/// Headers that are the connection's, the body's, or the wire format's own (RFC 9110, RFC 9112).
const RESERVED: &[&str] = &[
    "accept",
    "accept-encoding",
    "anthropic-version",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "expect",
    "host",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
];

/// More headers than any provider asks for.
const MOST: usize = 32;

/// What goes along with an account's requests and is shown to nobody.
#[derive(Clone, Default)]
pub struct Secrets {
    /// Its key; an empty one counts as none.
    pub key: Option<SecretString>,
    /// Its headers.
    pub headers: Vec<Header>,
}

impl From<Option<SecretString>> for Secrets {
    fn from(key: Option<SecretString>) -> Self {
        Self { key, headers: Vec::new() }
    }
}

/// Whether an account may send these headers along.
///
/// # Errors
/// [`FaultCode::Invalid`] with a sentence that says which one cannot be sent, and why: its name or
/// its value is none, it stands there twice, Countersign sets it itself, or the key goes there.
pub fn check_headers(account: &Account, headers: &[Header], has_key: bool) -> Result<(), Fault> {
    let map = parse(headers)?;
    let Some(format) = format(account.kind) else { return Ok(()) };
    let (key, _) = format.key(Host::of(&account.base_url));
    if has_key { apart(&map, &key) } else { Ok(()) }
}

/// That none of the headers is the one that holds the key.
pub(crate) fn apart(headers: &HeaderMap, key: &HeaderName) -> Result<(), Fault> {
    if headers.contains_key(key) {
        return Err(invalid(format!(
            "The key goes into the header {key}. Enter what belongs there as the key, and take the \
             header out."
        )));
    }
    Ok(())
}

/// The headers as they are sent.
pub(crate) fn parse(headers: &[Header]) -> Result<HeaderMap, Fault> {
    if headers.len() > MOST {
        return Err(invalid(format!("An account may have at most {MOST} headers.")));
    }
    let mut map = HeaderMap::with_capacity(headers.len());
    for Header { name: shown, value } in headers {
        let name: HeaderName = shown.trim().parse().map_err(|_| {
            invalid(format!("“{shown}” is no name for a header. Use letters, digits and dashes."))
        })?;
        if RESERVED.contains(&name.as_str()) {
            return Err(invalid(format!(
                "Countersign sets the header {shown} itself, so take it out."
            )));
        }
        if value.trim().is_empty() {
            return Err(invalid(format!("Enter the value of the header {shown}.")));
        }
        // The error of a bad value holds no part of it.
        let mut value = HeaderValue::from_str(value.trim()).map_err(|_| {
            invalid(format!(
                "The value of the header {shown} holds characters that none has, such as line \
                 breaks. Enter it again."
            ))
        })?;
        value.set_sensitive(true);
        if map.insert(name, value).is_some() {
            return Err(invalid(format!("The header {shown} stands there twice.")));
        }
    }
    Ok(map)
}

/// What of the headers must not be told on: "Bearer abc" is a secret, and so is "abc".
pub(crate) fn hidden(headers: &[Header]) -> Vec<SecretString> {
    let values = headers.iter().flat_map(|header| {
        let value = header.value.trim();
        [Some(value), value.split_once(' ').map(|(_, rest)| rest.trim())]
    });
    values.flatten().map(SecretString::from).collect()
}

fn invalid(message: impl AsRef<str>) -> Fault {
    Fault::new(FaultCode::Invalid, message.as_ref())
}

#[cfg(test)]
mod tests {
    use domain::ProviderKind::{self, Anthropic, Openai};
    use domain::{Account, AccountId};
    use rstest::rstest;

    use super::*;

    fn header(name: &str, value: &str) -> Header {
        Header { name: name.into(), value: value.into() }
    }

    fn check(kind: ProviderKind, has_key: bool, headers: &[(&str, &str)]) -> Result<(), Fault> {
        let account = Account {
            id: AccountId(uuid::Uuid::nil()),
            name: "Work".into(),
            kind,
            base_url: kind.default_base_url().into(),
            headers: Vec::new(),
            program: None,
        };
        let headers: Vec<_> = headers.iter().map(|(name, value)| header(name, value)).collect();
        check_headers(&account, &headers, has_key)
    }

    #[rstest]
    #[case::organisation(Openai, true, &[("OpenAI-Organization", "org-1"), ("OpenAI-Project", "p")], None)]
    #[case::gateway(Anthropic, true, &[("Authorization", "Bearer abc")], None)]
    #[case::beta(Anthropic, true, &[("anthropic-beta", "some-2026-01-01")], None)]
    #[case::in_place_of_a_key(Openai, false, &[("Authorization", "Basic abc")], None)]
    #[case::beside_a_key(Openai, true, &[("authorization", "Basic abc")], Some("as the key"))]
    #[case::twice(Openai, false, &[("X-Team", "a"), ("x-team", "b")], Some("twice"))]
    #[case::no_name(Openai, false, &[("X Team", "a")], Some("no name"))]
    #[case::empty_name(Openai, false, &[("", "a")], Some("no name"))]
    #[case::no_value(Openai, false, &[("X-Team", " ")], Some("Enter the value"))]
    #[case::two_lines(Openai, false, &[("X-Team", "a\r\nHost: b")], Some("line breaks"))]
    #[case::host(Openai, false, &[("Host", "elsewhere.example")], Some("itself"))]
    #[case::length(Openai, false, &[("Content-Length", "1")], Some("itself"))]
    #[case::hop(Openai, false, &[("Transfer-Encoding", "chunked")], Some("itself"))]
    #[case::version(Anthropic, true, &[("Anthropic-Version", "2020-01-01")], Some("itself"))]
    fn which_headers_may_go_along(
        #[case] kind: ProviderKind,
        #[case] has_key: bool,
        #[case] headers: &[(&str, &str)],
        #[case] refused: Option<&str>,
    ) {
        let fault = check(kind, has_key, headers).err();
        let said = fault.as_ref().map(|fault| fault.message.as_str());
        match (said, refused) {
            (None, None) => {}
            (Some(said), Some(why)) => assert!(said.contains(why), "{said}"),
            (said, why) => panic!("{said:?}, and not {why:?}"),
        }
    }

    #[test]
    fn there_is_an_end_to_them() {
        let many: Vec<_> = (0..=MOST).map(|at| header(&format!("X-{at}"), "a")).collect();
        assert!(parse(&many).is_err());
        assert!(parse(&many[1..]).is_ok());
    }

    #[test]
    fn no_value_shows_itself() {
        let map = parse(&[header("X-Team", "hidden words")]).unwrap();
        assert!(!format!("{map:?}").contains("hidden"), "{map:?}");
    }
}
