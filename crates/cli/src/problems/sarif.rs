//! Findings as a log of SARIF 2.1.0, with the rules behind them and the edits that mend them.

use eks_iam_span::{Edit, Language, LineIndex, Severity, Span};
use serde_json::{Value, json};

use super::{FileProblems, Problem};

/// Returns one log with one run over all files.
pub(crate) fn sarif_log(files: &[FileProblems], language: Language) -> Value {
    let mut kinds: Vec<&Problem> = files.iter().flat_map(|it| &it.problems).collect();
    kinds.sort_by_key(|it| it.kind);
    kinds.dedup_by_key(|it| it.kind);
    let results: Vec<Value> = files
        .iter()
        .flat_map(|file| {
            let index = LineIndex::new(&file.text);
            let kinds = &kinds;
            file.problems.iter().map(move |it| result(it, file, &index, kinds, language)).collect::<Vec<_>>()
        })
        .collect();
    json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": env!("CARGO_BIN_NAME"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": kinds.iter().map(|it| rule(it)).collect::<Vec<_>>(),
            }},
            "language": language.as_str(),
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(problem: &Problem) -> Value {
    json!({
        "id": problem.kind,
        "shortDescription": {"text": problem.kind.replace('-', " ")},
        "fullDescription": {"text": problem.explanation},
        "help": {"text": problem.explanation},
        "defaultConfiguration": {"level": level(problem.severity)},
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn result(
    problem: &Problem,
    file: &FileProblems,
    index: &LineIndex<'_>,
    kinds: &[&Problem],
    language: Language,
) -> Value {
    let artifact = json!({"uri": uri(&file.name)});
    let mut result = json!({
        "ruleId": problem.kind,
        "ruleIndex": kinds.iter().position(|it| it.kind == problem.kind),
        "level": level(problem.severity),
        "message": {"text": problem.message},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region(problem.span, index)}}],
    });
    if let (Some(edits), Value::Object(keys)) = (&problem.fix, &mut result) {
        let replacements: Vec<Value> = edits.iter().map(|it| replacement(it, index)).collect();
        let text = match language {
            Language::Japanese => "`eks-iam fix` による修正",
            _ => "what `eks-iam fix` does",
        };
        let change = json!({"artifactLocation": artifact, "replacements": replacements});
        keys.insert(
            "fixes".to_owned(),
            json!([{"description": {"text": text}, "artifactChanges": [change]}]),
        );
    }
    result
}

fn region(span: Span, index: &LineIndex<'_>) -> Value {
    let (start, end) = (index.line_column(span.start()), index.line_column(span.end()));
    json!({
        "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column,
    })
}

fn replacement(edit: &Edit, index: &LineIndex<'_>) -> Value {
    json!({"deletedRegion": region(edit.span, index), "insertedContent": {"text": edit.replacement}})
}

/// Returns a path as a URI reference: relative as it is, absolute with `file://` before it.
fn uri(path: &str) -> String {
    let mut uri = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}
