//! The report of a scan, group by group, so that a large one is never held as a whole.

mod html;
mod json;
mod markdown;
mod text;

use std::io::{self, Write};

use clap::ValueEnum;
use eks_iam_diagnosis::Message;
use eks_iam_error_classifier::Class;
use eks_iam_span::Language;

use super::{
    engine::Outcome,
    event::Ask,
    remedy::{Remedy, remedy},
    tally::{Broken, Fault, Group},
};
use crate::language::pick;

/// What to print.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    #[default]
    Text,
    /// One JSON document
    Json,
    /// A JSON object a line
    Jsonl,
    /// For a ticket or a wiki
    Markdown,
    /// One page for a browser
    Html,
}

/// Writes the report.
pub(crate) fn write(
    format: Format,
    outcome: &Outcome,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Text => text::write(outcome, language, out),
        Format::Json => json::write(outcome, language, out),
        Format::Jsonl => json::write_lines(outcome, language, out),
        Format::Markdown => markdown::write(outcome, language, out),
        Format::Html => html::write(outcome, language, out),
    }
}

/// One group, ready to be shown.
struct View<'a> {
    class: Class,
    summary: String,
    who: Option<&'a str>,
    group: &'a Group,
    asks: Vec<(&'a Ask, u64)>,
    remedy: Remedy,
}

/// Returns the groups, most frequent first.
fn views(outcome: &Outcome, language: Language) -> impl Iterator<Item = View<'_>> {
    let mut groups: Vec<_> = outcome.tally.groups.iter().collect();
    groups.sort_by_key(|(_, group)| u64::MAX - group.count);
    groups.into_iter().map(move |((class, who), group)| {
        let mut asks: Vec<_> = group.asks.iter().map(|(ask, count)| (ask, *count)).collect();
        let remedy =
            remedy(class.0, who.as_deref(), &asks.iter().map(|it| it.0).collect::<Vec<_>>(), language);
        asks.retain(|(ask, _)| **ask != Ask::default());
        asks.sort_by_key(|(_, count)| u64::MAX - count);
        let summary = Message::of_class(class.0).text(language);
        View { class: class.0, summary, who: who.as_deref(), group, asks, remedy }
    })
}

/// Returns the classes, most frequent first.
fn classes(outcome: &Outcome) -> Vec<(Class, u64)> {
    let mut classes: Vec<_> = outcome.tally.classes.iter().map(|(class, count)| (class.0, *count)).collect();
    classes.sort_by_key(|(_, count)| u64::MAX - count);
    classes
}

/// Returns what was refused, in one line.
fn ask_text(ask: &Ask, language: Language) -> String {
    let mut text = ask.action.clone().unwrap_or_default();
    if let Some(resource) = &ask.resource {
        text.push_str(if text.is_empty() { "" } else { " " });
        text.push_str(resource);
    }
    if let Some(group) = ask.api_group.as_deref().filter(|it| !it.is_empty()) {
        text.push_str(&format!(".{group}"));
    }
    if let Some(namespace) = &ask.namespace {
        text.push_str(&match language {
            Language::Japanese => format!(" (名前空間 {namespace})"),
            _ => format!(" (namespace {namespace})"),
        });
    }
    text
}

/// Returns what is wrong with a line that could not be read.
fn fault_text(broken: &Broken, language: Language) -> String {
    let text = match broken.fault {
        Fault::NotJson => pick(language, "not JSON", "JSON ではありません"),
        Fault::TooLong => pick(language, "longer than 1 MiB", "1 MiB を超えています"),
        Fault::Cut => pick(language, "ends in the middle", "途中で終わっています"),
        Fault::Corrupt => pick(language, "damaged", "壊れています"),
        Fault::Unreadable => pick(language, "cannot be read", "読み取れません"),
    };
    broken.why.as_ref().map_or_else(|| text.to_owned(), |why| format!("{text} ({why})"))
}

/// Returns where a broken line stands; a file as a whole has no line.
fn broken_place(broken: &Broken) -> String {
    let place = &broken.place;
    if place.line == 0 { place.file.clone() } else { format!("{}:{}", place.file, place.line) }
}

/// Returns the time between the first and the last failure.
fn time_text(group: &Group) -> Option<String> {
    match (&group.first, &group.last) {
        (Some(first), Some(last)) if first == last => Some(first.clone()),
        (Some(first), Some(last)) => Some(format!("{first} – {last}")),
        _ => None,
    }
}

/// Returns what the whole amounts to, in one sentence.
fn summary(outcome: &Outcome, language: Language) -> String {
    let tally = &outcome.tally;
    let (failures, groups, files) = (tally.count(), tally.groups.len(), outcome.files);
    let size = super::meter::size(tally.bytes as f64);
    let mut text = match language {
        Language::Japanese => format!("{files} ファイル ({size}) に失敗が {failures} 件、{groups} グループ"),
        _ => {
            let files = if files == 1 { "1 file".to_owned() } else { format!("{files} files") };
            let groups = if groups == 1 { "1 group".to_owned() } else { format!("{groups} groups") };
            let failures =
                if failures == 1 { "1 failure".to_owned() } else { format!("{failures} failures") };
            format!("{failures} in {groups}; {files}, {size}")
        }
    };
    if tally.broken > 0 {
        text.push_str(&match language {
            Language::Japanese => format!("、読み取れない行 {}", tally.broken),
            _ => format!("; {} broken {}", tally.broken, if tally.broken == 1 { "line" } else { "lines" }),
        });
    }
    text
}

/// Returns a remark on what found no room; none when everything did.
fn left_out_text(count: u64, language: Language) -> Option<String> {
    (count > 0).then(|| match language {
        Language::Japanese => format!("ほか {count} 件は種類が多いため件数だけを数えました"),
        _ => format!("{count} more are only counted, because there were too many kinds"),
    })
}
