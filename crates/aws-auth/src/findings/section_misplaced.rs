//! `section-misplaced`: a section beside or above `data` instead of inside it.

use super::checks::*;
use crate::manifest::Pair;

pub(super) const RULE: Rule = Rule {
    name: "section-misplaced",
    severity: Severity::Error,
    fixable: true,
    message: Words {
        en: "`{0}` stands outside `data`: the API server refuses the object or drops the section",
        ja: "`{0}` が `data` の外にあります。API サーバーはオブジェクトを拒否するか、このセクションを捨てます",
    },
    explanation: Words {
        en: "Mostly the indentation was lost. With strict field validation, the default of kubectl since 1.25, the whole \
             object is refused; without it the section is dropped in silence. Indent it under `data`.",
        ja: "多くはインデントが失われたものです。kubectl 1.25 以降の既定である厳格なフィールド検証では、オブジェクト全体\
             が拒否されます。検証がなければ、このセクションは黙って捨てられます。`data` の下にインデントしてください。",
    },
    example: config_map!(
        "data:\n  mapRoles: '[]'\nmapUsers: |\n  - userarn: arn:aws:iam::111122223333:user/hana\n    username: hana\n    \
         groups: [viewers]\n"
    ),
    mended: Some(config_map!(
        "data:\n  mapRoles: '[]'\n  mapUsers: |\n    - userarn: arn:aws:iam::111122223333:user/hana\n      username: hana\n      \
         groups: [viewers]\n"
    )),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let manifest = context.manifest;
    let (Shape::ConfigMap, Some(object)) = (&manifest.shape, manifest.object) else { return };
    let others = ["metadata", "spec"].into_iter().filter_map(|it| manifest.field(it)).map(|it| it.value);
    for holder in std::iter::once(object).chain(others) {
        for pair in manifest.pairs(holder) {
            let key = manifest.text_of(pair.key).unwrap_or_default();
            let Some(section) = Section::ALL.into_iter().find(|it| it.key() == key) else { continue };
            let fix = fix(manifest, holder, pair, section);
            report.add(FindingKind::SectionMisplaced, manifest.span(pair.key), &[key], fix);
        }
    }
}

fn fix(manifest: &Manifest<'_>, holder: NodeId, pair: Pair, section: Section) -> Option<Vec<Edit>> {
    if manifest.is_flow(holder) {
        return None;
    }
    let lines = manifest.pair_lines(pair)?;
    let from = manifest.column(manifest.span(pair.key).start());
    let Some(data) = manifest.field("data") else {
        let moved = Manifest::moved_lines(lines.slice(manifest.text), from, 2)?;
        let first = manifest.pairs(holder).find(|it| {
            Section::ALL.iter().any(|section| manifest.text_of(it.key) == Some(section.key()))
        })?;
        let top = Some(holder) == manifest.object && manifest.column(manifest.span(first.key).start()) == 0;
        return (top && first.key == pair.key).then(|| vec![Edit::replace(lines, format!("data:\n{moved}"))]);
    };
    if manifest.pair(data.value, section.key()).is_some() || manifest.is_flow(data.value) {
        return None;
    }
    let last = manifest.pairs(data.value).last()?;
    let to = manifest.column(manifest.span(last.key).start());
    let moved = Manifest::moved_lines(lines.slice(manifest.text), from, to)?;
    let end = manifest.pair_lines(last)?.end();
    let moved = if manifest.text.get(..end)?.ends_with('\n') { moved } else { format!("\n{moved}") };
    if end == lines.start() {
        return Some(vec![Edit::replace(lines, moved)]);
    }
    Some(vec![Edit::insert(end, moved), Edit::delete(lines)])
}
