//! `duplicate-account`: the same account again.

use std::collections::HashSet;

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "duplicate-account",
    severity: Severity::Info,
    fixable: true,
    message: Words { en: "the account `{0}` is listed already", ja: "アカウント `{0}` は既にリストにあります" },
    explanation: Words {
        en: "An account that is listed twice counts once. Remove the second one.",
        ja: "同じアカウントを二度書いても一度と同じです。二つ目を削除してください。",
    },
    example: config_map!("data:\n  mapAccounts: |\n    - \"444455556666\"\n    - \"444455556666\"\n"),
    mended: Some(config_map!("data:\n  mapAccounts: |\n    - \"444455556666\"\n")),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let Some(section) = context.section(Section::MapAccounts) else { return };
    let mut seen = HashSet::new();
    for account in section.accounts.iter().filter(|it| it.kept) {
        let text = section.account_text(account);
        if !seen.insert(text) {
            let range = section.range(account.item);
            let root = section.tree().filter(|it| !it.has_alias()).and_then(|it| it.root);
            let edit = root.and_then(|it| items::remove_item(section, it, account.index));
            let fix = items::lifted(section, edit);
            report.add(FindingKind::DuplicateAccount, section.place(range, range), &[text], fix);
        }
    }
}
