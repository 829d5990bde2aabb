//! `no-cluster-admin`: no entry is in `system:masters`.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "no-cluster-admin",
    severity: Severity::Info,
    fixable: false,
    message: Words {
        en: "no entry gives cluster admin: whoever created the cluster may be the only one",
        ja: "system:masters に入るエントリがありません。クラスターの作成者だけが管理者かもしれません",
    },
    explanation: Words {
        en: "The principal that created the cluster is admin without an entry, until it is deleted. Unless access entries or \
             a ClusterRoleBinding name another admin, nobody can then change this ConfigMap. Name one before.",
        ja: "クラスターを作成したプリンシパルは、削除されるまでエントリなしで管理者です。アクセスエントリや ClusterRoleBinding で\
             ほかの管理者を決めていなければ、その後は誰もこの ConfigMap を変更できません。先に管理者を決めておいてください。",
    },
    example: config_map!(
        "data:\n  mapRoles: |\n    - rolearn: arn:aws:iam::111122223333:role/dev\n      username: dev\n      groups: \
         [developers]\n"
    ),
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let read = matches!(context.manifest.shape, Shape::ConfigMap | Shape::Given(_));
    let is_whole = context.sections.iter().all(|it| !matches!(it.reading, Reading::Broken(_) | Reading::Json));
    let mut kept = context.sections.iter().filter(|it| it.all_traits.meets(Traits::of(Trait::Kept)));
    let Some(first) = kept.next().filter(|_| read && is_whole) else { return };
    let masters = Traits::of(Trait::Masters);
    if !context.sections.iter().any(|it| it.all_traits.meets(masters)) {
        report.add(FindingKind::NoClusterAdmin, first.head(), &[], None);
    }
}
