//! Just enough JSON to walk over records: where an object ends, which members it has, what a string says.
//!
//! Values are pieces of the input; nothing is built of what is not asked for. What is no JSON is noticed where it
//! would lead the walk astray, and else passed over.

mod block;
mod end;
mod members;

use std::borrow::Cow;

pub(crate) use self::{
    end::{End, object_end},
    members::{Members, member},
};

/// Returns the first place from `at` on that is no white space.
pub(crate) fn skip_space(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let is_space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
    rest.iter().position(|byte| !is_space(byte)).map_or(bytes.len(), |count| at + count)
}

/// Returns the inner text of a value that is a string, with its escapes; `None` when it is none or no UTF-8.
pub(crate) fn raw_string(value: &[u8]) -> Option<&str> {
    let inner = value.strip_prefix(b"\"")?.strip_suffix(b"\"")?;
    std::str::from_utf8(inner).ok()
}

/// Returns what a value says that is a string; `None` when it is none or no UTF-8.
pub(crate) fn string(value: &[u8]) -> Option<Cow<'_, str>> {
    raw_string(value).map(unescaped)
}

/// Returns what a string says whose inner text is `raw`.
///
/// An escape that is none, or half of a pair of surrogates, becomes U+FFFD.
pub(crate) fn unescaped(raw: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\\', raw.as_bytes()).is_none() {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((plain, escaped)) = rest.split_once('\\') {
        text.push_str(plain);
        let (char, length) = escape(escaped);
        text.push(char);
        rest = escaped.get(length..).unwrap_or_default();
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// Returns the character that the text behind a backslash stands for, and its length there.
fn escape(text: &str) -> (char, usize) {
    let Some(first) = text.chars().next() else { return (char::REPLACEMENT_CHARACTER, 0) };
    let char = match first {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'b' => '\u{8}',
        'f' => '\u{c}',
        '"' | '\\' | '/' => first,
        'u' => return numbered(text),
        _ => char::REPLACEMENT_CHARACTER,
    };
    (char, first.len_utf8())
}

/// Reads `uXXXX`, or two such halves of one character with the backslash between them.
fn numbered(text: &str) -> (char, usize) {
    let unit = |at: usize| {
        let digits = text.get(at..at + 5)?.strip_prefix('u')?;
        u16::from_str_radix(digits, 16).ok()
    };
    let Some(high) = unit(0) else { return (char::REPLACEMENT_CHARACTER, 1) };
    let low = text.get(5..6).filter(|between| *between == "\\").and_then(|_| unit(6));
    let units = [Some(high), low];
    let mut chars = char::decode_utf16(units.into_iter().flatten());
    match chars.next() {
        Some(Ok(char)) => (char, if char.len_utf16() == 2 { 11 } else { 5 }),
        _ => (char::REPLACEMENT_CHARACTER, 5),
    }
}

#[test]
fn escapes_are_those_of_json() {
    for (raw, said) in [
        ("plain", "plain"),
        (r#"a \"b\" \\ \/"#, "a \"b\" \\ /"),
        (r"\u0026\u00e9\u3042", "&é\u{3042}"),
        (r"\ud83d\ude00!", "\u{1f600}!"),
        (r"\ud83d!", "\u{fffd}!"),
        (r"\ud83d\u0041", "\u{fffd}A"),
        (r"\x", "\u{fffd}"),
        ("end\\", "end\u{fffd}"),
        (r"\u12", "\u{fffd}12"),
    ] {
        assert_eq!(unescaped(raw), said, "{raw}");
        let known: Result<String, _> = serde_json::from_str(&format!("\"{raw}\""));
        assert!(known.is_err() || known.is_ok_and(|known| known == said), "{raw}");
    }
}
