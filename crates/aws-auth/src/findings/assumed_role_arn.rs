//! `assumed-role-arn`: the ARN of an STS session, which the ConfigMap backend never matches.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "assumed-role-arn",
    severity: Severity::Error,
    fixable: true,
    message: Words {
        en: "`{0}` is the ARN of a session; the authenticator compares with the ARN of the role",
        ja: "`{0}` はセッションの ARN です。オーセンティケーターが比べるのはロールの ARN です",
    },
    explanation: Words {
        en: "`aws sts get-caller-identity` shows `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`. The authenticator turns \
             the caller's ARN into `arn:aws:iam::ACCOUNT:role/ROLE` before it compares, and does not do so with the \
             entries. Write the ARN of the role.",
        ja: "`aws sts get-caller-identity` は `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION` を表示します。オーセンティ\
             ケーターは呼び出し元の ARN を `arn:aws:iam::ACCOUNT:role/ROLE` に直してから比べますが、エントリの側は直しま\
             せん。ロールの ARN を書いてください。",
    },
    example: "- rolearn: arn:aws:sts::111122223333:assumed-role/ops/dana\n  username: ops\n  groups: [operators]\n",
    mended: Some("- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups: [operators]\n"),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for named in with_fault(context, Fault::AssumedRole) {
        let fix = named.mend(context, Fault::AssumedRole);
        report.add(FindingKind::AssumedRoleArn, named.place(), &[named.arn], fix);
    }
}
