//! Finds the JSON string around a place, without reading the document from its beginning.

use std::ops::Range;

/// Tells whether a place is inside a string: whether the quote in front of it opens one.
///
/// An opening quote stands behind `{`, `[`, `,` or `:`; a closing one in front of `:`, `,`, `}` or `]`.
pub(super) fn is_in_string(bytes: &[u8], at: usize) -> bool {
    let Some(quote) = quote_before(bytes, at) else { return false };
    let before = bytes.get(..quote).unwrap_or_default().trim_ascii_end();
    matches!(before.last(), Some(b'{' | b'[' | b',' | b':'))
}

/// Returns the string around a place that is inside of it, without its quotes.
///
/// The error tells whether it has no end within `longest` bytes.
pub(super) fn enclosing_string(bytes: &[u8], at: usize, longest: usize) -> Result<Range<usize>, bool> {
    let start = quote_before(bytes, at).ok_or(false)? + 1;
    let high = at.saturating_add(longest).min(bytes.len());
    let end = quote_behind(bytes.get(..high).unwrap_or_default(), start).ok_or(true)?;
    Ok(start..end)
}

/// Returns the next quote in front of `end` that is not escaped.
fn quote_before(bytes: &[u8], end: usize) -> Option<usize> {
    let mut end = end;
    loop {
        let place = memchr::memrchr(b'"', bytes.get(..end)?)?;
        let slashes = bytes.get(..place)?.iter().rev().take_while(|it| **it == b'\\').count();
        if slashes % 2 == 0 {
            return Some(place);
        }
        end = place;
    }
}

/// Returns the next quote from `start` on that is not escaped.
fn quote_behind(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start;
    loop {
        let place = at + memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes.get(place) == Some(&b'"') {
            return Some(place);
        }
        at = place + 2;
    }
}

#[test]
fn the_string_around_a_place() {
    let text = br#"{"message": "said \"no\" to you", "n": 1}"#;
    assert!(is_in_string(text, 20));
    assert!(!is_in_string(text, 39));
    let range = enclosing_string(text, 20, 100).expect("it has an end");
    assert_eq!(text.get(range), Some(br#"said \"no\" to you"#.as_slice()));
    assert_eq!(enclosing_string(br#"{"a":"b"#, 6, 100), Err(true));
}
