//! `section-null`: a section without a value.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "section-null",
    severity: Severity::Warning,
    fixable: true,
    message: Words {
        en: "`{0}` has no value: it maps nobody, and older kubectl refuses it",
        ja: "`{0}` に値がありません。誰もマッピングされず、古い kubectl では拒否されます",
    },
    explanation: Words {
        en: "A key without a value is null. The API server stores it as an empty text; older versions of kubectl refuse \
             it. Remove the key or write `\"[]\"`.",
        ja: "値のないキーは null です。API サーバーは空の文字列として保存しますが、古い kubectl は拒否します。キーを削除\
             するか、`\"[]\"` と書いてください。",
    },
    example: config_map!("data:\n  mapUsers:\n"),
    mended: Some(config_map!("data:\n  mapUsers: \"[]\"\n")),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let manifest = context.manifest;
    let (Shape::ConfigMap, Some(data)) = (&manifest.shape, manifest.field("data")) else { return };
    for pair in manifest.pairs(data.value) {
        let key = manifest.text_of(pair.key).unwrap_or_default();
        if Section::ALL.iter().any(|it| it.key() == key) && manifest.is_null(pair.value) {
            let value = manifest.span(pair.value);
            let written = if value.is_empty() { " \"[]\"" } else { "\"[]\"" };
            let alias = manifest.node(pair.value).is_none_or(|it| matches!(it.data, Data::Alias(_)));
            let fix = (!alias).then(|| vec![Edit::replace(value, written)]);
            report.add(FindingKind::SectionNull, manifest.span(pair.key), &[key], fix);
        }
    }
}
