use rstest::rstest;

use super::*;

#[rstest]
#[case(&[], None)]
#[case(&[("retry-after", "7")], Some(7_000))]
#[case(&[("retry-after", "0.25")], Some(250))]
#[case(&[("retry-after-ms", "1500"), ("retry-after", "9")], Some(1_500))]
#[case(&[("retry-after", "soon")], None)]
#[case(&[("retry-after", "-3")], None)]
#[case(&[("retry-after", "inf")], None)]
#[case(&[("retry-after", "Thu, 01 Jan 1970 00:00:00 GMT")], Some(0))]
fn the_wait_is_the_provider_s(#[case] pairs: &[(&str, &str)], #[case] expected: Option<u64>) {
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
        let name: HeaderName = name.parse().unwrap();
        headers.insert(name, value.parse().unwrap());
    }
    assert_eq!(asked_wait(&headers), expected.map(Duration::from_millis));
}

#[test]
fn a_date_to_come_is_a_wait() {
    let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_mins(1));
    let mut headers = HeaderMap::new();
    headers.insert(RETRY_AFTER, date.parse().unwrap());
    let wait = asked_wait(&headers).unwrap();
    assert!(wait > Duration::from_secs(55) && wait <= Duration::from_mins(1), "{wait:?}");
}

#[test]
fn own_waits_grow_and_stay_bearable() {
    for _ in 0..100 {
        let (first, second) = (pause(0), pause(1));
        assert!(first >= PAUSE && first < second && second < PATIENCE);
    }
}
