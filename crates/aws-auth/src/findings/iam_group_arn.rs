//! `iam-group-arn`: an IAM group; groups are no principals.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "iam-group-arn",
    severity: Severity::Error,
    fixable: false,
    message: Words {
        en: "`{0}` is an IAM group, and groups never call: nobody matches it",
        ja: "`{0}` は IAM グループです。グループは呼び出し元にならないため、誰とも一致しません",
    },
    explanation: Words {
        en: "STS never tells the groups of a user, so they cannot be mapped. Let the members of the group assume a role and \
             map that role, or write one entry for each user.",
        ja: "STS はユーザーが属するグループを返さないため、グループはマッピングできません。グループのメンバーが引き受けられる\
             ロールをマッピングするか、ユーザーごとにエントリを書いてください。",
    },
    example: "- rolearn: arn:aws:iam::111122223333:group/ops\n  username: ops\n  groups: [operators]\n",
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    report_fault(context, report, Fault::Group, FindingKind::IamGroupArn);
}
