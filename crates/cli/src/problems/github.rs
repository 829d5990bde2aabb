//! Findings as workflow commands of GitHub Actions, which shows them beside the lines of a pull request.

use eks_iam_span::{LineIndex, Severity};

use super::FileProblems;

/// Returns a line a finding, such as `::error file=a.yaml,line=8,…::message`.
pub(crate) fn annotations(file: &FileProblems) -> String {
    let index = LineIndex::new(&file.text);
    let mut out = String::new();
    for problem in &file.problems {
        let (start, end) = (index.line_column(problem.span.start()), index.line_column(problem.span.end()));
        let command = match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        out.push_str(&format!(
            "::{command} file={},line={},endLine={},col={},endColumn={},title={}::{}\n",
            property(&file.name),
            start.line,
            end.line,
            start.column,
            end.column,
            property(problem.kind),
            escaped(&problem.message),
        ));
    }
    out
}

fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}
