//! Where each value stands.

use eks_iam_document::{Node, parse};

use crate::table;

#[test]
fn each_value_knows_its_place() {
    for row in table::read(include_str!("data/spans.jsonl")) {
        let text = table::text(&row, "text");
        let document = parse(text).unwrap();
        let node = table::follow(&document, &table::texts(&row, "path"));
        assert_eq!(node.span.slice(text), table::text(&row, "source"), "{text:?}");
        if let Some(at) = row.get("at").and_then(Node::as_i64) {
            assert_eq!(node.span.start(), usize::try_from(at).unwrap(), "{text:?}");
        }
        if let Some(expected) = row.get("value") {
            assert_eq!(node.as_str(), expected.as_str(), "{text:?}");
        }
        if let Some(expected) = row.get("header") {
            let header = node.as_scalar().and_then(|it| it.header()).unwrap();
            assert_eq!(Some(header.slice(text)), expected.as_str(), "{text:?}");
        }
    }
}
