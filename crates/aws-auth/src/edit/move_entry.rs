//! Moving an entry from mapRoles to mapUsers or back.

use eks_iam_span::{Edit, Span};

use super::{items, lift, write};
use crate::{
    Section,
    context::{Context, arn_of},
    manifest::Shape,
    section::{Entry, Known, SectionText},
    yaml::Style,
};

/// Returns the edits that move an entry to the other section; `None` where that would change who is mapped or how, or
/// where the texts are not written in blocks.
pub(crate) fn to_other_section(
    context: &Context<'_>,
    section: &SectionText<'_>,
    entry: &Entry,
) -> Option<Vec<Edit>> {
    let other = if section.section == Section::MapRoles { Section::MapUsers } else { Section::MapRoles };
    let tree = section.tree().filter(|it| !it.has_alias())?;
    let same = context.same_arn(arn_of(section, entry));
    let hidden = match (same, section.section) {
        ([_], _) => None,
        // An entry of mapUsers that was never reached makes room.
        ([(Section::MapRoles, _), (Section::MapUsers, hidden)], Section::MapRoles) => Some(*hidden),
        _ => return None,
    };
    if section.style != Some(Style::Literal)
        || !matches!(context.manifest.shape, Shape::ConfigMap)
        || section.is_flow(entry.item)
    {
        return None;
    }
    let lines = items::item_lines(section, section.range(entry.item))?;
    let moved = renamed(section, entry, lines, other)?;
    let removed = if section.entries.len() == 1 {
        Edit::replace(Span::new(0, section.text.len()), "[]\n")
    } else {
        items::remove_item(section, tree.root?, entry.index)?
    };
    let mut edits = lift::lift(section, &[removed])?;
    if let Some(hidden) = hidden {
        let users = context.section(Section::MapUsers)?;
        let root = users.tree().filter(|it| !it.has_alias())?.root?;
        edits.extend(lift::lift(users, &[items::remove_item(users, root, hidden)?])?);
    }
    edits.extend(added(context, other, &moved)?);
    Some(edits)
}

/// Returns the lines of the entry at the left edge, with the other section's name for its ARN.
fn renamed(section: &SectionText<'_>, entry: &Entry, lines: Span, other: Section) -> Option<String> {
    let arns = entry.fields.iter().filter(|it| it.known == Some(Known::Arn));
    if arns.count() != 1 || entry.fields.iter().any(|it| it.merged) {
        return None;
    }
    let foreign = |it: &&crate::section::Field| it.known.is_none();
    if entry.fields.iter().find(foreign).is_some() {
        return None;
    }
    let key = section.range(entry.field(entry.arn)?.key);
    let text = section.text;
    let renamed = format!(
        "{}{}{}",
        text.get(lines.start()..key.start())?,
        other.arn_field(),
        text.get(key.end()..lines.end())?
    );
    let column = renamed.len() - renamed.trim_start_matches(' ').len();
    crate::manifest::Manifest::moved_lines(&renamed, column, 0)
}

/// Returns the edits that add the lines of an entry at the end of a section, which is made where it is missing.
pub(super) fn added(context: &Context<'_>, section: Section, entry: &str) -> Option<Vec<Edit>> {
    let manifest = context.manifest;
    let Some(target) = context.section(section) else {
        let data = manifest.field("data")?;
        if manifest.is_flow(data.value) || manifest.pair(data.value, section.key()).is_some() {
            return None;
        }
        let last = manifest.pairs(data.value).last()?;
        let column = manifest.column(manifest.span(last.key).start());
        let end = manifest.pair_lines(last)?.end();
        let written = write::literal(entry, column + 2);
        let line = format!("{}{}: {written}", " ".repeat(column), section.key());
        let ends = manifest.text.get(..end)?.ends_with('\n');
        return Some(vec![Edit::insert(end, if ends { line } else { format!("\n{line}") })]);
    };
    let tree = target.tree();
    let empty = target.text.trim().is_empty()
        || tree.is_some_and(|it| it.root.is_none_or(|it| target.items(it).is_empty()));
    if empty && !matches!(target.style, Some(Style::Literal)) {
        let column = manifest.column(target.key.start());
        let literal = write::literal(entry, column + 2);
        let literal = literal.trim_end_matches('\n').to_owned();
        return Some(vec![Edit::replace(target.scalar, literal)]);
    }
    if target.style.is_some_and(|it| it != Style::Literal) {
        return None;
    }
    if empty {
        let comments: String =
            target.text.split_inclusive('\n').filter(|it| it.trim_start().starts_with('#')).collect();
        let whole = Edit::replace(Span::new(0, target.text.len()), format!("{comments}{entry}"));
        return if target.text.trim().is_empty() { None } else { lift::lift(target, &[whole]) };
    }
    let root = tree?.root?;
    let last = *target.items(root).last()?;
    if target.is_flow(root) {
        return None;
    }
    let lines = items::item_lines(target, target.range(last))?;
    let first = target.text.get(lines.start()..)?;
    let column = first.len() - first.trim_start_matches(' ').len();
    let moved = crate::manifest::Manifest::moved_lines(entry, 0, column)?;
    let body = target.text.get(..lines.end())?;
    if body.ends_with('\n') {
        return lift::lift(target, &[Edit::insert(lines.end(), moved)]);
    }
    lift::lift(target, &[Edit::insert(lines.end(), format!("\n{}", moved.trim_end()))])
}
