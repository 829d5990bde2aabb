//! What the verbs share in printing: the formats, rows of a name and a value, verdicts.

use clap::ValueEnum;
use eks_iam_span::{Language, display_width};
use serde_json::Value;

use crate::{
    language::pick,
    output::{BAD, FAINT, Failure, GOOD, Status, paint, print},
};

/// What to print.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    #[default]
    Text,
    /// One JSON document
    Json,
}

/// Prints an answer as one JSON document.
pub(crate) fn print_json(answer: &Value) -> Result<(), Failure> {
    print(&format!("{answer:#}\n"))
}

/// Returns lines of a name and its value, the values one below the other.
pub(crate) fn rows(rows: &[(&str, String)]) -> String {
    let widest = rows.iter().map(|(name, _)| display_width(name)).max().unwrap_or(0);
    let row = |(name, value): &(&str, String)| {
        let gap = " ".repeat(widest.saturating_sub(display_width(name)));
        format!("  {name}{gap}  {value}\n")
    };
    rows.iter().map(row).collect()
}

/// Returns a value as people read it: nothing is a dash.
pub(crate) fn shown(value: &Value) -> String {
    match value {
        Value::Null => paint(FAINT, "-"),
        Value::String(text) if text.is_empty() => paint(FAINT, "-"),
        Value::String(text) => printable(text),
        Value::Array(list) if list.is_empty() => paint(FAINT, "-"),
        Value::Array(list) => list.iter().map(shown).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

/// Returns a text on one line, with control characters as escapes: what was given must not steer the terminal.
pub(crate) fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_control() { shown.extend(letter.escape_default()) } else { shown.push(letter) }
    }
    shown
}

/// Returns the word of a verdict.
pub(crate) fn verdict(language: Language, accepted: bool) -> String {
    if accepted {
        paint(GOOD, pick(language, "accepted", "受け入れられます"))
    } else {
        paint(BAD, pick(language, "refused", "拒否されます"))
    }
}

/// Returns the exit status of a yes or a no.
pub(crate) const fn status(yes: bool) -> Status {
    if yes { Status::Fine } else { Status::Found }
}
