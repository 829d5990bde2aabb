//! The report as one page for a browser, without anything from elsewhere.

use std::io::{self, Write};

use eks_iam_span::Language;

use super::{
    Outcome, View, ask_text, broken_place, classes, fault_text, left_out_text, summary, time_text, views,
};
use crate::language::pick;

const STYLE: &str = "\
:root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif}
body{max-width:64rem;margin:2rem auto;padding:0 1rem}
h2{margin-top:2.5rem;border-top:1px solid #8884;padding-top:1rem}
code,pre{font-family:ui-monospace,monospace;font-size:.9em}
pre{background:#8881;padding:.8rem;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere}
table{border-collapse:collapse}th,td{text-align:left;padding:.2rem .8rem .2rem 0;vertical-align:top}
td.n{text-align:right;font-variant-numeric:tabular-nums}dt{font-weight:600}dd{margin:0 0 .5rem;overflow-wrap:anywhere}";

pub(super) fn write(outcome: &Outcome, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let title = pick(language, "Access failures", "アクセスの失敗");
    let tag = pick(language, "en", "ja");
    writeln!(
        out,
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>\n<h1>{title}</h1>\n<p>{}</p>",
        escape(&summary(outcome, language))
    )?;
    writeln!(out, "<table>")?;
    for (class, count) in classes(outcome) {
        writeln!(out, "<tr><td class=\"n\">{count}</td><td><code>{}</code></td></tr>", class.as_str())?;
    }
    writeln!(out, "</table>")?;
    for view in views(outcome, language) {
        group(&view, language, out)?;
    }
    if let Some(text) = left_out_text(outcome.tally.left_out, language) {
        writeln!(out, "<p>{}</p>", escape(&text))?;
    }
    if outcome.tally.broken > 0 {
        let title = pick(language, "Broken lines", "読み取れない行");
        writeln!(out, "<h2>{title} ({})</h2>\n<ul>", outcome.tally.broken)?;
        for broken in &outcome.tally.shown_broken {
            let (place, fault) = (broken_place(broken), fault_text(broken, language));
            writeln!(out, "<li><code>{}</code>: {}</li>", escape(&place), escape(&fault))?;
        }
        writeln!(out, "</ul>")?;
    }
    writeln!(out, "</body>\n</html>")
}

fn group(view: &View<'_>, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let group = view.group;
    let heading = format!("<h2><code>{}</code> × {}</h2>", view.class.as_str(), group.count);
    writeln!(out, "{heading}\n<p>{}</p>\n<dl>", escape(&view.summary))?;
    let row = |out: &mut dyn Write, name: &str, html: &str| writeln!(out, "<dt>{name}</dt><dd>{html}</dd>");
    if let Some(who) = view.who {
        row(out, pick(language, "who", "誰が"), &format!("<code>{}</code>", escape(who)))?;
    }
    if let Some(time) = time_text(group) {
        row(out, pick(language, "when", "いつ"), &escape(&time))?;
    }
    let mut asks: Vec<String> = view
        .asks
        .iter()
        .map(|(ask, count)| format!("<code>{}</code> × {count}", escape(&ask_text(ask, language))))
        .collect();
    if group.asks_left_out > 0 {
        asks.push(format!("… {}", group.asks_left_out));
    }
    if !asks.is_empty() {
        row(out, pick(language, "what", "何を"), &asks.join("<br>"))?;
    }
    let place = escape(&format!("{}:{}", group.place.file, group.place.line));
    let sample = format!("<code>{place}</code><pre>{}</pre>", escape(&group.sample));
    row(out, pick(language, "seen", "例"), &sample)?;
    let mut remedy = escape(&view.remedy.title);
    if !view.remedy.document.is_empty() {
        remedy.push_str(&format!("<pre>{}</pre>", escape(&view.remedy.document)));
    }
    for note in &view.remedy.notes {
        remedy.push_str(&format!("<p>{}</p>", escape(note)));
    }
    row(out, pick(language, "remedy", "対処方法"), &remedy)?;
    writeln!(out, "</dl>")
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for it in text.chars() {
        match it {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}
