//! The service's id of a request.

use crate::{part::Part, read, scan::Hit};

/// Reads the id behind words that announce one.
pub(super) fn behind(text: &str, hit: Hit) -> Option<Part> {
    let start = read::skip(text, hit.end, |byte| {
        matches!(byte, b':' | b' ' | b'"' | b'\'' | b'=' | b'>' | b'`' | b'#' | b'*')
    });
    let between = read::piece(text, hit.end, start);
    let front = read::front(text, hit.start);
    let is_other = ["extended_", "extended ", "Extended ", "-amz-"].iter().any(|word| front.ends_with(word));
    if is_other {
        return None;
    }
    if between.is_empty() && read::byte_before(text, hit.end).is_ascii_alphabetic() {
        return None;
    }
    token(text, start)
}

/// Reads an id in brackets.
pub(super) fn bracketed(text: &str, at: usize) -> Option<Part> {
    let start = read::skip(text, at, |byte| byte == b' ');
    if read::byte(text, start) != b'[' {
        return None;
    }
    let part = token(text, start + 1)?;
    (read::byte(text, part.end) == b']').then_some(part)
}

/// Reads an id in brackets in front of a code in parentheses, `[ID]: (CODE)`, as EKS Pod Identity answers; `at` is where
/// the code begins.
pub(super) fn before_code(text: &str, at: usize) -> Option<Part> {
    let end = read::front(text, at).strip_suffix("]: (")?.len();
    let start = read::skip_back(text, end, |byte| byte.is_ascii_hexdigit() || byte == b'-');
    let part = Part::new(start, end);
    (end - start == 36 && read::byte_before(text, start) == b'[').then_some(part)
}

/// Reads an id that begins at a place; one that is elided or a place holder is none.
fn token(text: &str, start: usize) -> Option<Part> {
    let is_id = |byte: u8| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'=' | b'+' | b'/' | b'*')
    };
    let mut end = read::skip(text, start, is_id);
    while read::byte_before(text, end) == b'.' && !read::piece(text, start, end).ends_with("...") {
        end -= 1;
    }
    let part = Part::new(start, end);
    let value = part.text(text);
    let is_cut = read::rest(text, end).trim_start().starts_with("(truncated");
    let is_elided = value.starts_with('.') || value.bytes().all(|byte| byte == b'*');
    (value.len() > 2 && !is_cut && !is_elided && value != "null" && value != "None" && value != "undefined")
        .then_some(part)
}
