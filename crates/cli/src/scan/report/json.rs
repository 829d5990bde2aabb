//! The report for programs: one document, or an object a line.

use std::io::{self, Write};

use eks_iam_diagnosis::Message;
use eks_iam_span::Language;
use serde_json::{Value, json};

use super::{Outcome, View, classes, views};

pub(super) fn write(outcome: &Outcome, language: Language, out: &mut dyn Write) -> io::Result<()> {
    // The groups are written one by one; the document is never held as a whole.
    let whole = format!("{:#}", summary(outcome, language));
    let open = whole.strip_suffix("\n}").unwrap_or(&whole);
    write!(out, "{open},\n  \"groups\": [")?;
    let mut gap = "";
    for view in views(outcome, language) {
        let text = format!("{:#}", group(&view)).replace('\n', "\n    ");
        write!(out, "{gap}\n    {text}")?;
        gap = ",";
    }
    writeln!(out, "{}]\n}}", if gap.is_empty() { "" } else { "\n  " })
}

pub(super) fn write_lines(outcome: &Outcome, language: Language, out: &mut dyn Write) -> io::Result<()> {
    for view in views(outcome, language) {
        writeln!(out, "{}", tagged("group", group(&view)))?;
    }
    writeln!(out, "{}", tagged("summary", summary(outcome, language)))
}

fn tagged(kind: &str, value: Value) -> Value {
    match value {
        Value::Object(mut keys) => {
            keys.insert("type".to_owned(), json!(kind));
            Value::Object(keys)
        }
        other => other,
    }
}

/// Returns everything but the groups.
fn summary(outcome: &Outcome, language: Language) -> Value {
    let tally = &outcome.tally;
    let classes: Vec<Value> = classes(outcome)
        .into_iter()
        .map(|(class, count)| {
            json!({
                "class": class.as_str(),
                "count": count,
                "hop": class.hop_name(),
                "retry": class.retry().as_str(),
                "summary": Message::of_class(class).text(language),
            })
        })
        .collect();
    json!({
        "files": outcome.files,
        "bytes": tally.bytes,
        "lines": tally.lines,
        "failures": tally.count(),
        "classes": classes,
        "groups_left_out": tally.left_out,
        "broken": { "count": tally.broken, "shown": tally.shown_broken },
    })
}

fn group(view: &View<'_>) -> Value {
    let asks: Vec<Value> = view
        .asks
        .iter()
        .map(|(ask, count)| {
            let mut value = json!(ask);
            if let Value::Object(keys) = &mut value {
                keys.insert("count".to_owned(), json!(count));
            }
            value
        })
        .collect();
    json!({
        "class": view.class.as_str(),
        "hop": view.class.hop_name(),
        "retry": view.class.retry().as_str(),
        "summary": view.summary,
        "principal": view.who,
        "count": view.group.count,
        "first": view.group.first,
        "last": view.group.last,
        "asks": asks,
        "asks_left_out": view.group.asks_left_out,
        "sample": { "file": view.group.place.file, "line": view.group.place.line, "text": view.group.sample },
        "remedy": {
            "kind": view.remedy.kind.as_str(),
            "title": view.remedy.title,
            "document": view.remedy.document,
            "notes": view.remedy.notes,
        },
    })
}
