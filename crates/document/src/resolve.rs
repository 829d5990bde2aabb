//! What a scalar means by the core schema of YAML 1.2.2, section 10.3.2.

use crate::{Scalar, ScalarStyle};

/// What a scalar is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Resolved {
    Null,
    Bool(bool),
    Integer,
    Float,
    String,
}

/// Tells what a scalar with this tag is; a tag other than those of the core schema makes a string.
pub(crate) fn resolve(scalar: &Scalar, tag: Option<&str>) -> Resolved {
    if tag.is_none() && scalar.style != ScalarStyle::Plain {
        return Resolved::String;
    }
    let plain = resolve_plain(&scalar.text);
    match tag {
        None => plain,
        Some("!!null") if plain == Resolved::Null => plain,
        Some("!!bool") if matches!(plain, Resolved::Bool(_)) => plain,
        Some("!!int") if plain == Resolved::Integer => plain,
        Some("!!float") if matches!(plain, Resolved::Integer | Resolved::Float) => Resolved::Float,
        Some(_) => Resolved::String,
    }
}

/// Tells what an unquoted text is.
pub(crate) fn resolve_plain(text: &str) -> Resolved {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Resolved::Null,
        "true" | "True" | "TRUE" => Resolved::Bool(true),
        "false" | "False" | "FALSE" => Resolved::Bool(false),
        _ if is_integer(text) => Resolved::Integer,
        _ if is_float(text) => Resolved::Float,
        _ => Resolved::String,
    }
}

/// Returns the value of an integer, when it fits.
pub(crate) fn integer(text: &str) -> Option<i64> {
    if let Some(digits) = text.strip_prefix("0o") {
        return i64::from_str_radix(digits, 8).ok();
    }
    if let Some(digits) = text.strip_prefix("0x") {
        return i64::from_str_radix(digits, 16).ok();
    }
    text.parse().ok()
}

fn is_integer(text: &str) -> bool {
    let all = |digits: &str, is: fn(&u8) -> bool| !digits.is_empty() && digits.as_bytes().iter().all(is);
    if let Some(digits) = text.strip_prefix("0o") {
        return all(digits, |it| matches!(it, b'0'..=b'7'));
    }
    if let Some(digits) = text.strip_prefix("0x") {
        return all(digits, u8::is_ascii_hexdigit);
    }
    all(without_sign(text), u8::is_ascii_digit)
}

fn is_float(text: &str) -> bool {
    if matches!(text, ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    let unsigned = without_sign(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") {
        return true;
    }
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(without_sign(exponent))),
        None => (unsigned, None),
    };
    let digits = |it: &str| it.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    digits(whole)
        && digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
        && exponent.is_none_or(|it| !it.is_empty() && digits(it))
}

fn without_sign(text: &str) -> &str {
    text.strip_prefix(['-', '+']).unwrap_or(text)
}
