//! `missing-username`: no user name, or an empty one.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "missing-username",
    severity: Severity::Warning,
    fixable: false,
    message: Words {
        en: "the entry has no username: its callers log in without a name",
        ja: "エントリに username がありません。呼び出し元は名前なしでログインします",
    },
    explanation: Words {
        en: "The groups still work for the core API, but the audit log shows no name, and aggregated APIs such as metrics \
             answer Unauthorized. Choose a name, for example `ops:{{SessionName}}`.",
        ja: "コア API ではグループが有効ですが、監査ログに名前が残らず、metrics などの集約 API は Unauthorized を返します。\
             `ops:{{SessionName}}` のような名前を付けてください。",
    },
    example: "- rolearn: arn:aws:iam::111122223333:role/ops\n  groups: [operators]\n",
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (section, entry) in context.kept_with(Traits::of(Trait::NoName)) {
        let missing = match entry.username.state {
            State::Absent | State::Null(_) => true,
            State::Text(id) => section.text_at(id).is_empty(),
            _ => false,
        };
        if missing {
            report.add(FindingKind::MissingUsername, section.place(entry.head, entry.head), &[], None);
        }
    }
}
