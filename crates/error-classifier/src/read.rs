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
#[inline]
pub(crate) fn skip(text: &str, at: usize, accept: impl Fn(u8) -> bool) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    let length = rest.iter().position(|byte| !accept(*byte)).unwrap_or(rest.len());
    text.len() - rest.len() + length
}

/// Returns the first place, going back from `at`, behind which all bytes satisfy `accept`.
#[inline]
pub(crate) fn skip_back(text: &str, at: usize, accept: impl Fn(u8) -> bool) -> usize {
    let front = text.as_bytes().get(..at).unwrap_or(text.as_bytes());
    front.iter().rposition(|byte| !accept(*byte)).map_or(0, |last| last + 1)
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

/// How many bytes are looked at together.
pub(crate) const CHUNK: usize = 64;

/// Returns which of at most [`CHUNK`] bytes satisfy `accept`: a byte for each in eight numbers, 1 or 0, first ones lowest.
///
/// `accept` has to refuse 0.
#[inline]
pub(crate) fn flags(chunk: &[u8], accept: impl Fn(u8) -> bool) -> [u64; CHUNK / 8] {
    // Always as many, so that the compiler looks at several with one instruction.
    let mut bytes = [0; CHUNK];
    bytes.iter_mut().zip(chunk).for_each(|(to, from)| *to = *from);
    let flags = bytes.map(|byte| u8::from(accept(byte)));
    let (flags, _) = flags.as_chunks();
    let mut numbers = [0; CHUNK / 8];
    numbers.iter_mut().zip(flags).for_each(|(number, flags)| *number = u64::from_le_bytes(*flags));
    numbers
}

/// Calls `take` with the place of each `byte` of `text`, in order; quick where there are many.
#[inline]
pub(crate) fn each(text: &str, byte: u8, mut take: impl FnMut(usize)) {
    for (index, chunk) in text.as_bytes().chunks(CHUNK).enumerate() {
        for (number, mut flags) in flags(chunk, |it| it == byte).into_iter().enumerate() {
            while flags != 0 {
                take(CHUNK * index + 8 * number + flags.trailing_zeros() as usize / 8);
                flags &= flags - 1;
            }
        }
    }
}
