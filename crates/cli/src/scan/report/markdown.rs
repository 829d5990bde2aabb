//! The report for a ticket or a wiki.

use std::io::{self, Write};

use eks_iam_span::Language;

use super::{
    Outcome, View, ask_text, broken_place, classes, fault_text, left_out_text, summary, time_text, views,
};
use crate::language::pick;

pub(super) fn write(outcome: &Outcome, language: Language, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "# {}\n\n{}\n",
        pick(language, "Access failures", "アクセスの失敗"),
        summary(outcome, language)
    )?;
    let classes = classes(outcome);
    if !classes.is_empty() {
        writeln!(out, "| {} | {} |", pick(language, "class", "クラス"), pick(language, "count", "件数"))?;
        writeln!(out, "| --- | ---: |")?;
        for (class, count) in classes {
            writeln!(out, "| `{}` | {count} |", class.as_str())?;
        }
    }
    for (at, view) in views(outcome, language).enumerate() {
        group(at + 1, &view, language, out)?;
    }
    if let Some(text) = left_out_text(outcome.tally.left_out, language) {
        writeln!(out, "\n{text}")?;
    }
    if outcome.tally.broken > 0 {
        let title = pick(language, "Broken lines", "読み取れない行");
        writeln!(out, "\n## {title} ({})\n", outcome.tally.broken)?;
        for broken in &outcome.tally.shown_broken {
            writeln!(out, "- {}: {}", code(&broken_place(broken)), plain(&fault_text(broken, language)))?;
        }
    }
    Ok(())
}

fn group(number: usize, view: &View<'_>, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let group = view.group;
    writeln!(
        out,
        "\n## {number}. `{}` × {}\n\n{}\n",
        view.class.as_str(),
        group.count,
        plain(&view.summary)
    )?;
    let row = |out: &mut dyn Write, name: &str, value: &str| writeln!(out, "- {name}: {value}");
    if let Some(who) = view.who {
        row(out, pick(language, "who", "誰が"), &code(who))?;
    }
    if let Some(time) = time_text(group) {
        row(out, pick(language, "when", "いつ"), &time)?;
    }
    for (ask, count) in &view.asks {
        let value = format!("{} × {count}", code(&ask_text(ask, language)));
        row(out, pick(language, "what", "何を"), &value)?;
    }
    if group.asks_left_out > 0 {
        row(out, pick(language, "what", "何を"), &format!("… {}", group.asks_left_out))?;
    }
    row(out, pick(language, "seen", "例"), &code(&format!("{}:{}", group.place.file, group.place.line)))?;
    writeln!(out, "\n{}\n", fence(&group.sample, "text"))?;
    writeln!(out, "{}: {}", pick(language, "Remedy", "対処方法"), plain(&view.remedy.title))?;
    if !view.remedy.document.is_empty() {
        let kind = if view.remedy.document.starts_with('{') { "json" } else { "yaml" };
        writeln!(out, "\n{}", fence(view.remedy.document.trim_end(), kind))?;
    }
    for note in &view.remedy.notes {
        writeln!(out, "\n{}", plain(note))?;
    }
    Ok(())
}

/// Returns a block of code; the fence is longer than any in the text.
fn fence(text: &str, kind: &str) -> String {
    let mut fence = "```".to_owned();
    while text.contains(&fence) {
        fence.push('`');
    }
    format!("{fence}{kind}\n{text}\n{fence}")
}

/// Returns words in which no character means anything.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for it in text.chars() {
        if matches!(it, '*' | '_' | '<' | '>' | '[' | ']' | '|' | '\\' | '#') {
            out.push('\\');
        }
        out.push(it);
    }
    out
}

/// Returns a word as code; a word with backticks gets a longer fence.
fn code(text: &str) -> String {
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}
