//! The parts of the page: the overview, and a section for each scenario.

use std::collections::BTreeMap;

use eks_iam_diagnosis::{Cause, Hop, Message, Verdict};
use eks_iam_scenario::{CaseReport, ControlReport, RemedyReport, Report};

use super::{
    html::{both, element, escape, words},
    picture,
};

fn message(message: &Message) -> String {
    both(|language| message.text(language))
}

/// Returns the overview: a search, and the scenarios by the hop that breaks.
pub(super) fn overview(reports: &[Report]) -> String {
    let mut by_hop: BTreeMap<Option<Hop>, Vec<&Report>> = BTreeMap::new();
    for report in reports {
        by_hop.entry(report.cases.first().and_then(|it| it.hop)).or_default().push(report);
    }
    let mut groups = String::new();
    for (hop, reports) in by_hop {
        let name = hop.map_or_else(|| words("no hop", "段階なし"), |it| element("code", "", it.as_str()));
        let items: String = reports.iter().map(|it| line(it)).collect();
        let list = element("ul", "", &items);
        groups.push_str(&element("section", "class=\"group\"", &(element("h3", "", &name) + &list)));
    }
    let label = element("label", "for=\"search\"", &words("Search the scenarios", "シナリオを検索"));
    let search = format!("{label}<input id=\"search\" type=\"search\" autocomplete=\"off\">");
    let found = element("p", "id=\"found\" class=\"found\" role=\"status\" aria-live=\"polite\"", "");
    let heading = element("h2", "id=\"overview\"", &words("Overview", "一覧"));
    let inner = heading
        + &element("div", "class=\"search\"", &(search + &found))
        + &element("div", "class=\"groups\"", &groups);
    element("nav", "aria-labelledby=\"overview\"", &inner)
}

fn line(report: &Report) -> String {
    let title = both(|language| report.title.text(language).to_owned());
    let link = element("a", &format!("href=\"#{}\"", escape(&report.id)), &title);
    let cause = report.cases.first().and_then(CaseReport::cause);
    let cause = cause.map(|it| element("code", "", it.name.as_str())).unwrap_or_default();
    let data = format!("data-of=\"{}\"", escape(&report.id));
    element("li", &data, &format!("{} {link} {cause}", mark(report.holds())))
}

/// A mark with its meaning for those who do not see it.
fn mark(good: bool) -> String {
    let (class, sign, text) = if good {
        ("good", "✓", words("holds:", "成立:"))
    } else {
        ("bad", "✗", words("does not hold:", "不成立:"))
    };
    format!(
        "<span class=\"mark {class}\" aria-hidden=\"true\">{sign}</span><span class=\"unseen\">{text}</span>"
    )
}

/// Returns the section of a scenario.
pub(super) fn scenario(report: &Report) -> String {
    let id = escape(&report.id);
    let title = both(|language| report.title.text(language).to_owned());
    let anchor = format!("id=\"{id}-title\"");
    let mut inner = element("h2", &anchor, &format!("{} {title}", mark(report.holds())));
    let top = words("to the overview", "一覧へ");
    inner.push_str(&element(
        "p",
        "class=\"id\"",
        &format!("<code>{id}</code> <a href=\"#overview\">{top}</a>"),
    ));
    if !report.story.en.is_empty() {
        let story = both(|language| report.story.text(language).to_owned());
        inner.push_str(&element("p", "class=\"story\"", &story));
    }
    for problem in &report.problems {
        inner.push_str(&element("p", "class=\"problem\"", &escape(problem)));
    }
    for (number, case) in report.cases.iter().enumerate() {
        let text = self::case(case);
        if number == 0 {
            inner.push_str(&text);
        } else {
            let title = case.title.as_ref().map(|it| both(|language| it.text(language).to_owned()));
            let summary = format!("{}: {}", words("Variant", "別の形"), title.unwrap_or_default());
            inner.push_str(&element("details", "", &(element("summary", "", &summary) + &text)));
        }
    }
    if !report.controls.is_empty() {
        let heading = words("Controls: the same without the fault", "対照: 問題がない場合");
        let items: String = report.controls.iter().map(control).collect();
        inner.push_str(&element("h3", "", &heading));
        inner.push_str(&element("ul", "class=\"controls\"", &items));
    }
    element("article", &format!("id=\"{id}\" aria-labelledby=\"{id}-title\""), &inner)
}

