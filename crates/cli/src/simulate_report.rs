//! Prints a scenario's report for people: what the client printed, the path, the cause, the remedies and their proof.

use eks_iam_diagnosis::Verdict;
use eks_iam_scenario::{CaseReport, RemedyReport, Report};
use eks_iam_span::Language;

use crate::{
    language::pick,
    output::{BAD, FAINT, GOOD, HEAD, paint},
};

/// Returns one line: whether it holds, its name, its title.
pub(crate) fn headline(report: &Report, language: Language) -> String {
    let fine =
        if report.is_expected { report.holds() } else { report.cases.iter().all(|it| it.first.allowed) };
    let mark = if fine { paint(GOOD, "✓") } else { paint(BAD, "✗") };
    let mut text = format!("{mark} {}  {}\n", paint(HEAD, &report.id), report.title.text(language));
    for problem in &report.problems {
        text.push_str(&format!("  {} {problem}\n", paint(BAD, "!")));
    }
    text
}

/// Returns all that one scenario showed.
pub(crate) fn whole(report: &Report, language: Language) -> String {
    let mut text = headline(report, language);
    for case in &report.cases {
        if let Some(title) = &case.title {
            text.push_str(&format!(
                "\n  {}: {}\n",
                pick(language, "variant", "別の形"),
                title.text(language)
            ));
        }
        text.push_str(&case_text(case, language));
    }
    for control in &report.controls {
        let mark = if control.holds { paint(GOOD, "✓") } else { paint(BAD, "✗") };
        let label = pick(language, "control", "対照");
        text.push_str(&format!(
            "  {mark} {label}: {}: {}\n",
            control.title.text(language),
            control.outcome.printed.trim_end()
        ));
    }
    text.push('\n');
    text
}

fn case_text(case: &CaseReport, language: Language) -> String {
    let mut text = String::new();
    let who = format!("{} {} {}", case.caller, pick(language, "calls", "が呼び出す:"), case.run);
    text.push_str(&format!("  {}\n", paint(FAINT, &who)));
    let printed = if case.first.allowed {
        paint(GOOD, case.first.printed.trim_end())
    } else {
        paint(BAD, case.first.printed.trim_end())
    };
    text.push_str(&format!("    {printed}\n"));
    text.push_str(&path_text(case, language));
    if case.first.allowed {
        return text;
    }
    let Some(cause) = case.cause() else {
        text.push_str(&format!("  {}\n", pick(language, "no cause is known", "原因は不明です")));
        return text;
    };
    text.push_str(&format!(
        "  {}: {} ({})\n",
        pick(language, "cause", "原因"),
        cause.name.title().text(language),
        cause.name
    ));
    for evidence in &cause.evidence {
        text.push_str(&format!("    - {}\n", evidence.text(language)));
    }
    for remedy in cause.remedies.iter().filter(|it| !it.is_applicable()) {
        text.push_str(&format!(
            "  {}: {}\n",
            pick(language, "remedy", "対処方法"),
            remedy.title.text(language)
        ));
    }
    for remedy in &case.remedies {
        text.push_str(&remedy_text(remedy, pick(language, "remedy", "対処方法"), language));
    }
    for remedy in &case.rejected {
        text.push_str(&remedy_text(remedy, pick(language, "does not help", "効果なし"), language));
    }
    text
}

fn path_text(case: &CaseReport, language: Language) -> String {
    let mut text = format!("  {}\n", pick(language, "access path", "アクセス経路"));
    let mut broken = false;
    for report in &case.diagnosis.path {
        let (mark, style) = match report.verdict {
            Verdict::Passes(_) => ("✓", GOOD),
            Verdict::Breaks(_) => ("✗", BAD),
            _ => ("?", FAINT),
        };
        let first = matches!(report.verdict, Verdict::Breaks(_)) && !broken;
        broken |= first;
        let here = if first { pick(language, "  ◀ breaks here", "  ◀ ここで止まる") } else { "" };
        let name = format!("{:<15}", report.hop.as_str());
        text.push_str(&format!(
            "    {} {} {}{}\n",
            paint(style, mark),
            name,
            report.verdict.message().text(language),
            paint(BAD, here)
        ));
    }
    text
}

fn remedy_text(remedy: &RemedyReport, label: &str, language: Language) -> String {
    let mut text = format!("  {label}: {} [{}]\n", remedy.title.text(language), remedy.kind.as_str());
    if let Some(why) = &remedy.why {
        text.push_str(&format!("    {}\n", why.text(language)));
    } else {
        text.push_str(&format!("    {}\n", paint(FAINT, &remedy.actor.text(language))));
    }
    for line in remedy.preview.lines() {
        let style = match line.as_bytes().first() {
            Some(b'+') => GOOD,
            Some(b'-') => BAD,
            _ => FAINT,
        };
        text.push_str(&format!("    │ {}\n", paint(style, line)));
    }
    let (mark, label) = if remedy.then.allowed {
        (paint(GOOD, "✓"), pick(language, "the same call again", "同じ呼び出しをもう一度"))
    } else {
        (paint(BAD, "✗"), pick(language, "the same call again", "同じ呼び出しをもう一度"))
    };
    text.push_str(&format!("    {mark} {label}: {}\n", remedy.then.printed.trim_end()));
    text
}

/// Returns the last line: how many hold.
pub(crate) fn summary(reports: &[Report], language: Language) -> String {
    if reports.iter().all(|it| !it.is_expected) {
        return String::new();
    }
    let hold = reports.iter().filter(|it| it.holds()).count();
    match language {
        Language::Japanese => format!("{} 件中 {hold} 件のシナリオが成立\n", reports.len()),
        _ => format!("{hold} of {} scenarios hold\n", reports.len()),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use eks_iam_scenario::{RunOptions, load, run};

    use super::*;

    #[test]
    fn the_readme_shows_what_is_printed() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let scenarios =
            load(&root.join("tests/scenarios/aws-auth-role-path")).expect("the scenario can be read");
        let report = run(&scenarios[0], &RunOptions::default()).expect("a world can be made");
        let printed = whole(&report, Language::English) + &summary(&[report], Language::English);
        let printed = anstream::adapter::strip_str(&printed).to_string();
        let readme = std::fs::read_to_string(root.join("README.md")).expect("the README is there");
        assert!(readme.contains(printed.trim_end()), "put this into the README:\n{printed}");
    }
}
