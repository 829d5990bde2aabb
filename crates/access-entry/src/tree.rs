//! Values to be written: a few constructors of document nodes.

use eks_iam_document::{Entry, Node, Scalar, ScalarStyle, Value};
use eks_iam_span::Span;

/// Returns a string.
pub(crate) fn text(value: &str) -> Node {
    Node::new(Value::Scalar(Scalar::new(value, ScalarStyle::DoubleQuoted)), Span::default())
}

/// Returns a list of strings.
pub(crate) fn texts<'a>(values: impl IntoIterator<Item = &'a String>) -> Node {
    list(values.into_iter().map(|it| text(it)).collect())
}

/// Returns a list.
pub(crate) fn list(items: Vec<Node>) -> Node {
    Node::new(Value::Sequence(items), Span::default())
}

/// Returns a mapping in that order.
pub(crate) fn map<'a>(entries: impl IntoIterator<Item = (&'a str, Node)>) -> Node {
    let entry = |(key, value)| Entry { key: text(key), value };
    Node::new(Value::Mapping(entries.into_iter().map(entry).collect()), Span::default())
}
