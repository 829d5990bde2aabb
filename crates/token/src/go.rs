//! What Go prints and reads, where the reference shows it.

use std::ops::RangeInclusive;

use eks_iam_sigv4::Timestamp;

/// Quotes a text as Go's `%q` does.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\x07' => out.push_str("\\a"),
            '\x08' => out.push_str("\\b"),
            '\x0b' => out.push_str("\\v"),
            '\x0c' => out.push_str("\\f"),
            '\0'..=' ' if letter != ' ' => out.push_str(&format!("\\x{:02x}", u32::from(letter))),
            '\x7f' => out.push_str("\\x7f"),
            '\u{80}'..='\u{a0}'
            | '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{feff}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(letter)));
            }
            _ => out.push(letter),
        }
    }
    out.push('"');
    out
}

/// Reads an integer as Go's `strconv.Atoi` does: the value that is printed, and whether it was one.
pub(crate) fn atoi(text: &str) -> (i64, bool) {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return (0, false);
    }
    let end = if text.starts_with('-') { i64::MIN } else { i64::MAX };
    text.parse().map_or((end, false), |number| (number, true))
}

/// Reads `YYYYMMDDTHHMMSSZ` as Go's `time.Parse` does, which lets a fraction of a second pass.
///
/// # Errors
///
/// With Go's text.
pub(crate) fn parse_date(text: &str) -> Result<Timestamp, String> {
    if let Ok(time) = Timestamp::parse_basic(text) {
        return Ok(time);
    }
    let (stem, rest) = text.split_at_checked(15).unwrap_or((text, ""));
    if without_fraction(rest) == "Z"
        && let Ok(time) = Timestamp::parse_basic(&format!("{stem}Z"))
    {
        return Ok(time);
    }
    Err(format!("parsing time {}{}", time_quoted(text), complaint(text)))
}

/// Quotes a text as Go's package `time` does: bytes that are no printable ASCII as escapes.
fn time_quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for byte in text.bytes() {
        match byte {
            b'"' | b'\\' => out.extend(['\\', char::from(byte)]),
            b' '..=b'~' | 0x7f => out.push(char::from(byte)),
            _ => out.push_str(&format!("\\x{byte:02x}")),
        }
    }
    out.push('"');
    out
}

/// Why the text is no time: the first element that does not fit or is out of range; a day is only held against its month
/// when all has been read.
fn complaint(text: &str) -> String {
    let mut rest = text;
    for (element, width, name, values) in ELEMENTS {
        let (head, behind) = rest.split_at_checked(width).unwrap_or_default();
        let fits = match element {
            "T" => head == "T",
            _ => !head.is_empty() && head.bytes().all(|byte| byte.is_ascii_digit()),
        };
        if !fits {
            return cannot_parse(rest, element);
        }
        if element != "T" && !head.parse().is_ok_and(|value| values.contains(&value)) {
            return format!(": {name} out of range");
        }
        rest = behind;
    }
    match without_fraction(rest).strip_prefix('Z') {
        None => cannot_parse(without_fraction(rest), "Z"),
        Some("") => ": day out of range".to_owned(),
        Some(extra) => format!(": extra text: {}", time_quoted(extra)),
    }
}

fn cannot_parse(rest: &str, element: &str) -> String {
    format!(" as {}: cannot parse {} as {}", time_quoted(LAYOUT), time_quoted(rest), time_quoted(element))
}

/// What stands behind a fraction of a second, which Go lets pass where the form has none.
fn without_fraction(text: &str) -> &str {
    match text.strip_prefix(['.', ',']) {
        Some(rest) if rest.starts_with(|it: char| it.is_ascii_digit()) => {
            rest.trim_start_matches(|it: char| it.is_ascii_digit())
        }
        _ => text,
    }
}

/// Compares as Go's `strings.EqualFold` does with an ASCII text: two letters beyond ASCII fold to `k` and `s`.
pub(crate) fn equal_fold(text: &str, ascii: &str) -> bool {
    text.eq_ignore_ascii_case(ascii)
        || (!text.is_ascii()
            && text.replace('\u{212a}', "k").replace('\u{17f}', "s").eq_ignore_ascii_case(ascii))
}

/// Puts a text in lower case as Go's `strings.ToLower` does, which knows simple mappings only.
pub(crate) fn to_lower(text: &str) -> String {
    let lower = |it: char| if it == '\u{130}' { 'i' } else { it.to_lowercase().next().unwrap_or(it) };
    text.chars().map(lower).collect()
}

const LAYOUT: &str = "20060102T150405Z";
/// The elements of the form: how Go names them, their width, what they are, and the values that Go takes at once.
const ELEMENTS: [(&str, usize, &str, RangeInclusive<u16>); 7] = [
    ("2006", 4, "year", 0..=9999),
    ("01", 2, "month", 1..=12),
    ("02", 2, "day", 0..=99),
    ("T", 1, "", 0..=0),
    ("15", 2, "hour", 0..=23),
    ("04", 2, "minute", 0..=59),
    ("05", 2, "second", 0..=59),
];
