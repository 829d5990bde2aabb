//! A tree as YAML in block style.

use crate::{
    Entry, Node, ScalarStyle, Value,
    resolve::{Resolved, resolve_plain},
    write_json,
};

pub(crate) fn to_yaml(node: &Node) -> String {
    let mut out = String::new();
    write(node, 0, Place::Root, &mut out);
    out
}

/// Where a node is written; what stands before it is there already, without a blank at its end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Root,
    AfterColon,
    AfterDash,
}

/// Writes a node with the line end after it.
///
/// The recursion is as deep as the tree, and that is capped when it is read.
fn write(node: &Node, indent: usize, place: Place, out: &mut String) {
    let is_empty = match &node.value {
        Value::Scalar(_) => true,
        Value::Sequence(items) => items.is_empty(),
        Value::Mapping(entries) => entries.is_empty(),
    };
    if place != Place::Root && (is_empty || place == Place::AfterDash || node.tag.is_some()) {
        out.push(' ');
    }
    if let Some(tag) = &node.tag {
        out.push_str(tag);
        out.push_str(if is_empty { " " } else { "\n" });
    } else if !is_empty && place == Place::AfterColon {
        out.push('\n');
    }
    // The first line of a collection may already be begun, by the dash before it.
    let begun = place == Place::AfterDash && node.tag.is_none();
    match &node.value {
        Value::Scalar(scalar) => self::scalar(node, &scalar.text, indent, place, out),
        Value::Sequence(items) if items.is_empty() => out.push_str("[]\n"),
        Value::Mapping(entries) if entries.is_empty() => out.push_str("{}\n"),
        Value::Sequence(items) => {
            // Below a key, a list stands as far to the left as the key.
            let indent = if place == Place::AfterColon { indent.saturating_sub(STEP) } else { indent };
            sequence(items, indent, begun, out);
        }
        Value::Mapping(entries) => mapping(entries, indent, begun, out),
    }
}

/// How far a level stands to the right of the one above.
const STEP: usize = 2;

fn sequence(items: &[Node], indent: usize, begun: bool, out: &mut String) {
    for (at, item) in items.iter().enumerate() {
        if at > 0 || !begun {
            blanks(indent, out);
        }
        out.push('-');
        write(item, indent + STEP, Place::AfterDash, out);
    }
}

fn mapping(entries: &[Entry], indent: usize, begun: bool, out: &mut String) {
    for (at, entry) in entries.iter().enumerate() {
        if at > 0 || !begun {
            blanks(indent, out);
        }
        let key = key(&entry.key);
        if key.len() > LONGEST_KEY || !matches!(entry.key.value, Value::Scalar(_)) {
            out.push_str("? ");
            out.push_str(&key);
            out.push('\n');
            blanks(indent, out);
        } else {
            out.push_str(&key);
        }
        out.push(':');
        write(&entry.value, indent + STEP, Place::AfterColon, out);
    }
}

/// Readers look for a colon no further than 1024 characters (YAML 1.2.2, 7.4.2).
const LONGEST_KEY: usize = 900;

fn key(node: &Node) -> String {
    let Value::Scalar(scalar) = &node.value else { return write_json::to_json(node) };
    let mut key = String::new();
    if let Some(tag) = &node.tag {
        key.push_str(tag);
        key.push(' ');
    }
    one_line(node, &scalar.text, &mut key);
    key
}

fn scalar(node: &Node, text: &str, indent: usize, place: Place, out: &mut String) {
    let is_string = matches!(node.resolved(), Some(Resolved::String));
    if is_string && text.contains('\n') && fits_block(text) {
        let body = text.trim_end_matches('\n');
        out.push_str(match text.len() - body.len() {
            0 => "|-\n",
            1 => "|\n",
            _ => "|+\n",
        });
        let indent = if place == Place::Root { STEP } else { indent };
        for line in text.split_inclusive('\n') {
            if line != "\n" {
                blanks(indent, out);
            }
            out.push_str(line);
        }
        if !text.ends_with('\n') {
            out.push('\n');
        }
        return;
    }
    one_line(node, text, out);
    out.push('\n');
}

/// Writes a scalar without a line end in it.
fn one_line(node: &Node, text: &str, out: &mut String) {
    let is_string = matches!(node.resolved(), Some(Resolved::String));
    let was_plain = node.as_scalar().is_some_and(|it| it.style == ScalarStyle::Plain);
    if text.is_empty() && !is_string {
        out.push_str("null");
    } else if (was_plain && !is_string) || is_plain(text) {
        out.push_str(text);
    } else {
        write_json::string(text, out);
    }
}

/// Tells whether a text of several lines can be written as it is under a `|`.
fn fits_block(text: &str) -> bool {
    let is_bad = |it: char| {
        (it.is_control() && it != '\n')
            || matches!(it, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    };
    let starts_well = text.trim_start_matches('\n').chars().next().is_some_and(|it| it != ' ');
    let is_blank = |it: &str| !it.is_empty() && it.chars().all(|it| it == ' ');
    starts_well && !text.contains(is_bad) && !text.lines().any(is_blank)
}

/// Tells whether a text can stand without quotes and every reader takes it for a text.
fn is_plain(text: &str) -> bool {
    let is_safe = |it: char| {
        it.is_alphanumeric()
            || matches!(it, '-' | '_' | '.' | '/' | ':' | '*' | '@' | '+' | '=' | '$' | '(' | ')' | ' ')
    };
    let first_is_safe =
        text.starts_with(|it: char| it.is_alphanumeric() || matches!(it, '/' | '_' | '.' | '$' | '('));
    first_is_safe
        && text.chars().all(is_safe)
        && !text.contains(": ")
        && !text.ends_with([':', ' '])
        && resolve_plain(text) == Resolved::String
        && !is_something_in_yaml_1_1(text)
}

/// Tells whether YAML 1.1 has another meaning for a text: `yes`, `0777`, `1_000`, `1:30`, `2026-07-13`, `.5`.
fn is_something_in_yaml_1_1(text: &str) -> bool {
    let is_word = ["y", "n", "yes", "no", "on", "off"].iter().any(|it| text.eq_ignore_ascii_case(it));
    is_word
        || text.starts_with(|it: char| it.is_ascii_digit() || it == '.') && !text.contains(is_name_character)
}

/// Letters that stand in no number, date or time of YAML 1.1.
fn is_name_character(c: char) -> bool {
    c.is_alphabetic() && !matches!(c, 'a'..='f' | 'A'..='F' | 'x' | 'o' | 'T' | 't' | 'Z' | 'z')
}

fn blanks(count: usize, out: &mut String) {
    out.extend(std::iter::repeat_n(' ', count));
}
