//! `yaml-alias`: an anchor is used; the authenticator reads it, other tools expand it when they write.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "yaml-alias",
    severity: Severity::Info,
    fixable: true,
    message: Words {
        en: "`{0}` is an alias: it works, and other tools write its content out the next time",
        ja: "`{0}` はエイリアスです。動作しますが、ほかのツールが次に書き込むときに展開されます",
    },
    explanation: Words {
        en: "Anchors and aliases work inside a section. Tools that rewrite the section replace each alias by its content, \
             so that the text changes under you.",
        ja: "アンカーとエイリアスはセクションの中で使えます。ただし、セクションを書き直すツールはエイリアスを内容に\
             置き換えるため、テキストが知らないうちに変わります。",
    },
    example: "- userarn: arn:aws:iam::111122223333:user/hana\n  username: hana\n  groups: &team\n  - viewers\n- userarn: \
              arn:aws:iam::111122223333:user/sato\n  username: sato\n  groups: *team\n",
    mended: Some(
        "- userarn: arn:aws:iam::111122223333:user/hana\n  username: hana\n  groups: &team\n  - viewers\n- userarn: \
         arn:aws:iam::111122223333:user/sato\n  username: sato\n  groups: [viewers]\n",
    ),
};

/// An expanded text longer than this is not written.
const LONGEST: usize = 64 * 1024;

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let outer = context.manifest.tree.first_alias.map(|(start, end)| (Span::new(start, end), None));
    let inner = context.sections.iter().filter_map(|section| {
        let (start, end) = section.tree()?.first_alias?;
        let range = Span::new(start, end);
        Some((section.place(range, range), Some((section, range))))
    });
    let Some((span, place)) = outer.into_iter().chain(inner).min_by_key(|(span, _)| span.start()) else { return };
    let (name, fix) = match place {
        Some((section, range)) => (range.slice(section.text), expand(section)),
        None => (span.slice(context.manifest.text), None),
    };
    report.add(FindingKind::YamlAlias, span, &[name], fix);
}

/// Writes out every alias of a section.
fn expand(section: &SectionText<'_>) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    let mut length = 0;
    for entry in &section.entries {
        if section.is_alias(entry.item) {
            return None;
        }
        let Data::Mapping { entries, .. } = &section.node(entry.item)?.data else { continue };
        for &(key, value) in entries {
            if section.is_alias(key) {
                return None;
            }
            let edit = if section.tree().is_some_and(|it| crate::yaml::is_merge(it, key)) {
                Some(expand_merge(section, entry, key, value)?)
            } else {
                expand_value(section, value, &mut edits)?
            };
            length += edit.as_ref().map_or(0, |it| it.replacement.len());
            edits.extend(edit);
        }
    }
    if length > LONGEST || edits.is_empty() {
        return None;
    }
    lift::lift(section, &edits)
}

fn expand_value(section: &SectionText<'_>, value: NodeId, edits: &mut Vec<Edit>) -> Option<Option<Edit>> {
    if section.is_alias(value) {
        return Some(Some(Edit::replace(section.range(value), flow(section, value)?)));
    }
    for &item in section.items(value) {
        if section.is_alias(item) {
            edits.push(Edit::replace(section.range(item), flow(section, item)?));
        }
    }
    Some(None)
}

/// Writes the fields that a merge key brings in and that nothing overrides, in place of the key.
fn expand_merge(section: &SectionText<'_>, entry: &Entry, key: NodeId, value: NodeId) -> Option<Edit> {
    let place = section.range(key);
    let overwrites = entry.fields.iter().any(|it| it.overridden && !it.merged);
    let merges = entry.fields.iter().filter(|it| it.merged && !it.overridden);
    if overwrites || section.is_flow(entry.item) {
        return None;
    }
    let pad = " ".repeat(section.column(place.start()));
    let fields: Option<Vec<String>> = merges
        .map(|it| Some(format!("{}: {}", write::scalar(section.text_at(it.key), false), flow(section, it.value)?)))
        .collect();
    let fields = fields?;
    if fields.is_empty() {
        return None;
    }
    Some(Edit::replace(place.cover(section.range(value)), fields.join(&format!("\n{pad}"))))
}

/// Writes a scalar or a list of scalars on one line; `None` for anything deeper.
fn flow(section: &SectionText<'_>, id: NodeId) -> Option<String> {
    let scalar = |id: NodeId| match section.state(id) {
        State::Text(_) => Some(write::scalar(section.text_at(id), true)),
        State::Null(_) => Some("null".to_owned()),
        State::Wrong(_) => section.value(id).map(|it| it.text.clone().into_owned()),
        _ => None,
    };
    match section.state(id) {
        State::List(_) => {
            let items: Option<Vec<String>> = section.items(id).iter().map(|it| scalar(*it)).collect();
            Some(format!("[{}]", items?.join(", ")))
        }
        _ => scalar(id),
    }
}
