//! `missing-arn`: an entry without `rolearn` (in mapRoles) or `userarn` (in mapUsers) is rejected.

use super::checks::*;
use crate::ParseErrorKind;

pub(super) const RULE: Rule = Rule {
    name: "missing-arn",
    severity: Severity::Error,
    fixable: false,
    message: Words {
        en: "the entry has no `{0}` and is rejected",
        ja: "エントリに `{0}` がないため拒否されます",
    },
    explanation: Words {
        en: "An entry of mapRoles needs `rolearn`, one of mapUsers `userarn`; letter case does not matter, the spelling \
             does. The authenticator logs the entry and drops it.",
        ja: "mapRoles のエントリには `rolearn`、mapUsers のエントリには `userarn` が必要です。大文字と小文字は区別され\
             ませんが、綴りは正しくなければなりません。オーセンティケーターはログに記録してエントリを捨てます。",
    },
    example: "- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups: [operators]\n- username: nobody\n  \
              groups: [viewers]\n",
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (section, entry) in context.dropped().filter(|(_, entry)| entry.is_mapping) {
        if matches!(entry.rejected, Some(ParseErrorKind::MissingRoleArn | ParseErrorKind::MissingUserArn)) {
            let place = section.place(entry.head, entry.head);
            report.add(FindingKind::MissingArn, place, &[section.section.arn_field()], None);
        }
    }
}
