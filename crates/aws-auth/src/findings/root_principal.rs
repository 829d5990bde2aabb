//! `root-principal`: the root user, which does not stand for the account.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "root-principal",
    severity: Severity::Warning,
    fixable: false,
    message: Words {
        en: "`{0}` matches the root user only, not the principals of the account",
        ja: "`{0}` と一致するのはルートユーザーだけで、アカウントのほかのプリンシパルではありません",
    },
    explanation: Words {
        en: "In a trust policy `:root` stands for the whole account; here it is compared as it is. The root user should not \
             work with a cluster: map a role.",
        ja: "信頼ポリシーでは `:root` はアカウント全体を表しますが、ここでは文字どおりに比べられます。ルートユーザーで\
             クラスターを操作すべきではありません。ロールをマッピングしてください。",
    },
    example: "- rolearn: arn:aws:iam::111122223333:root\n  username: root\n  groups: [operators]\n",
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    report_fault(context, report, Fault::Root, FindingKind::RootPrincipal);
}
