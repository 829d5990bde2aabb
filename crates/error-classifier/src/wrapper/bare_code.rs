//! Codes that nothing announces: `CODE: message` and its like.

use crate::{codes, marks::Place, part::Part, read, wrapper::Found};

/// The packages whose classes are AWS's exceptions.
const PACKAGES: [&str; 4] = ["software.amazon.", "com.amazonaws.", "botocore.errorfactory.", ".model."];

/// Reads the code that begins at `at`, where a wrapper says that one stands.
pub(crate) fn framed_code(text: &str, at: usize) -> Option<Found> {
    let part = word(text, at);
    codes::is_identifier(part.text(text)).then_some(Found::new(part, Place::Front))
}

/// Reads the code that stands behind Go's status and ids, the last of which only a comma ends.
pub(super) fn behind_ids(text: &str, at: usize) -> Option<Found> {
    let mut at = read::skip(text, at, |byte| byte.is_ascii_digit());
    for _ in 0..4 {
        let behind = read::rest(text, at).strip_prefix(", ")?;
        at += 2;
        if read::starts(behind, "requestid:") || read::starts(behind, "hostid:") {
            at = read::skip(text, at, |byte| byte != b',');
            continue;
        }
        if read::starts(behind, "api error ") {
            at += "api error ".len();
        }
        let found = framed_code(text, at)?;
        let end = read::byte(text, found.part.end);
        if !codes::is_bare_code(found.part.text(text)) {
            return None;
        }
        return (end == 0 || matches!(end, b':' | b'`' | b'"' | b'\'' | b')')).then_some(found);
    }
    None
}

/// Reads all codes between two places that stand in front of a colon, or by themselves behind a status.
pub(crate) fn bare_codes(text: &str, start: usize, end: usize, mut take: impl FnMut(Found)) {
    let region = read::piece(text, start, end);
    read::each(region, b':', |at| {
        if let Some(part) = before_colon(text, start + at) {
            take(Found::new(part, Place::Front));
        }
    });
    for tick in memchr::memchr_iter(b'`', region.as_bytes()) {
        let part = word(text, start + tick + 1);
        if read::byte(text, part.end) == b' ' && codes::is_bare_code(part.text(text)) {
            take(Found::new(part, Place::Front));
        }
    }
    if let Some(part) = last_word(text, start, end) {
        take(Found::new(part, Place::Front));
    }
}

/// Returns the word that begins at a place.
fn word(text: &str, at: usize) -> Part {
    let end = read::skip(text, at, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_'));
    let end = read::skip_back(text, end, |byte| byte == b'.').max(at);
    Part::new(at, end)
}

/// Reads the code in front of a colon, or in parentheses or brackets in front of it.
fn before_colon(text: &str, colon: usize) -> Option<Part> {
    // Markdown sets a code off as `**CODE**:`.
    let colon = if read::front(text, colon).ends_with("**") { colon - 2 } else { colon };
    let mut end = colon;
    let closing = read::byte_before(text, end);
    if matches!(closing, b')' | b']') {
        end -= 1;
    } else if !closing.is_ascii_alphabetic() {
        return None;
    }
    // Most words in front of a colon are the parts of ARNs and the like: no code is so short, or begins small.
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_');
    let least = text.as_bytes().get(end.checked_sub(codes::SHORTEST)?..end)?;
    if !least.iter().rev().all(|byte| is_word(*byte)) {
        return None;
    }
    let start = read::skip_back(text, end - codes::SHORTEST, is_word);
    let before = read::byte_before(text, start);
    if end < colon && before != (if closing == b')' { b'(' } else { b'[' }) {
        return None;
    }
    let part = Part::new(start, end);
    let name = part.text(text);
    let has_dot = memchr::memchr(b'.', name.as_bytes()).is_some();
    if !has_dot && !read::byte(text, start).is_ascii_uppercase() {
        return None;
    }
    let is_reply = closing == b')' && read::front(text, start).ends_with("from server (");
    if is_reply || !is_boundary(before) {
        return None;
    }
    if !has_dot {
        return codes::is_bare_code(name).then_some(part);
    }
    if let Some(class) = class_name(name) {
        let short = Part::new(end - class.len(), end);
        let base = read::front(name, name.len() - class.len());
        return (codes::is_bare_code(class) && !is_service_base(base, class)).then_some(short);
    }
    (codes::class_of(name).is_some() && codes::is_bare_code(name)).then_some(part)
}

/// Returns whether the byte in front of a word lets the word stand by itself.
const fn is_boundary(byte: u8) -> bool {
    matches!(byte, 0 | b' ' | b'(' | b'[' | b'{' | b'"' | b'\'' | b'`' | b'=' | b'>' | b'*' | b',')
}

/// Returns the class of a name with AWS's package in front.
fn class_name(name: &str) -> Option<&str> {
    let (package, class) = name.rsplit_once('.')?;
    let is_ours =
        PACKAGES.iter().any(|ours| name.starts_with(ours) || (ours.starts_with('.') && name.contains(ours)));
    (is_ours && package.contains('.')).then_some(class)
}

/// Returns whether a class is the one that all exceptions of its service come from, such as `sts.model.StsException`.
fn is_service_base(package: &str, class: &str) -> bool {
    let stem = class.strip_suffix("Exception").unwrap_or(class);
    let is_stem = |part: &str| part.bytes().eq(stem.bytes().map(|byte| byte.to_ascii_lowercase()));
    package.split('.').any(|part| !part.is_empty() && is_stem(part))
}

/// Reads a code that is the last word of the text and has a status in front.
fn last_word(text: &str, start: usize, end: usize) -> Option<Part> {
    let stop = read::skip_back(text, end, |byte| matches!(byte, b'`' | b'"' | b'\'' | b' ' | b'.'));
    let first = read::skip_back(text, stop, |byte| byte.is_ascii_alphanumeric());
    if stop - first < codes::SHORTEST {
        return None;
    }
    let part = Part::new(first, stop);
    let before = read::piece(text, start, first).trim_end();
    let status = before.rsplit(' ').next().unwrap_or("");
    (super::status::is_status(status) && codes::is_bare_code(part.text(text))).then_some(part)
}
