//! `conflicting-key-case`: one key in two spellings; the one that is later in byte order wins.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "conflicting-key-case",
    severity: Severity::Warning,
    fixable: true,
    message: Words {
        en: "`{0}` stands here in two spellings, and `{1}` wins",
        ja: "`{0}` が二通りの綴りで書かれています。採用されるのは `{1}` です",
    },
    explanation: Words {
        en: "The fields are sorted by their bytes before they are read, so that the spelling with more lower-case letters \
             wins, wherever it stands. Keep one.",
        ja: "フィールドは読まれる前にバイト順で並べ替えられるため、書かれた位置にかかわらず、小文字の多い綴りが採用され\
             ます。一つだけ残してください。",
    },
    example: "- rolearn: arn:aws:iam::111122223333:role/ops\n  roleARN: arn:aws:iam::111122223333:role/old\n  username: ops\n  \
              groups: [operators]\n",
    mended: Some("- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups: [operators]\n"),
};

/// An entry with more keys is nobody's, and comparing them all with each other would take long.
const MOST: usize = 1000;

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (section, entry) in context.kept_with(Traits::of(Trait::OddKeys)) {
        if entry.fields.len() > MOST {
            continue;
        }
        for (at, later) in entry.fields.iter().enumerate().filter(|(_, it)| it.known.is_some() && !it.merged) {
            let key = section.text_at(later.key);
            let earlier =
                entry.fields.iter().enumerate().take(at).rev().find(|(_, it)| {
                    it.known == later.known && !it.merged && section.text_at(it.key) != key
                });
            let Some((before, other)) = earlier else { continue };
            let other = section.text_at(other.key);
            let (loser, winner) = if key < other { (at, other) } else { (before, key) };
            let fix = fix(section, entry, later, loser);
            report.add(FindingKind::ConflictingKeyCase, section.key_place(entry, later), &[key, winner], fix);
        }
    }
}

/// Removes the loser, provided that there are just the two and the winner has a value of its type.
fn fix(section: &SectionText<'_>, entry: &Entry, later: &Field, loser: usize) -> Option<Vec<Edit>> {
    let alike = entry.fields.iter().filter(|it| it.known == later.known).count();
    let merged = entry.fields.iter().any(|it| it.merged);
    let slots = [entry.arn, entry.username, entry.groups, entry.user_id, entry.sso];
    let decides = slots.iter().any(|it| it.field == Some(loser));
    if alike != 2 || merged || decides || section.is_shared(entry.item) {
        return None;
    }
    items::lifted(section, items::remove_pair(section, entry.item, loser))
}
