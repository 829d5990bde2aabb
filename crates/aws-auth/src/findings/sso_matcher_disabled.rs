//! `sso-matcher-disabled`: an `sso` entry, which EKS does not enable.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "sso-matcher-disabled",
    severity: Severity::Error,
    fixable: false,
    message: Words {
        en: "an `sso` entry matches nobody: EKS leaves the feature gate SSORoleMatch off",
        ja: "`sso` のエントリは誰とも一致しません。EKS ではフィーチャーゲート SSORoleMatch が無効です",
    },
    explanation: Words {
        en: "The matcher is an alpha feature of self-hosted authenticators. On EKS map the role \
             `arn:aws:iam::ACCOUNT:role/AWSReservedSSO_NAME_SUFFIX`, without its path.",
        ja: "このマッチャーは、自前で動かすオーセンティケーターのアルファ機能です。EKS では、パスを除いたロール \
             `arn:aws:iam::ACCOUNT:role/AWSReservedSSO_NAME_SUFFIX` をマッピングしてください。",
    },
    example: "- sso:\n    permissionSetName: Ops\n    accountID: \"111122223333\"\n  username: ops\n  groups: [operators]\n",
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (section, entry) in context.kept_with(Traits::of(Trait::Sso)) {
        if let (State::Mapping(_), Some(field)) = (entry.sso.state, entry.field(entry.sso)) {
            report.add(FindingKind::SsoMatcherDisabled, section.key_place(entry, field), &[], None);
        }
    }
}
