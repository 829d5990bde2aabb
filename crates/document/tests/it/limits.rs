//! Texts made to do harm.

use eks_iam_document::{ErrorKind, Limits, parse, parse_all, parse_json_strict, parse_with};

#[track_caller]
fn check(text: &str, expected: ErrorKind) {
    assert_eq!(parse_all(text).map(|it| it.len()).unwrap_err().kind(), expected);
}

#[test]
fn a_hundred_thousand_levels_are_refused() {
    for level in ["[", "{\"a\":", "{a: ", "[{", "- ", "? "] {
        check(&level.repeat(100_000), ErrorKind::TooDeep);
    }
    let stairs: String = (0..2000).map(|it| format!("{}a:\n", " ".repeat(it))).collect();
    check(&stairs, ErrorKind::TooDeep);
    assert_eq!(parse_json_strict(&"[".repeat(100_000)).unwrap_err().kind(), ErrorKind::TooDeep);
}

#[test]
fn the_greatest_depth_is_read() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert_eq!(parse(&nested(128)).unwrap().to_json(), nested(128));
    assert_eq!(parse(&nested(129)).unwrap_err().kind(), ErrorKind::TooDeep);
    let stairs = |depth: usize| (0..depth).map(|it| format!("{}a:\n", " ".repeat(it))).collect::<String>();
    assert!(parse(&stairs(128)).is_ok());
    assert_eq!(parse(&stairs(129)).unwrap_err().kind(), ErrorKind::TooDeep);
    let greedy = Limits { depth: usize::MAX, ..Limits::default() };
    assert!(parse_with(&nested(256), &greedy).is_ok());
    assert_eq!(parse_with(&nested(257), &greedy).unwrap_err().kind(), ErrorKind::TooDeep);
}

#[test]
fn keys_in_keys_do_not_double_with_each_level() {
    let node = parse("? ? k: 1\n").unwrap();
    assert_eq!(node.to_json(), r#"{"{{\"k\":1}:null}":null}"#);
    let deep = parse(&("? ".repeat(120) + "k: 1\n")).unwrap().to_json();
    assert!(deep.len() < 2000, "{}", deep.len());
    assert_eq!(parse(&deep).unwrap().to_json(), deep);
}

#[test]
fn an_alias_bomb_is_refused() {
    let mut bomb = "a0: &a0 x\n".to_owned();
    for level in 1..20 {
        let below = format!("*a{}", level - 1);
        bomb += &format!("a{level}: &a{level} [{}]\n", [below.as_str(); 9].join(", "));
    }
    check(&bomb, ErrorKind::TooManyAliases);
}

#[test]
fn aliases_that_repeat_much_text_are_refused() {
    let text = format!("a: &a {}\nb: [{}]\n", "x".repeat(1 << 20), "*a, ".repeat(20));
    check(&text, ErrorKind::TooManyAliases);
}

#[test]
fn aliases_cannot_exceed_the_depth() {
    let mut text = "a0: &a0 [x]\n".to_owned();
    for level in 1..200 {
        text += &format!("a{level}: &a{level} [*a{}]\n", level - 1);
    }
    check(&text, ErrorKind::TooDeep);
}

#[test]
fn each_cap_has_its_kind() {
    let with = |text: &str, limits: Limits| parse_with(text, &limits).map(drop).map_err(|it| it.kind());
    let limits = Limits { bytes: 10, nodes: 5, depth: 2, aliases: 1 };
    assert_eq!(with("a: b\n", limits), Ok(()));
    assert_eq!(with("a: bcdefghi\n", limits), Err(ErrorKind::TooLong));
    assert_eq!(with("[1,2,3,4]", limits), Ok(()));
    assert_eq!(with("[1,2,3,45]", limits), Ok(()));
    assert_eq!(with("[1,2,3,4,]", limits), Ok(()));
    assert_eq!(with("[1,2,3,4,5]", Limits { bytes: 99, ..limits }), Err(ErrorKind::TooManyNodes));
    assert_eq!(with("[[[1]]]", limits), Err(ErrorKind::TooDeep));
    assert_eq!(with("[&a 1,*a]", limits), Ok(()));
    assert_eq!(with("[&a 1,*a,*a]", Limits { bytes: 99, ..limits }), Err(ErrorKind::TooManyAliases));
}

#[test]
fn many_documents_share_the_caps() {
    assert_eq!(parse_all(&"---\n".repeat(1000)).unwrap().len(), 1000);
    check(&"- - - 1\n---\n".repeat(300_000), ErrorKind::TooManyNodes);
}
