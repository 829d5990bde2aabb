//! Parameters of the query protocol, and percent-encoding.

use std::fmt::Write;

use eks_iam_sigv4::Request;

/// The parameters of a call, in wire order. Where a name stands twice, the first counts.
#[derive(Debug, Default)]
pub(crate) struct Form {
    pairs: Vec<(String, String)>,
}

impl Form {
    /// Reads the body of a form POST, else the query.
    pub(crate) fn of(request: &Request) -> Self {
        let is_form = request
            .header("content-type")
            .and_then(|it| it.trim_start().get(..FORM_TYPE.len()))
            .is_some_and(|it| it.eq_ignore_ascii_case(FORM_TYPE));
        if request.method == "POST" && is_form {
            return Self { pairs: pairs(&String::from_utf8_lossy(&request.body)) };
        }
        Self { pairs: pairs(request.query()) }
    }

    pub(crate) fn first(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Returns `PREFIX.member.1`, `.2` and so on, up to the first that is missing.
    pub(crate) fn members(&self, prefix: &str) -> Vec<&str> {
        (1_usize..).map_while(|at| self.first(&format!("{prefix}.member.{at}"))).collect()
    }

    /// Returns pairs `PREFIX.member.N.KEY`, `PREFIX.member.N.VALUE`.
    pub(crate) fn member_pairs(&self, prefix: &str, key: &str, value: &str) -> Vec<(String, String)> {
        let field = |at: usize, name: &str| self.first(&format!("{prefix}.member.{at}.{name}"));
        (1..)
            .map_while(|at| {
                Some((field(at, key)?.to_owned(), field(at, value).unwrap_or_default().to_owned()))
            })
            .collect()
    }
}

/// Splits a query and decodes names and values; `+` is a blank.
pub(crate) fn pairs(text: &str) -> Vec<(String, String)> {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode_pair(name), decode_pair(value))
        })
        .collect()
}

/// Decodes a name or a value; most have nothing to decode.
fn decode_pair(text: &str) -> String {
    if text.contains('+') { decode(&text.replace('+', " ")) } else { decode(text) }
}

/// Encodes all that is not unreserved (RFC 3986).
pub(crate) fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() + text.len() / 4);
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                encoded.push(char::from(byte))
            }
            byte => {
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}

/// Decodes percent escapes; a broken one stays as it is.
pub(crate) fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        match (first, behind) {
            (b'%', [high, low, after @ ..]) => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => {
                    bytes.push(high * 16 + low);
                    rest = after;
                }
                _ => bytes.push(b'%'),
            },
            _ => bytes.push(*first),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Tells whether every `%` begins an escape.
pub(crate) fn is_sound(text: &str) -> bool {
    text.split('%').skip(1).all(|part| {
        let mut digits = part.bytes().take(2);
        digits.next().is_some_and(|it| it.is_ascii_hexdigit())
            && digits.next().is_some_and(|it| it.is_ascii_hexdigit())
    })
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

const FORM_TYPE: &str = "application/x-www-form-urlencoded";

#[cfg(test)]
mod tests {
    use super::{decode, is_sound, pairs};

    #[test]
    fn escapes() {
        assert_eq!(decode("a%2Fb%zz%"), "a/b%zz%");
        assert!(is_sound("/?a=%2F") && !is_sound("/?a=%2") && !is_sound("/?a=%zz"));
        assert_eq!(pairs("a=1+2&&b"), [("a".to_owned(), "1 2".to_owned()), ("b".to_owned(), String::new())]);
    }
}
