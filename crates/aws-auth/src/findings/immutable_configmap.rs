//! `immutable-configmap`: `immutable: true`, so that nobody can change the object, EKS neither.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "immutable-configmap",
    severity: Severity::Warning,
    fixable: false,
    message: Words {
        en: "`immutable: true`: neither you nor EKS can change the object any more",
        ja: "`immutable: true` のため、利用者も EKS もこのオブジェクトを変更できません",
    },
    explanation: Words {
        en: "An immutable ConfigMap can only be deleted and made anew; while it is gone, everybody mapped by it is locked \
             out. EKS cannot add the roles of new node groups either.",
        ja: "immutable な ConfigMap は削除して作り直すしかなく、その間はマッピングされた全員がアクセスできません。EKS が\
             新しいノードグループのロールを追加することもできません。",
    },
    example: config_map!("immutable: true\ndata:\n  mapUsers: '[]'\n"),
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let manifest = context.manifest;
    let (Shape::ConfigMap, Some(pair)) = (&manifest.shape, manifest.field("immutable")) else { return };
    if manifest.text_of(pair.value).is_some_and(|it| it.eq_ignore_ascii_case("true")) {
        report.add(FindingKind::ImmutableConfigmap, manifest.span(pair.key), &[], None);
    }
}
