//! `malformed-arn`: not six fields, a wrong beginning, or no resource name.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "malformed-arn",
    severity: Severity::Error,
    fixable: false,
    message: Words {
        en: "`{0}` is no ARN of a role or user, so no caller matches it",
        ja: "`{0}` はロールやユーザーの ARN ではないため、どの呼び出し元とも一致しません",
    },
    explanation: Words {
        en: "The authenticator does not check the text; it compares it with ARNs of the form \
             `arn:aws:iam::ACCOUNT:role/NAME` (two colons before the account, one behind it) and finds no match.",
        ja: "オーセンティケーターはこの文字列を検査せず、`arn:aws:iam::ACCOUNT:role/NAME` の形の ARN (アカウントの前に\
             コロン二つ、後に一つ) と比べるだけなので、一致するものがありません。",
    },
    example: "- rolearn: arn:aws:iam:111122223333:role/ops\n  username: ops\n  groups: [operators]\n",
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    report_fault(context, report, Fault::Malformed, FindingKind::MalformedArn);
}
