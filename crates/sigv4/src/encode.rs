//! Percent escapes as AWS writes and reads them.

/// Appends `text` with everything escaped but `A-Z a-z 0-9 - _ . ~` and the bytes for which `keep` says yes.
pub(crate) fn push_encoded(out: &mut String, text: &str, keep: impl Fn(u8) -> bool) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| !(is_unreserved(byte) || keep(byte))) {
        rest = push_head(out, rest, at);
        let Some(letter) = rest.chars().next() else { return };
        for byte in letter.encode_utf8(&mut [0; 4]).bytes() {
            push_escape(out, byte);
        }
        rest = rest.get(letter.len_utf8()..).unwrap_or_default();
    }
    out.push_str(rest);
}

/// Appends a query's name or value decoded and encoded anew; `+` is a blank there, and a broken escape stands for itself.
pub(crate) fn push_encoded_anew(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'%' | b'+')) {
        let (head, _) = rest.split_at_checked(at).unwrap_or((rest, ""));
        push_encoded(out, head, |_| false);
        rest = rest.get(at..).unwrap_or_default();
        let mut bytes = rest.bytes();
        let mark = bytes.next();
        let (byte, length) = match (mark, escaped(&bytes)) {
            (Some(b'%'), Some(byte)) => (byte, 3),
            (Some(b'+'), _) => (b' ', 1),
            _ => (b'%', 1),
        };
        if is_unreserved(byte) {
            out.push(char::from(byte));
        } else {
            push_escape(out, byte);
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    push_encoded(out, rest, |_| false);
}

/// Appends what stands before `at` and returns the rest.
fn push_head<'a>(out: &mut String, text: &'a str, at: usize) -> &'a str {
    let (head, rest) = text.split_at_checked(at).unwrap_or((text, ""));
    out.push_str(head);
    rest
}

fn push_escape(out: &mut String, byte: u8) {
    out.push('%');
    out.push(char::from(hex_digit(byte >> 4, b'A')));
    out.push(char::from(hex_digit(byte & 15, b'A')));
}

#[expect(clippy::indexing_slicing, reason = "the table has an entry for each byte")]
pub(crate) fn is_unreserved(byte: u8) -> bool {
    UNRESERVED[usize::from(byte)]
}

/// Decodes the escapes of a query's name or value; `+` is a blank there, and a broken escape stands for itself.
pub(crate) fn query_bytes(text: &str) -> impl Iterator<Item = u8> {
    let mut bytes = text.bytes();
    std::iter::from_fn(move || match bytes.next()? {
        b'+' => Some(b' '),
        b'%' => match escaped(&bytes) {
            Some(byte) => {
                bytes.nth(1);
                Some(byte)
            }
            None => Some(b'%'),
        },
        byte => Some(byte),
    })
}

/// Decodes a query's name or value to text; bytes that are no UTF-8 become the replacement character.
pub(crate) fn query_text(text: &str) -> String {
    String::from_utf8_lossy(&query_bytes(text).collect::<Vec<_>>()).into_owned()
}

/// Whether every `%` of a target is followed by two hexadecimal digits.
pub(crate) fn has_sound_escapes(target: &str) -> bool {
    let mut bytes = target.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' && escaped(&bytes).is_none() {
            return false;
        }
    }
    true
}

/// Appends 32 bytes as lower-case hexadecimal digits.
pub(crate) fn push_hex(out: &mut String, bytes: &[u8; 32]) {
    let mut digits = [0; 64];
    let (places, _) = digits.as_chunks_mut::<2>();
    for (byte, place) in bytes.iter().zip(places) {
        *place = [hex_digit(byte >> 4, b'a'), hex_digit(byte & 15, b'a')];
    }
    out.push_str(str::from_utf8(&digits).unwrap_or_default());
}

/// The byte that the next two bytes spell in hexadecimal digits.
fn escaped(bytes: &std::str::Bytes<'_>) -> Option<u8> {
    let mut ahead = bytes.clone();
    let mut digit = || char::from(ahead.next()?).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some(digit()? << 4 | digit()?)
}

fn hex_digit(value: u8, ten: u8) -> u8 {
    if value < 10 { b'0' + value } else { ten + (value - 10) }
}

/// The bytes that stand for themselves: `A-Z a-z 0-9 - _ . ~`.
static UNRESERVED: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        #[expect(
            clippy::indexing_slicing,
            reason = "evaluated when compiled, where a wrong index is an error"
        )]
        {
            table[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
        }
        byte += 1;
    }
    table
};
