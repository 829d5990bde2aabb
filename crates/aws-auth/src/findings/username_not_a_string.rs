//! `username-not-a-string`: a number, a boolean or a structure; the user name becomes empty.

use super::{group_not_a_string::type_name, checks::*};

pub(super) const RULE: Rule = Rule {
    name: "username-not-a-string",
    severity: Severity::Error,
    fixable: true,
    message: Words {
        en: "the username `{0}` is a {1}, not a string, and becomes empty",
        ja: "username `{0}` は文字列ではなく{1:word}とみなされ、空になります",
    },
    explanation: Words {
        en: "YAML 1.1 takes `20417` for a number and `no` for a boolean. The field is left empty, and its callers log in \
             without a name. Put it in quotes.",
        ja: "YAML 1.1 では `20417` は数値、`no` は真偽値とみなされます。フィールドは空になり、呼び出し元は名前なしで\
             ログインします。引用符で囲んでください。",
    },
    example: "- rolearn: arn:aws:iam::111122223333:role/norway\n  username: no\n  groups: [viewers]\n",
    mended: Some("- rolearn: arn:aws:iam::111122223333:role/norway\n  username: \"no\"\n  groups: [viewers]\n"),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (section, entry) in context.kept_with(Traits::of(Trait::NoName)) {
        let (State::Wrong(id) | State::List(id) | State::Mapping(id)) = entry.username.state else { continue };
        let Some(found) = type_name(section, section.state(id)) else { continue };
        let range = section.range(id);
        let text = range.slice(section.text);
        let scalar = matches!(section.state(id), State::Wrong(_)) && section.is_own(entry, entry.username);
        let value = section.text_at(id);
        let fix = if scalar {
            lift::lift(section, &[Edit::replace(range, write::double_quoted(value))])
        } else {
            None
        };
        report.add(FindingKind::UsernameNotAString, section.slot_place(entry, entry.username), &[text, found], fix);
    }
}
