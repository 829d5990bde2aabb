//! `wildcard-in-arn`: `*` or `?`, which are compared literally.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "wildcard-in-arn",
    severity: Severity::Error,
    fixable: false,
    message: Words {
        en: "`{0}` holds a wildcard, which is compared as plain text: no caller matches it",
        ja: "`{0}` にワイルドカードが含まれています。文字として比べられるため、どの呼び出し元とも一致しません",
    },
    explanation: Words {
        en: "aws-auth knows no wildcards. Write one entry for each role, also for the roles of IAM Identity Center whose \
             suffix changes when a permission set is assigned anew.",
        ja: "aws-auth ではワイルドカードは使えません。ロールごとにエントリを書いてください。許可セットを割り当て直すと末尾が\
             変わる IAM Identity Center のロールでも同じです。",
    },
    example: "- rolearn: arn:aws:iam::111122223333:role/ops-*\n  username: ops\n  groups: [operators]\n",
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for named in with_fault(context, Fault::Wildcard) {
        let part = if named.arn.contains('*') { "*" } else { "?" };
        report.add(FindingKind::WildcardInArn, named.place_of(part), &[named.arn], None);
    }
}
