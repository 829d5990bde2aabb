//! The answer for people: one client in full, or a line for each family.

use eks_iam_span::{Language, display_width};
use serde_json::Value;

use super::super::{trace_text, warnings_text};
use crate::{
    language::pick,
    output::{BAD, FAINT, GOOD, HEAD, paint},
};

pub(super) fn to_text(answer: &Value, language: Language) -> String {
    match answer["clients"].as_array() {
        Some(clients) => table(clients, language),
        None => one(answer, language),
    }
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

fn one(answer: &Value, language: Language) -> String {
    let sdk = text(answer, "sdk");
    let mut shown = if answer["fails"].is_null() {
        let (host, region) = (text(answer, "host"), text(answer, "signing_region"));
        let sentence = match language {
            Language::Japanese => format!("{sdk} は {host} を呼び出し、{region} で署名します"),
            Language::English => format!("{sdk} calls {host} and signs for {region}"),
        };
        format!("{}: {}\n", paint(HEAD, &sentence), verdict(answer, language))
    } else {
        let sentence = match language {
            Language::Japanese => format!("{sdk} は送信の前に失敗します"),
            Language::English => format!("{sdk} fails before it sends anything"),
        };
        format!("{}: {}\n", paint(BAD, &sentence), text(&answer["fails"], "message"))
    };
    shown.push_str(&warnings_text(answer, language));
    if answer["fails"].is_null() {
        shown.push_str(&trace_text(answer, language));
    }
    shown.push_str(&remedies(answer, language));
    shown.push_str(&format!("{} {}\n", pick(language, "known:", "根拠:"), known(answer, language)));
    shown
}

/// Whether there is nothing to mend.
fn is_fine(answer: &Value) -> bool {
    answer["scope_accepted"] == true
}

/// What STS says to host and scope.
fn verdict(answer: &Value, language: Language) -> String {
    match answer["scope_accepted"].as_bool() {
        Some(true) => paint(GOOD, pick(language, "STS accepts that", "STS は受け入れます")),
        Some(false) => paint(BAD, pick(language, "STS refuses that", "STS は拒否します")),
        None => paint(
            FAINT,
            pick(
                language,
                "what that host accepts is not known",
                "そのホストが受け入れるリージョンは分かりません",
            ),
        ),
    }
}

fn remedies(answer: &Value, language: Language) -> String {
    if is_fine(answer) {
        return String::new();
    }
    let Some(list) = answer["remedies"].as_array() else { return String::new() };
    let head = paint(HEAD, pick(language, "remedies", "対処方法"));
    format!("{head}\n{}", remedies_text(list, "  ", language))
}

/// Returns remedies for people: what to do, whether it works, and why.
pub(in crate::verbs) fn remedies_text(list: &[Value], indent: &str, language: Language) -> String {
    let mut shown = String::new();
    for remedy in list {
        let (style, word) = if remedy["works"] == true {
            (GOOD, pick(language, "works", "有効"))
        } else {
            (BAD, pick(language, "does not work", "無効"))
        };
        let (kind, instruction) = (text(remedy, "kind"), text(remedy, "instruction"));
        shown.push_str(&format!("{indent}{kind}: {instruction}\n"));
        shown.push_str(&format!("{indent}  {}: {}\n", paint(style, word), text(remedy, "why")));
    }
    shown
}

fn known(answer: &Value, language: Language) -> String {
    let word = |how: &str| match (language, how) {
        (Language::Japanese, "measured") => "実測",
        (Language::Japanese, "source") => "ソースコード",
        (Language::Japanese, "documented") => "ドキュメント",
        (Language::Japanese, _) => "推測",
        (Language::English, "measured") => "measured",
        (Language::English, "source") => "source code",
        (Language::English, "documented") => "documentation",
        (Language::English, _) => "inferred",
    };
    let list = answer.pointer("/facts/known").and_then(Value::as_array).into_iter().flatten().map(|it| {
        let version = it["version"].as_str().map(|it| format!(" ({it})")).unwrap_or_default();
        format!("{}{version}", word(text(it, "how")))
    });
    list.collect::<Vec<_>>().join(", ")
}

/// One line a family: what it calls, what it signs for, whether STS accepts it, whether it reads the mode, how it is known.
fn table(clients: &[Value], language: Language) -> String {
    let yes_no = |it: bool| pick(language, if it { "yes" } else { "no" }, if it { "はい" } else { "いいえ" });
    let heads = match language {
        Language::Japanese => {
            ["SDK", "ホスト", "署名リージョン", "STS", "モードを読む", "有効な対処方法", "根拠"]
        }
        Language::English => {
            ["SDK", "host", "signed for", "STS", "reads the mode", "remedies that work", "known"]
        }
    };
    let mut lines = vec![heads.map(str::to_owned)];
    for it in clients {
        let verdict = match it["scope_accepted"].as_bool() {
            Some(true) => pick(language, "accepts", "受け入れる"),
            Some(false) => pick(language, "refuses", "拒否する"),
            None if it["fails"].is_null() => pick(language, "not known", "不明"),
            None => pick(language, "not asked", "呼び出さない"),
        };
        let host = if it["fails"].is_null() { text(it, "host") } else { text(&it["fails"], "kind") };
        let numbers = it["remedies"].as_array().into_iter().flatten().enumerate();
        let works: Vec<String> =
            numbers.filter(|(_, it)| it["works"] == true).map(|(at, _)| (at + 1).to_string()).collect();
        let works = if is_fine(it) { "-".to_owned() } else { works.join(" ") };
        lines.push([
            text(it, "sdk").to_owned(),
            host.to_owned(),
            text(it, "signing_region").to_owned(),
            verdict.to_owned(),
            yes_no(it.pointer("/facts/reads_mode") == Some(&Value::Bool(true))).to_owned(),
            works,
            known(it, language),
        ]);
    }
    let mut shown = columns(&lines);
    let to_mend = clients.iter().find(|it| !is_fine(it));
    if let Some(list) = to_mend.and_then(|it| it["remedies"].as_array()) {
        shown.push_str(&format!("{}\n", paint(HEAD, pick(language, "remedies", "対処方法"))));
        for (at, remedy) in list.iter().enumerate() {
            shown.push_str(&format!(
                "  {} {}: {}\n",
                at + 1,
                text(remedy, "kind"),
                text(remedy, "instruction")
            ));
        }
    }
    shown
}

/// Sets texts in columns, the first line as a heading.
fn columns<const N: usize>(lines: &[[String; N]]) -> String {
    let mut widths = [0; N];
    for line in lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = (*width).max(display_width(cell));
        }
    }
    let mut shown = String::new();
    for (at, line) in lines.iter().enumerate() {
        let mut row = String::new();
        for (width, cell) in widths.iter().zip(line) {
            row.push_str(cell);
            row.push_str(&" ".repeat(width.saturating_sub(display_width(cell)) + 2));
        }
        let row = row.trim_end();
        shown.push_str(&if at == 0 { paint(HEAD, row) } else { row.to_owned() });
        shown.push('\n');
    }
    shown
}
