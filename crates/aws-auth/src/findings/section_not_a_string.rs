//! `section-not-a-string`: a section is YAML structure or a number; mostly the `|` is missing.

use super::checks::*;
use crate::manifest::Pair;

pub(super) const RULE: Rule = Rule {
    name: "section-not-a-string",
    severity: Severity::Error,
    fixable: true,
    message: Words {
        en: "`{0}` is no text: the API server refuses the whole object (a `|` is missing)",
        ja: "`{0}` が文字列ではありません。API サーバーはオブジェクト全体を拒否します (`|` が抜けています)",
    },
    explanation: Words {
        en: "The values of a ConfigMap's data are texts. A list written straight under the key makes the API server refuse \
             the object, and the old one stays. Put `|` behind the colon.",
        ja: "ConfigMap の data の値は文字列です。キーの直下にリストを書くと API サーバーはオブジェクトを拒否し、古いものが\
             残ります。コロンの後に `|` を付けてください。",
    },
    example: config_map!(
        "data:\n  mapUsers:\n    - userarn: arn:aws:iam::111122223333:user/hana\n      username: hana\n      groups: [viewers]\n"
    ),
    mended: Some(config_map!(
        "data:\n  mapUsers: |\n    - userarn: arn:aws:iam::111122223333:user/hana\n      username: hana\n      groups: [viewers]\n"
    )),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let manifest = context.manifest;
    let (Shape::ConfigMap, Some(data)) = (&manifest.shape, manifest.field("data")) else { return };
    for pair in manifest.pairs(data.value) {
        let key = manifest.text_of(pair.key).unwrap_or_default();
        let known = Section::ALL.iter().any(|it| it.key().eq_ignore_ascii_case(key));
        if known && manifest.string(pair.value).is_none() && !manifest.is_null(pair.value) {
            report.add(FindingKind::SectionNotAString, manifest.span(pair.key), &[key], fix(manifest, data.value, pair));
        }
    }
}

fn fix(manifest: &Manifest<'_>, data: NodeId, pair: Pair) -> Option<Vec<Edit>> {
    let (key, value) = (manifest.span(pair.key), manifest.span(pair.value));
    if manifest.tree.has_alias() || value.start() < key.end() {
        return None;
    }
    if manifest.is_flow(data) || manifest.scalar(pair.value).is_some() {
        let written = write::double_quoted(value.slice(manifest.text));
        return Some(vec![Edit::replace(value, written)]);
    }
    let column = manifest.column(key.start());
    if manifest.is_flow(pair.value) {
        let pad = " ".repeat(column + 2);
        let mut edits = vec![Edit::insert(value.start(), format!("|\n{pad}"))];
        edits.extend(indentations(manifest, Span::new(manifest.next_line(value.start()), value.end()), column + 2));
        return Some(edits);
    }
    let colon = key.end() + manifest.text.get(key.end()..value.start())?.find(':')? + 1;
    let line_end = manifest.next_line(colon);
    let rest = manifest.text.get(colon..line_end)?.trim();
    if value.start() < line_end || !(rest.is_empty() || rest.starts_with('#')) {
        return None;
    }
    let mut edits = vec![Edit::insert(colon, " |")];
    if manifest.column(value.start()) <= column {
        let mut at = line_end;
        while at < value.end() {
            if !manifest.text.get(at..manifest.next_line(at))?.trim().is_empty() {
                edits.push(Edit::insert(at, "  "));
            }
            at = manifest.next_line(at);
        }
    }
    Some(edits)
}

/// Returns the insertions that bring each line to at least this column.
fn indentations(manifest: &Manifest<'_>, lines: Span, least: usize) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut at = lines.start();
    while at < lines.end() {
        let next = manifest.next_line(at);
        let line = manifest.text.get(at..next).unwrap_or_default();
        let indent = line.len() - line.trim_start_matches(' ').len();
        if indent < least && !line.trim().is_empty() {
            edits.push(Edit::insert(at, " ".repeat(least - indent)));
        }
        at = next;
    }
    edits
}
