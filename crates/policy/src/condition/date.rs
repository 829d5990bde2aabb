//! Instants: ISO 8601 in the W3C profile, or seconds since 1970.

/// Seconds since 1970 and nanoseconds.
pub(crate) type Instant = (i64, u32);

/// Reads an instant; a date alone is midnight UTC, and a time without offset is UTC.
pub(crate) fn parse(text: &str) -> Option<Instant> {
    // Four digits alone are a year, all other numbers are seconds.
    let number = text.strip_prefix('-').unwrap_or(text);
    if text.len() != 4
        && !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    {
        return seconds(text);
    }
    let (date, time) =
        text.split_once(['T', 't', ' ']).map_or((text, None), |(date, time)| (date, Some(time)));
    let mut fields = date.split('-');
    let year = digits(fields.next()?, 4)?;
    let month = fields.next().map_or(Some(1), |field| digits(field, 2))?;
    let day = fields.next().map_or(Some(1), |field| digits(field, 2))?;
    if fields.next().is_some() || !(1..=12).contains(&month) || day < 1 || day > days_in(year, month) {
        return None;
    }
    let midnight = days_since_1970(year, month, day) * 86_400;
    let (offset, nanos) = time.map_or(Some((0, 0)), time_of_day)?;
    Some((midnight + offset, nanos))
}

fn seconds(text: &str) -> Option<Instant> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let nanos = if fraction.is_empty() { 0 } else { nanoseconds(fraction)? };
    let whole: i64 = whole.parse().ok()?;
    // Beyond the year 9999 and its mirror nothing is compared sensibly.
    (whole.unsigned_abs() <= 253_402_300_799).then_some((whole, nanos))
}

/// Seconds into the day, offset subtracted, and nanoseconds.
fn time_of_day(time: &str) -> Option<(i64, u32)> {
    let (clock, offset) = match time.find(['Z', 'z', '+', '-']) {
        Some(at) => time.split_at_checked(at)?,
        None => (time, "Z"),
    };
    let (clock, fraction) = clock.split_once('.').map_or((clock, None), |(clock, part)| (clock, Some(part)));
    let mut fields = clock.split(':');
    let hour = digits(fields.next()?, 2)?;
    let minute = digits(fields.next()?, 2)?;
    let second = fields.next();
    if fields.next().is_some() || (second.is_none() && fraction.is_some()) {
        return None;
    }
    let second = second.map_or(Some(0), |field| digits(field, 2))?;
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let nanos = fraction.map_or(Some(0), nanoseconds)?;
    Some((hour * 3_600 + minute * 60 + second - offset_seconds(offset)?, nanos))
}

fn offset_seconds(offset: &str) -> Option<i64> {
    if offset.eq_ignore_ascii_case("Z") {
        return Some(0);
    }
    let (sign, rest) = match offset.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, offset.strip_prefix('+')?),
    };
    let (hour, minute) = match rest.split_once(':') {
        Some(pair) => pair,
        None => rest.split_at_checked(2)?,
    };
    let (hour, minute) = (digits(hour, 2)?, if minute.is_empty() { 0 } else { digits(minute, 2)? });
    (hour <= 23 && minute <= 59).then_some(sign * (hour * 3_600 + minute * 60))
}

fn nanoseconds(fraction: &str) -> Option<u32> {
    let kept = fraction.get(..fraction.len().min(9))?;
    if kept.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let value: u32 = kept.parse().ok()?;
    let missing = u32::try_from(9 - kept.len()).ok()?;
    Some(value * 10_u32.pow(missing))
}

fn digits(text: &str, length: usize) -> Option<i64> {
    let fits = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

const fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days of the proleptic Gregorian calendar, counted in years that begin in March.
const fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn forms() {
        for text in [
            "2026-03-01T10:00:00Z",
            "2026-03-01T10:00Z",
            "2026-03-01T19:00:00+09:00",
            "2026-03-01T05:30:00-0430",
            "2026-03-01T10:00:00.000Z",
            "2026-03-01t10:00:00z",
            "1772359200",
        ] {
            assert_eq!(parse(text), Some((1_772_359_200, 0)), "{text}");
        }
        assert_eq!(parse("2026-03-01"), parse("2026-03"));
        assert_eq!(parse("1970"), Some((0, 0)));
        assert_eq!(parse("1969-12-31T23:59:59.5Z"), Some((-1, 500_000_000)));
        assert_eq!(parse("2024-02-29").map(|it| it.0), Some(1_709_164_800));
    }

    #[test]
    fn nonsense() {
        for text in [
            "",
            "-",
            "x",
            "2026-02-29",
            "2026-13-01",
            "2026-01-01T24:00Z",
            "2026-01-01T10Z",
            "10:00",
            "..",
            "語",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
