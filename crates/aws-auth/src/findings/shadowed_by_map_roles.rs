//! `shadowed-by-map-roles`: an ARN in mapUsers which mapRoles also has; the user entry is never reached.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "shadowed-by-map-roles",
    severity: Severity::Warning,
    fixable: true,
    message: Words {
        en: "mapRoles has `{0}` too and is asked first: this entry is never reached",
        ja: "`{0}` は mapRoles にもあり、そちらが先に使われます。このエントリが使われることはありません",
    },
    explanation: Words {
        en: "Role entries are asked before user entries, whatever kind of principal they name. Remove one of the two.",
        ja: "プリンシパルの種類にかかわらず、mapRoles のエントリは mapUsers より先に調べられます。どちらかを削除してください。",
    },
    example: config_map!(
        "data:\n  mapRoles: |\n    - rolearn: arn:aws:iam::111122223333:role/ops\n      username: ops\n      groups: [operators]\n  \
         mapUsers: |\n    - userarn: arn:aws:iam::111122223333:role/ops\n      username: ops\n      groups: [viewers]\n    - userarn: \
         arn:aws:iam::111122223333:user/hana\n      username: hana\n      groups: [viewers]\n"
    ),
    mended: Some(config_map!(
        "data:\n  mapRoles: |\n    - rolearn: arn:aws:iam::111122223333:role/ops\n      username: ops\n      groups: [operators]\n  \
         mapUsers: |\n    - userarn: arn:aws:iam::111122223333:user/hana\n      username: hana\n      groups: [viewers]\n"
    )),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let Some(users) = context.section(Section::MapUsers) else { return };
    for entry in users.entries.iter().filter(|it| it.is_kept()) {
        let arn = arn_of(users, entry);
        if !context.same_arn(arn).iter().any(|(it, _)| *it == Section::MapRoles) {
            continue;
        }
        let root = users.tree().filter(|it| !it.has_alias()).and_then(|it| it.root);
        let edit = root.and_then(|it| items::remove_item(users, it, entry.index));
        let fix = items::lifted(users, edit);
        report.add(FindingKind::ShadowedByMapRoles, users.place(entry.head, entry.head), &[arn], fix);
    }
}
