//! `unquoted-template-variable`: a plain value that begins with `{{`, which YAML takes for a mapping.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "unquoted-template-variable",
    severity: Severity::Error,
    fixable: true,
    message: Words {
        en: "`{0}` begins with a brace and must be quoted: the whole section is lost",
        ja: "`{0}` は波括弧で始まるため引用符が必要です。セクション全体が失われます",
    },
    explanation: Words {
        en: "A value that begins with `{` is a mapping to YAML. `{{SessionName}}` alone therefore breaks the section, while \
             `dev:{{SessionName}}` does not. Put the value in quotes.",
        ja: "YAML では `{` で始まる値はマッピングです。そのため `{{SessionName}}` だけを書くとセクションが壊れますが、\
             `dev:{{SessionName}}` なら壊れません。値を引用符で囲んでください。",
    },
    example: "- rolearn: arn:aws:iam::111122223333:role/dev\n  username: {{SessionName}}\n  groups: [developers]\n",
    mended: Some("- rolearn: arn:aws:iam::111122223333:role/dev\n  username: \"{{SessionName}}\"\n  groups: [developers]\n"),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for broken in context.broken() {
        for (start, line) in code_lines(broken.text) {
            let Some((at, value)) = value_of(line) else { continue };
            if !value.starts_with("{{") || characters::is_go_template(value) {
                continue;
            }
            let span = Span::new(start + at, start + at + value.len());
            let fix = broken.lift(vec![Edit::replace(span, write::double_quoted(value))]);
            report.add(FindingKind::UnquotedTemplateVariable, broken.place(span), &[value], fix);
        }
    }
}

/// Returns the value of a line `key: value` or `- value`.
fn value_of(line: &str) -> Option<(usize, &str)> {
    let mut at = line.len() - line.trim_start_matches([' ', '-']).len();
    let body = line.get(at..)?;
    if !body.starts_with("{{") {
        let colon = body.find(": ")?;
        at += colon + 1;
        at += line.get(at..)?.len() - line.get(at..)?.trim_start().len();
    }
    Some((at, line.get(at..)?.trim_end()))
}
