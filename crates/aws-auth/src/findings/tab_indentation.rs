//! `tab-indentation`: a tab in the indentation of a text that cannot be read.

use eks_iam_span::apply_edits;

use super::checks::*;
use crate::context::Broken;

pub(super) const RULE: Rule = Rule {
    name: "tab-indentation",
    severity: Severity::Error,
    fixable: true,
    message: Words {
        en: "a tab indents this line, and YAML allows spaces only",
        ja: "この行はタブでインデントされています。YAML で使えるのは空白だけです",
    },
    explanation: Words {
        en: "YAML does not allow tabs as indentation. The text cannot be read, and with it every mapping of the section is \
             lost. Use spaces.",
        ja: "YAML ではタブによるインデントは許されません。テキストが読めなくなり、セクションのマッピングがすべて失われます。\
             空白を使ってください。",
    },
    example: "- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups:\n\t- operators\n",
    mended: Some("- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups:\n  - operators\n"),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for broken in context.broken() {
        if let Some(tab) = tabs(broken.text).next() {
            let span = broken.place(Span::new(tab, tab + 1));
            report.add(FindingKind::TabIndentation, span, &[], fix(&broken));
        }
    }
}

/// Returns the tabs before the first other character of each line; a dash with a blank behind it counts as indentation.
fn tabs(text: &str) -> impl Iterator<Item = usize> {
    let mut start = 0;
    text.split_inclusive('\n').flat_map(move |line| {
        let from = start;
        start += line.len();
        let lead = line.len() - line.trim_start_matches([' ', '\t', '-']).len();
        let blank = line.trim().is_empty();
        let tabs = line.bytes().enumerate().take(if blank { 0 } else { lead });
        tabs.filter(|(_, it)| *it == b'\t').map(|(at, _)| from + at).collect::<Vec<_>>()
    })
}

/// Replaces all such tabs by as many spaces as make the text readable; in a whole file, the sections in it too if that
/// can be.
fn fix(broken: &Broken<'_>) -> Option<Vec<Edit>> {
    let edits = |width: usize| -> Vec<Edit> {
        let spaces = " ".repeat(width);
        tabs(broken.text).map(|at| Edit::replace(Span::new(at, at + 1), spaces.clone())).collect()
    };
    let mut file_only = None;
    for width in [2, 4, 8, 1, 3, 6] {
        let edits = edits(width);
        let text = apply_edits(broken.text, &edits).ok()?;
        let Some(section) = broken.section else {
            if matches!(Manifest::read(&text).shape, Shape::ConfigMap) {
                if !crate::AwsAuth::parse(&text).has_parse_error() {
                    return Some(edits);
                }
                file_only.get_or_insert(edits);
            }
            continue;
        };
        let read = crate::AwsAuth::from_data(
            (section.section == Section::MapRoles).then_some(text.as_str()),
            (section.section == Section::MapUsers).then_some(text.as_str()),
            (section.section == Section::MapAccounts).then_some(text.as_str()),
        );
        if !read.has_parse_error() {
            return broken.lift(edits);
        }
    }
    file_only
}
