//! `unknown-entry-key`: a key that the authenticator does not know.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "unknown-entry-key",
    severity: Severity::Warning,
    fixable: true,
    message: Words {
        en: "`{0}` is no key of an entry of {1} and is ignored",
        ja: "`{0}` は {1} のエントリのキーではないため無視されます",
    },
    explanation: Words {
        en: "The keys are rolearn (in mapRoles), userarn (in mapUsers), username, groups, userid and sso. Anything else is \
             ignored in silence; when it was meant to be the ARN, the entry is rejected for lack of one.",
        ja: "キーは、rolearn (mapRoles)、userarn (mapUsers)、username、groups、userid、sso です。それ以外は黙って無視され\
             ます。ARN のつもりのキーだった場合は、ARN がないエントリとして拒否されます。",
    },
    example: "- role_arn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups: [operators]\n- rolearn: \
              arn:aws:iam::111122223333:role/dev\n  username: dev\n  groups: [developers]\n",
    mended: Some(
        "- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups: [operators]\n- rolearn: \
         arn:aws:iam::111122223333:role/dev\n  username: dev\n  groups: [developers]\n",
    ),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (section, entry) in context.dropped_or_with(Traits::of(Trait::OddKeys)) {
        for field in entry.fields.iter().filter(|it| it.known.is_none() && !it.merged) {
            let key = section.text_at(field.key);
            let other = other_arn(section.section, key);
            let meant = intended(key, section.section).or(other);
            let fix = meant.and_then(|it| rename_key(context, section, entry, field, it));
            let place = section.key_place(entry, field);
            report.add(FindingKind::UnknownEntryKey, place, &[key, section.section.key()], fix);
        }
    }
}

/// The ARN field of the other section, which this one does not know.
fn other_arn(section: Section, key: &str) -> Option<&'static str> {
    let other = if section == Section::MapRoles { "userarn" } else { "rolearn" };
    key.eq_ignore_ascii_case(other).then(|| section.arn_field())
}
