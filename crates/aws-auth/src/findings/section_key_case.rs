//! `section-key-case`: a section's key in other letter case, which the authenticator ignores in silence.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "section-key-case",
    severity: Severity::Error,
    fixable: true,
    message: Words {
        en: "`{0}` is ignored without a word: the key is `{1}`",
        ja: "`{0}` は黙って無視されます。正しいキーは `{1}` です",
    },
    explanation: Words {
        en: "The keys of `data` are compared letter by letter. `maproles` is one more unknown key: no error, no log line, \
             and none of its entries exists for the authenticator.",
        ja: "`data` のキーは大文字と小文字を区別して比べられます。`maproles` は未知のキーとみなされ、エラーもログも出ない\
             まま、そのエントリはすべて無いものとして扱われます。",
    },
    example: config_map!("data:\n  mapusers: '[]'\n"),
    mended: Some(config_map!("data:\n  mapUsers: '[]'\n")),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let manifest = context.manifest;
    let (Shape::ConfigMap, Some(data)) = (&manifest.shape, manifest.field("data")) else { return };
    for pair in manifest.pairs(data.value) {
        let key = manifest.text_of(pair.key).unwrap_or_default();
        let meant = Section::ALL.into_iter().map(Section::key).find(|it| it.eq_ignore_ascii_case(key));
        let Some(meant) = meant.filter(|it| *it != key) else { continue };
        let alike = manifest
            .pairs(data.value)
            .filter(|it| manifest.text_of(it.key).is_some_and(|it| it.eq_ignore_ascii_case(meant)));
        let fix = if alike.count() == 1 { manifest.replace_scalar(pair.key, meant) } else { None };
        report.add(FindingKind::SectionKeyCase, manifest.span(pair.key), &[key, meant], fix);
    }
}
