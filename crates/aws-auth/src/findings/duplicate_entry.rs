//! `duplicate-entry`: the same ARN, user name and groups again.

use std::collections::HashMap;

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "duplicate-entry",
    severity: Severity::Info,
    fixable: true,
    message: Words { en: "the entry of `{0}` stands here again", ja: "`{0}` のエントリが重複しています" },
    explanation: Words {
        en: "Of two entries with one ARN the later one wins; these two say the same, so nothing is lost. Remove one.",
        ja: "同じ ARN のエントリが二つあると後のものが採用されます。この二つは同じ内容なので影響はありません。一つを削除して\
             ください。",
    },
    example: "- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups: [operators]\n- rolearn: \
              arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups: [operators]\n",
    mended: Some("- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups: [operators]\n"),
};

/// Pairs each later entry with the one before it that has the same key; true when both say the same.
pub(super) fn repeated<'c>(context: &Context<'c>) -> Vec<(Named<'c>, &'c Entry, bool)> {
    let mut found = Vec::new();
    for same in context.repeated_arns() {
        let mut last: HashMap<(Section, &str), &Entry> = HashMap::new();
        for &(section, index) in same {
            let Some((text, entry)) = context.entry(section, index) else { continue };
            let arn = arn_of(text, entry);
            let spelling = if section == Section::MapRoles { "" } else { arn };
            let Some(earlier) = last.insert((section, spelling), entry) else { continue };
            if entry.shape.has(Fault::Placeholder) {
                continue;
            }
            let alike = content(text, earlier) == content(text, entry);
            found.push((Named { section: text, entry, arn }, earlier, alike));
        }
    }
    found
}

fn content<'s>(section: &'s SectionText<'_>, entry: &Entry) -> (&'s str, Vec<&'s str>) {
    let mut groups: Vec<&str> = groups_of(section, entry).map(|it| it.text).collect();
    groups.sort_unstable();
    groups.dedup();
    (username_of(section, entry), groups)
}

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (named, earlier, alike) in repeated(context) {
        if alike {
            // The earlier one goes, for the later one is what the authenticator uses.
            let root = named.section.tree().and_then(|it| it.root);
            let edit = root.and_then(|it| items::remove_item(named.section, it, earlier.index));
            let own = !named.section.is_shared(named.entry.item) && !named.section.tree().is_some_and(|it| it.has_alias());
            let fix = items::lifted(named.section, edit.filter(|_| own));
            let place = named.section.place(named.entry.head, named.entry.head);
            report.add(FindingKind::DuplicateEntry, place, &[named.arn], fix);
        }
    }
}
