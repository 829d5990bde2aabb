//! Questions to the tree.

use eks_iam_document::{Entry, Node, Value, parse, parse_all};

use crate::table;

#[test]
fn plain_scalars_are_what_the_core_schema_says() {
    for row in table::read(include_str!("data/resolve.jsonl")) {
        let text = table::text(&row, "text");
        let node = parse(text).unwrap();
        assert_eq!(node.to_json(), table::text(&row, "json"), "{text:?}");
        let kind = match (node.is_null(), node.as_bool(), node.as_i64(), node.is_string()) {
            (true, None, None, false) => "null",
            (false, Some(_), None, false) => "bool",
            (false, None, Some(_), false) => "i64",
            (false, None, None, true) => "string",
            (false, None, None, false) => "number",
            other => panic!("{text:?}: {other:?}"),
        };
        assert_eq!(kind, table::text(&row, "kind"), "{text:?}");
    }
}

#[test]
fn texts_stay_as_they_were_written() {
    let node = parse("a: 012345678901\nb: yes\nc: 017\nd: ~\ne:\nf: 1e3\n").unwrap();
    let texts: Vec<_> = node.as_mapping().unwrap().iter().filter_map(|it| it.value.as_str()).collect();
    assert_eq!(texts, ["012345678901", "yes", "017", "~", "", "1e3"]);
}

#[test]
fn the_last_of_two_keys_wins_and_both_are_there() {
    let node = parse("a: 1\nb: 2\na: 3\n").unwrap();
    assert_eq!(node.get("a").and_then(Node::as_i64), Some(3));
    assert_eq!(node.as_mapping().map(<[Entry]>::len), Some(3));
    assert_eq!(node.path(&["a", "b"]), None);
    assert_eq!(node.path(&[]).map(Node::to_json).as_deref(), Some(r#"{"a":3,"b":2}"#));
    assert_eq!(node.get("A"), None);
}

#[test]
fn aliases_are_resolved_and_known_as_such() {
    let text = "a: &x {k: v}\nb: *x\n";
    let node = parse(text).unwrap();
    let (a, b) = (node.get("a").unwrap(), node.get("b").unwrap());
    assert_eq!(b.to_json(), r#"{"k":"v"}"#);
    assert_eq!((a.anchor.as_deref(), a.alias), (Some("x"), None));
    assert_eq!(b.span, a.span);
    assert_eq!((b.place().slice(text), a.place().slice(text)), ("*x", "{k: v}"));
    assert_eq!(node.as_mapping().unwrap()[1].span().slice(text), "b: *x");
    assert_eq!(node.span.slice(text), "a: &x {k: v}\nb: *x");
}

#[test]
fn the_last_anchor_of_a_name_counts() {
    assert_eq!(parse("- &a 1\n- *a\n- &a 2\n- *a\n").unwrap().to_json(), "[1,1,2,2]");
    assert!(parse_all("&a 1\n---\n*a\n").is_err());
}

#[test]
fn merge_keys_are_keys() {
    let node = parse("a: &a {k: v}\nb:\n  <<: *a\n").unwrap();
    assert_eq!(node.path(&["b", "<<", "k"]).and_then(Node::as_str), Some("v"));
}

#[test]
fn tags_are_kept_as_people_write_them() {
    let node =
        parse("- !!str 1\n- !Ref x\n- !<tag:example.com,2026:t> y\n- ! 2\n- !!map {}\n- !!int \"3\"\n")
            .unwrap();
    let tags: Vec<_> =
        node.as_sequence().unwrap().iter().map(|it| it.tag.as_deref().unwrap_or_default()).collect();
    assert_eq!(tags, ["!!str", "!Ref", "!<tag:example.com,2026:t>", "!", "!!map", "!!int"]);
    assert_eq!(node.to_json(), r#"["1","x","y","2",{},3]"#);
}

#[test]
fn documents_are_told_apart() {
    let json = |text: &str| parse_all(text).unwrap().iter().map(Node::to_json).collect::<Vec<_>>();
    assert_eq!(json(""), [""; 0]);
    assert_eq!(json("# note\n"), [""; 0]);
    assert_eq!(json("---\n"), ["null"]);
    assert_eq!(json("a: 1\n---\n- b\n...\n---\nc\n"), [r#"{"a":1}"#, r#"["b"]"#, r#""c""#]);
    assert_eq!(json("{\"a\": 1}\n---\n{\"b\": 2}\n"), [r#"{"a":1}"#, r#"{"b":2}"#]);
    assert!(parse("").unwrap().is_null());
    assert_eq!(parse("# note\n").unwrap().span.range(), 7..7);
}

#[test]
fn a_key_may_be_anything() {
    let node = parse("? [a, 1]\n: b\n? {c: d}\n: e\n1: f\n").unwrap();
    assert_eq!(node.to_json(), r#"{"[\"a\",1]":"b","{\"c\":\"d\"}":"e","1":"f"}"#);
    assert!(matches!(node.as_mapping().unwrap()[0].key.value, Value::Sequence(_)));
}
