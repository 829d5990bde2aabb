//! `placeholder-value`: a placeholder of a template or a manual that was never filled in.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "placeholder-value",
    severity: Severity::Error,
    fixable: false,
    message: Words {
        en: "`{0}` is a placeholder that was never filled in",
        ja: "`{0}` はプレースホルダーのままで、値が設定されていません",
    },
    explanation: Words {
        en: "The text comes from a manual, Helm, Terraform or the like and was applied before its values were put in. It is \
             compared as it stands and never matches. Fill it in.",
        ja: "手順書、Helm、Terraform などのテキストが、値を入れる前に適用されています。文字どおりに比べられるため、決して\
             一致しません。実際の値を入れてください。",
    },
    example: "- rolearn: arn:aws:iam::<account>:role/ops\n  username: ops\n  groups: [operators]\n",
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for named in with_fault(context, Fault::Placeholder) {
        let Some(part) = characters::placeholder(named.arn) else { continue };
        let place = named.section.part_place(named.entry, named.entry.arn, part.clone());
        report.add(FindingKind::PlaceholderValue, place, &[named.arn.get(part).unwrap_or_default()], None);
    }
    for (section, entry) in context.kept_with(Traits::of(Trait::Placeholder)) {
        let username = username_of(section, entry);
        if let Some(part) = characters::placeholder(username) {
            let place = section.part_place(entry, entry.username, part.clone());
            report.add(FindingKind::PlaceholderValue, place, &[username.get(part).unwrap_or_default()], None);
        }
        for group in groups_of(section, entry) {
            if let Some(part) = characters::placeholder(group.text) {
                let place = section.group_place(entry, &group);
                let part = group.text.get(part).unwrap_or_default();
                report.add(FindingKind::PlaceholderValue, place, &[part], None);
            }
        }
    }
    for (section, item, text) in accounts(context) {
        if let Some(part) = characters::placeholder(text) {
            let range = section.range(item);
            let part = text.get(part).unwrap_or_default();
            report.add(FindingKind::PlaceholderValue, section.place(range, range), &[part], None);
        }
    }
    for broken in context.broken() {
        for (start, line) in code_lines(broken.text) {
            if let Some(part) = characters::placeholder(line) {
                let span = Span::new(start + part.start, start + part.end);
                let part = line.get(part).unwrap_or_default();
                report.add(FindingKind::PlaceholderValue, broken.place(span), &[part], None);
            }
        }
    }
}