fn control(control: &ControlReport) -> String {
    let title = both(|language| control.title.text(language).to_owned());
    let printed = element("samp", "", &escape(control.outcome.printed.trim_end()));
    element("li", "", &format!("{} {title}: {printed}", mark(control.holds)))
}

fn case(case: &CaseReport) -> String {
    let heals = case.succeeds_after();
    let mut text = element(
        "p",
        "class=\"call\"",
        &format!(
            "<code>{}</code> {} <code>{}</code>",
            escape(&case.caller),
            words("calls", "が呼び出す"),
            escape(&case.run)
        ),
    );
    text.push_str(&element("h3", "", &words("What the client printed", "クライアントの出力")));
    text.push_str(&element(
        "pre",
        "class=\"printed\" tabindex=\"0\"",
        &escape(case.first.printed.trim_end()),
    ));
    text.push_str(&element(
        "p",
        "class=\"class\"",
        &format!(
            "{}: <code>{}</code> {}",
            words("class", "分類"),
            case.class.as_str(),
            message(&Message::of_class(case.class))
        ),
    ));
    text.push_str(&element("h3", "", &words("Access path", "アクセス経路")));
    let hops: String = case.diagnosis.path.iter().map(hop).collect();
    text.push_str(&element("figure", "", &picture::path(&case.diagnosis.path, heals)));
    text.push_str(&element("ol", "class=\"hops\"", &hops));
    if let Some(cause) = case.cause() {
        text.push_str(&self::cause(cause));
    }
    for remedy in &case.remedies {
        text.push_str(&self::remedy(remedy, &words("Remedy", "対処方法")));
    }
    for rejected in &case.rejected {
        text.push_str(&self::remedy(rejected, &words("Does not help", "効果なし")));
    }
    text
}

fn hop(report: &eks_iam_diagnosis::HopReport) -> String {
    let class = match report.verdict {
        Verdict::Passes(_) => "passes",
        Verdict::Breaks(_) => "breaks",
        _ => "unknown",
    };
    let inner = format!(
        "<code>{}</code> <b>{}</b> {}",
        report.hop.as_str(),
        picture::verdict(&report.verdict),
        message(report.verdict.message())
    );
    element("li", &format!("class=\"{class}\""), &inner)
}

fn cause(cause: &Cause) -> String {
    let heading = format!("{}: {}", words("Cause", "原因"), message(&cause.name.title()));
    let mut text = element("h3", "", &format!("{heading} <code>{}</code>", cause.name));
    let items: String = cause.evidence.iter().map(|it| element("li", "", &message(it))).collect();
    text.push_str(&element("ul", "class=\"evidence\"", &items));
    text
}

fn remedy(remedy: &RemedyReport, label: &str) -> String {
    let mut text = element(
        "h3",
        "",
        &format!("{label}: {} <code>{}</code>", message(&remedy.title), remedy.kind.as_str()),
    );
    let below = remedy.why.as_ref().unwrap_or(&remedy.actor);
    text.push_str(&element("p", "class=\"actor\"", &message(below)));
    let lines: String = remedy.preview.lines().map(diff_line).collect();
    text.push_str(&element("pre", "class=\"diff\" tabindex=\"0\"", &lines));
    let again = words("the same call again", "同じ呼び出しをもう一度");
    let printed = element("samp", "", &escape(remedy.then.printed.trim_end()));
    text.push_str(&element(
        "p",
        "class=\"again\"",
        &format!("{} {again}: {printed}", mark_of(remedy.then.allowed)),
    ));
    element("section", "class=\"remedy\"", &text)
}

fn mark_of(allowed: bool) -> String {
    let (class, sign, text) = if allowed {
        ("good", "✓", words("succeeds:", "成功:"))
    } else {
        ("bad", "✗", words("fails:", "失敗:"))
    };
    format!(
        "<span class=\"mark {class}\" aria-hidden=\"true\">{sign}</span><span class=\"unseen\">{text}</span>"
    )
}

/// A line of a diff; what is added and removed is told by its sign too, not by colour alone.
fn diff_line(line: &str) -> String {
    let (class, name) = match line.as_bytes().first() {
        _ if line.starts_with("+++") || line.starts_with("---") || line.starts_with("@@") => ("meta", "span"),
        Some(b'+') => ("add", "ins"),
        Some(b'-') => ("del", "del"),
        _ => ("same", "span"),
    };
    element(name, &format!("class=\"{class}\""), &(escape(line) + "\n"))
}
