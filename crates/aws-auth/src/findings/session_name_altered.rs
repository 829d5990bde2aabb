//! `session-name-altered`: `{{SessionName}}` for a permission set, whose sessions are named by e-mail addresses.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "session-name-altered",
    severity: Severity::Info,
    fixable: false,
    message: Words {
        en: "`@` becomes `-` in `{0}`: RBAC that names an e-mail address does not match",
        ja: "`{0}` では `@` が `-` に変わります。メールアドレスを指定した RBAC とは一致しません",
    },
    explanation: Words {
        en: "Sessions of a permission set are mostly named by the person's e-mail address, and `{{SessionName}}` turns every \
             `@` into `-`. Bind that spelling, or a group; `{{SessionNameRaw}}` keeps the name as it is.",
        ja: "許可セットのセッション名は、多くの場合その人のメールアドレスです。`{{SessionName}}` は `@` をすべて `-` に変えます。\
             変わった後の名前かグループにバインドしてください。`{{SessionNameRaw}}` なら元のままです。",
    },
    example: "- rolearn: arn:aws:iam::111122223333:role/AWSReservedSSO_Ops_0123456789abcdef\n  username: \
              sso:{{SessionName}}\n  groups: [developers]\n",
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (section, entry) in context.kept_with(Traits::of(Trait::SsoSession)) {
        let username = username_of(section, entry);
        if username.contains("{{SessionName}}") && arn_of(section, entry).contains("/AWSReservedSSO_") {
            let place = section.slot_place(entry, entry.username);
            report.add(FindingKind::SessionNameAltered, place, &[username], None);
        }
    }
}
