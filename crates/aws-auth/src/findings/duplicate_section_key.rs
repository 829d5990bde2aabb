//! `duplicate-section-key`: the same section twice; the last one wins whole.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "duplicate-section-key",
    severity: Severity::Error,
    fixable: false,
    message: Words {
        en: "`{0}` stands here a second time: this one wins, all entries of the first are lost",
        ja: "`{0}` が二重にあります。こちらが採用され、先のエントリはすべて失われます",
    },
    explanation: Words {
        en: "Of two equal keys the last one counts, so all mappings of the first are lost, in silence; some tools refuse the \
             file instead. Merge the two lists into one.",
        ja: "同じキーが二つあると最後のものだけが有効になり、先のマッピングは黙って失われます。ファイルを拒否するツール\
             もあります。二つのリストを一つにまとめてください。",
    },
    example: config_map!("data:\n  mapUsers: '[]'\n  mapUsers: '[]'\n"),
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let manifest = context.manifest;
    let (Shape::ConfigMap, Some(data)) = (&manifest.shape, manifest.field("data")) else { return };
    for section in Section::ALL {
        let same = manifest.pairs(data.value).filter(|it| manifest.text_of(it.key) == Some(section.key()));
        for later in same.skip(1) {
            let span = manifest.span(later.key);
            report.add(FindingKind::DuplicateSectionKey, span, &[section.key()], None);
        }
    }
}
