//! `groups-not-a-list`: a text or a mapping; the groups are dropped and the entry is kept.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "groups-not-a-list",
    severity: Severity::Error,
    fixable: true,
    message: Words {
        en: "`groups` is no list, so the entry has no groups: its callers log in and may do nothing",
        ja: "`groups` がリストではないため、グループは無いものとされます。ログインはできても何もできません",
    },
    explanation: Words {
        en: "`groups: system:masters` is a text. The authenticator keeps the entry and drops the groups, so that the login \
             succeeds and everything is Forbidden. Write a list.",
        ja: "`groups: system:masters` は文字列です。オーセンティケーターはエントリを残してグループを捨てるため、ログインは\
             成功しますが、すべて Forbidden になります。リストで書いてください。",
    },
    example: "- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups: operators\n",
    mended: Some("- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups:\n    - operators\n"),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (section, entry) in context.kept_with(Traits::of(Trait::NoGroups)) {
        if let State::Wrong(_) | State::Text(_) | State::Mapping(_) = entry.groups.state {
            let place = section.slot_place(entry, entry.groups);
            report.add(FindingKind::GroupsNotAList, place, &[], fix(section, entry));
        }
    }
}

fn fix(section: &SectionText<'_>, entry: &Entry) -> Option<Vec<Edit>> {
    if !section.is_own(entry, entry.groups) {
        return None;
    }
    let field = entry.field(entry.groups)?;
    let names: Vec<String> = match section.state(field.value) {
        State::Text(id) | State::Wrong(id) => {
            let text = section.text_at(id);
            text.split([',', ' ', '\t', '\n']).filter(|it| !matches!(*it, "" | "-")).map(str::to_owned).collect()
        }
        State::Mapping(id) => {
            let Data::Mapping { entries, .. } = &section.node(id)?.data else { return None };
            let empty = entries.iter().all(|(_, value)| matches!(section.state(*value), State::Null(_)));
            let keys = entries.iter().map(|(key, _)| section.text_at(*key).to_owned()).collect();
            if empty { keys } else { return None }
        }
        _ => return None,
    };
    if names.is_empty() {
        return None;
    }
    let (key, value) = (section.range(field.key), section.range(field.value));
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let flow = section.is_flow(entry.item);
    let list = items::list_value(section, key, flow, &names);
    let colon = key.end() + section.text.get(key.end()..value.start())?.find(':')? + 1;
    let block = section.value(field.value).is_some_and(|it| it.style.is_block());
    let (start, list) = if flow { (value.start(), list) } else { (colon, list) };
    let list = if block { format!("{list}\n") } else { list };
    lift::lift(section, &[Edit::replace(Span::new(start, value.end()), list)])
}
