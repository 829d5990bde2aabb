//! `account-entry-not-a-string`: a mapping or a list in mapAccounts; that item is lost.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "account-entry-not-a-string",
    severity: Severity::Error,
    fixable: true,
    message: Words {
        en: "this item of mapAccounts is no account id and is lost",
        ja: "mapAccounts のこの項目はアカウント ID ではないため失われます",
    },
    explanation: Words {
        en: "mapAccounts is a list of account ids; the authenticator drops mappings and lists inside it. Write the number \
             alone, in quotes.",
        ja: "mapAccounts はアカウント ID のリストです。中にあるマッピングやリストは捨てられます。番号だけを引用符で囲んで\
             書いてください。",
    },
    example: config_map!("data:\n  mapAccounts: |\n    - id: 111122223333\n"),
    mended: Some(config_map!("data:\n  mapAccounts: |\n    - \"111122223333\"\n")),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let Some(section) = context.section(Section::MapAccounts) else { return };
    for account in section.accounts.iter().filter(|it| !it.kept) {
        let range = section.range(account.item);
        let only = match section.node(account.item).map(|it| &it.data) {
            Some(Data::Mapping { entries, .. }) if entries.len() == 1 => entries.first().map(|(_, value)| *value),
            Some(Data::Sequence { items, .. }) if items.len() == 1 => items.first().copied(),
            _ => None,
        };
        let id = only.map(|it| section.text_at(it)).filter(|it| {
            it.len() == 12 && it.bytes().all(|byte| byte.is_ascii_digit())
        });
        let fix = id.and_then(|id| lift::lift(section, &[Edit::replace(range, format!("\"{id}\""))]));
        report.add(FindingKind::AccountEntryNotAString, section.place(range, range), &[], fix);
    }
}
