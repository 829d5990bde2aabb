//! The manual: what each class means, who says no, what the causes are, and what to put where.

use eks_iam_diagnosis::{CauseName, ClassPage, Edit, Message, candidates};
use eks_iam_error_classifier::Class;
use eks_iam_span::Language;
use serde_json::{Value, json};

use crate::{
    input::wrong,
    language::pick,
    output::{BAD, FAINT, Failure, HEAD, paint, print},
    render::{Format, print_json},
};

/// Prints all classes; as JSON with their pages.
pub(super) fn list(format: Format, language: Language) -> Result<(), Failure> {
    match format {
        Format::Json => {
            let pages: Vec<Value> = Class::ALL.iter().map(|it| page_json(*it, language)).collect();
            print_json(&json!({ "classes": pages }))
        }
        Format::Text => {
            let row = |it: &Class| format!("{:<54} {}\n", it.as_str(), Message::of_class(*it).text(language));
            print(&Class::ALL.iter().map(row).collect::<String>())
        }
    }
}

/// Prints the page of a class.
pub(super) fn show(name: &str, format: Format, language: Language) -> Result<(), Failure> {
    let class: Class = name.parse().map_err(|_| unknown(name, language))?;
    match format {
        Format::Json => print_json(&page_json(class, language)),
        Format::Text => print(&page_text(class, language)),
    }
}

/// Says that there is no such class, and which ones are near.
fn unknown(name: &str, language: Language) -> Failure {
    let is_near = |it: &&Class| {
        let own = it.as_str();
        own.contains(name) || name.split('.').any(|part| part.len() > 3 && own.contains(part))
    };
    let near: Vec<&str> = Class::ALL.iter().filter(is_near).map(|it| it.as_str()).take(8).collect();
    let near = if near.is_empty() { "eks-iam explain --list".to_owned() } else { near.join(", ") };
    wrong(
        language,
        match language {
            Language::Japanese => format!("クラス `{name}` はありません。近いもの: {near}"),
            _ => format!("there is no class `{name}`; near: {near}"),
        },
    )
}

fn page_json(class: Class, language: Language) -> Value {
    let page = ClassPage::of(class);
    let cause = |it: &CauseName| {
        json!({
            "kind": it.as_str(),
            "hop": it.hop().as_str(),
            "title": it.title().text(language),
            "check": it.check().text(language),
            "advice": it.advice().text(language),
        })
    };
    let edit = |it: &Edit| {
        json!({
            "name": it.as_str(),
            "kind": it.kind().as_str(),
            "title": it.title().text(language),
            "body": it.body(),
        })
    };
    json!({
        "class": class.as_str(),
        "summary": Message::of_class(class).text(language),
        "what": page.what(language),
        "said_by": { "kind": page.said_by().as_str(), "title": page.said_by().words().text(language) },
        "hop": class.hop_name(),
        "retry": { "kind": class.retry().as_str(), "title": Message::of_retry(class.retry()).text(language) },
        "first": page.first(language),
        "example": page.example(),
        "causes": candidates(class).iter().map(cause).collect::<Vec<_>>(),
        "edits": page.edits().iter().map(edit).collect::<Vec<_>>(),
    })
}

fn page_text(class: Class, language: Language) -> String {
    let page = ClassPage::of(class);
    let heading = |english, japanese| paint(HEAD, pick(language, english, japanese));
    let mut text = format!(
        "{}  {}\n\n{}\n\n",
        paint(BAD, class.as_str()),
        Message::of_class(class).text(language),
        page.what(language)
    );
    text.push_str(&format!(
        "{}: {}\n",
        heading("who said no", "拒否した側"),
        page.said_by().words().text(language)
    ));
    if let Some(hop) = class.hop_name() {
        text.push_str(&format!("{}: {hop}\n", heading("hop", "段階")));
    }
    let retry = Message::of_retry(class.retry()).text(language);
    text.push_str(&format!(
        "{}: {} ({})\n",
        heading("calling again", "再試行"),
        retry,
        class.retry().as_str()
    ));
    text.push_str(&format!("\n{}\n  {}\n", heading("first", "最初に"), page.first(language)));
    let causes = candidates(class);
    if !causes.is_empty() {
        text.push_str(&format!("\n{}\n", heading("causes, likeliest first", "原因 (可能性の高い順)")));
    }
    for (at, cause) in causes.iter().enumerate() {
        let name = paint(FAINT, &format!("({cause})"));
        text.push_str(&format!("  {}. {} {name}\n", at + 1, cause.title().text(language)));
        text.push_str(&format!(
            "     {}: {}\n",
            pick(language, "check", "確認"),
            cause.check().text(language)
        ));
        text.push_str(&format!(
            "     {}: {}\n",
            pick(language, "remedy", "対処方法"),
            cause.advice().text(language)
        ));
    }
    if !page.edits().is_empty() {
        text.push_str(&format!("\n{}\n", heading("edits", "変更の書き方")));
    }
    for edit in page.edits() {
        let kind = paint(FAINT, &format!("[{}]", edit.kind().as_str()));
        text.push_str(&format!("  {} {kind}\n", edit.title().text(language)));
        for line in edit.body().lines() {
            text.push_str(&format!("    │ {line}\n"));
        }
    }
    text.push_str(&format!("\n{}\n", heading("looks like", "エラーの例")));
    for line in page.example().lines() {
        text.push_str(&format!("  {}\n", paint(FAINT, line)));
    }
    text
}
