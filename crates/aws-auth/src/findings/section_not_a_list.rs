//! `section-not-a-list`: a mapping or a scalar where the list belongs; every mapping of the section is lost.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "section-not-a-list",
    severity: Severity::Error,
    fixable: true,
    message: Words {
        en: "`{0}` is no list, so nothing of it is read",
        ja: "`{0}` がリストではないため、何も読み込まれません",
    },
    explanation: Words {
        en: "Each section is a list, also for a single entry: begin the entry with `- `.",
        ja: "各セクションはリストです。エントリが一つだけでも、`- ` で始めてください。",
    },
    example: config_map!(
        "data:\n  mapUsers: |\n    userarn: arn:aws:iam::111122223333:user/hana\n    username: hana\n    groups: [viewers]\n"
    ),
    mended: Some(config_map!(
        "data:\n  mapUsers: |\n    - userarn: arn:aws:iam::111122223333:user/hana\n      username: hana\n      groups: [viewers]\n"
    )),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for section in context.sections {
        let Some(root) = section.tree().and_then(|it| it.root) else { continue };
        if matches!(section.state(root), State::List(_) | State::Null(_) | State::Absent) {
            continue;
        }
        let edit = fix(section, root);
        let fix = edit.and_then(|it| lift::lift(section, &[it]));
        report.add(FindingKind::SectionNotAList, section.head(), &[section.section.key()], fix);
    }
}

/// Makes a single entry a list of one, and accounts behind commas a list.
fn fix(section: &SectionText<'_>, root: NodeId) -> Option<Edit> {
    let range = section.range(root);
    let whole = Span::new(0, section.text.len());
    match section.section {
        Section::MapAccounts => {
            let text = section.text_at(root);
            let accounts: Vec<&str> = text.split([',', ' ', '\n']).filter(|it| !it.is_empty()).collect();
            let fits = |it: &&str| it.len() == 12 && it.bytes().all(|byte| byte.is_ascii_digit());
            let list: String = accounts.iter().map(|it| format!("- \"{it}\"\n")).collect();
            (!accounts.is_empty() && accounts.iter().all(fits)).then(|| Edit::replace(whole, list))
        }
        Section::MapRoles | Section::MapUsers => {
            let Data::Mapping { entries, flow } = &section.node(root)?.data else { return None };
            let arn = section.section.arn_field();
            let named = entries.iter().any(|(key, _)| section.text_at(*key).eq_ignore_ascii_case(arn));
            if !named || *flow || section.column(range.start()) != 0 {
                return None;
            }
            let mut lines = String::new();
            for (start, line) in lines_of(section.text) {
                let mark = if start == range.start() {
                    "- "
                } else if start > range.start() && !line.trim().is_empty() {
                    "  "
                } else {
                    ""
                };
                lines.push_str(mark);
                lines.push_str(line);
            }
            Some(Edit::replace(whole, lines))
        }
    }
}

fn lines_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let from = start;
        start += line.len();
        (from, line)
    })
}
