//! Removing and adding items of lists and keys of mappings.

use eks_iam_span::{Edit, Span};

use super::{lift, write};
use crate::{
    section::SectionText,
    yaml::{Data, NodeId},
};

/// Returns the edit of the section's text that removes an item of a list.
pub(crate) fn remove_item(section: &SectionText<'_>, list: NodeId, index: usize) -> Option<Edit> {
    let items = section.items(list);
    let item = section.range(*items.get(index)?);
    if section.is_flow(list) {
        let next = items.get(index + 1).map(|it| section.range(*it));
        let previous = index.checked_sub(1).and_then(|it| items.get(it)).map(|it| section.range(*it));
        return Some(Edit::delete(flow_range(item, previous, next)));
    }
    Some(Edit::delete(item_lines(section, item)?))
}

/// Returns the whole lines of an item of a block list, its dash included.
pub(crate) fn item_lines(section: &SectionText<'_>, item: Span) -> Option<Span> {
    let start = section.line_start(item.start());
    let lead = section.text.get(start..item.start())?;
    let dash = lead.trim_start_matches(' ').strip_prefix('-')?;
    if !dash.trim_matches([' ', '\t']).is_empty() {
        return None;
    }
    Some(Span::new(start, lines_end(section, item)?))
}

/// Returns the end of the line in which a value ends, provided that nothing but a comment follows there.
pub(crate) fn lines_end(section: &SectionText<'_>, value: Span) -> Option<usize> {
    let end = value.end();
    if end > value.start() && section.text.as_bytes().get(end - 1) == Some(&b'\n') {
        return Some(end);
    }
    let next = section.next_line(end);
    let rest = section.text.get(end..next)?.trim();
    (rest.is_empty() || rest.starts_with('#')).then_some(next)
}

fn flow_range(item: Span, previous: Option<Span>, next: Option<Span>) -> Span {
    match (previous, next) {
        (_, Some(next)) => Span::new(item.start(), next.start()),
        (Some(previous), None) => Span::new(previous.end(), item.end()),
        (None, None) => item,
    }
}

/// Returns the edit that removes the pair number `index` of a mapping.
pub(crate) fn remove_pair(section: &SectionText<'_>, mapping: NodeId, index: usize) -> Option<Edit> {
    let Data::Mapping { entries, flow } = &section.node(mapping)?.data else { return None };
    let whole = |&(key, value): &(NodeId, NodeId)| section.range(key).cover(section.range(value));
    let pair = whole(entries.get(index)?);
    let next = entries.get(index + 1).map(whole);
    if *flow {
        let previous = index.checked_sub(1).and_then(|it| entries.get(it)).map(whole);
        return Some(Edit::delete(flow_range(pair, previous, next)));
    }
    let start = section.line_start(pair.start());
    let lead = section.text.get(start..pair.start())?;
    if lead.trim().is_empty() {
        return Some(Edit::delete(Span::new(start, lines_end(section, pair)?)));
    }
    // The first key stands behind the dash: the next key takes its place.
    let next = next?;
    (section.column(next.start()) == section.column(pair.start()))
        .then(|| Edit::delete(Span::new(pair.start(), next.start())))
}

/// Returns the edit that adds items behind the last one of a list.
pub(crate) fn append_items(section: &SectionText<'_>, list: NodeId, names: &[&str]) -> Option<Edit> {
    let last = section.range(*section.items(list).last()?);
    if section.is_flow(list) {
        let names: String = names.iter().map(|it| format!(", {}", write::scalar(it, true))).collect();
        return Some(Edit::insert(last.end(), names));
    }
    let lines = item_lines(section, last)?;
    let dash = section.text.get(lines.start()..last.start())?;
    let column = dash.len() - dash.trim_start_matches(' ').len();
    let pad = " ".repeat(column);
    let names: String = names.iter().map(|it| format!("\n{pad}- {}", write::scalar(it, false))).collect();
    let end = section.text.get(..lines.end())?.trim_end_matches(['\n', '\r']).len();
    Some(Edit::insert(end, names))
}

/// Writes a list as the value of the key that stands at `key`: on lines of its own, or in brackets inside braces.
pub(crate) fn list_value(section: &SectionText<'_>, key: Span, flow: bool, names: &[&str]) -> String {
    if flow || names.is_empty() {
        let names: Vec<String> = names.iter().map(|it| write::scalar(it, true)).collect();
        return format!("[{}]", names.join(", "));
    }
    let pad = " ".repeat(section.column(key.start()) + 2);
    names.iter().map(|it| format!("\n{pad}- {}", write::scalar(it, false))).collect()
}

/// Lifts one edit of the section's text.
pub(crate) fn lifted(section: &SectionText<'_>, edit: Option<Edit>) -> Option<Vec<Edit>> {
    lift::lift(section, &[edit?])
}
