//! `sso-matcher-invalid`: an `sso` entry that the authenticator rejects.

use super::checks::*;
use crate::{ParseErrorKind, section::sso_fields};

pub(super) const RULE: Rule = Rule {
    name: "sso-matcher-invalid",
    severity: Severity::Error,
    fixable: false,
    message: Words {
        en: "the `sso` entry is rejected: {0}",
        ja: "`sso` のエントリは拒否されます (`{0}`)",
    },
    explanation: Words {
        en: "An `sso` matcher needs a permissionSetName of 1 to 32 characters and an accountID of twelve digits in quotes, \
             a known partition or none, and no `rolearn` beside it. On EKS it matches nobody anyway.",
        ja: "`sso` のマッチャーには、1〜32 文字の permissionSetName と、引用符で囲んだ 12 桁の accountID が必要です。partition は\
             既知のものか省略とし、`rolearn` と併記してはいけません。なお EKS では、いずれにしても誰とも一致しません。",
    },
    example: "- sso:\n    permissionSetName: Ops\n    accountID: 111122223333\n  username: ops\n  groups: [operators]\n",
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (section, entry) in context.dropped() {
        let reason = match entry.rejected {
            Some(ParseErrorKind::BothRoleArnAndSso) => "only one of rolearn or SSO can be supplied".to_owned(),
            Some(ParseErrorKind::BadSso) => {
                let fields = section.tree().and_then(|it| sso_fields(it, entry.sso)).unwrap_or_default();
                fields.problem()
            }
            _ => continue,
        };
        if let Some(field) = entry.field(entry.sso) {
            report.add(FindingKind::SsoMatcherInvalid, section.key_place(entry, field), &[&reason], None);
        }
    }
}
