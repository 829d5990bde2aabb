//! `joined-groups`: one item that holds several names, which is one group of that odd name.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "joined-groups",
    severity: Severity::Error,
    fixable: true,
    message: Words {
        en: "`{0}` is one group, not several: no binding has this name",
        ja: "`{0}` は複数ではなく一つのグループです。この名前のバインディングはありません",
    },
    explanation: Words {
        en: "A dash that is indented more than the one above continues that line, and commas or blanks do not separate \
             groups. No error is logged; nodes with such a group cannot work. Write one item for each group.",
        ja: "上の行より深くインデントされた `-` は前の行の続きになり、カンマや空白はグループの区切りになりません。エラーは\
             記録されず、このようなグループを持つノードは動作しません。グループごとに項目を分けてください。",
    },
    example: "- rolearn: arn:aws:iam::111122223333:role/node\n  username: system:node:{{EC2PrivateDNSName}}\n  groups:\n  - \
              system:bootstrappers\n    - system:nodes\n",
    mended: Some(
        "- rolearn: arn:aws:iam::111122223333:role/node\n  username: system:node:{{EC2PrivateDNSName}}\n  groups:\n  - \
         system:bootstrappers\n  - system:nodes\n",
    ),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (section, entry) in context.kept_with(Traits::of(Trait::Joined)) {
        for group in groups_of(section, entry).filter(|it| is_joined(it.text)) {
            let fix = fix(section, entry, &group);
            report.add(FindingKind::JoinedGroups, section.group_place(entry, &group), &[group.text], fix);
        }
    }
}

/// Whether a group's text holds several names.
pub(super) fn is_joined(text: &str) -> bool {
    let trimmed = text.trim_matches([' ', '\t', '\n', ',']);
    trimmed.contains([' ', ',', '\t', '\n']) && characters::placeholder(text).is_none() && !text.contains("{{")
}

fn fix(section: &SectionText<'_>, entry: &Entry, group: &Group<'_>) -> Option<Vec<Edit>> {
    if !section.is_own(entry, entry.groups) || section.is_shared(group.item) {
        return None;
    }
    let names: Vec<&str> =
        group.text.split([' ', ',', '\t', '\n']).filter(|it| !matches!(*it, "" | "-")).collect();
    let list = entry.groups.state.node()?;
    let range = section.range(group.item);
    if section.is_flow(list) {
        let names: Vec<String> = names.iter().map(|it| write::scalar(it, true)).collect();
        return lift::lift(section, &[Edit::replace(range, names.join(", "))]);
    }
    let lines = items::item_lines(section, range)?;
    let lead = section.text.get(lines.start()..range.start())?;
    let pad = lead.len() - lead.trim_start_matches(' ').len();
    let names: Vec<String> = names.iter().map(|it| write::scalar(it, false)).collect();
    let written = names.join(&format!("\n{}- ", " ".repeat(pad)));
    let block = section.value(group.item).is_some_and(|it| it.style.is_block());
    let written = if block { format!("{written}\n") } else { written };
    lift::lift(section, &[Edit::replace(range, written)])
}
