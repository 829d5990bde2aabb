//! Bytes in base64.

/// Decodes standard base64; padding may be missing.
pub(crate) fn parse(text: &str) -> Option<Vec<u8>> {
    let body = text.trim_end_matches('=');
    if text.len() - body.len() > 2 || body.len() % 4 == 1 {
        return None;
    }
    let mut bytes = Vec::with_capacity(body.len() / 4 * 3 + 2);
    let (mut buffer, mut bits) = (0_u32, 0_u32);
    for byte in body.bytes() {
        buffer = (buffer << 6 | u32::from(sextet(byte)?)) & 0xffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(buffer >> bits & 0xff).ok()?);
        }
    }
    Some(bytes)
}

const fn sextet(byte: u8) -> Option<u8> {
    Some(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn base64() {
        assert_eq!(parse("TWlrYQ==").as_deref(), Some(b"Mika".as_slice()));
        assert_eq!(parse("TWlrYQ").as_deref(), Some(b"Mika".as_slice()));
        assert_eq!(parse("////").as_deref(), Some([255, 255, 255].as_slice()));
        assert_eq!(parse("").as_deref(), Some([].as_slice()));
        for text in ["T", "T===", "T?==", "語"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
