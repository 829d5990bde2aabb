//! From a scalar's text back into the file.

use eks_iam_document::{Node, parse};
use eks_iam_span::Span;
use proptest::prelude::*;

use crate::table;

#[test]
fn parts_of_scalars_are_found_in_the_file() {
    for row in table::read(include_str!("data/outer_span.jsonl")) {
        let text = table::text(&row, "text");
        let document = parse(text).unwrap();
        let scalar = table::follow(&document, &table::texts(&row, "path")).as_scalar().unwrap();
        let inner = table::text(&row, "inner");
        let start =
            scalar.text.find(inner).unwrap_or_else(|| panic!("{inner:?} is not in {:?}", scalar.text));
        let inner = Span::new(start, start + inner.len());
        let outer = scalar.outer_span(inner).slice(text);
        assert_eq!(outer, table::text(&row, "outer"), "{text:?}");
        assert_eq!(scalar.is_verbatim(inner), outer == inner.slice(&scalar.text), "{text:?}");
    }
}

#[test]
fn an_empty_place_is_one_in_the_file_too() {
    let text = "a: |\n  x\n  y\nb: \"p\\nq\"\n";
    let node = parse(text).unwrap();
    let at = |key: &str, offset: usize| {
        node.get(key).and_then(Node::as_scalar).unwrap().outer_span(Span::empty(offset))
    };
    assert_eq!(at("a", 0), Span::empty(7));
    assert_eq!(at("a", 1), Span::empty(8));
    assert_eq!(at("a", 2), Span::empty(11));
    assert_eq!(at("a", 4), Span::empty(13));
    assert_eq!(at("b", 1), Span::empty(18));
    assert_eq!(at("b", 2), Span::empty(20));
    assert_eq!(at("b", 3), Span::empty(21));
}

#[test]
fn a_manifest_inside_a_manifest_inside_a_manifest() {
    let text = "a: |\r\n  b: |\r\n    c: 'it''s'\r\n";
    let first = parse(text).unwrap();
    let outer = first.get("a").and_then(Node::as_scalar).unwrap();
    let second = parse(&outer.text).unwrap();
    let middle = second.get("b").and_then(Node::as_scalar).unwrap();
    let third = parse(&middle.text).unwrap();
    let inner = third.get("c").and_then(Node::as_scalar).unwrap();
    let span = middle.outer_span(inner.outer_span(Span::new(2, 4)));
    assert_eq!(outer.outer_span(span).slice(text), "''s");
}

/// A file with one literal block; every line of the text is `lines`, told with where it stands.
fn literal(lines: &[String], indent: usize, ends: &str, header: &str) -> (String, Vec<usize>) {
    let mut text = format!("key:{ends}  - before{ends}  - {header}{ends}");
    let mut starts = Vec::new();
    for line in lines {
        if !line.is_empty() {
            text += &" ".repeat(indent);
        }
        starts.push(text.len());
        text += line;
        text += ends;
    }
    (text + "after: x" + ends, starts)
}

proptest! {
    #[test]
    fn lines_of_a_literal_block_are_exact(
        lines in prop::collection::vec("[a-z\u{3042}:'\"#-]{0,3}[a-z\u{3042} :]{0,5}[a-z]|", 1..8),
        indent in 3_usize..7,
        ends in prop::sample::select(vec!["\n", "\r\n"]),
        chomping in prop::sample::select(vec!["", "-", "+"]),
    ) {
        let lines: Vec<String> = lines.iter().map(|it| it.trim_start().to_owned()).collect();
        let (text, starts) = literal(&lines, indent, ends, &format!("|{chomping}"));
        let document = parse(&text).unwrap();
        let scalar = document.get("key").unwrap().as_sequence().unwrap()[1].as_scalar().unwrap();
        let mut at = 0;
        for (line, start) in lines.iter().zip(starts) {
            let inner = Span::new(at, at + line.len());
            if inner.end() <= scalar.text.len() && !inner.is_empty() {
                prop_assert_eq!(inner.slice(&scalar.text), line.as_str());
                prop_assert_eq!(scalar.outer_span(inner), Span::new(start, start + line.len()));
                prop_assert!(scalar.is_verbatim(inner));
            }
            at += line.len() + 1;
        }
    }

    #[test]
    fn indentation_indicators_are_understood(blanks in 1_usize..4, indent in 1_usize..5, line in "[a-z]{1,5}") {
        let text = format!("- |{indent}\n{:width$}{line}\n", "", width = indent + blanks);
        let document = parse(&text).unwrap();
        let scalar = document.as_sequence().unwrap()[0].as_scalar().unwrap();
        prop_assert_eq!(scalar.outer_span(Span::new(0, scalar.text.len() - 1)).slice(&text), &scalar.text[..scalar.text.len() - 1]);
    }

    #[test]
    fn characters_of_quoted_text_lead_to_themselves(value in "[a-z\u{3042}'\"\\\\ \n\t]{0,20}") {
        let document = parse(&format!("[{}]", quoted(&value))).unwrap();
        let text = format!("[{}]", quoted(&value));
        let scalar = document.as_sequence().unwrap()[0].as_scalar().unwrap();
        prop_assert_eq!(&scalar.text, &value);
        let mut last = 2;
        for (at, c) in value.char_indices() {
            let outer = scalar.outer_span(Span::new(at, at + c.len_utf8()));
            prop_assert_eq!(outer.start(), last);
            last = outer.end();
            let source = outer.slice(&text);
            prop_assert!(source == c.to_string() || source.starts_with('\\'), "{c:?} from {source:?}");
        }
        prop_assert_eq!(last, text.len() - 2);
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            'a' => out.push_str("\\x61"),
            _ => out.push(c),
        }
    }
    out + "\""
}
