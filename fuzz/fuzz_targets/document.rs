//! Any text is a document whose places lie inside it, or an error that points into it; what is written reads back.
#![no_main]

use eks_iam_document::{Node, Value, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match parse(text) {
        Ok(node) => {
            places(&node, text);
            let json = node.to_json();
            let again = parse(&json).expect("what is written is read");
            assert_eq!(again.to_json(), json);
        }
        Err(error) => assert!(text.get(error.span().range()).is_some(), "{error}"),
    }
});

fn places(node: &Node, text: &str) {
    assert!(text.get(node.span.range()).is_some(), "{:?}", node.span);
    match &node.value {
        Value::Sequence(items) => items.iter().for_each(|it| places(it, text)),
        Value::Mapping(entries) => entries.iter().for_each(|it| {
            places(&it.key, text);
            places(&it.value, text);
        }),
        Value::Scalar(_) => {}
    }
}
