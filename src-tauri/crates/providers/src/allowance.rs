//! What providers say in the headers of an answer about what may still be asked.

use std::time::{SystemTime, UNIX_EPOCH};

use domain::{Allowance, Left};
use reqwest::header::HeaderMap;

/// How providers begin the names of these headers, and whether the kind comes last in them:
/// `anthropic-ratelimit-requests-remaining`, `x-ratelimit-remaining-requests`.
const NAMES: &[(&str, bool)] = &[("anthropic-ratelimit", false), ("x-ratelimit", true)];

/// What the headers of an answer say, if they say anything.
pub(crate) fn read(headers: &HeaderMap) -> Option<Allowance> {
    let (requests, tokens) = (left(headers, "requests"), left(headers, "tokens"));
    (requests.is_some() || tokens.is_some()).then_some(Allowance { requests, tokens })
}

fn left(headers: &HeaderMap, of: &str) -> Option<Left> {
    NAMES.iter().find_map(|(start, kind_last)| {
        let header = |what: &str| {
            let name = if *kind_last {
                format!("{start}-{what}-{of}")
            } else {
                format!("{start}-{of}-{what}")
            };
            headers.get(name)?.to_str().ok().map(str::trim)
        };
        let number = |text: &str| text.parse::<u64>().ok().map(crate::wire::small);
        Some(Left {
            left: header("remaining").and_then(number)?,
            of: header("limit").and_then(number),
            again_s: header("reset").and_then(|text| seconds(text, now())),
        })
    })
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// When all is there again: as a time (`2026-11-20T10:00:00Z`), or as what is left until then
/// (`6m0s`, `1.5s`, `12ms`, or seconds).
fn seconds(text: &str, now: u64) -> Option<u32> {
    if let Some(at) = rfc3339(text) {
        return u32::try_from(at.saturating_sub(now)).ok();
    }
    let seconds = text.parse::<f64>().ok().or_else(|| span(text))?;
    std::time::Duration::try_from_secs_f64(seconds.ceil()).ok()?.as_secs().try_into().ok()
}

/// A span as Go writes it: numbers, each with its unit.
fn span(text: &str) -> Option<f64> {
    let (mut rest, mut seconds) = (text, 0.0);
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (number, after) = rest.split_at(end);
        let units = [("ms", 1e-3), ("h", 3600.0), ("m", 60.0), ("s", 1.0)];
        let (unit, worth) = units.into_iter().find(|(unit, _)| after.starts_with(unit))?;
        seconds += number.parse::<f64>().ok()? * worth;
        rest = after.get(unit.len()..)?;
    }
    (!text.is_empty()).then_some(seconds)
}

/// The seconds since 1970 of a time in UTC, `2026-11-20T10:00:00Z`, perhaps with a fraction.
fn rfc3339(text: &str) -> Option<u64> {
    let text = text.strip_suffix('Z')?;
    let (date, time) = text.split_once('T')?;
    let mut date = date.splitn(3, '-').map(|part| part.parse::<u64>().ok());
    let (year, month, day) = (date.next()??, date.next()??, date.next()??);
    let time = time.split_once('.').map_or(time, |(whole, _)| whole);
    let mut time = time.splitn(3, ':').map(|part| part.parse::<u64>().ok());
    let (hour, minute, second) = (time.next()??, time.next()??, time.next()??);
    if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Years that begin in March end with their leap day.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 1;
    Some((days - 719_468) * 86_400 + hour * 3600 + minute * 60 + second)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("2026-11-20T10:00:30Z", 1_795_168_800, Some(30))]
    #[case("2026-11-20T09:00:00.5Z", 1_795_168_800, Some(0))]
    #[case("6m0s", 0, Some(360))]
    #[case("1h2m3.5s", 0, Some(3724))]
    #[case("12ms", 0, Some(1))]
    #[case("59", 0, Some(59))]
    #[case("2026-13-20T10:00:30Z", 0, None)]
    #[case("soon", 0, None)]
    #[case("5d", 0, None)]
    #[case("", 0, None)]
    #[case("-5", 0, None)]
    #[case("1e99", 0, None)]
    fn spans_and_times_are_read(
        #[case] text: &str,
        #[case] now: u64,
        #[case] expected: Option<u32>,
    ) {
        assert_eq!(seconds(text, now), expected);
    }

    #[rstest]
    #[case("1970-01-01T00:00:00Z", 0)]
    #[case("2000-02-29T12:00:00Z", 951_825_600)]
    #[case("2026-11-20T10:00:00Z", 1_795_168_800)]
    fn dates_are_counted_from_1970(#[case] text: &str, #[case] expected: u64) {
        assert_eq!(rfc3339(text), Some(expected));
    }

    #[test]
    fn both_ways_to_name_the_headers_are_read() {
        let headers = |pairs: &[(&'static str, &'static str)]| -> HeaderMap {
            pairs
                .iter()
                .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
                .collect()
        };
        let anthropic = headers(&[
            ("anthropic-ratelimit-requests-limit", "50"),
            ("anthropic-ratelimit-requests-remaining", "49"),
        ]);
        let left = Left { left: 49, of: Some(50), again_s: None };
        assert_eq!(read(&anthropic), Some(Allowance { requests: Some(left), tokens: None }));
        let openai = headers(&[
            ("x-ratelimit-remaining-tokens", "149984"),
            ("x-ratelimit-reset-tokens", "6m0s"),
        ]);
        let left = Left { left: 149_984, of: None, again_s: Some(360) };
        assert_eq!(read(&openai), Some(Allowance { requests: None, tokens: Some(left) }));
        assert_eq!(read(&headers(&[("x-ratelimit-limit-tokens", "5")])), None);
    }
}
