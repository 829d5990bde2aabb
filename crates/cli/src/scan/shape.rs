//! What a file holds, by its first bytes: text, a JSON value a line, or one JSON document.

use serde::de::IgnoredAny;

/// How many of the first bytes are looked at.
pub(crate) const HEAD: usize = 64 * 1024;

/// How many lines of the head are tried as JSON.
const LINES: usize = 16;

/// How a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Lines of text.
    Text,
    /// A JSON object a line: JSON logs, Kubernetes audit logs.
    JsonLines,
    /// JSON over lines or without lines, in which errors are sentences.
    Document,
    /// CloudTrail records, however they are put together.
    CloudTrail,
}

impl Shape {
    /// Tells the shape from the first bytes.
    pub(crate) fn of(head: &[u8], is_whole: bool) -> Self {
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
        if !matches!(head.first(), Some(b'{' | b'[')) {
            return Self::Text;
        }
        let has = |words: &str| memchr::memmem::find(head, words.as_bytes()).is_some();
        if is_records(head) || has("\"eventVersion\"") || has("\\\"eventVersion\\\"") {
            return Self::CloudTrail;
        }
        if is_json_lines(head, is_whole) {
            return Self::JsonLines;
        }
        let opening = head.get(1..).unwrap_or_default().trim_ascii_start();
        if !matches!(opening.first(), Some(b'"' | b'{' | b'[' | b'}' | b']')) {
            // `[2026-11-25 10:00:00] …`, `[ERROR] …`, `{{ template }}`: text that begins with a bracket.
            return Self::Text;
        }
        Self::Document
    }
}

/// Tells whether it begins as a file of CloudTrail: `{"Records":[`.
fn is_records(head: &[u8]) -> bool {
    let mut rest = head;
    for part in [b"{".as_slice(), b"\"Records\"", b":", b"["] {
        let Some(behind) = rest.trim_ascii_start().strip_prefix(part) else { return false };
        rest = behind;
    }
    true
}

/// Tells whether most of the first lines are JSON objects.
fn is_json_lines(head: &[u8], is_whole: bool) -> bool {
    let (mut objects, mut others) = (0_usize, 0_usize);
    let mut lines: Vec<&[u8]> = head.split(|it| *it == b'\n').take(LINES + 1).collect();
    if !is_whole || lines.len() > LINES {
        // The last one may be cut.
        lines.pop();
    }
    for line in lines.iter().map(|it| it.trim_ascii()).filter(|it| !it.is_empty()) {
        let is_object = line.starts_with(b"{") && serde_json::from_slice::<IgnoredAny>(line).is_ok();
        if is_object { objects += 1 } else { others += 1 }
    }
    objects > others
}

#[test]
fn shapes() {
    let record = br#"{"eventVersion":"1.08","eventName":"x"}"#;
    let lines = [record.as_slice(), b"\n", record, b"\n"].concat();
    for (text, shape) in [
        (b"2026-01-01 hello\n".as_slice(), Shape::Text),
        (b"[2026-01-01] hello\n", Shape::Text),
        (b"[ERROR] hello\n", Shape::Text),
        (b"", Shape::Text),
        (&lines, Shape::CloudTrail),
        (b"{\"a\":1}\n{\"a\":\n{\"b\":2}\n", Shape::JsonLines),
        (b"{\"Records\":[{\"eventVersion\":\"1.08\"}]}\n{\"Records\":[]}\n", Shape::CloudTrail),
        (b" {\n \"Records\": [\n", Shape::CloudTrail),
        (b"{\n  \"Events\": [ {\n \"CloudTrailEvent\": \"{\\\"eventVersion\\\":", Shape::CloudTrail),
        (b"{\n  \"events\": [\n", Shape::Document),
        (b"\xef\xbb\xbf{\"a\":1}\n{\"a\":2}", Shape::JsonLines),
    ] {
        assert_eq!(Shape::of(text, true), shape, "{}", text.escape_ascii());
    }
}
