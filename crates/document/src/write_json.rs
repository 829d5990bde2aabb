//! A tree as JSON in one line.

use std::collections::HashMap;

use crate::{
    Entry, Node, Value,
    json::is_number,
    resolve::{Resolved, integer},
};

pub(crate) fn to_json(node: &Node) -> String {
    let mut out = String::new();
    write(node, mapping, &mut out);
    out
}

/// How a mapping is written.
type Mapping = fn(&[Entry], &mut String);

/// The recursion is as deep as the tree, and that is capped when it is read.
fn write(node: &Node, mapping: Mapping, out: &mut String) {
    match &node.value {
        Value::Scalar(scalar) => match node.resolved() {
            Some(Resolved::Null) => out.push_str("null"),
            Some(Resolved::Bool(value)) => out.push_str(if value { "true" } else { "false" }),
            Some(Resolved::Integer | Resolved::Float) => number(&scalar.text, out),
            Some(Resolved::String) | None => string(&scalar.text, out),
        },
        Value::Sequence(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write(item, mapping, out);
            }
            out.push(']');
        }
        Value::Mapping(entries) => mapping(entries, out),
    }
}

fn mapping(entries: &[Entry], out: &mut String) {
    let mut last: HashMap<String, &Node> = HashMap::new();
    let mut keys = Vec::new();
    for entry in entries {
        let key = key(&entry.key);
        if last.insert(key.clone(), &entry.value).is_none() {
            keys.push(key);
        }
    }
    out.push('{');
    for (at, key) in keys.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        string(key, out);
        out.push(':');
        if let Some(value) = last.get(key) {
            write(value, mapping, out);
        }
    }
    out.push('}');
}

/// Returns the text of a key; one that is nothing is `null`, as kubectl has it.
fn key(node: &Node) -> String {
    node.as_str().filter(|_| !node.is_null()).map_or_else(
        || {
            let mut key = String::new();
            write(node, mapping_in_key, &mut key);
            key
        },
        str::to_owned,
    )
}

/// Writes a mapping that is a key, or stands in one. A collection that is a key in there is no text once more: escaped
/// at every level, it would double with each.
fn mapping_in_key(entries: &[Entry], out: &mut String) {
    out.push('{');
    for (at, Entry { key, value, .. }) in entries.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        match &key.value {
            Value::Scalar(_) => string(&self::key(key), out),
            _ => write(key, mapping_in_key, out),
        }
        out.push(':');
        write(value, mapping_in_key, out);
    }
    out.push('}');
}

/// Writes a number as it stands where JSON can, else in digits JSON knows.
fn number(text: &str, out: &mut String) {
    if is_number(text) {
        out.push_str(text);
    } else if let Some(value) = integer(text) {
        out.push_str(&value.to_string());
    } else if let Some(value) = text.parse::<f64>().ok().filter(|it| it.is_finite()) {
        out.push_str(&value.to_string());
    } else {
        string(text, out);
    }
}

/// Writes a text in double quotes.
pub(crate) fn string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{feff}'
            | '\u{fffe}'
            | '\u{ffff}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            _ => out.push(c),
        }
    }
    out.push('"');
}
