//! `bare-session-name`: a user name or a group that begins with the session name, which the caller chooses.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "bare-session-name",
    severity: Severity::Info,
    fixable: false,
    message: Words {
        en: "callers choose `{0}` themselves, for nothing fixed stands before the session name",
        ja: "`{0}` はセッション名で始まるため、呼び出し元が自由に決められます",
    },
    explanation: Words {
        en: "Whoever may assume the role chooses the session name, and so takes any user name of its characters, that of \
             somebody else too. A colon cannot stand in a session name: put something fixed and a colon before the variable, \
             such as `admin:{{SessionName}}`. RBAC that names the user has to be changed with it.",
        ja: "ロールを引き受けられる人は、セッション名を自分で決められるため、ほかの人のユーザー名を名乗ることもできます。\
             セッション名にコロンは使えません。`admin:{{SessionName}}` のように、固定の文字列とコロンを変数の前に置いてください。\
             そのユーザー名を使う RBAC も合わせて変更します。",
    },
    example: "- rolearn: arn:aws:iam::111122223333:role/dev\n  username: \"{{SessionName}}\"\n  groups: [developers]\n",
    mended: None,
};

/// Whether a text begins with the session name, and no colon ends what callers choose.
fn is_bare(text: &str) -> bool {
    text.strip_prefix("{{SessionName").is_some_and(|rest| {
        let rest = rest.strip_prefix("Raw").unwrap_or(rest);
        rest.strip_prefix("}}").is_some_and(|it| !it.contains(':'))
    })
}

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (section, entry) in context.kept_with(Traits::of(Trait::BareSession)) {
        if !has_sessions(section, entry) {
            continue;
        }
        let username = username_of(section, entry);
        if is_bare(username) {
            let place = section.slot_place(entry, entry.username);
            report.add(FindingKind::BareSessionName, place, &[username], None);
        }
        for group in groups_of(section, entry).filter(|it| is_bare(it.text)) {
            report.add(FindingKind::BareSessionName, section.group_place(entry, &group), &[group.text], None);
        }
    }
}
