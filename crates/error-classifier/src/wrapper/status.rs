//! The HTTP status.

use crate::{part::Part, read};

/// Reads a status behind words that announce one; marks such as `":(=` may stand between.
pub(super) fn behind(text: &str, at: usize) -> Option<Part> {
    let start =
        read::skip(text, at, |byte| matches!(byte, b' ' | b':' | b'"' | b'\'' | b'=' | b'(' | b'`' | b'*'));
    if start > at + 8 { None } else { at_digits(text, start) }
}

/// Reads a status that begins at a place.
pub(super) fn at(text: &str, at: usize) -> Option<Part> {
    let is_inside = read::byte_before(text, at).is_ascii_alphanumeric();
    if is_inside { None } else { at_digits(text, at) }
}

/// Reads the three digits of a status.
fn at_digits(text: &str, start: usize) -> Option<Part> {
    let end = read::skip(text, start, |byte| byte.is_ascii_digit());
    let part = Part::new(start, end);
    is_status(part.text(text)).then_some(part)
}

/// Returns whether the text is a status of something that failed or was sent elsewhere.
pub(super) fn is_status(text: &str) -> bool {
    text.len() == 3 && text.starts_with(['3', '4', '5']) && text.bytes().all(|byte| byte.is_ascii_digit())
}
