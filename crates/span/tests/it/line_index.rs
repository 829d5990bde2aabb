//! Lines and columns.

use eks_iam_span::{LineColumn, LineIndex};
use proptest::prelude::*;

#[track_caller]
fn check(text: &str, offset: usize, line: usize, column: usize) {
    assert_eq!(LineIndex::new(text).line_column(offset), LineColumn { line, column });
}

#[test]
fn columns_count_characters() {
    check("", 0, 1, 1);
    check("", 9, 1, 1);
    check("ロール: x", 9, 1, 4);
    check("ロール: x", 10, 1, 5);
    check("a\nb\n", 2, 2, 1);
    check("a\nb\n", 4, 3, 1);
    check("a\r\nb", 1, 1, 2);
    check("a\r\nb", 3, 2, 1);
    check("a\nb", 99, 2, 2);
}

#[test]
fn a_byte_order_mark_takes_no_column() {
    check("\u{feff}a: b", 3, 1, 1);
    check("\u{feff}a: b", 6, 1, 4);
}

#[test]
fn a_byte_inside_a_character_is_that_character() {
    check("aロb", 2, 1, 2);
    check("aロb", 3, 1, 2);
    check("aロb", 4, 1, 3);
}

#[test]
fn lines_come_without_their_ends() {
    let index = LineIndex::new("one\r\ntwo\n\nfour\rstill four");
    assert_eq!(index.line_count(), 4);
    let lines: Vec<_> = (0..6).map(|it| index.line_text(it)).collect();
    assert_eq!(lines, ["", "one", "two", "", "four\rstill four", ""]);
    assert_eq!(LineColumn { line: 3, column: 14 }.to_string(), "3:14");
}

proptest! {
    #[test]
    fn the_place_of_a_character_is_where_counting_finds_it(text in "[a\u{3042}\r\n]{0,40}") {
        let index = LineIndex::new(&text);
        let (mut line, mut column) = (1, 1);
        for (at, c) in text.char_indices() {
            prop_assert_eq!(index.line_column(at), LineColumn { line, column });
            (line, column) = if c == '\n' { (line + 1, 1) } else { (line, column + 1) };
        }
    }
}

/// A line of many characters of several lengths: every column is that of counting.
#[test]
fn long_lines() {
    let line: String = "aé語🦀".chars().cycle().take(5_000).collect();
    let text = format!("\u{feff}{line}\n{line}");
    let index = LineIndex::new(&text);
    let second = text.find('\n').unwrap() + 1;
    for (column, (at, _)) in line.char_indices().enumerate() {
        assert_eq!(index.line_column(3 + at), LineColumn { line: 1, column: column + 1 });
        assert_eq!(index.line_column(second + at), LineColumn { line: 2, column: column + 1 });
    }
    assert_eq!(index.line_column(usize::MAX), LineColumn { line: 2, column: 5_001 });
}
