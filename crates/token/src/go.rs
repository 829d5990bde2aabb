//! What Go prints and reads, where the reference shows it.

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
    let fraction =
        rest.strip_prefix(['.', ',']).map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    let zone = match fraction {
        Some(zone) if zone.len() + 1 < rest.len() => zone,
        _ => rest,
    };
    if zone == "Z"
        && let Ok(time) = Timestamp::parse_basic(&format!("{stem}Z"))
    {
        return Ok(time);
    }
    Err(format!("parsing time {} as {}{}", quoted(text), quoted(LAYOUT), complaint(text, zone)))
}

/// Why the text is no time: the first element that does not fit, else the one that is out of range.
fn complaint(text: &str, zone: &str) -> String {
    let mut rest = text;
    for (element, width) in ELEMENTS {
        let fits = match rest.split_at_checked(width) {
            Some((head, _)) if element == "T" => head == "T",
            Some((head, _)) => head.bytes().all(|byte| byte.is_ascii_digit()),
            None => false,
        };
        if !fits {
            return format!(": cannot parse {} as {}", quoted(rest), quoted(element));
        }
        rest = rest.split_at_checked(width).map_or("", |(_, rest)| rest);
    }
    match zone.strip_prefix('Z') {
        None => format!(": cannot parse {} as {}", quoted(zone), quoted("Z")),
        Some("") => out_of_range(text).to_owned(),
        Some(extra) => format!(": extra text: {}", quoted(extra)),
    }
}

fn out_of_range(text: &str) -> &'static str {
    let number =
        |from: usize| text.get(from..from + 2).and_then(|digits| digits.parse::<u8>().ok()).unwrap_or(99);
    match (number(4), number(9), number(11), number(13)) {
        (0 | 13.., ..) => ": month out of range",
        (_, 24.., ..) => ": hour out of range",
        (_, _, 60.., _) => ": minute out of range",
        (_, _, _, 60..) => ": second out of range",
        _ => ": day out of range",
    }
}

const LAYOUT: &str = "20060102T150405Z";
const ELEMENTS: [(&str, usize); 7] =
    [("2006", 4), ("01", 2), ("02", 2), ("T", 1), ("15", 2), ("04", 2), ("05", 2)];
