//! Base64 in the URL alphabet without padding, decoded as Go's `RawURLEncoding` does.

/// Returns the encoding of `bytes` behind a prefix.
pub(crate) fn encoded(prefix: &str, bytes: &[u8]) -> String {
    let (groups, rest) = bytes.as_chunks::<6>();
    let mut text = Vec::with_capacity(prefix.len() + groups.len() * 8 + 8);
    text.extend_from_slice(prefix.as_bytes());
    for [a, b, c, d, e, f] in groups {
        text.extend_from_slice(&sixes(u64::from_be_bytes([0, 0, *a, *b, *c, *d, *e, *f])));
    }
    let mut last = [0; 8];
    last.iter_mut().skip(2).zip(rest).for_each(|(place, byte)| *place = *byte);
    let last = sixes(u64::from_be_bytes(last));
    text.extend(last.iter().take((rest.len() * 4).div_ceil(3)));
    // A loop of its own, of which the compiler does many steps at once.
    text.iter_mut().skip(prefix.len()).for_each(|value| *value = letter(*value));
    String::from_utf8(text).unwrap_or_default()
}

/// The lower 48 bits, six in a byte; all eight are worked on at once.
fn sixes(bits: u64) -> [u8; 8] {
    let halves = (bits & 0x0000_ffff_ff00_0000) << 8 | bits & 0x00ff_ffff;
    let quarters = (halves & 0x00ff_f000_00ff_f000) << 4 | halves & 0x0000_0fff_0000_0fff;
    let sixes = (quarters & 0x0fc0_0fc0_0fc0_0fc0) << 2 | quarters & 0x003f_003f_003f_003f;
    sixes.to_be_bytes()
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

/// The letter of six bits, without a table or a branch.
#[inline]
fn letter(value: u8) -> u8 {
    let beyond = |start: u8, by: u8| if value >= start { by } else { 0 };
    value
        .wrapping_add(b'A')
        .wrapping_add(beyond(26, b'a' - b'Z' - 1))
        .wrapping_sub(beyond(52, b'z' - b'0' + 1))
        .wrapping_sub(beyond(62, b'9' - b'-' + 1))
        .wrapping_add(beyond(63, b'_' - b'-' - 1))
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
