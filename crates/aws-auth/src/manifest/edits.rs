//! Edits of the file around the sections.

use eks_iam_span::{Edit, Span};

use super::{Data, Manifest, NodeId, Pair};
use crate::edit::{lift, write};

impl Manifest<'_> {
    /// Returns the start of the line in which byte `at` stands.
    pub(crate) fn line_start(&self, at: usize) -> usize {
        self.text.get(..at).and_then(|it| it.rfind('\n')).map_or(0, |it| it + 1)
    }

    /// Returns the start of the next line, or the end of the file.
    pub(crate) fn next_line(&self, at: usize) -> usize {
        self.text.get(at..).and_then(|it| it.find('\n')).map_or(self.text.len(), |it| at + it + 1)
    }

    /// Returns the column of byte `at`, in bytes.
    pub(crate) fn column(&self, at: usize) -> usize {
        at - self.line_start(at)
    }

    /// Returns the first line that is not empty, for what concerns the whole file.
    pub(crate) fn first_line(&self) -> Span {
        let start = self.text.len() - self.text.trim_start_matches('\u{FEFF}').len();
        let line = self.text.get(start..).unwrap_or_default().lines().next().unwrap_or_default();
        Span::new(start, start + line.trim_end().len())
    }

    /// Whether a collection is written with brackets or braces.
    pub(crate) fn is_flow(&self, id: NodeId) -> bool {
        self.node(id).is_some_and(|node| match node.data {
            Data::Sequence { flow, .. } | Data::Mapping { flow, .. } => flow,
            _ => false,
        })
    }

    /// Returns the whole lines of a pair of a block mapping; `None` when something else stands on them too.
    pub(crate) fn pair_lines(&self, pair: Pair) -> Option<Span> {
        let (key, value) = (self.span(pair.key), self.span(pair.value));
        let start = self.line_start(key.start());
        let lead = self.text.get(start..key.start())?;
        let end = value.end().max(key.end());
        if !lead.trim().is_empty() {
            return None;
        }
        if end > start && self.text.as_bytes().get(end - 1) == Some(&b'\n') {
            return Some(Span::new(start, end));
        }
        let next = self.next_line(end);
        let rest = self.text.get(end..next)?.trim().trim_start_matches(':').trim();
        (rest.is_empty() || rest.starts_with('#')).then(|| Span::new(start, next))
    }

    /// Returns the edit that removes a pair of a mapping.
    pub(crate) fn remove_pair(&self, mapping: NodeId, pair: Pair) -> Option<Edit> {
        if !self.is_flow(mapping) {
            return Some(Edit::delete(self.pair_lines(pair)?));
        }
        let pairs: Vec<Pair> = self.pairs(mapping).collect();
        let index = pairs.iter().position(|it| it.key == pair.key)?;
        let whole = |it: &Pair| self.span(it.key).cover(self.span(it.value));
        let own = whole(&pair);
        Some(Edit::delete(match (index.checked_sub(1).and_then(|it| pairs.get(it)), pairs.get(index + 1)) {
            (_, Some(next)) => Span::new(own.start(), self.span(next.key).start()),
            (Some(previous), None) => Span::new(whole(previous).end(), own.end()),
            (None, None) => own,
        }))
    }

    /// Returns the edit that gives a scalar another text.
    pub(crate) fn replace_scalar(&self, id: NodeId, new: &str) -> Option<Vec<Edit>> {
        let node = self.node(id)?;
        let Data::Scalar(value) = &node.data else { return None };
        Some(vec![lift::value_edit(node, value, new, true)])
    }

    /// Returns the edit that adds a pair with a short text behind another pair of the same mapping.
    pub(crate) fn insert_after(
        &self,
        mapping: NodeId,
        pair: Pair,
        key: &str,
        value: &str,
    ) -> Option<Vec<Edit>> {
        let place = self.span(pair.value);
        if self.is_flow(mapping) {
            let text = format!(", {}: {}", write::double_quoted(key), write::double_quoted(value));
            return Some(vec![Edit::insert(place.end(), text)]);
        }
        let lines = self.pair_lines(pair)?;
        let pad = " ".repeat(self.column(self.span(pair.key).start()));
        let line = format!("{pad}{key}: {}\n", write::scalar(value, false));
        let ends = self.text.get(..lines.end())?.ends_with('\n');
        let line = if ends { line } else { format!("\n{}", line.trim_end()) };
        Some(vec![Edit::insert(lines.end(), line)])
    }

    /// Returns lines moved by the difference of two columns; `None` when a line is too far left.
    pub(crate) fn moved_lines(lines: &str, from: usize, to: usize) -> Option<String> {
        let pad = " ".repeat(to.saturating_sub(from));
        let cut = from.saturating_sub(to);
        let mut moved = String::with_capacity(lines.len());
        for line in lines.split_inclusive('\n') {
            if line.trim().is_empty() {
                moved.push_str(line.trim_start_matches([' ', '\t']));
                continue;
            }
            let indent = line.len() - line.trim_start_matches(' ').len();
            if indent < cut {
                return None;
            }
            moved.push_str(&pad);
            moved.push_str(line.get(cut..)?);
        }
        if !moved.ends_with('\n') {
            moved.push('\n');
        }
        Some(moved)
    }
}
