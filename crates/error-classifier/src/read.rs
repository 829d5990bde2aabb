//! Small readers over one text: every position is a byte offset, and no position is out of bounds.

/// Returns the rest of `text` from `at`; empty when `at` is no place in it.
pub(crate) fn rest(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or("")
}

/// Returns the piece of `text` between two places; empty when they are none.
pub(crate) fn piece(text: &str, start: usize, end: usize) -> &str {
    text.get(start..end).unwrap_or("")
}

/// Returns the text in front of `at`; empty when `at` is no place in it.
pub(crate) fn front(text: &str, at: usize) -> &str {
    text.get(..at).unwrap_or("")
}

/// Returns the byte at a place, 0 behind the end.
pub(crate) fn byte(text: &str, at: usize) -> u8 {
    text.as_bytes().get(at).copied().unwrap_or(0)
}

/// Returns the byte in front of a place, 0 at the beginning.
pub(crate) fn byte_before(text: &str, at: usize) -> u8 {
    at.checked_sub(1).map_or(0, |at| byte(text, at))
}

/// Returns the first place from `at` on whose byte does not satisfy `accept`.
pub(crate) fn skip(text: &str, at: usize, accept: impl Fn(u8) -> bool) -> usize {
    let mut at = at;
    while at < text.len() && accept(byte(text, at)) {
        at += 1;
    }
    at.min(text.len())
}

/// Returns the first place, going back from `at`, behind which all bytes satisfy `accept`.
pub(crate) fn skip_back(text: &str, at: usize, accept: impl Fn(u8) -> bool) -> usize {
    let mut at = at.min(text.len());
    while at > 0 && accept(byte_before(text, at)) {
        at -= 1;
    }
    at
}

/// Returns whether `text` begins with `prefix`, in any case of the letters A to Z.
pub(crate) fn starts(text: &str, prefix: &str) -> bool {
    text.as_bytes().get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix.as_bytes()))
}

/// Returns the place of the first `needle` in `text` within `limit` bytes, in any case of the letters.
///
/// `needle` is in small letters.
pub(crate) fn find(text: &str, needle: &str, limit: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let bytes = bytes.get(..limit.saturating_add(needle.len()).min(bytes.len())).unwrap_or(bytes);
    let first = needle.bytes().next()?;
    memchr::memchr2_iter(first, first.to_ascii_uppercase(), bytes).find(|&at| {
        bytes.get(at..at + needle.len()).is_some_and(|it| it.eq_ignore_ascii_case(needle.as_bytes()))
    })
}

/// Returns the nearest place at or below `at` that is a boundary of characters.
pub(crate) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
