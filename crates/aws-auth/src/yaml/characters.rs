//! What go-yaml 2 calls a blank, a line break, a letter.

/// Space or tab.
pub(super) const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// The characters of an anchor's name and of a tag handle.
pub(super) const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

/// Returns the length of the line break that `bytes` begin with, 0 for none: LF, CR, CR LF, U+0085, U+2028, U+2029.
pub(super) fn break_length(bytes: &[u8]) -> usize {
    match bytes {
        [b'\r', b'\n', ..] | [0xC2, 0x85, ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        [0xE2, 0x80, 0xA8 | 0xA9, ..] => 3,
        _ => 0,
    }
}

/// Whether `bytes` begin with a blank, a line break, or are at their end.
pub(super) fn is_blank_or_end(bytes: &[u8]) -> bool {
    match bytes.first() {
        None | Some(b' ' | b'\t' | b'\r' | b'\n') => true,
        Some(0xC2 | 0xE2) => break_length(bytes) > 0,
        Some(_) => false,
    }
}

/// Printable ASCII, or a line feed.
const fn is_usual(byte: u8) -> bool {
    matches!(byte, b' '..=b'~' | b'\n')
}

/// Returns how many bytes at the beginning are printable ASCII or line feeds, counted in whole chunks, so that the compiler
/// makes vector code of it; what follows may be usual too.
pub(super) fn length_of_usual(bytes: &[u8]) -> usize {
    let (chunks, _) = bytes.as_chunks::<32>();
    let is_odd = |chunk: &[u8; 32]| chunk.iter().fold(0_u8, |odd, &it| odd | u8::from(!is_usual(it))) != 0;
    32 * chunks.iter().position(is_odd).unwrap_or(chunks.len())
}

/// Whether all bytes are printable ASCII or line feeds.
pub(super) fn all_usual(bytes: &[u8]) -> bool {
    let usual = length_of_usual(bytes);
    bytes.get(usual..).unwrap_or_default().iter().all(|&it| is_usual(it))
}

/// Returns the first byte of a character that the reader refuses: control characters, DEL, U+0080 to U+009F but U+0085,
/// U+FFFE and U+FFFF. The first `at` bytes are known to be usual.
pub(super) fn first_forbidden(bytes: &[u8], mut at: usize) -> Option<usize> {
    let mut rest = bytes.get(at..)?;
    loop {
        let usual = length_of_usual(rest);
        at += usual;
        rest = rest.get(usual..)?;
        let skip = rest.iter().position(|&byte| !is_usual(byte))?;
        rest = rest.get(skip..)?;
        at += skip;
        let (bad, width) = match rest {
            [b'\t' | b'\r', ..] => (false, 1),
            [0xC2, second, ..] => (*second < 0xA0 && *second != 0x85, 2),
            [0xEF, 0xBF, third, ..] => (*third >= 0xBE, 3),
            [first, ..] => (*first < 0x80, 1),
            [] => return None,
        };
        if bad {
            return Some(at);
        }
        rest = rest.get(width..)?;
        at += width;
    }
}

/// Returns the length of a character by its first byte.
pub(super) const fn width(byte: u8) -> usize {
    match byte {
        0xF0.. => 4,
        0xE0.. => 3,
        0xC0.. => 2,
        _ => 1,
    }
}
