//! Points in time, to the second, in the three spellings that AWS uses.

use std::{
    error, fmt,
    ops::{Add, Sub},
};

/// A point in time: whole seconds since 1970-01-01T00:00:00Z.
///
/// The written forms have a year of four digits, as AWS's have; a year beyond prints with more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(i64);

impl Timestamp {
    /// Takes seconds since 1970-01-01T00:00:00Z.
    pub const fn from_unix(seconds: i64) -> Self {
        Self(seconds)
    }

    /// Returns the seconds since 1970-01-01T00:00:00Z.
    pub const fn unix(self) -> i64 {
        self.0
    }

    /// Reads ISO 8601's basic form with a `Z`, as `X-Amz-Date` has it: `20260713T093000Z`.
    ///
    /// # Errors
    ///
    /// When the text has another form or names no real time.
    pub fn parse_basic(text: &str) -> Result<Self, ParseTimestampError> {
        let [y, m, d, hh, mm, ss] = digits(text, b"ddddddddTddddddZ", [4, 2, 2, 2, 2, 2])?;
        Self::from_civil([y, m, d, hh, mm, ss])
    }

    /// Reads RFC 3339 as AWS and Kubernetes print it: `2026-07-13T09:30:00Z`; a fraction of a second is dropped, and an
    /// offset such as `+09:00` is counted in.
    ///
    /// # Errors
    ///
    /// When the text has another form or names no real time.
    pub fn parse_rfc3339(text: &str) -> Result<Self, ParseTimestampError> {
        let (stem, rest) = text.split_at_checked(19).ok_or(ParseTimestampError(()))?;
        let [y, m, d, hh, mm, ss] = digits(stem, b"dddd-dd-ddTdd:dd:dd", [4, 2, 2, 2, 2, 2])?;
        let zone = match rest.strip_prefix('.') {
            Some(fraction) => {
                let zone = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
                if zone.len() == fraction.len() {
                    return Err(ParseTimestampError(()));
                }
                zone
            }
            None => rest,
        };
        Ok(Self::from_civil([y, m, d, hh, mm, ss])? - offset_seconds(zone)?)
    }

    /// Reads the date of an HTTP `Date` header, RFC 9110's only current form: `Mon, 13 Jul 2026 09:30:00 GMT`. The day
    /// of the week is not compared.
    ///
    /// # Errors
    ///
    /// When the text has another form or names no real time.
    pub fn parse_http_date(text: &str) -> Result<Self, ParseTimestampError> {
        let (_, date) = text.split_once(", ").ok_or(ParseTimestampError(()))?;
        let (day, rest) = date.split_at_checked(3).ok_or(ParseTimestampError(()))?;
        let (month, rest) = rest.split_at_checked(3).ok_or(ParseTimestampError(()))?;
        let month =
            MONTHS.iter().zip(1..).find(|(name, _)| **name == month).ok_or(ParseTimestampError(()))?.1;
        let [d] = digits(day, b"dd ", [2])?;
        let [y, hh, mm, ss] = digits(rest, b" dddd dd:dd:dd GMT", [4, 2, 2, 2])?;
        Self::from_civil([y, month, d, hh, mm, ss])
    }

    /// Returns ISO 8601's basic form, `20260713T093000Z`.
    pub fn basic(self) -> String {
        let [y, m, d, hh, mm, ss] = self.civil();
        let mut text = *b"00000000T000000Z";
        let (numbers, _) = text.split_at_mut(15);
        let (date, time) = numbers.split_at_mut(9);
        if !(0..=9999).contains(&y) {
            return format!("{y:04}{m:02}{d:02}T{hh:02}{mm:02}{ss:02}Z");
        }
        for (place, number) in date.as_chunks_mut::<2>().0.iter_mut().zip([y / 100, y % 100, m, d]) {
            *place = two_digits(number);
        }
        for (place, number) in time.as_chunks_mut::<2>().0.iter_mut().zip([hh, mm, ss]) {
            *place = two_digits(number);
        }
        String::from_utf8_lossy(&text).into_owned()
    }

    /// Returns the day in basic form, `20260713`: the first part of a credential scope.
    pub fn date(self) -> String {
        let mut text = self.basic();
        text.truncate(text.len().saturating_sub(8));
        text
    }

    /// Returns RFC 3339's form, `2026-07-13T09:30:00Z`.
    pub fn rfc3339(self) -> String {
        let [y, m, d, hh, mm, ss] = self.civil();
        format!("{y:04}-{m:02}-{d:02}T{hh:02}:{mm:02}:{ss:02}Z")
    }

