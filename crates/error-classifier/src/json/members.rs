//! The members of one object.

use super::{
    end::{End, object_end},
    skip_space,
};

/// The members of an object, in the order of its text, as pieces of it.
///
/// What is no JSON ends them.
#[derive(Clone, Debug)]
pub(crate) struct Members<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Members<'a> {
    /// Begins with the object that `bytes` begins with.
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Reads the next key and returns it with the place where its value begins, which [`next`](Iterator::next) reads.
    pub(crate) fn key(&self) -> Option<(&'a [u8], usize)> {
        let opening = if self.at == 0 { b'{' } else { b',' };
        let at = skip_space(self.bytes, self.at);
        if self.bytes.get(at) != Some(&opening) {
            return None;
        }
        let start = skip_space(self.bytes, at + 1);
        let end = string_end(self.bytes, start)?;
        let key = self.bytes.get(start + 1..end - 1)?;
        let colon = skip_space(self.bytes, end);
        (self.bytes.get(colon) == Some(&b':')).then(|| (key, skip_space(self.bytes, colon + 1)))
    }
}

impl<'a> Iterator for Members<'a> {
    /// The key without its quotes, and the place and the text of the value.
    type Item = (&'a [u8], usize, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (key, start) = self.key()?;
        let end = value_end(self.bytes, start)?;
        self.at = end;
        Some((key, start, self.bytes.get(start..end)?))
    }
}

/// Returns the value of the first member with this key, and its place.
pub(crate) fn member<'a>(object: &'a [u8], key: &str) -> Option<(usize, &'a [u8])> {
    let mut members = Members::new(object);
    members.find(|(it, _, _)| *it == key.as_bytes()).map(|(_, at, value)| (at, value))
}

/// Returns where the string ends that begins at `start`, behind its closing quote.
fn string_end(bytes: &[u8], start: usize) -> Option<usize> {
    if bytes.get(start) != Some(&b'"') {
        return None;
    }
    let mut at = start + 1;
    loop {
        at += memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes.get(at) == Some(&b'"') {
            return Some(at + 1);
        }
        at += 2;
    }
}

/// Returns where the value ends that begins at `start`.
fn value_end(bytes: &[u8], start: usize) -> Option<usize> {
    match bytes.get(start)? {
        b'"' => string_end(bytes, start),
        b'{' => match object_end(bytes, start, 0) {
            End::At(end) => Some(end),
            End::Cut | End::Torn(_) => None,
        },
        b'[' => array_end(bytes, start),
        _ => {
            let rest = bytes.get(start..)?;
            let is_end = |byte: &u8| matches!(byte, b',' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'\n');
            let count = rest.iter().position(is_end)?;
            (count > 0).then_some(start + count)
        }
    }
}

/// Returns where the array ends that begins at `start`.
fn array_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = start;
    loop {
        match bytes.get(at)? {
            b'[' => depth += 1,
            b']' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            b'"' => {
                at = string_end(bytes, at)?;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
}

#[test]
fn members_are_given_as_they_stand() {
    let text = br#" {"a" : "x\"}", "b":[{"]":1}, "["],"c":{"d":{}},"e":null , "f":-1.5}"#;
    let read: Vec<_> = Members::new(text)
        .map(|(key, at, value)| {
            assert_eq!(text.get(at..at + value.len()), Some(value));
            (std::str::from_utf8(key).unwrap(), std::str::from_utf8(value).unwrap())
        })
        .collect();
    assert_eq!(
        read,
        [("a", r#""x\"}""#), ("b", r#"[{"]":1}, "["]"#), ("c", r#"{"d":{}}"#), ("e", "null"), ("f", "-1.5")]
    );
    assert_eq!(member(text, "e"), Some((52, &b"null"[..])));
    assert_eq!(Members::new(b"{\"a\":1").count(), 0);
    assert_eq!(Members::new(b"[1]").count(), 0);
}
