//! What is said about faulty texts.

use std::collections::BTreeSet;

use eks_iam_document::{ErrorKind, ParseDocumentError, parse, parse_all, parse_json_strict};
use eks_iam_span::Language;

use crate::table;

fn check(rows: &str, read: impl Fn(&str) -> Option<ParseDocumentError>) {
    for row in table::read(rows) {
        let text = table::text(&row, "text");
        let error = read(text).unwrap_or_else(|| panic!("{text:?} was read"));
        assert_eq!(error.message(Language::English), table::text(&row, "message"), "{text:?}");
        assert_eq!(error.kind().as_str(), table::text(&row, "kind"), "{text:?}");
        assert_eq!(error.span().slice(text), table::text(&row, "at"), "{text:?}");
        assert_eq!(error.position().to_string(), table::text(&row, "place"), "{text:?}");
    }
}

#[test]
fn yaml() {
    check(include_str!("data/yaml_errors.jsonl"), |text| parse(text).err());
}

#[test]
fn json() {
    check(include_str!("data/json_errors.jsonl"), |text| parse_json_strict(text).err());
}

#[test]
fn every_kind_has_words_in_both_languages() {
    let names: BTreeSet<_> = ErrorKind::ALL.iter().map(|it| it.as_str()).collect();
    assert_eq!(names.len(), ErrorKind::ALL.len());
    let text = "{\"a\"";
    let error = parse_json_strict(text).unwrap_err();
    assert_eq!(error.message(Language::Japanese), "括弧 `{` が閉じられていません");
    assert_eq!(error.advice(Language::Japanese), "同じ種類の閉じ括弧を追加します");
    assert_eq!(
        error.to_string(),
        "bracket `{` is not closed at line 1, column 1; add the closing bracket of the same kind"
    );
}

#[test]
fn messages_are_in_house_style() {
    for row in table::read(include_str!("data/yaml_errors.jsonl")) {
        let error = parse(table::text(&row, "text")).unwrap_err();
        for language in Language::ALL {
            let (message, advice) = (error.message(language), error.advice(language));
            assert!(!message.is_empty() && !advice.is_empty());
            assert!(!message.ends_with(['.', '。']) && !advice.ends_with('.') && !message.contains('\n'));
            assert!(!message.starts_with(char::is_uppercase), "{message}");
        }
    }
}

#[test]
fn the_first_document_can_be_read_where_a_later_one_cannot() {
    let text = "a: 1\n---\n[\n";
    assert_eq!(parse(text).unwrap().to_json(), r#"{"a":1}"#);
    assert_eq!(parse_all(text).unwrap_err().kind(), ErrorKind::BracketUnclosed);
}
