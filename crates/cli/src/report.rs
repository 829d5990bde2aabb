//! The report of a simulation as one HTML page that needs nothing from outside: overview, pictures, texts, diffs.
//!
//! Both languages stand in the page, and a switch shows one of them.

mod html;
mod parts;
mod picture;

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use eks_iam_scenario::Report;
use eks_iam_span::Language;

use self::html::{both, element, escape, words};
use crate::replace::replace;

/// How the page looks, in light and dark, on a desk and on a phone.
const STYLE: &str = include_str!("report/style.css");
/// The switches of language and colours, and the search. Without it the page shows everything in one language.
const SCRIPT: &str = include_str!("report/script.js");

/// Writes the page into a directory, which is made where it is not there, and returns its path.
pub(crate) fn write(directory: &Path, reports: &[Report], language: Language) -> io::Result<PathBuf> {
    fs::create_dir_all(directory)?;
    let path = directory.join("index.html");
    replace(&path, |file| file.write_all(page(reports, language).as_bytes()))?;
    Ok(path)
}

/// Returns the page. The same reports give the same bytes.
fn page(reports: &[Report], language: Language) -> String {
    let tag = if language == Language::Japanese { "ja" } else { "en" };
    let hold = reports.iter().filter(|it| it.holds()).count();
    let all = reports.len();
    let count = both(|language| match language {
        Language::Japanese => format!("{all} 件中 {hold} 件のシナリオが成立"),
        _ => format!("{hold} of {all} scenarios hold"),
    });
    let mut body = header(&count);
    body.push_str("<main id=\"main\">");
    body.push_str(&parts::overview(reports));
    for report in reports {
        body.push_str(&parts::scenario(report));
    }
    body.push_str("</main>");
    body.push_str(&element(
        "footer",
        "",
        &words(
            "Made by eks-iam simulate on a mock AWS; nothing here is a real account.",
            "eks-iam simulate がモック AWS 上で作成しました。実在のアカウントは含まれていません。",
        ),
    ));
    let (english, japanese) = (
        "eks-iam: IAM problems on Amazon EKS, simulated",
        "eks-iam: Amazon EKS の IAM の問題のシミュレーション",
    );
    let title = if tag == "ja" { japanese } else { english };
    format!(
        "<!doctype html>\n<html lang=\"{tag}\" data-lang=\"{tag}\" data-title-en=\"{english}\" data-title-ja=\"{japanese}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n{body}\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n",
        escape(title)
    )
}

fn header(count: &str) -> String {
    let button =
        |attributes: &str, text: &str| element("button", &format!("type=\"button\" {attributes}"), text);
    let languages = button("data-set-lang=\"en\" lang=\"en\" aria-pressed=\"false\"", "English")
        + &button("data-set-lang=\"ja\" lang=\"ja\" aria-pressed=\"false\"", "日本語");
    let theme = button("data-theme-toggle aria-pressed=\"false\"", &words("Dark", "ダーク"));
    let skip =
        element("a", "class=\"skip\" href=\"#main\"", &words("Skip to the scenarios", "シナリオへ移動"));
    let title = element(
        "h1",
        "",
        &words(
            "IAM on Amazon EKS: what breaks, and what mends it",
            "Amazon EKS の IAM: 何が壊れ、何で直るか",
        ),
    );
    let lead = words(
        "Every problem was made to happen on a mock AWS that real SDK clients call, diagnosed from what the client printed alone, and mended by each remedy in a world of its own.",
        "すべての問題を、実際の SDK クライアントが呼び出すモック AWS 上で発生させ、クライアントの出力だけから診断し、対処方法ごとに別の世界で直ることを確かめました。",
    );
    let bar = element("div", "class=\"bar\" role=\"group\"", &(languages + &theme));
    skip + &element(
        "header",
        "",
        &(bar + &title + &element("p", "", &lead) + &element("p", "class=\"count\"", count)),
    )
}

#[cfg(test)]
mod tests {
    use eks_iam_scenario::{RunOptions, load, run};

    use super::*;

    fn some() -> Vec<Report> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/scenarios");
        ["aws-auth-role-path", "sts-scope-global-endpoint", "session-policy-and-endpoint-policy"]
            .iter()
            .flat_map(|it| load(&root.join(it)).expect("a scenario"))
            .map(|it| run(&it, &RunOptions::default()).expect("a report"))
            .collect()
    }

    #[test]
    fn the_page_needs_nothing_from_outside_and_is_the_same_twice() {
        let page = page(&some(), Language::English);
        for outward in ["src=", "<link", "@import", "url(", "fetch(", "XMLHttpRequest"] {
            assert!(!page.contains(outward), "`{outward}` in the page");
        }
        assert_eq!(page, super::page(&some(), Language::English));
    }

    #[test]
    fn every_element_is_closed_in_order() {
        let page = page(&some(), Language::Japanese);
        let mut open = Vec::new();
        let body = page.split("<style>").next().unwrap_or_default().to_owned()
            + page.split("</style>").nth(1).unwrap_or_default().split("<script>").next().unwrap_or_default();
        for tag in body.split('<').skip(1).filter_map(|it| it.split_once('>').map(|(tag, _)| tag)) {
            let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap_or_default();
            if tag.starts_with('/') {
                assert_eq!(open.pop(), Some(name.to_owned()), "`</{name}>` closes another element");
            } else if !tag.ends_with('/') && !matches!(name, "meta" | "!doctype" | "input" | "br") {
                open.push(name.to_owned());
            }
        }
        assert_eq!(open, ["html", "body"], "open at the end, before the script");
    }

    #[test]
    fn both_languages_stand_in_the_page() {
        let page = page(&some(), Language::English);
        assert!(page.contains("aws-auth names the role with its IAM path"));
        assert!(page.contains("aws-auth がロールを IAM パス付きで指している"));
    }
}
