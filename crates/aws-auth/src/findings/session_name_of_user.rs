//! `session-name-of-user`: the session name in the entry of somebody who has no session.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "session-name-of-user",
    severity: Severity::Info,
    fixable: false,
    message: Words {
        en: "only roles have a session name: nothing stands in place of the variable in `{0}`",
        ja: "セッション名があるのはロールだけです。`{0}` の変数は空になります",
    },
    explanation: Words {
        en: "For IAM users, the root user and federated users the session name is empty, so the variable vanishes from the \
             name. Write the name out.",
        ja: "IAM ユーザー、ルートユーザー、フェデレーションユーザーのセッション名は空なので、変数の部分は消えます。名前を\
             そのまま書いてください。",
    },
    example: "- userarn: arn:aws:iam::111122223333:user/dana\n  username: dev:{{SessionName}}\n  groups: [developers]\n",
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let names_session = |it: &str| it.contains("{{SessionName}}") || it.contains("{{SessionNameRaw}}");
    for (section, entry) in context.kept_with(Traits::of(Trait::UserSession)) {
        if has_sessions(section, entry) {
            continue;
        }
        let username = username_of(section, entry);
        if names_session(username) {
            let place = section.slot_place(entry, entry.username);
            report.add(FindingKind::SessionNameOfUser, place, &[username], None);
        }
        for group in groups_of(section, entry).filter(|it| names_session(it.text)) {
            report.add(FindingKind::SessionNameOfUser, section.group_place(entry, &group), &[group.text], None);
        }
    }
}
