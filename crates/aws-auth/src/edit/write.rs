//! Writing scalars so that go-yaml reads the same text back.

use crate::yaml::{Resolved, resolve_plain};

/// Writes a scalar: plain where that is safe, else in quotes. `flow` for a place inside brackets or braces.
pub(crate) fn scalar(text: &str, flow: bool) -> String {
    if is_plain_safe(text, flow) {
        text.to_owned()
    } else if text.chars().any(char::is_control) {
        double_quoted(text)
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}

/// Whether a plain scalar with this text reads as this text.
pub(crate) fn is_plain_safe(text: &str, flow: bool) -> bool {
    let allowed = |it: char| {
        it.is_ascii_alphanumeric()
            || "_./:@=+-".contains(it)
            || (!flow && matches!(it, '{' | '}' | ' ' | ','))
    };
    let begins =
        text.starts_with(|it: char| it.is_ascii_alphanumeric() || matches!(it, '/' | '_' | '.' | '+'));
    begins
        && text.chars().all(allowed)
        && !text.ends_with([':', ' '])
        && !text.contains(": ")
        && resolve_plain(text) == Resolved::Text
}

/// Writes a scalar in double quotes; what is no printable character is escaped.
pub(crate) fn double_quoted(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    written.push('"');
    for character in text.chars() {
        match character {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            '\u{0}'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' => {
                written.push_str(&format!("\\u{:04x}", u32::from(character)));
            }
            _ => written.push(character),
        }
    }
    written.push('"');
    written
}

/// Writes a text of several lines as a literal block with its header, indented by `indent` spaces; in double quotes
/// where a block cannot hold it. Ends with a line feed.
pub(crate) fn literal(text: &str, indent: usize) -> String {
    let odd = |it: char| {
        (it.is_control() && it != '\n') || matches!(it, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}')
    };
    let first = text.lines().find(|it| !it.is_empty());
    if text.chars().any(odd) || first.is_none_or(|it| it.starts_with(' ') || it.starts_with('\t')) {
        return format!("{}\n", double_quoted(text));
    }
    let body = text.trim_end_matches('\n');
    let header = match text.len() - body.len() {
        0 => "|-\n",
        1 => "|\n",
        _ => "|+\n",
    };
    let pad = " ".repeat(indent);
    let mut written = String::from(header);
    for line in body.split('\n') {
        if !line.is_empty() {
            written.push_str(&pad);
            written.push_str(line);
        }
        written.push('\n');
    }
    if header == "|+\n" {
        written.push_str(&"\n".repeat(text.len() - body.len() - 1));
    }
    written
}
