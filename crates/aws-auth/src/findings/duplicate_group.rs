//! `duplicate-group`: the same group again.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "duplicate-group",
    severity: Severity::Info,
    fixable: true,
    message: Words { en: "the group `{0}` stands in this entry already", ja: "グループ `{0}` はこのエントリに既にあります" },
    explanation: Words {
        en: "A group that is listed twice counts once. Remove the second one.",
        ja: "同じグループを二度書いても一度と同じです。二つ目を削除してください。",
    },
    example: "- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups: [operators, operators]\n",
    mended: Some("- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups: [operators]\n"),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let mut seen: Vec<&str> = Vec::new();
    for (section, entry) in context.kept_with(Traits::of(Trait::RepeatedGroup)) {
        seen.clear();
        for group in groups_of(section, entry).filter(|it| !it.text.is_empty()) {
            if !seen.contains(&group.text) {
                // So many groups are nobody's; the bound keeps hostile lists cheap.
                if seen.len() < 1000 {
                    seen.push(group.text);
                }
                continue;
            }
            let own = section.is_own(entry, entry.groups);
            let list = entry.groups.state.node().filter(|_| own);
            let fix = list.and_then(|it| items::lifted(section, items::remove_item(section, it, group.index)));
            report.add(FindingKind::DuplicateGroup, section.group_place(entry, &group), &[group.text], fix);
        }
    }
}
