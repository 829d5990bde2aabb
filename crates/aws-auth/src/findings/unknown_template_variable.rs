//! `unknown-template-variable`: `{{…}}` that is none of the five variables and stays in the name as it is.

use super::checks::*;
use crate::variables::{VARIABLES, variables};

pub(super) const RULE: Rule = Rule {
    name: "unknown-template-variable",
    severity: Severity::Warning,
    fixable: true,
    message: Words {
        en: "`{0}` is no template variable and stays in the name as it is",
        ja: "`{0}` はテンプレート変数ではないため、そのまま名前に残ります",
    },
    explanation: Words {
        en: "The variables are `{{EC2PrivateDNSName}}`, `{{AccountID}}`, `{{SessionName}}`, `{{SessionNameRaw}}` and \
             `{{AccessKeyID}}`, spelt exactly so and without blanks.",
        ja: "変数は `{{EC2PrivateDNSName}}`、`{{AccountID}}`、`{{SessionName}}`、`{{SessionNameRaw}}`、`{{AccessKeyID}}` です。\
             綴りはこのとおりで、空白を入れることもできません。",
    },
    example: "- rolearn: arn:aws:iam::111122223333:role/dev\n  username: dev:{{ SessionName }}\n  groups: [developers]\n",
    mended: Some("- rolearn: arn:aws:iam::111122223333:role/dev\n  username: dev:{{SessionName}}\n  groups: [developers]\n"),
};

/// Returns the first `{{…}}` of a text that is no variable, with the variable that is plainly meant.
pub(super) fn unknown(text: &str) -> Option<(&str, Option<&'static str>)> {
    if variables(text).all(|(_, inside)| VARIABLES.contains(&inside)) || characters::placeholder(text).is_some() {
        return None;
    }
    variables(text).find_map(|(whole, inside)| {
        if VARIABLES.contains(&inside) {
            return None;
        }
        let letters = |it: &str| it.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
        let word = letters(inside);
        Some((whole, VARIABLES.into_iter().find(|it| letters(it) == word)))
    })
}

/// Mends every variable of a text that can be mended.
fn mended(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..text.len() {
        let Some((whole, Some(variable))) = unknown(&text).map(|(it, meant)| (it.to_owned(), meant)) else { break };
        text = text.replacen(&whole, &format!("{{{{{variable}}}}}"), 1);
    }
    text
}

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (section, entry) in context.kept_with(Traits::of(Trait::OddVariable)) {
        let username = username_of(section, entry);
        if let Some((whole, meant)) = unknown(username) {
            let at = username.find(whole).unwrap_or(0);
            let place = section.part_place(entry, entry.username, at..at + whole.len());
            let fix = meant.and_then(|_| section.replace_slot(entry, entry.username, &mended(username)));
            report.add(FindingKind::UnknownTemplateVariable, place, &[whole], fix);
        }
        for group in groups_of(section, entry) {
            let Some((whole, meant)) = unknown(group.text) else { continue };
            let fix = meant.and_then(|_| section.replace_group(entry, &group, &mended(group.text)));
            let place = section.group_place(entry, &group);
            report.add(FindingKind::UnknownTemplateVariable, place, &[whole], fix);
        }
    }
}
