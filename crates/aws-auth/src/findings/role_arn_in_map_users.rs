//! `role-arn-in-map-users`: a role under mapUsers; it works and misleads tools.

use super::checks::*;
use crate::edit::move_entry;

pub(super) const RULE: Rule = Rule {
    name: "role-arn-in-map-users",
    severity: Severity::Warning,
    fixable: true,
    message: Words {
        en: "`{0}` is a role under mapUsers: it works here, and other tools choke on it",
        ja: "`{0}` はロールですが mapUsers にあります。動作はしますが、ほかのツールで問題になります",
    },
    explanation: Words {
        en: "The authenticator compares texts only, so a role's ARN works under either key. eksctl and others expect roles \
             under mapRoles; move the entry there.",
        ja: "オーセンティケーターは文字列を比べるだけなので、ロールの ARN はどちらのキーの下でも有効です。eksctl などの\
             ツールはロールが mapRoles にあることを前提とします。エントリを mapRoles に移してください。",
    },
    example: config_map!(
        "data:\n  mapUsers: |\n    - userarn: arn:aws:iam::111122223333:user/hana\n      username: hana\n      groups: [viewers]\n    \
         - userarn: arn:aws:iam::111122223333:role/ops\n      username: ops\n      groups: [operators]\n"
    ),
    mended: Some(config_map!(
        "data:\n  mapUsers: |\n    - userarn: arn:aws:iam::111122223333:user/hana\n      username: hana\n      groups: [viewers]\n  \
         mapRoles: |\n    - rolearn: arn:aws:iam::111122223333:role/ops\n      username: ops\n      groups: [operators]\n"
    )),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for named in with_fault(context, Fault::RoleInUsers) {
        let fix = if named.entry.shape.has(Fault::RolePath) {
            None
        } else {
            move_entry::to_other_section(context, named.section, named.entry)
        };
        report.add(FindingKind::RoleArnInMapUsers, named.place(), &[named.arn], fix);
    }
}
