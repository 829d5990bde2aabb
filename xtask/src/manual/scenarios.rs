//! The scenarios as a manual: what happens and why, what the client prints, the cause, what mends it.

use std::{fmt::Write, io, path::Path};

use serde_json::Value;

use super::Page;
use crate::run;

/// The words of a page.
struct Words {
    path: &'static str,
    lang: &'static str,
    title: &'static str,
    intro: &'static str,
    printed: &'static str,
    class: &'static str,
    cause: &'static str,
    remedy: &'static str,
    rejected: &'static str,
    variant: &'static str,
    control: &'static str,
    other: &'static str,
}

const PAGES: [Words; 2] = [
    Words {
        path: "docs/scenarios/en.md",
        lang: "en",
        title: "IAM problems on Amazon EKS, by scenario",
        intro: "Each scenario is run by `cargo xtask simulate NAME`: it fails on a mock AWS that a real client calls, is \
                diagnosed from what the client printed, and each remedy is proven in a world of its own. \
                [日本語](ja.md). This page is made by `cargo xtask manual`.",
        printed: "The client prints",
        class: "Class",
        cause: "Cause",
        remedy: "Remedy",
        rejected: "Does not help",
        variant: "Also",
        control: "Without the fault",
        other: "no hop",
    },
    Words {
        path: "docs/scenarios/ja.md",
        lang: "ja",
        title: "シナリオで見る Amazon EKS の IAM の問題",
        intro: "各シナリオは `cargo xtask simulate 名前` で実行できます。実際のクライアントが呼び出すモック AWS で失敗し、\
                クライアントの出力から診断され、対処方法ごとに別の世界で直ることが確かめられます。\
                [English](en.md)。このページは `cargo xtask manual` で作られます。",
        printed: "クライアントの出力",
        class: "分類",
        cause: "原因",
        remedy: "対処方法",
        rejected: "効果なし",
        variant: "別の形",
        control: "問題がない場合",
        other: "段階なし",
    },
];

/// Returns the pages, made from what a simulation shows.
pub(super) fn pages(root: &Path) -> io::Result<Vec<Page>> {
    let page = |words: &Words| {
        let reports = run::simulated(root, words.lang)?;
        let list = reports.get("scenarios").and_then(Value::as_array).cloned().unwrap_or_default();
        Ok(Page { path: words.path.to_owned(), text: text(&list, words) })
    };
    PAGES.iter().map(page).collect()
}

fn text(scenarios: &[Value], words: &Words) -> String {
    let mut page = format!("# {}\n\n{}\n", words.title, words.intro);
    let mut hops: Vec<&str> = scenarios.iter().map(|it| hop(it, words)).collect();
    hops.sort_unstable();
    hops.dedup();
    for name in hops {
        let _ = write!(page, "\n**{name}**\n\n");
        for scenario in scenarios.iter().filter(|it| hop(it, words) == name) {
            let _ = writeln!(page, "- [{}](#{})", string(scenario, "title"), string(scenario, "id"));
        }
    }
    for scenario in scenarios {
        page.push_str(&section(scenario, words));
    }
    page
}

fn hop<'a>(scenario: &'a Value, words: &Words) -> &'a str {
    scenario.get("hop").and_then(Value::as_str).unwrap_or(words.other)
}

fn string<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn section(scenario: &Value, words: &Words) -> String {
    let (id, title) = (string(scenario, "id"), string(scenario, "title"));
    let mut text = format!("\n## {id}\n\n**{title}**\n\n{}\n\n", string(scenario, "story"));
    let _ = write!(text, "{}:\n\n{}", words.printed, fence("text", string(scenario, "error_text")));
    let _ = write!(text, "\n{}: `{}`\n\n", words.class, string(scenario, "class"));
    let (name, cause) = (string(scenario, "cause"), string(scenario, "cause_title"));
    let _ = write!(text, "{}: {cause} (`{name}`)\n\n", words.cause);
    for evidence in list(scenario, "evidence").iter().filter_map(Value::as_str) {
        let _ = writeln!(text, "- {evidence}");
    }
    for (label, key) in [(words.remedy, "remedies"), (words.rejected, "rejected")] {
        for remedy in list(scenario, key) {
            let _ = write!(text, "\n{label}: {}\n", string(remedy, "title"));
            if let Some(why) = remedy.get("why").and_then(Value::as_str) {
                let _ = write!(text, "\n{why}\n");
            }
            let _ = write!(text, "\n{}", fence("diff", string(remedy, "preview")));
        }
    }
    for variant in list(scenario, "variants") {
        let title = string(variant, "title");
        let _ =
            write!(text, "\n{}: {title}\n\n{}", words.variant, fence("text", string(variant, "error_text")));
    }
    for control in list(scenario, "controls") {
        let _ = write!(text, "\n{}: {}\n", words.control, string(control, "title"));
    }
    text
}

/// Returns a block of code, fenced by more backticks than stand in it.
fn fence(language: &str, code: &str) -> String {
    let mut ticks = "```".to_owned();
    while code.contains(&ticks) {
        ticks.push('`');
    }
    format!("{ticks}{language}\n{}\n{ticks}\n", code.trim_end())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_scenario_becomes_a_section() {
        let scenario = json!({
            "id": "a", "title": "It breaks", "story": "So it is.", "hop": "rbac", "error_text": "no ``` way",
            "class": "other", "cause": "not-mapped", "cause_title": "nobody", "evidence": ["seen"],
            "remedies": [{"title": "mend it", "preview": "-a\n+b\n"}],
        });
        let page = text(&[scenario], &PAGES[0]);
        for part in [
            "**rbac**\n\n- [It breaks](#a)",
            "## a\n",
            "````text\nno ``` way\n````",
            "Remedy: mend it\n\n```diff\n-a\n+b\n```",
        ] {
            assert!(page.contains(part), "`{part}` is not in:\n{page}");
        }
    }
}
