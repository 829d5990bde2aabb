//! `section-parsed-as-json`: the text begins with `{`, so that strict JSON is demanded.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "section-parsed-as-json",
    severity: Severity::Error,
    fixable: false,
    message: Words {
        en: "`{0}` begins with `{` and is taken as JSON: nothing of it is read",
        ja: "`{0}` が `{` で始まるため JSON とみなされ、何も読み込まれません",
    },
    explanation: Words {
        en: "A section whose first character is `{` is handed to the JSON decoder as it is, and even a valid object is no \
             list. A template that was never rendered, such as Helm's, ends here. Begin with `-` or `[`.",
        ja: "最初の文字が `{` のセクションはそのまま JSON として解釈されます。正しいオブジェクトであってもリストではない\
             ため、何も読み込まれません。展開されなかった Helm などのテンプレートがこうなります。`-` または `[` で始めて\
             ください。",
    },
    example: config_map!("data:\n  mapUsers: '{{ toYaml .Values.users }}'\n"),
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for section in context.sections.iter().filter(|it| matches!(it.reading, Reading::Json)) {
        report.add(FindingKind::SectionParsedAsJson, section.head(), &[section.section.key()], None);
    }
}
