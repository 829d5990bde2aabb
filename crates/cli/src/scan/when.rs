//! The time of a log line, in UTC, whatever program wrote it.

use eks_iam_sigv4::Timestamp;

/// How far into a line its time is looked for.
const HEAD: usize = 1024;

/// Returns the time that a line carries, as `2026-11-25T10:00:00Z`; none when it has none with a year.
pub(crate) fn time_of(line: &[u8]) -> Option<String> {
    let head = line.get(..HEAD).unwrap_or(line);
    let mut at = 0;
    while let Some(digit) = head.get(at..).and_then(|it| it.iter().position(u8::is_ascii_digit)) {
        let start = at + digit;
        let rest = head.get(start..).unwrap_or_default();
        if let Some(time) = iso(rest).or_else(|| common_log(rest)).or_else(|| epoch(head, start)) {
            return Some(time);
        }
        let digits = rest.iter().take_while(|it| it.is_ascii_digit()).count();
        at = start + digits;
    }
    None
}

/// Returns a time that is written as JSON writes it, in UTC and to the second.
pub(crate) fn normalised(text: &str) -> Option<String> {
    iso(text.as_bytes())
}

/// `2026-11-25T10:00:00.123+09:00`, with a blank or `T`; without an offset it counts as UTC.
fn iso(text: &[u8]) -> Option<String> {
    let date = text.get(..19)?;
    let is_shape = date.iter().enumerate().all(|(at, it)| match at {
        4 | 7 => matches!(it, b'-' | b'/'),
        10 => matches!(it, b'T' | b't' | b' '),
        13 | 16 => *it == b':',
        _ => it.is_ascii_digit(),
    });
    if !is_shape {
        return None;
    }
    let number = |range: std::ops::Range<usize>| number(date.get(range).unwrap_or_default());
    let (year, month, day) = (number(0..4), number(5..7), number(8..10));
    let seconds = number(11..13) * 3600 + number(14..16) * 60 + number(17..19);
    let mut rest = text.get(19..).unwrap_or_default();
    if let [b'.' | b',', fraction @ ..] = rest {
        let digits = fraction.iter().take_while(|it| it.is_ascii_digit()).count();
        rest = fraction.get(digits..).unwrap_or_default();
    }
    format(year, month, day, seconds - offset(rest))
}

/// Returns the seconds of `+09:00` or `-0330`; nothing else is an offset.
fn offset(text: &[u8]) -> i64 {
    let (sign, digits) = match text {
        [b'+', digits @ ..] => (1, digits),
        [b'-', digits @ ..] => (-1, digits),
        _ => return 0,
    };
    let two = |at: usize| digits.get(at..at + 2).filter(|it| it.iter().all(u8::is_ascii_digit)).map(number);
    let minutes = if digits.get(2) == Some(&b':') { two(3) } else { two(2) };
    match (two(0), minutes) {
        (Some(hours), Some(minutes)) if hours < 15 => sign * (hours * 3600 + minutes * 60),
        _ => 0,
    }
}

/// `25/Nov/2026:10:00:00 +0000` of web servers.
fn common_log(text: &[u8]) -> Option<String> {
    let [d1, d2, b'/', m1, m2, m3, b'/', rest @ ..] = text else { return None };
    let day = number(&[*d1, *d2]);
    let name = [*m1, *m2, *m3];
    let months =
        [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];
    let month = months.iter().position(|it| **it == name)? + 1;
    let at = |range: std::ops::Range<usize>| {
        rest.get(range).filter(|it| it.iter().all(u8::is_ascii_digit)).map(number)
    };
    let seconds = at(5..7)? * 3600 + at(8..10)? * 60 + at(11..13)?;
    let zone = rest.get(14..).unwrap_or_default();
    format(at(0..4)?, i64::try_from(month).ok()?, day, seconds - offset(zone))
}

/// `"ts":1790000000.123` and its like: seconds or milliseconds since 1970 behind a key of JSON.
fn epoch(line: &[u8], start: usize) -> Option<String> {
    let key = line.get(..start)?;
    let key = key.strip_suffix(b" ").unwrap_or(key).strip_suffix(b":")?.strip_suffix(b"\"")?;
    let name = key.rsplit(|it| *it == b'"').next()?;
    if !matches!(name, b"ts" | b"time" | b"timestamp" | b"@timestamp") {
        return None;
    }
    let digits: Vec<u8> = line.get(start..)?.iter().copied().take_while(u8::is_ascii_digit).collect();
    let seconds = match digits.len() {
        10 => number(&digits),
        13 => number(&digits) / 1000,
        _ => return None,
    };
    format(1970, 1, 1, seconds)
}

fn number(digits: &[u8]) -> i64 {
    digits.iter().fold(0, |sum, it| sum * 10 + i64::from(it.wrapping_sub(b'0')))
}

/// Writes a time of which the seconds may be any number; none on a day that the calendar does not have.
fn format(year: i64, month: i64, day: i64, seconds: i64) -> Option<String> {
    let midnight = Timestamp::parse_basic(&format!("{year:04}{month:02}{day:02}T000000Z")).ok()?;
    Some((midnight + seconds).rfc3339())
}

#[test]
fn times_of_many_programs() {
    for (line, time) in [
        ("2026-11-25T10:00:00.123Z INFO x", Some("2026-11-25T10:00:00Z")),
        ("2026/11/25 10:00:00 x", Some("2026-11-25T10:00:00Z")),
        ("2026-12-31 23:30:00,5-0130 x", Some("2027-01-01T01:00:00Z")),
        ("2024-03-01T00:30:00+09:00 x", Some("2024-02-29T15:30:00Z")),
        ("10.0.0.1 - - [25/Nov/2026:10:00:00 +0000] \"GET / HTTP/1.1\"", Some("2026-11-25T10:00:00Z")),
        ("{\"level\":\"info\",\"ts\":1790000000.123}", Some("2026-09-21T14:13:20Z")),
        ("time=\"2026-01-02T03:04:05Z\" level=warning", Some("2026-01-02T03:04:05Z")),
        ("{\"@timestamp\": 1790000000123}", Some("2026-09-21T14:13:20Z")),
        ("E1125 10:00:00.000000 1 memcache.go:265]", None),
        ("2026-13-25T10:00:00Z", None),
        ("2026-02-30T10:00:00Z", None),
        ("", None),
    ] {
        assert_eq!(time_of(line.as_bytes()).as_deref(), time, "{line}");
    }
}
