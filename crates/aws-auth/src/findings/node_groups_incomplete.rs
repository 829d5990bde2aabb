//! `node-groups-incomplete`: a node's entry that lacks a group.

use super::{joined_groups::is_joined, checks::*};

pub(super) const RULE: Rule = Rule {
    name: "node-groups-incomplete",
    severity: Severity::Error,
    fixable: true,
    message: Words {
        en: "the node's entry lacks {0}: nodes do not join, or cannot proxy",
        ja: "ノードのエントリに {0} がありません。ノードが参加できない、またはプロキシが動作しません",
    },
    explanation: Words {
        en: "Nodes need system:bootstrappers and system:nodes; Fargate (`system:node:{{SessionName}}`) needs \
             system:node-proxier besides.",
        ja: "ノードには system:bootstrappers と system:nodes が必要です。Fargate (`system:node:{{SessionName}}`) にはさらに \
             system:node-proxier が必要です。",
    },
    example: "- rolearn: arn:aws:iam::111122223333:role/node\n  username: system:node:{{EC2PrivateDNSName}}\n  groups:\n  - \
              system:nodes\n",
    mended: Some(
        "- rolearn: arn:aws:iam::111122223333:role/node\n  username: system:node:{{EC2PrivateDNSName}}\n  groups:\n  - \
         system:nodes\n  - system:bootstrappers\n",
    ),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (section, entry) in context.kept_with(Traits::of(Trait::Node)) {
        let username = username_of(section, entry);
        if !username.starts_with("system:node:") || is_told(section, entry) {
            continue;
        }
        let fargate = username == "system:node:{{SessionName}}";
        let needed = ["system:bootstrappers", "system:nodes", "system:node-proxier"];
        let missing: Vec<&str> = needed
            .into_iter()
            .take(if fargate { 3 } else { 2 })
            .filter(|it| !has_group(section, entry, it))
            .collect();
        if missing.is_empty() {
            continue;
        }
        let place = match entry.field(entry.groups) {
            Some(field) => section.key_place(entry, field),
            None => section.place(entry.head, entry.head),
        };
        report.add(FindingKind::NodeGroupsIncomplete, place, &[&missing.join(", ")], fix(section, entry, &missing));
    }
}

/// Whether another finding tells already what is wrong with the groups.
fn is_told(section: &SectionText<'_>, entry: &Entry) -> bool {
    matches!(entry.groups.state, State::Wrong(_) | State::Text(_) | State::Mapping(_))
        || groups_of(section, entry).any(|it| {
            is_joined(it.text)
                || characters::placeholder(it.text).is_some()
                || !matches!(it.state, State::Text(_) | State::Null(_))
        })
}

fn fix(section: &SectionText<'_>, entry: &Entry, missing: &[&str]) -> Option<Vec<Edit>> {
    if let (State::List(list), true) = (entry.groups.state, section.is_own(entry, entry.groups))
        && !section.items(list).is_empty()
    {
        return items::lifted(section, items::append_items(section, list, missing));
    }
    let flow = section.is_flow(entry.item);
    if let Some(field) = entry.field(entry.groups) {
        let (key, value) = (section.range(field.key), section.range(field.value));
        if field.merged || section.is_shared(field.value) {
            return None;
        }
        let list = items::list_value(section, key, flow, missing);
        if flow {
            return lift::lift(section, &[Edit::replace(value, list)]);
        }
        let after = section.text.get(key.end()..value.end().max(key.end()))?;
        let colon = key.end() + after.find(':').unwrap_or(0) + 1;
        return lift::lift(section, &[Edit::replace(Span::new(colon, value.end().max(colon)), list)]);
    }
    let username = entry.field(entry.username).filter(|_| section.is_own(entry, entry.username))?;
    let (key, value) = (section.range(username.key), section.range(username.value));
    let list = items::list_value(section, key, flow, missing);
    let text = if flow {
        format!(", groups: {list}")
    } else {
        let column = section.column(key.start());
        if section.value(username.value).is_some_and(|it| it.style.is_block()) {
            return None;
        }
        format!("\n{}groups:{list}", " ".repeat(column))
    };
    lift::lift(section, &[Edit::insert(value.end(), text)])
}
