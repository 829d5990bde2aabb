//! `user-id-not-compared`: `userid`, which the backend of aws-auth reads and never compares.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "user-id-not-compared",
    severity: Severity::Info,
    fixable: false,
    message: Words {
        en: "`userid` is not compared: whoever has the ARN is mapped",
        ja: "`userid` は照合されません。ARN が同じなら誰でもマッピングされます",
    },
    explanation: Words {
        en: "Only a DynamicFile backend compares the unique id. From aws-auth a role that was deleted and made anew under \
             its name is mapped as before. Other tools drop the field when they rewrite the object.",
        ja: "一意の ID を照合するのは DynamicFile バックエンドだけです。aws-auth では、削除後に同じ名前で作り直したロールも\
             以前と同じくマッピングされます。ほかのツールは、書き換えるときにこのフィールドを消します。",
    },
    example: "- rolearn: arn:aws:iam::111122223333:role/dev\n  userid: AROAEXAMPLEEXAMPLE01\n  username: dev\n  groups: \
              [developers]\n",
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (section, entry) in context.kept_with(Traits::of(Trait::UserId)) {
        let place = section.slot_place(entry, entry.user_id);
        report.add(FindingKind::UserIdNotCompared, place, &[], None);
    }
}
