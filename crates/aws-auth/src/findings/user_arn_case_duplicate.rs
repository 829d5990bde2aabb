//! `user-arn-case-duplicate`: user ARNs that differ in letter case only; either may answer.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "user-arn-case-duplicate",
    severity: Severity::Warning,
    fixable: false,
    message: Words {
        en: "`{0}` differs from an earlier entry in letter case only: either may answer, at each login anew",
        ja: "`{0}` は先のエントリと大文字・小文字だけが異なります。ログインのたびにどちらが使われるか決まりません",
    },
    explanation: Words {
        en: "mapUsers keeps both entries and compares without regard to letter case, in the random order of a Go map. Keep \
             one.",
        ja: "mapUsers では両方のエントリが残り、大文字と小文字を区別せず、Go のマップの不定な順序で比べられます。一つだけ残して\
             ください。",
    },
    example: "- userarn: arn:aws:iam::111122223333:user/Hana\n  username: hana\n  groups: [operators]\n- userarn: \
              arn:aws:iam::111122223333:user/hana\n  username: hana\n  groups: [viewers]\n",
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for same in context.repeated_arns() {
        let users: Vec<usize> =
            same.iter().filter(|(it, _)| *it == Section::MapUsers).map(|(_, index)| *index).collect();
        // The first spelling, and whether a second one has been seen: then every later entry has another before it.
        let mut first: Option<&str> = None;
        let mut several = false;
        for index in users {
            let Some((section, entry)) = context.entry(Section::MapUsers, index) else { continue };
            let arn = arn_of(section, entry);
            let other = several || first.is_some_and(|it| it != arn);
            several = other;
            first.get_or_insert(arn);
            if other {
                let place = section.place(entry.head, entry.head);
                report.add(FindingKind::UserArnCaseDuplicate, place, &[arn], None);
            }
        }
    }
}
