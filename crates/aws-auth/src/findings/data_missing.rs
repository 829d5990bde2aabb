//! `data-missing`: `data` is absent, null or empty, so nobody is mapped.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "data-missing",
    severity: Severity::Warning,
    fixable: false,
    message: Words { en: "`data` holds nothing: nobody is mapped", ja: "`data` が空です。誰もマッピングされません" },
    explanation: Words {
        en: "An object without data maps nobody: nodes and people are let in by access entries alone. Add the mappings, \
             or make sure that access entries exist for everybody, nodes included.",
        ja: "data のないオブジェクトでは誰もマッピングされず、ノードも人もアクセスエントリだけが頼りになります。\
             マッピングを追加するか、ノードを含む全員のアクセスエントリがあることを確かめてください。",
    },
    example: config_map!("data: {}\n"),
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let manifest = context.manifest;
    if !matches!(manifest.shape, Shape::ConfigMap) {
        return;
    }
    let data = manifest.field("data");
    let empty = data.is_none_or(|it| manifest.pairs(it.value).next().is_none());
    let structure = data.is_some_and(|it| !manifest.is_null(it.value) && !manifest.is_mapping(it.value));
    let elsewhere = Section::ALL.iter().any(|it| {
        manifest.field(it.key()).is_some()
            || manifest.metadata(it.key()).is_some()
            || manifest.field("binaryData").is_some_and(|data| manifest.pair(data.value, it.key()).is_some())
    });
    if empty && !elsewhere && !structure {
        let place = data.or(manifest.field("kind"));
        let span = place.map_or_else(|| manifest.first_line(), |it| manifest.span(it.key));
        report.add(FindingKind::DataMissing, span, &[], None);
    }
}
