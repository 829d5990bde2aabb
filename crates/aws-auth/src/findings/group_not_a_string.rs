//! `group-not-a-string`: a number, a boolean, a list or a mapping; it becomes the empty group.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "group-not-a-string",
    severity: Severity::Error,
    fixable: true,
    message: Words {
        en: "the group `{0}` is a {1}, not a string, and becomes the empty group",
        ja: "グループ `{0}` は文字列ではなく{1:word}とみなされ、空のグループになります",
    },
    explanation: Words {
        en: "YAML 1.1 takes `1001`, `yes` and `017` for numbers and booleans, and `- name: x` for a mapping. Such a group \
             has no name and grants nothing. Put it in quotes.",
        ja: "YAML 1.1 では `1001`、`yes`、`017` は数値や真偽値、`- name: x` はマッピングとみなされます。そのようなグループ\
             は名前を失い、何の権限も与えません。引用符で囲んでください。",
    },
    example: "- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups:\n  - 1001\n",
    mended: Some("- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups:\n  - \"1001\"\n"),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (section, entry) in context.kept_with(Traits::of(Trait::OddGroups)) {
        for group in groups_of(section, entry) {
            let Some(found) = type_name(section, group.state) else { continue };
            let place = section.group_place(entry, &group);
            let text = section.range(group.item).slice(section.text);
            report.add(FindingKind::GroupNotAString, place, &[text, found], fix(section, entry, &group));
        }
    }
}

/// Returns what a value is that should be a string.
pub(super) fn type_name(section: &SectionText<'_>, state: State) -> Option<&'static str> {
    match state {
        State::Wrong(id) => {
            let value = section.value(id)?;
            let tag = section.tree().and_then(|it| it.target(id)).and_then(|it| it.tag.as_deref());
            Some(crate::yaml::resolve(&value.text, value.style, tag).map_or("number", Resolved::name))
        }
        State::List(_) => Some("list"),
        State::Mapping(_) => Some("mapping"),
        _ => None,
    }
}

fn fix(section: &SectionText<'_>, entry: &Entry, group: &Group<'_>) -> Option<Vec<Edit>> {
    if !section.is_own(entry, entry.groups) || section.is_shared(group.item) {
        return None;
    }
    let name = match section.state(group.item) {
        State::Wrong(id) => section.text_at(id),
        State::List(id) => match section.items(id) {
            [only] => section.text_at(*only),
            _ => return None,
        },
        State::Mapping(id) => match &section.node(id)?.data {
            // A stray colon behind the name.
            Data::Mapping { entries, .. } => match entries.as_slice() {
                [(key, value)] if matches!(section.state(*value), State::Null(_)) => section.text_at(*key),
                _ => return None,
            },
            _ => return None,
        },
        _ => return None,
    };
    if name.is_empty() {
        return None;
    }
    let range = section.range(group.item);
    // A stray colon belongs to the item.
    let colon = section.text.get(range.end()..)?.starts_with(':');
    let range = if colon { Span::new(range.start(), range.end() + 1) } else { range };
    let plain = write::is_plain_safe(name, true);
    let written = if plain { name.to_owned() } else { write::double_quoted(name) };
    lift::lift(section, &[Edit::replace(range, written)])
}
