//! Base64 in the URL alphabet without padding, decoded as Go's `RawURLEncoding` does.

/// Returns the encoding of `bytes` behind a prefix.
pub(crate) fn encoded(prefix: &str, bytes: &[u8]) -> String {
    let (groups, rest) = bytes.as_chunks::<3>();
    let mut text = Vec::with_capacity(prefix.len() + groups.len() * 4 + 3);
    text.extend_from_slice(prefix.as_bytes());
    text.resize(prefix.len() + groups.len() * 4, 0);
    let (_, letters) = text.split_at_mut(prefix.len());
    for ([a, b, c], place) in groups.iter().zip(letters.as_chunks_mut::<4>().0) {
        *place = [letter(a >> 2), letter(a << 4 | b >> 4), letter(b << 2 | c >> 6), letter(*c)];
    }
    match rest {
        [a] => text.extend([letter(a >> 2), letter(a << 4)]),
        [a, b] => text.extend([letter(a >> 2), letter(a << 4 | b >> 4), letter(b << 2)]),
        _ => {}
    }
    String::from_utf8(text).unwrap_or_default()
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
    encoded("", decoded) == text
}

/// The fast way, four letters at a time; none when anything but letters is found.
fn decode_whole(text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = vec![0; text.len() / 4 * 3];
    let mut seen = 0;
    let (groups, rest) = text.as_chunks::<4>();
    let (places, _) = bytes.as_chunks_mut::<3>();
    for ([a, b, c, d], place) in groups.iter().zip(places) {
        let [a, b, c, d] = [value(*a), value(*b), value(*c), value(*d)];
        seen |= a | b | c | d;
        *place = [a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d];
    }
    match rest {
        [] => {}
        [a, b] => {
            let [a, b] = [value(*a), value(*b)];
            seen |= a | b;
            bytes.push(a << 2 | b >> 4);
        }
        [a, b, c] => {
            let [a, b, c] = [value(*a), value(*b), value(*c)];
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

/// The letter of the lower six bits.
#[expect(clippy::indexing_slicing, reason = "six bits never pass the alphabet's 64 letters")]
fn letter(value: u8) -> u8 {
    ALPHABET[usize::from(value & 63)]
}

#[expect(clippy::indexing_slicing, reason = "the table has an entry for each byte")]
fn value(letter: u8) -> u8 {
    VALUES[usize::from(letter)]
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const NO_LETTER: u8 = 255;

/// The value of each byte as a letter.
static VALUES: [u8; 256] = {
    let mut values = [NO_LETTER; 256];
    let mut at = 0;
    while at < ALPHABET.len() {
        #[expect(
            clippy::indexing_slicing,
            reason = "evaluated when compiled, where a wrong index is an error"
        )]
        {
            values[ALPHABET[at] as usize] = at as u8;
        }
        at += 1;
    }
    values
};
