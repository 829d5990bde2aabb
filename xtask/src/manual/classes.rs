//! The classes of errors: pages made from what `eks-iam explain --list` says of every class.

use std::{io, path::Path};

use serde_json::Value;

use super::Page;
use crate::run::cargo;

/// Words of the pages that are not the program's.
struct Words {
    tag: &'static str,
    title: &'static str,
    intro: &'static str,
    said_by: &'static str,
    hop: &'static str,
    retry: &'static str,
    first: &'static str,
    causes: &'static str,
    check: &'static str,
    remedy: &'static str,
    edits: &'static str,
    example: &'static str,
}

const LANGUAGES: [Words; 2] = [
    Words {
        tag: "en",
        title: "What the error says",
        intro: "A page for each family of errors: what happened, who said no, what to look at first, the causes in order with what\ntells them apart, and what to put where. `eks-iam explain --class CLASS` shows the same on a terminal.",
        said_by: "Who said no",
        hop: "Hop",
        retry: "Calling again",
        first: "First",
        causes: "Causes, likeliest first",
        check: "check",
        remedy: "remedy",
        edits: "Edits",
        example: "Looks like",
    },
    Words {
        tag: "ja",
        title: "エラーの意味",
        intro: "エラーの系統ごとのページです。何が起きたか、どこが拒否したか、最初に見るもの、原因とその見分け方、変更の書き方を\nまとめています。端末では `eks-iam explain --class クラス --lang ja` で同じ内容を表示します。",
        said_by: "拒否した側",
        hop: "段階",
        retry: "再試行",
        first: "最初に",
        causes: "原因 (可能性の高い順)",
        check: "確認",
        remedy: "対処方法",
        edits: "変更の書き方",
        example: "エラーの例",
    },
];

/// Returns an index and a page for each family of classes, in both languages.
pub(super) fn pages(root: &Path) -> io::Result<Vec<Page>> {
    let mut pages = Vec::new();
    for words in &LANGUAGES {
        let mut command = cargo(root);
        command.args(["run", "--quiet", "--package", "eks-iam-cli", "--bin", "eks-iam", "--", "explain"]);
        let output = command.args(["--list", "--format", "json", "--lang", words.tag]).output()?;
        if !output.status.success() {
            return Err(io::Error::other(String::from_utf8_lossy(&output.stderr)));
        }
        let list: Value = serde_json::from_slice(&output.stdout)?;
        let folder = format!("docs/manual/{}", words.tag);
        let mut families: Vec<(&str, Vec<&Value>)> = Vec::new();
        for page in list.get("classes").and_then(Value::as_array).into_iter().flatten() {
            let family = text(page, "class").split('.').next().unwrap_or_default();
            match families.last_mut() {
                Some((last, pages)) if *last == family => pages.push(page),
                _ => families.push((family, vec![page])),
            }
        }
        pages.push(Page { path: format!("{folder}/README.md"), text: index(words, &families) });
        for (family, list) in &families {
            let body: Vec<String> = list.iter().map(|it| section(words, it)).collect();
            let text = format!("# {family}\n\n{}", body.join("\n"));
            pages.push(Page { path: format!("{folder}/{family}.md"), text });
        }
    }
    Ok(pages)
}

fn index(words: &Words, families: &[(&str, Vec<&Value>)]) -> String {
    let mut page = format!("# {}\n\n{}\n", words.title, words.intro);
    for (family, list) in families {
        page.push_str(&format!("\n## [{family}]({family}.md)\n\n"));
        for it in list {
            let class = text(it, "class");
            page.push_str(&format!(
                "- [`{class}`]({family}.md#{}): {}\n",
                anchor(class),
                text(it, "summary")
            ));
        }
    }
    page
}

/// Returns the anchor that GitHub makes of a heading.
fn anchor(class: &str) -> String {
    class.replace('.', "")
}

fn section(words: &Words, page: &Value) -> String {
    let of = |key: &str, part: &str| page.get(key).map_or("", |it| text(it, part));
    let mut out = format!("## {}\n\n{}\n\n", text(page, "class"), text(page, "what"));
    out.push_str(&format!("- {}: {}\n", words.said_by, of("said_by", "title")));
    if let Some(hop) = page.get("hop").and_then(Value::as_str) {
        out.push_str(&format!("- {}: `{hop}`\n", words.hop));
    }
    out.push_str(&format!("- {}: {} (`{}`)\n", words.retry, of("retry", "title"), of("retry", "kind")));
    out.push_str(&format!("\n**{}.** {}\n", words.first, text(page, "first")));
    let list = |key: &str| page.get(key).and_then(Value::as_array).into_iter().flatten();
    let causes: Vec<String> = list("causes")
        .enumerate()
        .map(|(at, it)| {
            format!(
                "{}. {} (`{}`)\n   - {}: {}\n   - {}: {}\n",
                at + 1,
                text(it, "title"),
                text(it, "kind"),
                words.check,
                text(it, "check"),
                words.remedy,
                text(it, "advice")
            )
        })
        .collect();
    if !causes.is_empty() {
        out.push_str(&format!("\n**{}**\n\n{}", words.causes, causes.concat()));
    }
    let edits: Vec<String> = list("edits")
        .map(|it| format!("\n{} (`{}`):\n\n{}", text(it, "title"), text(it, "kind"), fence(text(it, "body"))))
        .collect();
    if !edits.is_empty() {
        out.push_str(&format!("\n**{}**\n{}", words.edits, edits.concat()));
    }
    out.push_str(&format!("\n**{}**\n\n{}", words.example, fence(text(page, "example"))));
    out
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn fence(body: &str) -> String {
    format!("```text\n{body}\n```\n")
}
