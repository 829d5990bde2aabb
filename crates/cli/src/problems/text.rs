//! Findings for people: each under its line with carets, and a line that sums up.

use eks_iam_span::{Language, LineIndex, Severity, Snippet};

use super::{FileProblems, Problem};
use crate::{
    language::pick,
    output::{BAD, FRAME, GOOD, HEAD, INFO, WARNING, paint},
};

/// Returns a finding under its line.
pub(crate) fn shown(problem: &Problem, file: &FileProblems, language: Language) -> String {
    painted(&snippet(problem, file, language))
}

/// Returns all findings of a file under their lines, with an empty line behind each.
pub(crate) fn all_shown(file: &FileProblems, language: Language) -> impl Iterator<Item = String> {
    let index = LineIndex::new(&file.text);
    file.problems.iter().map(move |it| {
        let snippet = snippet(it, file, language);
        in_colours(&snippet.render_in(&index), it.severity) + "\n"
    })
}

fn snippet<'p>(problem: &'p Problem, file: &'p FileProblems, language: Language) -> Snippet<'p> {
    Snippet {
        title: &problem.message,
        severity: problem.severity,
        kind: Some(problem.kind),
        file: &file.name,
        text: &file.text,
        span: problem.span,
        label: "",
        language,
    }
}

/// Returns a snippet in colours: the severity and the carets in that of the severity, the frame in blue.
pub(crate) fn painted(snippet: &Snippet<'_>) -> String {
    in_colours(&snippet.render(), snippet.severity)
}

fn in_colours(plain: &str, severity: Severity) -> String {
    let style = match severity {
        Severity::Error => BAD,
        Severity::Warning => WARNING,
        Severity::Info => INFO,
    };
    let mut out = String::with_capacity(plain.len() * 2);
    for (number, line) in plain.lines().enumerate() {
        let painted = match (number, line.split_once(": "), line.split_once('|')) {
            (0, Some((head, title)), _) => {
                format!("{}: {}", paint(style, head), paint(HEAD, title))
            }
            (1, ..) => match line.split_once("-->") {
                Some((blank, place)) => format!("{blank}{}{place}", paint(FRAME, "-->")),
                None => line.to_owned(),
            },
            (_, _, Some((gutter, rest))) => {
                let frame = paint(FRAME, &format!("{gutter}|"));
                let carets = gutter.trim().is_empty() && rest.trim_start().starts_with('^');
                if carets { format!("{frame}{}", paint(style, rest)) } else { format!("{frame}{rest}") }
            }
            _ => line.to_owned(),
        };
        out.push_str(&painted);
        out.push('\n');
    }
    out
}

/// Returns how many findings there are of each severity, and how many of them can be mended by a verb, where one mends.
pub(crate) fn summary(files: &[FileProblems], mender: Option<&str>, language: Language) -> String {
    let all = || files.iter().flat_map(|it| &it.problems);
    if all().next().is_none() {
        return format!("{}\n", paint(GOOD, pick(language, "nothing wrong", "問題はありません")));
    }
    let count = |severity| all().filter(|it| it.severity == severity).count();
    let named = Severity::ALL.map(|it| (count(it), it)).into_iter().filter(|(count, _)| *count > 0);
    let counts: Vec<String> = named
        .map(|(count, severity)| match language {
            Language::Japanese => format!("{} {count} 件", severity.word(language)),
            _ => format!("{count} {}{}", severity.word(language), if count == 1 { "" } else { "s" }),
        })
        .collect();
    let fixable = all().filter(|it| it.fix.is_some()).count();
    let mut line = counts.join(pick(language, ", ", "、"));
    if let Some(mender) = mender.filter(|_| fixable > 0) {
        line.push_str(&match language {
            Language::Japanese => format!(" (うち {fixable} 件は `{mender}` で修正できます)"),
            _ => format!(" ({fixable} can be mended by `{mender}`)"),
        });
    }
    line + "\n"
}
