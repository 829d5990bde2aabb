//! `user-arn-in-map-roles`: a user under mapRoles; it works and misleads tools.

use super::checks::*;
use crate::edit::move_entry;

pub(super) const RULE: Rule = Rule {
    name: "user-arn-in-map-roles",
    severity: Severity::Warning,
    fixable: true,
    message: Words {
        en: "`{0}` is a user under mapRoles: it works here, and other tools choke on it",
        ja: "`{0}` はユーザーですが mapRoles にあります。動作はしますが、ほかのツールで問題になります",
    },
    explanation: Words {
        en: "The authenticator compares texts only, so a user's ARN works under either key. eksctl and others expect users \
             under mapUsers; move the entry there.",
        ja: "オーセンティケーターは文字列を比べるだけなので、ユーザーの ARN はどちらのキーの下でも有効です。eksctl などの\
             ツールはユーザーが mapUsers にあることを前提とします。エントリを mapUsers に移してください。",
    },
    example: config_map!(
        "data:\n  mapRoles: |\n    - rolearn: arn:aws:iam::111122223333:role/ops\n      username: ops\n      groups: [operators]\n    \
         - rolearn: arn:aws:iam::111122223333:user/hana\n      username: hana\n      groups: [viewers]\n"
    ),
    mended: Some(config_map!(
        "data:\n  mapRoles: |\n    - rolearn: arn:aws:iam::111122223333:role/ops\n      username: ops\n      groups: [operators]\n  \
         mapUsers: |\n    - userarn: arn:aws:iam::111122223333:user/hana\n      username: hana\n      groups: [viewers]\n"
    )),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for named in with_fault(context, Fault::UserInRoles) {
        let fix = move_entry::to_other_section(context, named.section, named.entry);
        report.add(FindingKind::UserArnInMapRoles, named.place(), &[named.arn], fix);
    }
}
