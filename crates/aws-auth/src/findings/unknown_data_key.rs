//! `unknown-data-key`: any other key of `data`, which the authenticator ignores in silence.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "unknown-data-key",
    severity: Severity::Warning,
    fixable: false,
    message: Words {
        en: "`{0}` is ignored: the authenticator reads mapRoles, mapUsers and mapAccounts only",
        ja: "`{0}` は無視されます。オーセンティケーターが読むのは mapRoles、mapUsers、mapAccounts だけです",
    },
    explanation: Words {
        en: "Any other key of `data` has no effect, and some tools delete it when they write the object. IAM groups cannot \
             be mapped at all: map a role that the members of the group may assume.",
        ja: "`data` のほかのキーは効果がなく、オブジェクトを書き戻すツールが削除することもあります。IAM グループは\
             マッピングできません。グループのメンバーが引き受けられるロールをマッピングしてください。",
    },
    example: config_map!("data:\n  mapRoles: '[]'\n  mapGroups: '[]'\n"),
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let manifest = context.manifest;
    let (Shape::ConfigMap, Some(data)) = (&manifest.shape, manifest.field("data")) else { return };
    for pair in manifest.pairs(data.value) {
        let key = manifest.text_of(pair.key).unwrap_or_default();
        if !Section::ALL.iter().any(|it| it.key().eq_ignore_ascii_case(key)) {
            report.add(FindingKind::UnknownDataKey, manifest.span(pair.key), &[key], None);
        }
    }
}
