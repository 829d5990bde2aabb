//! `arn-template-variable`: `{{AccountID}}` and the like in an ARN, where nothing is filled in.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "arn-template-variable",
    severity: Severity::Error,
    fixable: false,
    message: Words {
        en: "`{0}` holds a template variable, and an ARN is never rendered: no caller matches it",
        ja: "`{0}` にテンプレート変数が含まれています。ARN では展開されないため、どの呼び出し元とも一致しません",
    },
    explanation: Words {
        en: "Template variables work in the username and in groups only. Write the account id or the name out.",
        ja: "テンプレート変数が使えるのは username と groups だけです。アカウント ID や名前をそのまま書いてください。",
    },
    example: "- rolearn: arn:aws:iam::{{AccountID}}:role/ops\n  username: ops\n  groups: [operators]\n",
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    report_fault(context, report, Fault::TemplateVariable, FindingKind::ArnTemplateVariable);
}
