use domain::FaultCode;
use domain::ProviderKind::{Anthropic, Openai};
use rstest::rstest;

use super::*;

#[rstest]
#[case(Openai, "https://api.openai.com/v1", "https://api.openai.com/v1")]
#[case(Openai, "  https://api.openai.com/v1/ \n", "https://api.openai.com/v1")]
#[case(Openai, "https://host.example/some/path//", "https://host.example/some/path")]
#[case(Anthropic, "https://api.anthropic.com", "https://api.anthropic.com")]
#[case(Anthropic, "https://api.anthropic.com/v1/", "https://api.anthropic.com")]
#[case(Anthropic, "https://api.deepseek.com/anthropic", "https://api.deepseek.com/anthropic")]
#[case(Openai, "http://localhost:11434/v1", "http://localhost:11434/v1")]
#[case(Openai, "http://127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1")]
#[case(Openai, "http://[::1]:8080/v1", "http://[::1]:8080/v1")]
#[case(Openai, "http://192.168.1.20:1234/v1", "http://192.168.1.20:1234/v1")]
#[case(Openai, "http://10.0.0.4/v1", "http://10.0.0.4/v1")]
#[case(Openai, "http://[fd12::4]/v1", "http://[fd12::4]/v1")]
#[case(Openai, "http://box.local:1234/v1", "http://box.local:1234/v1")]
fn addresses_are_kept_in_one_way(
    #[case] kind: ProviderKind,
    #[case] text: &str,
    #[case] expected: &str,
) {
    assert_eq!(base_url(kind, text).unwrap(), expected);
}

#[rstest]
#[case::empty("", "not an address")]
#[case::words("my provider", "not an address")]
#[case::no_scheme("localhost:11434", "https://")]
#[case::other_scheme("ftp://host.example", "https://")]
#[case::file("file:///etc/passwd", "https://")]
#[case::plain_to_the_world("http://api.openai.com/v1", "unencrypted")]
#[case::plain_to_a_public_address("http://8.8.8.8/v1", "unencrypted")]
#[case::plain_to_a_lookalike("http://localhost.evil.example/v1", "unencrypted")]
#[case::plain_to_a_suffix("http://notlocalhost/v1", "unencrypted")]
#[case::plain_to_a_mapped_address("http://[::ffff:8.8.8.8]/v1", "unencrypted")]
#[case::user("https://me:secret@host.example/v1", "user name")]
#[case::query("https://host.example/v1?api-version=1", "without ? or #")]
#[case::fragment("https://host.example/v1#top", "without ? or #")]
fn other_addresses_are_refused_in_a_sentence(#[case] text: &str, #[case] says: &str) {
    let fault = base_url(Openai, text).unwrap_err();
    assert_eq!(fault.code, FaultCode::Invalid);
    assert!(fault.message.contains(says), "{}", fault.message);
    assert!(!format!("{fault:?}").contains("secret"));
}
