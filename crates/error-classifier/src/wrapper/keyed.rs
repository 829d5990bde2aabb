//! Values behind keys, as JSON, XML, Python, Ruby, Clojure, Rust and Go write them.

use crate::{codes, part::Part, read, scan::Hit};

/// Returns whether the word of a hit stands as a key, and not within another word or sentence.
pub(super) fn is_key(text: &str, hit: Hit) -> bool {
    let before = read::byte_before(text, hit.start);
    let is_open =
        before == 0 || matches!(before, b'"' | b'\'' | b'<' | b':' | b'{' | b'[' | b',' | b'(' | b' ' | b'`');
    let is_typed = read::byte_before(text, hit.end) == b'_' || read::byte_before(text, hit.end) == b'e';
    let end = read::byte(text, hit.end);
    let is_closed = !is_typed || matches!(end, b'"' | b'\'' | b':' | b'=' | b'>' | b' ');
    is_open && is_closed
}

/// Reads the value behind a key that ends at `at`, and tells whether quotes or tags mark its ends.
pub(super) fn value(text: &str, at: usize) -> Option<(Part, bool)> {
    let mut start = at;
    let mut is_marked = false;
    while start < at + 8 {
        match read::byte(text, start) {
            b'"' | b'\'' | b'>' => is_marked = true,
            b'u' if matches!(read::byte(text, start + 1), b'\'' | b'"') => {}
            b':' | b'=' | b' ' => {}
            _ => break,
        }
        start += 1;
    }
    is_marked &= matches!(read::byte_before(text, start), b'"' | b'\'' | b'>');
    let is_value =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'#' | b'/');
    let end = read::skip(text, start, is_value);
    if let Some(name) = read::piece(text, start, end).rfind('#') {
        start += name + 1;
    }
    let part = Part::new(start, end);
    (!part.is_empty()).then_some((part, is_marked))
}

/// Returns whether a value is a code: its ends are marked, or it stands in a list that only codes stand in.
pub(super) fn is_code(text: &str, hit: Hit, value: &str, is_marked: bool) -> bool {
    let key = read::piece(text, hit.start, hit.end);
    if is_marked {
        return true;
    }
    if key.eq_ignore_ascii_case("errorcode") {
        // As .NET prints it; people write `errorCode: X` in their own sentences.
        return key.starts_with('E') && codes::is_bare_code(value);
    }
    if key.len() > "code".len() {
        return true;
    }
    if read::front(text, hit.start).ends_with("Issue(") {
        return true;
    }
    let close = hit.end
        + read::find(read::rest(text, hit.end), &value.to_ascii_lowercase(), 12).unwrap_or(0)
        + value.len();
    key.starts_with('C')
        && matches!(read::byte(text, close), b',' | b';' | b'<')
        && codes::is_bare_code(value)
}

/// Reads the caller's ARN of a CloudTrail record behind its `userIdentity`.
pub(super) fn caller(text: &str, at: usize) -> Option<Part> {
    let near = read::piece(text, at, read::floor(text, at + 600));
    let key = ["\"arn\"", "'arn'"]
        .into_iter()
        .find_map(|key| near.find(key).map(|found| at + found + key.len()))?;
    let start = read::skip(text, key, |byte| matches!(byte, b':' | b' ' | b'"' | b'\'' | b'='));
    let end = read::skip(text, start, |byte| !matches!(byte, b'"' | b'\''));
    let part = Part::new(start, end);
    part.text(text).starts_with("arn:").then_some(part)
}
