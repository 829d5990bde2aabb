//! `unsupported-arn-resource`: an IAM or STS resource that is no caller.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "unsupported-arn-resource",
    severity: Severity::Error,
    fixable: false,
    message: Words {
        en: "`{0}` names no caller, so nobody matches it",
        ja: "`{0}` は呼び出し元になり得ないため、誰とも一致しません",
    },
    explanation: Words {
        en: "Policies, identity providers and the like never call. Name a role or a user.",
        ja: "ポリシーや ID プロバイダーなどが呼び出し元になることはありません。ロールかユーザーを指定してください。",
    },
    example: "- rolearn: arn:aws:iam::111122223333:policy/ops\n  username: ops\n  groups: [operators]\n",
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    report_fault(context, report, Fault::Resource, FindingKind::UnsupportedArnResource);
}
