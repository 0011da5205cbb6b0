use super::*;

fn read(url: &str) -> Link {
    Link::read(url).unwrap()
}

#[rstest]
#[case("https://example.com/a?b=c#d", "https://", "example.com", "/a?b=c#d")]
#[case("https://example.com", "https://", "example.com", "/")]
#[case("http://localhost:3000/x", "http://", "localhost:3000", "/x")]
#[case("https://user:pass@example.com/", "https://user:pass@", "example.com", "/")]
#[case("https://paypal.com@evil.example/", "https://paypal.com@", "evil.example", "/")]
#[case("https://[::1]:8080/", "https://", "[::1]:8080", "/")]
#[case("https://evil.example\\@good.example/", "https://", "evil.example", "/@good.example/")]
#[case("https:example.com/", "https://", "example.com", "/")]
fn the_host_is_the_one_that_would_be_visited(
    #[case] url: &str,
    #[case] before: &str,
    #[case] host: &str,
    #[case] after: &str,
) {
    let link = read(url);
    assert_eq!(
        (link.before.as_str(), link.host.as_str(), link.after.as_str()),
        (before, host, after)
    );
    assert_eq!(url::Url::parse(&link.whole()).unwrap().as_str(), link.whole());
}

#[rstest]
#[case("not a url")]
#[case("javascript:alert(1)")]
#[case("file:///etc/passwd")]
#[case("data:text/html,hi")]
#[case("mailto:a@example.com")]
#[case("https://")]
fn what_is_no_page_is_not_opened(#[case] url: &str) {
    assert!(Link::read(url).is_err());
}

#[rstest]
#[case("https://example.com/", &[])]
#[case("https://example.com", &[])]
#[case("http://example.com/", &[LinkRemark::NotEncrypted])]
#[case("http://localhost:1/", &[LinkRemark::Near])]
#[case("http://192.168.1.9/", &[LinkRemark::Number, LinkRemark::Near, LinkRemark::NotEncrypted])]
#[case("https://a@example.com/", &[LinkRemark::Userinfo])]
#[case("https://xn--bcher-kva.example/", &[LinkRemark::Punycode { reads: "bücher.example".into() }])]
fn what_is_odd_is_said(#[case] url: &str, #[case] remarks: &[LinkRemark]) {
    assert_eq!(read(url).remarks, remarks);
}

#[test]
fn letters_that_look_like_others_are_said() {
    // All Cyrillic, and reads like a name in Latin letters.
    let alike = read("https://аррӏе.com/login");
    assert_eq!(alike.host, "xn--80ak6aa92e.com");
    assert_eq!(alike.remarks[0], LinkRemark::Punycode { reads: "аррӏе.com".into() });
    let as_sent = "https://аррӏе.com/login".into();
    assert_eq!(alike.remarks[1], LinkRemark::Rewritten { as_sent });
    // One Cyrillic letter among Latin ones.
    let mixed = read("https://pаypal.com/");
    assert!(mixed.remarks.contains(&LinkRemark::MixedScripts { reads: "pаypal.com".into() }));
    // Names in Chinese, Japanese and Korean mix scripts, with Latin letters too.
    for name in ["https://日本語ドメイン.jp/", "https://abc日本.jp/", "https://한국어.kr/"]
    {
        let kinds = read(name).remarks;
        assert!(!kinds.iter().any(|it| matches!(it, LinkRemark::MixedScripts { .. })), "{kinds:?}");
    }
}

#[test]
fn what_the_parser_takes_out_is_said() {
    let link = read("https://exam\tple.com/\u{200b}x");
    assert_eq!(link.host, "example.com");
    assert!(link.remarks.iter().any(|it| matches!(it, LinkRemark::Rewritten { .. })));
}

proptest! {
    /// Whatever is opened is what is shown, and it is a page.
    #[test]
    fn what_is_shown_is_what_is_opened(text in "(https?:)?[/\\\\]{0,3}[a-zа-я@:.\\[\\]0-9%#? ]{0,20}") {
        if let Ok(link) = Link::read(&text) {
            let parsed = url::Url::parse(&text).unwrap();
            prop_assert_eq!(link.whole(), parsed.as_str());
            prop_assert!(link.before.starts_with("http"));
            prop_assert!(link.host.starts_with(parsed.host_str().unwrap()));
        }
    }
}
