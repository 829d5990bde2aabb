//! `section-empty`: a section that holds nothing.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "section-empty",
    severity: Severity::Info,
    fixable: false,
    message: Words { en: "`{0}` holds no entry", ja: "`{0}` にエントリがありません" },
    explanation: Words {
        en: "An empty text, a pair of quotes, `[]` or comments alone load nothing and are no error.",
        ja: "空の文字列、引用符だけの値、`[]`、コメントだけのテキストでは何も読み込まれません。エラーではありません。",
    },
    example: config_map!("data:\n  mapUsers: '[]'\n"),
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for section in context.sections {
        let empty = match &section.reading {
            Reading::Blank => true,
            Reading::Json | Reading::Broken(_) => false,
            Reading::Tree(tree) => tree.root.is_none_or(|root| match section.state(root) {
                State::Null(_) | State::Absent => true,
                State::List(_) => section.items(root).is_empty(),
                _ => false,
            }),
        };
        if empty {
            report.add(FindingKind::SectionEmpty, section.head(), &[section.section.key()], None);
        }
    }
}
