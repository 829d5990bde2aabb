//! Trees as YAML and JSON.

use eks_iam_document::parse;

use crate::table;

#[test]
fn documents_are_written_in_block_style() {
    for row in table::read(include_str!("data/write.jsonl")) {
        let node = parse(table::text(&row, "text")).unwrap();
        let yaml = node.to_yaml();
        assert_eq!(yaml, table::text(&row, "yaml"));
        assert_eq!(parse(&yaml).unwrap().to_json(), node.to_json(), "{yaml}");
        assert_eq!(parse(&yaml).unwrap().to_yaml(), yaml);
    }
}

#[test]
fn a_long_key_is_written_so_that_it_can_be_read() {
    let json = format!("{{\"{}\":[\"x\"]}}", "k".repeat(2000));
    let yaml = parse(&json).unwrap().to_yaml();
    assert!(yaml.starts_with("? "));
    assert_eq!(parse(&yaml).unwrap().to_json(), json);
}
