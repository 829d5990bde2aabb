//! Base64 in the URL alphabet without padding, decoded as Go's `RawURLEncoding` does.

/// Appends the encoding of `bytes`.
pub(crate) fn push_encoded(out: &mut String, bytes: &[u8]) {
    for chunk in bytes.chunks(3) {
        let group =
            chunk.iter().zip([16, 8, 0]).fold(0, |group, (byte, shift)| group | u32::from(*byte) << shift);
        for shift in [18, 12, 6, 0].into_iter().take(chunk.len() + 1) {
            out.push(char::from(letter(group >> shift & 63)));
        }
    }
}

/// Decodes a text; carriage returns and line feeds are skipped and surplus bits at the end dropped, as Go does.
///
/// # Errors
///
/// With the offset that Go names: of the first byte that is no letter, or of the last when one is left over.
pub(crate) fn decode(text: &str) -> Result<Vec<u8>, usize> {
    match decode_whole(text.as_bytes()) {
        Some(bytes) => Ok(bytes),
        None => decode_bytewise(text.as_bytes()),
    }
}

/// Whether the encoding is the only one of its bytes: no line breaks, surplus bits zero.
pub(crate) fn is_canonical(text: &str, decoded: &[u8]) -> bool {
    let mut again = String::with_capacity(text.len());
    push_encoded(&mut again, decoded);
    again == text
}

/// The fast way, four letters at a time; none when anything but letters is found.
fn decode_whole(text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 3);
    let mut seen = 0;
    let (groups, rest) = text.as_chunks::<4>();
    for [a, b, c, d] in groups {
        let [a, b, c, d] = [value(*a), value(*b), value(*c), value(*d)];
        seen |= a | b | c | d;
        bytes.extend_from_slice(&[a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d]);
    }
    match rest.iter().map(|letter| value(*letter)).collect::<Vec<_>>().as_slice() {
        [] => {}
        [a, b] => {
            seen |= a | b;
            bytes.push(a << 2 | b >> 4);
        }
        [a, b, c] => {
            seen |= a | b | c;
            bytes.extend_from_slice(&[a << 2 | b >> 4, b << 4 | c >> 2]);
        }
        _ => return None,
    }
    (seen < 64).then_some(bytes)
}

fn decode_bytewise(text: &[u8]) -> Result<Vec<u8>, usize> {
    let mut bytes = Vec::with_capacity(text.len());
    let (mut group, mut letters) = (0_u32, 0_u32);
    for (at, byte) in text.iter().enumerate() {
        match value(*byte) {
            NO_LETTER if matches!(byte, b'\r' | b'\n') => {}
            NO_LETTER => return Err(at),
            value => {
                group = group << 6 | u32::from(value);
                letters += 1;
                let surplus = match letters % 4 {
                    1 => continue,
                    2 => 4,
                    3 => 2,
                    _ => 0,
                };
                bytes.push(u8::try_from(group >> surplus & 255).unwrap_or_default());
            }
        }
    }
    if letters % 4 == 1 { Err(text.len().saturating_sub(1)) } else { Ok(bytes) }
}

fn letter(value: u32) -> u8 {
    match u8::try_from(value).unwrap_or_default() {
        value @ 0..26 => b'A' + value,
        value @ 26..52 => b'a' + (value - 26),
        value @ 52..62 => b'0' + (value - 52),
        62 => b'-',
        _ => b'_',
    }
}

#[expect(clippy::indexing_slicing, reason = "the table has an entry for each byte")]
fn value(letter: u8) -> u8 {
    VALUES[usize::from(letter)]
}

const NO_LETTER: u8 = 255;

/// The value of each byte as a letter.
static VALUES: [u8; 256] = {
    let mut values = [NO_LETTER; 256];
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut at = 0;
    while at < alphabet.len() {
        #[expect(
            clippy::indexing_slicing,
            reason = "evaluated when compiled, where a wrong index is an error"
        )]
        {
            values[alphabet[at] as usize] = at as u8;
        }
        at += 1;
    }
    values
};
