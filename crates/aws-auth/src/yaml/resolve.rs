//! What a scalar is to go-yaml 2: YAML 1.1 without its base-60 numbers.

use super::value::Style;

/// The type of a scalar, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Resolved {
    Null,
    Boolean,
    Integer,
    Float,
    /// `.nan` and `.inf`: JSON has no such numbers, so that the conversion fails as a whole.
    NonFinite,
    Text,
}

impl Resolved {
    /// Returns the name that people know the type by.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer | Self::Float | Self::NonFinite => "number",
            Self::Text => "string",
        }
    }
}

/// Resolves a plain scalar without a tag.
pub(crate) fn resolve_plain(text: &str) -> Resolved {
    match text.as_bytes().first() {
        None => Resolved::Null,
        Some(b'y' | b'Y' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'o' | b'O' | b'~') => {
            resolve_word(text)
        }
        Some(b'.') => resolve_dot(text),
        Some(b'0'..=b'9' | b'+' | b'-') => resolve_number(text),
        Some(_) => Resolved::Text,
    }
}

/// Resolves a scalar with its style and tag; `None` when the tag does not fit, which decoding refuses.
pub(crate) fn resolve(text: &str, style: Style, tag: Option<&str>) -> Option<Resolved> {
    let Some(tag) = tag else {
        return Some(if style == Style::Plain { resolve_plain(text) } else { Resolved::Text });
    };
    let found = resolve_plain(text);
    match tag.strip_prefix("tag:yaml.org,2002:") {
        Some("bool") => (found == Resolved::Boolean).then_some(found),
        Some("int") => (found == Resolved::Integer).then_some(found),
        Some("float") => match found {
            Resolved::Integer | Resolved::Float | Resolved::NonFinite => Some(found),
            _ => None,
        },
        Some("null") => (found == Resolved::Null).then_some(found),
        _ => Some(Resolved::Text),
    }
}

fn resolve_word(text: &str) -> Resolved {
    match text {
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" | "n" | "N"
        | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => Resolved::Boolean,
        "~" | "null" | "Null" | "NULL" => Resolved::Null,
        _ => Resolved::Text,
    }
}

fn resolve_dot(text: &str) -> Resolved {
    match text {
        ".nan" | ".NaN" | ".NAN" | ".inf" | ".Inf" | ".INF" => Resolved::NonFinite,
        _ if is_float(text) => Resolved::Float,
        _ => Resolved::Text,
    }
}

fn resolve_number(text: &str) -> Resolved {
    if matches!(text, "+.inf" | "+.Inf" | "+.INF" | "-.inf" | "-.Inf" | "-.INF") {
        return Resolved::NonFinite;
    }
    let plain: String = text.chars().filter(|&it| it != '_').collect();
    if is_integer(&plain) {
        Resolved::Integer
    } else if is_float(&plain) {
        Resolved::Float
    } else {
        Resolved::Text
    }
}

/// Go's `strconv.ParseInt(text, 0, 64)`, and `ParseUint`.
fn is_integer(text: &str) -> bool {
    let (signed, negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, true, rest),
        None => match text.strip_prefix('+') {
            Some(rest) => (true, false, rest),
            None => (false, false, text),
        },
    };
    let lower = digits.to_ascii_lowercase();
    let (radix, body) = if let Some(rest) = lower.strip_prefix("0x") {
        (16, rest)
    } else if let Some(rest) = lower.strip_prefix("0o") {
        (8, rest)
    } else if let Some(rest) = lower.strip_prefix("0b") {
        (2, rest)
    } else if lower.len() > 1 && lower.starts_with('0') {
        (8, lower.trim_start_matches('0'))
    } else {
        (10, lower.as_str())
    };
    let body = if radix == 8 && body.is_empty() && !lower.starts_with("0o") { "0" } else { body };
    if body.is_empty() || !body.chars().all(|it| it.is_digit(radix)) {
        return false;
    }
    let Ok(value) = u64::from_str_radix(body, radix) else { return false };
    match (signed, negative) {
        (false, _) => true,
        (true, false) => i64::try_from(value).is_ok(),
        (true, true) => value <= i64::MIN.unsigned_abs(),
    }
}

/// go-yaml's own pattern `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`, within the range of a float.
fn is_float(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.find(['e', 'E']) {
        Some(at) => (unsigned.get(..at).unwrap_or_default(), unsigned.get(at + 1..)),
        None => (unsigned, None),
    };
    let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(a, b)| (a, Some(b)));
    let digits = |it: &str| it.bytes().all(|byte| byte.is_ascii_digit());
    let mantissa_fits = digits(whole)
        && fraction.is_none_or(digits)
        && (!whole.is_empty() || fraction.is_some_and(|it| !it.is_empty()));
    let exponent_fits = exponent.is_none_or(|it| {
        let it = it.strip_prefix(['-', '+']).unwrap_or(it);
        !it.is_empty() && digits(it)
    });
    mantissa_fits && exponent_fits && text.parse::<f64>().is_ok_and(f64::is_finite)
}
