//! Tables of cases: one JSON object a line.

use eks_iam_document::{Node, parse_json_strict};

/// Reads a table; blank lines are passed over.
pub(crate) fn read(table: &str) -> Vec<Node> {
    table.lines().filter(|it| !it.trim().is_empty()).map(|it| parse_json_strict(it).unwrap()).collect()
}

/// Returns a column that must be a text.
#[track_caller]
pub(crate) fn text<'a>(row: &'a Node, column: &str) -> &'a str {
    row.get(column).and_then(Node::as_str).unwrap()
}

/// Returns a column that is a list of texts, empty when it is not there.
pub(crate) fn texts<'a>(row: &'a Node, column: &str) -> Vec<&'a str> {
    let items = row.get(column).and_then(Node::as_sequence).unwrap_or_default();
    items.iter().filter_map(Node::as_str).collect()
}

/// Follows keys and indexes downward.
#[track_caller]
pub(crate) fn follow<'a>(node: &'a Node, path: &[&str]) -> &'a Node {
    path.iter().fold(node, |node, step| match node.as_sequence() {
        Some(items) => &items[step.parse::<usize>().unwrap()],
        None => node.get(step).unwrap(),
    })
}
