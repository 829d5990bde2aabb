//! Percent escapes as AWS writes and reads them.

/// Appends `bytes` with everything escaped but `A-Z a-z 0-9 - _ . ~` and the bytes for which `keep` says yes.
pub(crate) fn push_encoded(out: &mut String, bytes: impl IntoIterator<Item = u8>, keep: impl Fn(u8) -> bool) {
    for byte in bytes {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') || keep(byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(hex_digit(byte >> 4, b'A'));
            out.push(hex_digit(byte & 15, b'A'));
        }
    }
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

/// Appends bytes as lower-case hexadecimal digits.
pub(crate) fn push_hex(out: &mut String, bytes: &[u8]) {
    for byte in bytes {
        out.push(hex_digit(byte >> 4, b'a'));
        out.push(hex_digit(byte & 15, b'a'));
    }
}

/// The byte that the next two bytes spell in hexadecimal digits.
fn escaped(bytes: &std::str::Bytes<'_>) -> Option<u8> {
    let mut ahead = bytes.clone();
    let mut digit = || char::from(ahead.next()?).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some(digit()? << 4 | digit()?)
}

fn hex_digit(value: u8, ten: u8) -> char {
    char::from(if value < 10 { b'0' + value } else { ten + (value - 10) })
}
