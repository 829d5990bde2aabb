//! `node-role-admin`: a node role in `system:masters`.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "node-role-admin",
    severity: Severity::Error,
    fixable: true,
    message: Words {
        en: "a node role in system:masters: every pod that reaches the instance's role is cluster admin",
        ja: "ノードのロールが system:masters に入っています。インスタンスのロールに届くポッドはすべてクラスター管理者に\
             なります",
    },
    explanation: Words {
        en: "Pods on the node can often take the credentials of the instance's role from the metadata service. With \
             system:masters each of them owns the cluster. Remove the group from the node's entry.",
        ja: "ノード上のポッドは、多くの場合、メタデータサービスからインスタンスのロールの認証情報を取得できます。\
             system:masters に入れると、どのポッドもクラスター全体を操作できてしまいます。ノードのエントリからこのグループを\
             削除してください。",
    },
    example: "- rolearn: arn:aws:iam::111122223333:role/node\n  username: system:node:{{EC2PrivateDNSName}}\n  groups:\n  - \
              system:bootstrappers\n  - system:nodes\n  - system:masters\n",
    mended: Some(
        "- rolearn: arn:aws:iam::111122223333:role/node\n  username: system:node:{{EC2PrivateDNSName}}\n  groups:\n  - \
         system:bootstrappers\n  - system:nodes\n",
    ),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let (masters, node) = (Traits::of(Trait::Masters), Traits::of(Trait::Node));
    for (section, entry) in context.with(|it| it.meets(masters) && it.meets(node)) {
        for group in groups_of(section, entry).filter(|it| it.text == "system:masters") {
            let own = section.is_own(entry, entry.groups);
            let list = entry.groups.state.node().filter(|_| own);
            let fix = list.and_then(|it| items::lifted(section, items::remove_item(section, it, group.index)));
            report.add(FindingKind::NodeRoleAdmin, section.group_place(entry, &group), &[], fix);
        }
    }
}
