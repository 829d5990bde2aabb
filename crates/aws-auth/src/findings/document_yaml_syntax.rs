//! `document-yaml-syntax`: the file itself is no YAML, so nothing of it can be applied.
//!
//! The causes that can be seen in the text are findings of their own (`tab-indentation` and others).

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "document-yaml-syntax",
    severity: Severity::Error,
    fixable: false,
    message: Words {
        en: "the file is not YAML: line {0}: {1}",
        ja: "ファイルが YAML として読めません (行 {0}: `{1}`)",
    },
    explanation: Words {
        en: "kubectl cannot read the file, so nothing of it reaches the cluster and the former object stays. \
             Repair the line that is named, or the cause that another finding points at.",
        ja: "kubectl がこのファイルを読めないため、何もクラスターに反映されず、以前のオブジェクトが残ります。示された行、\
             または別の検出結果が指す原因を直してください。",
    },
    example: config_map!("data:\n  mapRoles: 'never closed\n"),
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let Shape::Broken(error) = context.manifest.shape else { return };
    let before = context.manifest.text.get(..error.at).unwrap_or_default();
    let line = (before.matches('\n').count() + 1).to_string();
    report.add(FindingKind::DocumentYamlSyntax, context.manifest.first_line(), &[&line, error.problem], None);
}
