//! `duplicate-entry-key`: the same key again in one entry; the later one wins.

use std::collections::HashSet;

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "duplicate-entry-key",
    severity: Severity::Warning,
    fixable: false,
    message: Words {
        en: "`{0}` stands in this entry a second time: this one wins",
        ja: "`{0}` がこのエントリに二度書かれています。後のものが採用されます",
    },
    explanation: Words {
        en: "Of two equal keys the later one counts; other tools may refuse the text or take the first. Keep one. Often the \
             dash of a new entry was forgotten.",
        ja: "同じキーが二つあると後のものが有効になります。ツールによっては、テキストを拒否したり、先のものを採用したり\
             します。一つだけ残してください。新しいエントリの `-` を忘れている場合もよくあります。",
    },
    example: "- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups: [viewers]\n  groups: [operators]\n",
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (section, entry) in context.kept_with(Traits::of(Trait::OddKeys)) {
        if !entry.fields.iter().any(|it| it.overridden && !it.merged) {
            continue;
        }
        let mut seen = HashSet::new();
        for later in entry.fields.iter().filter(|it| !it.merged) {
            let key = section.text_at(later.key);
            if !seen.insert(key) {
                report.add(FindingKind::DuplicateEntryKey, section.key_place(entry, later), &[key], None);
            }
        }
    }
}
