//! Laws that hold for every text and every tree.

use eks_iam_document::{Entry, Node, Scalar, ScalarStyle, Value, parse, parse_all, parse_json_strict};
use eks_iam_span::Span;
use proptest::prelude::*;

/// Texts that look like YAML, so that most of the readers' branches are taken.
fn almost_yaml() -> impl Strategy<Value = String> {
    let pieces = [
        "a",
        "b: ",
        "- ",
        "\n",
        "\n  ",
        "\n    ",
        "\r\n",
        "\t",
        " ",
        "#",
        "'",
        "\"",
        "\\n",
        "\\",
        "|",
        ">",
        "|+\n",
        ">-\n  ",
        "[",
        "]",
        "{",
        "}",
        ",",
        ": ",
        "? ",
        "&x ",
        "*x",
        "!t ",
        "!!str ",
        "---\n",
        "...\n",
        "%YAML 1.2\n",
        "\u{feff}",
        "\u{3042}",
        "1",
        "~",
        "\u{85}",
        "\u{2028}",
        "''",
        "\\u0041",
        "\r",
        "<<: ",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..40).prop_map(|it| it.concat())
}

fn scalar() -> impl Strategy<Value = Node> {
    let text = prop_oneof![
        "[a-z :#'\"\\\\\n\t,-]{0,12}",
        ".{0,8}",
        "[ \n]{0,5}",
        "[0-9eE.+_:-]{1,6}",
        "(true|no|null|~|on)"
    ];
    let quoted = text.prop_map(|it| Scalar::new(it, ScalarStyle::DoubleQuoted));
    let words = ["true", "null", "", "1", "-1.5e3", "0x1F", "abc", "yes", ".inf", "012"];
    let plain = prop::sample::select(words.to_vec()).prop_map(|it| Scalar::new(it, ScalarStyle::Plain));
    prop_oneof![3 => quoted, 1 => plain].prop_map(|it| Node::new(Value::Scalar(it), Span::empty(0)))
}

fn tree() -> impl Strategy<Value = Node> {
    let node = scalar().prop_recursive(5, 40, 5, |inner| {
        let entry = (scalar(), inner.clone()).prop_map(|(key, value)| Entry { key, value });
        let value = prop_oneof![
            prop::collection::vec(inner, 0..5).prop_map(Value::Sequence),
            prop::collection::vec(entry, 0..5).prop_map(Value::Mapping),
        ];
        let tag =
            prop::option::weighted(0.1, prop::sample::select(vec!["!Ref", "!<tag:example.com,2026:t>"]));
        (value, tag)
            .prop_map(|(value, tag)| Node { tag: tag.map(str::to_owned), ..Node::new(value, Span::empty(0)) })
    });
    (node, prop::option::weighted(0.1, Just("!!str"))).prop_map(|(node, tag)| match node.value {
        Value::Scalar(_) => Node { tag: tag.map(str::to_owned), ..node },
        _ => node,
    })
}

/// Compares everything that writing must keep; `entries` in order, duplicates included.
fn same(one: &Node, other: &Node) -> bool {
    one.tag == other.tag
        && match (&one.value, &other.value) {
            (Value::Scalar(_), Value::Scalar(_)) => {
                one.to_json() == other.to_json() && (one.as_str() == other.as_str() || one.is_null())
            }
            (Value::Sequence(one), Value::Sequence(other)) => {
                one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
            }
            (Value::Mapping(one), Value::Mapping(other)) => {
                one.len() == other.len()
                    && one
                        .iter()
                        .zip(other)
                        .all(|(one, other)| same(&one.key, &other.key) && same(&one.value, &other.value))
            }
            _ => false,
        }
}

/// Checks that every place lies in the text and in the place of what it stands in.
fn check_places(node: &Node, within: Span, text: &str) {
    let place = node.place();
    assert!(text.get(place.range()).is_some(), "{place:?} cuts a character");
    assert!(
        within.start() <= place.start() && place.end() <= within.end(),
        "{place:?} is not in {within:?} of {text:?}"
    );
    if node.alias.is_some() {
        return;
    }
    match &node.value {
        Value::Scalar(scalar) => {
            for (at, c) in scalar.text.char_indices() {
                let inner = Span::new(at, at + c.len_utf8());
                let outer = scalar.outer_span(inner);
                assert!(text.get(outer.range()).is_some());
                if scalar.is_verbatim(inner) {
                    assert_eq!(outer.slice(text), inner.slice(&scalar.text), "{text:?}");
                }
            }
        }
        Value::Sequence(items) => items.iter().for_each(|it| check_places(it, place, text)),
        Value::Mapping(entries) => entries.iter().for_each(|it| {
            check_places(&it.key, place, text);
            check_places(&it.value, place, text);
        }),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn no_bytes_make_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        let text = String::from_utf8_lossy(&bytes);
        let _ = (parse(&text), parse_all(&text), parse_json_strict(&text));
    }

    #[test]
    fn no_text_makes_a_panic(text in "\\PC{0,60}") {
        let _ = (parse(&text), parse_all(&text), parse_json_strict(&text));
    }

    #[test]
    fn places_lie_where_they_must(text in almost_yaml()) {
        match parse_all(&text) {
            Ok(documents) => documents.iter().for_each(|it| check_places(it, Span::new(0, text.len()), &text)),
            Err(error) => prop_assert!(text.get(error.span().range()).is_some()),
        }
    }

    #[test]
    fn what_is_written_is_read_again(tree in tree()) {
        let yaml = tree.to_yaml();
        let again = parse(&yaml);
        prop_assert!(again.is_ok(), "{}\n{:?}", yaml, again);
        prop_assert!(same(&tree, &again.clone().unwrap()), "{yaml}");
        prop_assert_eq!(again.unwrap().to_yaml(), yaml);
    }

    #[test]
    fn what_is_read_can_be_written_and_read_again(text in almost_yaml()) {
        if let Ok(node) = parse(&text) {
            let yaml = node.to_yaml();
            let again = parse(&yaml);
            prop_assert!(again.is_ok(), "{:?}\n{}\n{:?}", text, yaml, again);
            prop_assert_eq!(again.unwrap().to_json(), node.to_json());
        }
    }

    #[test]
    fn json_written_is_strict_json(tree in tree()) {
        let json = tree.to_json();
        prop_assert_eq!(parse_json_strict(&json).map(|it| it.to_json()), Ok(json.clone()));
        prop_assert_eq!(parse(&json).map(|it| it.to_json()), Ok(json));
    }
}
