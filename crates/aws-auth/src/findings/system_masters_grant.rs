//! `system-masters-grant`: any other entry in `system:masters`.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "system-masters-grant",
    severity: Severity::Info,
    fixable: false,
    message: Words {
        en: "`{0}` is in system:masters, which bypasses RBAC",
        ja: "`{0}` が system:masters に入っています。RBAC は適用されません",
    },
    explanation: Words {
        en: "Members of system:masters may do everything, and no RBAC rule can take that from them. Confirm that it is \
             meant; a ClusterRole bound to a group of your own can be revoked.",
        ja: "system:masters のメンバーはあらゆる操作ができ、RBAC で取り消すこともできません。意図したものか確かめてください。\
             独自のグループに ClusterRole をバインドすれば、後から取り消せます。",
    },
    example: "- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups: [system:masters]\n",
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let (masters, node) = (Traits::of(Trait::Masters), Traits::of(Trait::Node));
    for (section, entry) in context.with(|it| it.meets(masters) && !it.meets(node)) {
        let Some(group) = groups_of(section, entry).find(|it| it.text == "system:masters") else { continue };
        let place = section.group_place(entry, &group);
        report.add(FindingKind::SystemMastersGrant, place, &[arn_of(section, entry)], None);
    }
}
