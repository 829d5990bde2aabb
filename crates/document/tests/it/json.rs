//! JSON, strictly and as a part of YAML.

use eks_iam_document::{Node, ScalarStyle, parse, parse_json_strict};

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(parse_json_strict(text).unwrap().to_json(), expected);
    assert_eq!(parse(text).unwrap().to_json(), expected);
}

#[test]
fn what_rfc_8259_allows_is_read() {
    check("null", "null");
    check(" [ ] ", "[]");
    check("\u{feff}{}\r\n", "{}");
    check(
        r#"[0, -0, 1.5, -1e+10, 2E-3, 12345678901234567890]"#,
        "[0,-0,1.5,-1e+10,2E-3,12345678901234567890]",
    );
    check(r#""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00""#, "\"\\\"\\\\/\\u0008\\u000c\\n\\r\\té😀\"");
    check("{\"a\"\n:\t{\"b\" : [true,false , null]}}", r#"{"a":{"b":[true,false,null]}}"#);
    check(r#"{"": ""}"#, r#"{"":""}"#);
}

#[test]
fn a_long_key_and_a_colon_on_the_next_line_are_json() {
    let key = "k".repeat(5000);
    check(&format!("{{\"{key}\"\n\n: 1}}"), &format!("{{\"{key}\":1}}"));
}

#[test]
fn keys_that_stand_twice_are_both_kept() {
    let node = parse_json_strict(r#"{"a": 1, "b": 2, "a": 3}"#).unwrap();
    let keys: Vec<_> = node.as_mapping().unwrap().iter().filter_map(|it| it.key.as_str()).collect();
    assert_eq!(keys, ["a", "b", "a"]);
    assert_eq!(node.get("a").and_then(Node::as_i64), Some(3));
    assert_eq!(node.to_json(), r#"{"a":3,"b":2}"#);
}

#[test]
fn what_only_yaml_has_is_read_by_the_lenient_reader_alone() {
    for text in
        ["{a: 1}", "{'a': 1}", "{\"a\": 1,}", "# note\n{\"a\": 1}", "[yes, 1,\n]", "{\"a\": 1} # note"]
    {
        assert!(parse_json_strict(text).is_err(), "{text}");
        assert!(parse(text).is_ok(), "{text}");
    }
}

#[test]
fn strings_are_quoted_scalars_and_the_rest_is_plain() {
    let node = parse_json_strict(r#"["1", 1]"#).unwrap();
    let styles: Vec<_> =
        node.as_sequence().unwrap().iter().filter_map(|it| it.as_scalar().map(|it| it.style)).collect();
    assert_eq!(styles, [ScalarStyle::DoubleQuoted, ScalarStyle::Plain]);
    assert!(node.as_sequence().unwrap()[0].is_string());
}
