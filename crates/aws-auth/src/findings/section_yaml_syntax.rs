//! `section-yaml-syntax`: the text of a section is no YAML, so every mapping of it is lost.
//!
//! The causes that can be seen in the text are findings of their own.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "section-yaml-syntax",
    severity: Severity::Error,
    fixable: false,
    message: Words {
        en: "`{0}` cannot be read, so all its mappings are lost: {1} (line {2} of the text)",
        ja: "`{0}` が YAML として読めないため、そのマッピングはすべて失われます (テキストの行 {2}: `{1}`)",
    },
    explanation: Words {
        en: "The authenticator reads each section on its own and keeps what it could read. A section that is no YAML is \
             empty from that moment on: everybody mapped in it is locked out, nodes included. Repair the line that is \
             named, or the cause that another finding points at.",
        ja: "オーセンティケーターはセクションを一つずつ読み、読めたものだけを残します。YAML として読めないセクションは、\
             その時点から空として扱われ、そこでマッピングされた全員 (ノードを含む) がアクセスできなくなります。示された\
             行、または別の検出結果が指す原因を直してください。",
    },
    example: config_map!("data:\n  mapUsers: |\n    - userarn: [\n"),
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for section in context.sections {
        let Reading::Broken(error) = section.reading else { continue };
        let line = section.text.get(..error.at).unwrap_or_default().matches('\n').count() + 1;
        let arguments = [section.section.key(), error.problem, &line.to_string()];
        report.add(FindingKind::SectionYamlSyntax, section.head(), &arguments, None);
    }
}
