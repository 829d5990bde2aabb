//! `folded-block-scalar`: a section written with `>`, which joins lines.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "folded-block-scalar",
    severity: Severity::Warning,
    fixable: true,
    message: Words {
        en: "`{0}` is written with `>`, which joins lines; `|` keeps them",
        ja: "`{0}` が `>` で書かれています。`>` は行をつなげてしまいます。行を保つのは `|` です",
    },
    explanation: Words {
        en: "A folded block joins lines of equal indentation. Mappings survive because their lines are indented more; a \
             list of scalars, or a line at the left edge, is glued together and the section is lost. Use `|`.",
        ja: "折りたたみブロックは、同じインデントの行をつなげます。マッピングは行がより深くインデントされているため無事\
             ですが、スカラーのリストや左端の行は一つにつながり、セクションが失われます。`|` を使ってください。",
    },
    example: config_map!(
        "data:\n  mapUsers: >\n    - userarn: arn:aws:iam::111122223333:user/hana\n      username: hana\n      groups: [viewers]\n"
    ),
    mended: Some(config_map!(
        "data:\n  mapUsers: |\n    - userarn: arn:aws:iam::111122223333:user/hana\n      username: hana\n      groups: [viewers]\n"
    )),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for section in context.sections.iter().filter(|it| it.style == Some(Style::Folded)) {
        let mark = Span::new(section.scalar.start(), section.scalar.start() + 1);
        let is_mark = mark.slice(context.manifest.text) == ">";
        let fix = is_mark.then(|| vec![Edit::replace(mark, "|")]);
        report.add(FindingKind::FoldedBlockScalar, section.head(), &[section.section.key()], fix);
    }
}
