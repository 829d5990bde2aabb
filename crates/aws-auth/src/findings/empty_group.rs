//! `empty-group`: a null or empty item.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "empty-group",
    severity: Severity::Warning,
    fixable: true,
    message: Words { en: "a group without a name", ja: "名前のないグループです" },
    explanation: Words {
        en: "An empty item makes a group whose name is empty. It grants nothing; remove it.",
        ja: "空の項目は、名前が空のグループになります。何の権限も与えないので、削除してください。",
    },
    example: "- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups:\n  - operators\n  -\n",
    mended: Some("- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups:\n  - operators\n"),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (section, entry) in context.kept_with(Traits::of(Trait::OddGroups)) {
        for group in groups_of(section, entry) {
            let null = matches!(group.state, State::Null(_));
            let nameless = matches!(group.state, State::Text(_)) && group.text.is_empty();
            if !null && !nameless {
                continue;
            }
            let own = section.is_own(entry, entry.groups);
            let list = entry.groups.state.node().filter(|_| own);
            let fix = list.and_then(|it| items::lifted(section, items::remove_item(section, it, group.index)));
            report.add(FindingKind::EmptyGroup, section.group_place(entry, &group), &[], fix);
        }
    }
}
