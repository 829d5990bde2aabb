//! The resource of a denial: an ARN, a kind with a name, a bare name, or `*`.

use crate::{normalise::Folded, part::Part, read};

/// The kinds that IAM writes in front of a name.
const KINDS: [&str; 12] = [
    "role",
    "user",
    "policy",
    "group",
    "instance profile",
    "access key",
    "server certificate",
    "mfa device",
    "mfa",
    "saml provider",
    "oidc provider",
    "account",
];

/// Reads the resource between the action, which ends at `start`, and `end`.
///
/// `is_closed` tells that a reason begins at `end`, so that all in front of it is the resource.
pub(super) fn find(folded: &Folded<'_>, start: usize, end: usize, is_closed: bool) -> Option<Part> {
    let text = folded.text.as_ref();
    let behind = opening(text, start, end)?;
    let is_open = read::byte_before(text, behind) == b':' || matches!(read::byte(text, behind), b' ' | b':');
    if !is_open && !read::front(text, behind).ends_with("on ") {
        return None;
    }
    let first = read::skip(text, behind, |byte| byte == b' ');
    let part = match read::byte(text, first) {
        quote @ (b'"' | b'\'' | b'`') => quoted(text, first, end, quote)?,
        _ if is_closed && is_one(read::piece(text, first, end)) => closed(folded, first, end),
        _ => open(folded, first, end),
    };
    let value = part.text(text);
    let is_kind = part.end == text.len() && KINDS.contains(&value);
    let is_cut = is_kind
        || part.is_cut_arn(text)
        || (value.starts_with("...") && value.ends_with("..."))
        || value.starts_with('\u{2026}');
    (!part.is_empty() && !is_cut && value.bytes().any(|byte| byte.is_ascii_alphanumeric() || byte == b'*'))
        .then_some(part)
}

/// Returns the place behind `on resource:` or what some services write in its place.
fn opening(text: &str, start: usize, end: usize) -> Option<usize> {
    let region = read::piece(text, start, end);
    if read::starts(region, " on resource:") {
        return Some(start + " on resource:".len());
    }
    let near = region.get(..40.min(region.len())).unwrap_or(region);
    for words in
        ["on resources:", "on resource:", "on the resource:", "on resource", "on the following resource:"]
    {
        if let Some(at) = read::find(near, words, 40) {
            return Some(start + at + words.len());
        }
    }
    let at = read::find(near, "on arn:", 12)?;
    Some(start + at + "on ".len())
}

/// Returns whether the text in front of a reason is one resource and not several sentences.
fn is_one(region: &str) -> bool {
    region.len() < 1200
        && !region.contains(". ")
        && !region.contains(" status code")
        && !region.contains("Error:")
}

/// Reads a resource in quotes that open at `first`.
fn quoted(text: &str, first: usize, end: usize, quote: u8) -> Option<Part> {
    let start = read::skip(text, first, |byte| byte == quote).min(first + 2);
    let stop = read::skip(text, start, |byte| byte != quote).min(end);
    (stop > start).then(|| Part::new(start, stop))
}

/// Reads a resource that a reason closes.
fn closed(folded: &Folded<'_>, first: usize, end: usize) -> Part {
    let text = folded.text.as_ref();
    let mut part = Part::new(first, end).trimmed(text);
    while part.end > part.start && matches!(read::byte_before(text, part.end), b',' | b' ' | b'"') {
        part.end -= 1;
    }
    if let Some(elided) = part.text(text).strip_suffix(" ...") {
        part.end = part.start + elided.len();
    }
    let part = part.unemphasised(text);
    if part.text(text).starts_with("arn:") { part.joined(folded) } else { part }
}

/// Reads a resource that nothing closes but its own end.
fn open(folded: &Folded<'_>, first: usize, end: usize) -> Part {
    let text = folded.text.as_ref();
    let region = read::piece(text, first, end);
    let kind = KINDS.iter().find(|kind| {
        read::starts(region, kind)
            && read::byte(region, kind.len()) == b' '
            && read::byte(region, kind.len() + 1) != b' '
    });
    let from = kind.map_or(first, |kind| first + kind.len() + 1);
    let mut stop = token_end(text, from, end);
    if folded.is_break(stop) && is_torn(read::piece(text, from, stop), read::piece(text, stop + 1, end)) {
        stop = token_end(text, stop + 1, end);
    }
    let mut part = Part::new(first, stop);
    let value = part.text(text);
    if value.ends_with('.') && !value.ends_with("..") {
        part.end -= 1;
    }
    while part.end > part.start
        && matches!(read::byte_before(text, part.end), b',' | b';' | b':' | b'!' | b'?')
    {
        part.end -= 1;
    }
    let part = part.unemphasised(text);
    if part.text(text).starts_with("arn:") { part.joined(folded) } else { part }
}

/// Returns where a token ends: at a blank or a closing mark that does not belong to it.
///
/// A bracket that nothing closes is a mark as any other.
fn token_end(text: &str, start: usize, end: usize) -> usize {
    let (stop, is_closed) = bracketed_end(text, start, end);
    if is_closed {
        return stop;
    }
    let is_mark = |byte: u8| matches!(byte, b'"' | b'\'' | b'`' | b'|' | b' ' | b',' | b';' | b')');
    read::skip(text, start, |byte| !is_mark(byte)).min(end)
}

/// Returns where a token ends whose brackets belong together, and whether they do.
fn bracketed_end(text: &str, start: usize, end: usize) -> (usize, bool) {
    let mut depth = 0_i32;
    let mut quote = 0_u8;
    let mut at = start;
    while at < end {
        let byte = read::byte(text, at);
        match byte {
            b'"' if quote == b'"' => quote = 0,
            b'"' if read::byte_before(text, at) == b':' && at > start && closes(text, at + 1, end) => {
                quote = b'"'
            }
            _ if quote != 0 => {}
            b'<' if read::byte(text, at + 1) == b'/' => break,
            b'<' | b'{' | b'[' => depth += 1,
            b'>' | b'}' | b']' if depth > 0 => depth -= 1,
            b'}' | b']' | b')' | b'"' | b'`' | b'|' if depth == 0 => break,
            b'\'' if depth == 0 && at > start => break,
            b' ' if depth == 0 || at - start > 200 => break,
            b',' | b';' if depth == 0 && matches!(read::byte(text, at + 1), b' ' | b'"' | 0) => break,
            _ => {}
        }
        at += 1;
    }
    (at.min(end), depth <= 0)
}

/// Returns whether a quotation mark that opened within an ARN closes again in front of the ARN's next colon.
fn closes(text: &str, at: usize, end: usize) -> bool {
    let near = read::piece(text, at, end.min(read::floor(text, at + 48)));
    near.find("\":").is_some()
}

/// Returns whether an ARN that ends a line plainly goes on in the next one.
fn is_torn(head: &str, tail: &str) -> bool {
    let colons = head.matches(':').count();
    let next = tail.split(' ').next().unwrap_or("");
    head.starts_with("arn:")
        && (colons < 5 || head.ends_with(':') || head.ends_with('/') || head.ends_with('-'))
        && !next.is_empty()
        && !head.ends_with("...")
        && next.bytes().all(|byte| {
            byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'/' | b'-' | b'_' | b'.' | b'*')
        })
        && (colons + next.matches(':').count() >= 5 || next.contains('/'))
        && (colons < 5 || next.bytes().any(|byte| !byte.is_ascii_lowercase()))
}
