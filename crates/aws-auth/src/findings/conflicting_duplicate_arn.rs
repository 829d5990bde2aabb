//! `conflicting-duplicate-arn`: the same ARN with another content; the later one wins whole.

use super::{duplicate_entry::repeated, checks::*};

pub(super) const RULE: Rule = Rule {
    name: "conflicting-duplicate-arn",
    severity: Severity::Error,
    fixable: false,
    message: Words {
        en: "`{0}` has an entry already: this one wins whole, groups are not joined",
        ja: "`{0}` のエントリは既にあります。こちらがすべて採用され、グループは統合されません",
    },
    explanation: Words {
        en: "Entries are kept in a map by their ARN, in mapRoles without regard to letter case: the later one replaces the \
             earlier, whose groups are lost. Merge them into one entry.",
        ja: "エントリは ARN をキーとして保持され (mapRoles では大文字と小文字を区別しません)、後のものが先のものを置き換え\
             ます。先のエントリのグループは失われます。一つのエントリにまとめてください。",
    },
    example: "- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups: [operators]\n- rolearn: \
              arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups: [viewers]\n",
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (named, _, alike) in repeated(context) {
        if !alike {
            let place = named.section.place(named.entry.head, named.entry.head);
            report.add(FindingKind::ConflictingDuplicateArn, place, &[named.arn], None);
        }
    }
}
