//! The report for a terminal.

use std::io::{self, Write};

use eks_iam_span::Language;

use super::{
    Outcome, View, ask_text, broken_place, classes, fault_text, left_out_text, summary, time_text, views,
};
use crate::{
    language::pick,
    output::{BAD, FAINT, HEAD, paint},
};

/// How many asks of a group are shown; JSON has all.
const SHOWN_ASKS: usize = 12;

pub(super) fn write(outcome: &Outcome, language: Language, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", paint(HEAD, &summary(outcome, language)))?;
    for (class, count) in classes(outcome) {
        writeln!(out, "{count:>10}  {}", class.as_str())?;
    }
    for (at, view) in views(outcome, language).enumerate() {
        group(at + 1, &view, language, out)?;
    }
    if let Some(text) = left_out_text(outcome.tally.left_out, language) {
        writeln!(out, "\n{text}")?;
    }
    if outcome.tally.broken > 0 {
        let title = pick(language, "broken lines", "読み取れない行");
        writeln!(out, "\n{} ({})", paint(HEAD, title), outcome.tally.broken)?;
        for broken in &outcome.tally.shown_broken {
            writeln!(out, "  {}: {}", broken_place(broken), fault_text(broken, language))?;
        }
        let hidden = outcome.tally.broken - outcome.tally.shown_broken.len() as u64;
        if hidden > 0 {
            writeln!(out, "  … {hidden}")?;
        }
    }
    Ok(())
}

fn group(number: usize, view: &View<'_>, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let group = view.group;
    writeln!(
        out,
        "\n{number}. {}  {} {}",
        paint(BAD, view.class.as_str()),
        view.summary,
        paint(FAINT, &format!("(× {})", group.count))
    )?;
    let row = |out: &mut dyn Write, name: &str, value: &str| writeln!(out, "   {name}: {value}");
    if let Some(who) = view.who {
        row(out, pick(language, "who", "誰が"), who)?;
    }
    if let Some(time) = time_text(group) {
        row(out, pick(language, "when", "いつ"), &time)?;
    }
    for (ask, count) in view.asks.iter().take(SHOWN_ASKS) {
        let count = paint(FAINT, &format!("(× {count})"));
        row(out, pick(language, "what", "何を"), &format!("{} {count}", ask_text(ask, language)))?;
    }
    let hidden = view.asks.len().saturating_sub(SHOWN_ASKS) as u64 + group.asks_left_out;
    if hidden > 0 {
        row(out, pick(language, "what", "何を"), &format!("… {hidden}"))?;
    }
    let place = format!("{}:{}", group.place.file, group.place.line);
    row(out, pick(language, "seen", "例"), &place)?;
    writeln!(out, "     {}", paint(FAINT, &group.sample))?;
    row(out, pick(language, "remedy", "対処方法"), &view.remedy.title)?;
    for line in view.remedy.document.lines() {
        writeln!(out, "     │ {line}")?;
    }
    for note in &view.remedy.notes {
        writeln!(out, "     {note}")?;
    }
    Ok(())
}
