//! `entry-key-case`: a known key in other letter case, which works here and not in every tool.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "entry-key-case",
    severity: Severity::Info,
    fixable: true,
    message: Words {
        en: "`{0}` works for the authenticator; other tools know `{1}` only",
        ja: "`{0}` はオーセンティケーターでは有効ですが、ほかのツールが認識するのは `{1}` だけです",
    },
    explanation: Words {
        en: "The authenticator reads the keys of an entry in any letter case. keikoproj/aws-auth and tools built on it know \
             the lower-case names only and lose the field when they write.",
        ja: "オーセンティケーターは、エントリのキーの大文字と小文字を区別しません。keikoproj/aws-auth とそれを使うツールは\
             小文字の名前しか認識せず、書き込むときにそのフィールドを失います。",
    },
    example: "- roleARN: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups: [operators]\n",
    mended: Some("- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups: [operators]\n"),
};

/// Returns the name of a known key, as all tools spell it.
pub(super) const fn name_of(known: Known, section: Section) -> &'static str {
    match known {
        Known::Arn => section.arn_field(),
        Known::Username => "username",
        Known::Groups => "groups",
        Known::UserId => "userid",
        Known::Sso => "sso",
    }
}

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (section, entry) in context.kept_with(Traits::of(Trait::OddKeys)) {
        for field in entry.fields.iter().filter(|it| !it.merged) {
            let Some(known) = field.known else { continue };
            let (key, name) = (section.text_at(field.key), name_of(known, section.section));
            if key == name {
                continue;
            }
            let alone = entry.fields.iter().filter(|it| it.known == field.known).take(2).count() == 1;
            let own = alone && !section.is_shared(entry.item);
            let flow = section.is_flow(entry.item);
            let fix = if own { section.replace_scalar(field.key, name, flow) } else { None };
            report.add(FindingKind::EntryKeyCase, section.key_place(entry, field), &[key, name], fix);
        }
    }
}
