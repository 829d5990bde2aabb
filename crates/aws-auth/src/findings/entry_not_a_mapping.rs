//! `entry-not-a-mapping`: a string, a list or nothing where an entry belongs.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "entry-not-a-mapping",
    severity: Severity::Error,
    fixable: false,
    message: Words {
        en: "this item of `{0}` is no entry and is dropped",
        ja: "`{0}` のこの項目はエントリではないため捨てられます",
    },
    explanation: Words {
        en: "Each item is a mapping with an ARN, a username and groups; a bare ARN maps nobody, for it would have no name. \
             Write an entry.",
        ja: "各項目は、ARN、username、groups を持つマッピングです。ARN だけを書いても誰もマッピングされません。エントリの\
             形で書いてください。",
    },
    example: "- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups: [operators]\n- \
              arn:aws:iam::111122223333:role/dev\n",
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (section, entry) in context.dropped().filter(|(_, entry)| !entry.is_mapping) {
        let place = section.place(entry.head, entry.head);
        report.add(FindingKind::EntryNotAMapping, place, &[section.section.key()], None);
    }
}
