//! From an edit of a section's text to an edit of the file.

use eks_iam_span::{Edit, Span, apply_edits};

use super::write;
use crate::{
    section::SectionText,
    yaml::{Node, Style, Value},
};

/// Returns the smallest edit of the section's text that gives a scalar another text.
///
/// Where the changed characters stand verbatim and the new ones need no quoting, only they change; else the scalar is
/// written anew.
pub(crate) fn value_edit(node: &Node<'_>, value: &Value<'_>, new: &str, flow: bool) -> Edit {
    let old = value.text.as_ref();
    let prefix = common_prefix(old, new);
    let suffix = common_suffix(old.get(prefix..).unwrap_or_default(), new.get(prefix..).unwrap_or_default());
    let (from, to) = (prefix, old.len() - suffix);
    let inserted = new.get(prefix..new.len() - suffix).unwrap_or_default();
    let safe = match value.style {
        Style::Plain => write::is_plain_safe(new, flow),
        Style::DoubleQuoted => !inserted.contains(['"', '\\']) && !inserted.chars().any(char::is_control),
        Style::SingleQuoted => {
            let removed = old.get(from..to).unwrap_or_default();
            !inserted.contains('\'') && !removed.contains('\'') && !inserted.chars().any(char::is_control)
        }
        Style::Literal | Style::Folded => false,
    };
    if safe && from < to && value.map.is_verbatim(from, to) {
        return Edit::replace(Span::new(value.map.start(from), value.map.end(to)), inserted);
    }
    let mut written = match value.style {
        Style::DoubleQuoted => write::double_quoted(new),
        Style::SingleQuoted if !new.chars().any(char::is_control) => {
            format!("'{}'", new.replace('\'', "''"))
        }
        _ => write::scalar(new, flow),
    };
    if value.style.is_block() {
        written.push('\n');
    }
    Edit::replace(Span::new(node.start, node.end), written)
}

fn common_prefix(left: &str, right: &str) -> usize {
    left.char_indices()
        .zip(right.chars())
        .find(|((_, a), b)| a != b)
        .map_or(left.len().min(right.len()), |((at, _), _)| at)
}

fn common_suffix(left: &str, right: &str) -> usize {
    left.chars().rev().zip(right.chars().rev()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}

/// Returns the edits of the file that make these edits of the section's text; `None` when the section is written so
/// that they cannot be made.
pub(crate) fn lift(section: &SectionText<'_>, edits: &[Edit]) -> Option<Vec<Edit>> {
    match section.style {
        None => Some(
            edits
                .iter()
                .map(|it| Edit::replace(section.file_span(it.span), it.replacement.clone()))
                .collect(),
        ),
        Some(Style::Literal) => edits.iter().map(|it| lift_into_block(section, it)).collect(),
        Some(Style::Folded) => {
            let text = apply_edits(section.text, edits).ok()?;
            let written = write::literal(&text, section.block_indent()?);
            Some(vec![Edit::replace(section.scalar, written)])
        }
        Some(style) => {
            let direct: Option<Vec<Edit>> =
                edits.iter().map(|it| lift_into_quotes(section, style, it)).collect();
            if direct.is_some() {
                return direct;
            }
            let text = apply_edits(section.text, edits).ok()?;
            let written = match style {
                Style::SingleQuoted if !text.chars().any(char::is_control) => {
                    format!("'{}'", text.replace('\'', "''"))
                }
                Style::Plain => write::scalar(&text, true),
                _ => write::double_quoted(&text),
            };
            Some(vec![Edit::replace(section.scalar, written)])
        }
    }
}

fn lift_into_quotes(section: &SectionText<'_>, style: Style, edit: &Edit) -> Option<Edit> {
    let (from, to) = (edit.span.start(), edit.span.end());
    let text = &edit.replacement;
    let safe = match style {
        Style::DoubleQuoted => !text.contains(['"', '\\']),
        Style::SingleQuoted => {
            !text.contains('\'') && !section.text.get(from..to).unwrap_or_default().contains('\'')
        }
        _ => false,
    };
    let fits = safe && !text.chars().any(char::is_control) && from < to && section.map.is_verbatim(from, to);
    fits.then(|| Edit::replace(Span::new(section.map.start(from), section.map.end(to)), text.clone()))
}

fn lift_into_block(section: &SectionText<'_>, edit: &Edit) -> Option<Edit> {
    let (from, to) = (edit.span.start(), edit.span.end());
    let text = edit.replacement.as_str();
    let at_line_start = |at: usize| at == 0 || section.text.as_bytes().get(at - 1) == Some(&b'\n');
    let whole_lines = at_line_start(from) && at_line_start(to) && (text.is_empty() || text.ends_with('\n'));
    let indent = " ".repeat(section.block_indent()?);
    if whole_lines {
        let lines: String = text
            .lines()
            .map(|line| if line.is_empty() { "\n".to_owned() } else { format!("{indent}{line}\n") })
            .collect();
        let place = |at: usize| section.file_line_start(at);
        return Some(Edit::replace(Span::new(place(from), place(to)), lines));
    }
    let (start, end) = if from == to {
        let at = if at_line_start(from) { section.map.start(from) } else { section.map.end(from) };
        (at, at)
    } else {
        (section.map.start(from), if at_line_start(to) { section.map.start(to) } else { section.map.end(to) })
    };
    let mut written = String::with_capacity(text.len());
    let mut lines = text.split('\n');
    written.push_str(lines.next().unwrap_or_default());
    for line in lines {
        written.push('\n');
        written.push_str(&indent);
        written.push_str(line);
    }
    Some(Edit::replace(Span::new(start, end), written))
}
