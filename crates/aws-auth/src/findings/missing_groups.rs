//! `missing-groups`: no groups, or an empty list.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "missing-groups",
    severity: Severity::Info,
    fixable: false,
    message: Words {
        en: "the entry has no groups: its callers may do only what RBAC grants to the username",
        ja: "エントリに groups がありません。呼び出し元ができるのは、RBAC が username に許可したことだけです",
    },
    explanation: Words {
        en: "The caller is logged in and gets Forbidden for everything unless a binding names the user. That is right for \
             service roles (Amazon EMR, AWS Batch); for people mostly a group was forgotten.",
        ja: "呼び出し元はログインできますが、ユーザー名へのバインディングがない限り、すべて Forbidden になります。サービス\
             ロール (Amazon EMR や AWS Batch) ではこれで正しく、人の場合はたいていグループの付け忘れです。",
    },
    example: "- rolearn: arn:aws:iam::111122223333:role/emr\n  username: emr\n",
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (section, entry) in context.kept_with(Traits::of(Trait::NoGroups)) {
        let missing = match entry.groups.state {
            State::Absent | State::Null(_) => true,
            State::List(id) => section.items(id).is_empty(),
            _ => false,
        };
        if missing {
            report.add(FindingKind::MissingGroups, section.place(entry.head, entry.head), &[], None);
        }
    }
}