    /// Returns the form of an HTTP `Date` header, `Mon, 13 Jul 2026 09:30:00 GMT`.
    pub fn http_date(self) -> String {
        let [y, m, d, hh, mm, ss] = self.civil();
        let name = |names: &[&'static str], at: i64| {
            usize::try_from(at).ok().and_then(|at| names.get(at)).copied().unwrap_or_default()
        };
        let day = name(&DAYS, (self.0.div_euclid(DAY) + 3).rem_euclid(7));
        let month = name(&MONTHS, m - 1);
        format!("{day}, {d:02} {month} {y:04} {hh:02}:{mm:02}:{ss:02} GMT")
    }

    /// Year, month, day, hour, minute, second; after Howard Hinnant's `civil_from_days`.
    fn civil(self) -> [i64; 6] {
        let seconds = self.0.rem_euclid(DAY);
        let days = self.0.div_euclid(DAY) + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        [year, month, day, seconds / 3600, seconds / 60 % 60, seconds % 60]
    }

    /// The inverse of `civil`; a date that the calendar does not have does not come back the same and is refused.
    fn from_civil(civil: [i64; 6]) -> Result<Self, ParseTimestampError> {
        let [year, month, day, hour, minute, second] = civil;
        let shifted_year = year - i64::from(month <= 2);
        let era = shifted_year.div_euclid(400);
        let year_of_era = shifted_year.rem_euclid(400);
        let shifted_month = if month > 2 { month - 3 } else { month + 9 };
        let day_of_year = (153 * shifted_month + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        let days = era * 146_097 + day_of_era - 719_468;
        let time = Self(days * DAY + hour * 3600 + minute * 60 + second);
        if time.civil() == civil { Ok(time) } else { Err(ParseTimestampError(())) }
    }
}

/// Adds seconds; stops at the ends of the range.
impl Add<i64> for Timestamp {
    type Output = Self;

    fn add(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }
}

/// Takes seconds away; stops at the ends of the range.
impl Sub<i64> for Timestamp {
    type Output = Self;

    fn sub(self, seconds: i64) -> Self {
        Self(self.0.saturating_sub(seconds))
    }
}

/// The seconds from the right point in time to the left one.
impl Sub for Timestamp {
    type Output = i64;

    fn sub(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// Prints RFC 3339's form.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.rfc3339())
    }
}

/// Tells that a text is no time in the form asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseTimestampError(());

impl fmt::Display for ParseTimestampError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text is no time in the form expected, such as `20260713T093000Z`")
    }
}

impl error::Error for ParseTimestampError {}

/// Reads `N` numbers out of `text`, whose bytes must follow `form`: `d` is a digit, all else stands for itself.
fn digits<const N: usize>(
    text: &str,
    form: &[u8],
    widths: [usize; N],
) -> Result<[i64; N], ParseTimestampError> {
    let fits = |(byte, form): (u8, &u8)| if *form == b'd' { byte.is_ascii_digit() } else { byte == *form };
    if text.len() != form.len() || !text.bytes().zip(form).all(fits) {
        return Err(ParseTimestampError(()));
    }
    let mut found =
        text.bytes().zip(form).filter(|(_, form)| **form == b'd').map(|(byte, _)| i64::from(byte - b'0'));
    Ok(widths.map(|width| found.by_ref().take(width).fold(0, |number, digit| number * 10 + digit)))
}

fn offset_seconds(zone: &str) -> Result<i64, ParseTimestampError> {
    if zone == "Z" || zone == "z" {
        return Ok(0);
    }
    let (sign, rest) = match (zone.strip_prefix('+'), zone.strip_prefix('-')) {
        (Some(rest), _) => (1, rest),
        (_, Some(rest)) => (-1, rest),
        _ => return Err(ParseTimestampError(())),
    };
    let [hours, minutes] = digits(rest, b"dd:dd", [2, 2])?;
    if hours < 24 && minutes < 60 {
        Ok(sign * (hours * 3600 + minutes * 60))
    } else {
        Err(ParseTimestampError(()))
    }
}

/// The two digits of a number below 100.
fn two_digits(number: i64) -> [u8; 2] {
    let number = u8::try_from(number).unwrap_or_default();
    [b'0' + number / 10, b'0' + number % 10]
}

const DAY: i64 = 86_400;
const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
