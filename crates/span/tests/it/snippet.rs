//! What people see.

use eks_iam_span::{Language, Severity, Snippet, Span};
use proptest::prelude::*;

fn snippet(text: &str, span: Span) -> Snippet<'_> {
    Snippet {
        title: "title",
        severity: Severity::Error,
        kind: Some("kind"),
        file: "f.yaml",
        text,
        span,
        label: "label",
        language: Language::English,
    }
}

/// Compares what stands below the title; `[` and `]` mark the place in `text`.
#[track_caller]
fn check(text: &str, expected: &str) {
    let start = text.find('[').unwrap();
    let end = text.find(']').unwrap() - 1;
    let text = text.replacen('[', "", 1).replacen(']', "", 1);
    let rendered = snippet(&text, Span::new(start, end)).render();
    let rendered = rendered.strip_prefix("error[kind]: title\n").unwrap();
    assert_eq!(rendered, expected, "\n{rendered}");
}

#[test]
fn one_line() {
    check(
        "- rolearn: arn:aws:iam::111122223333:role/[team/]eks-admin\n",
        " --> f.yaml:1:43
  |
1 | - rolearn: arn:aws:iam::111122223333:role/team/eks-admin
  |                                           ^^^^^ label
",
    );
}

#[test]
fn the_gutter_grows_with_the_line_number() {
    check(
        &("\n".repeat(9) + "a: [b]"),
        "  --> f.yaml:10:4
   |
10 | a: b
   |    ^ label
",
    );
}

#[test]
fn carets_stand_under_wide_characters() {
    check(
        "ユーザー名: [管理者] # 全角\n",
        " --> f.yaml:1:8
  |
1 | ユーザー名: 管理者 # 全角
  |             ^^^^^^ label
",
    );
    check(
        "か\u{3099}: [e\u{301}x]",
        " --> f.yaml:1:5
  |
1 | か\u{3099}: e\u{301}x
  |     ^^ label
",
    );
}

#[test]
fn tabs_become_blanks() {
    check(
        "a:\t[b]\n",
        " --> f.yaml:1:4
  |
1 | a:  b
  |     ^ label
",
    );
    check(
        "ab\n[\t]c\n",
        " --> f.yaml:2:1
  |
2 |     c
  | ^^^^ label
",
    );
}

#[test]
fn what_cannot_be_seen_is_shown() {
    check(
        "a:[\u{200b}]\u{1b}[31m\u{202e}b\n",
        " --> f.yaml:1:3
  |
1 | a:�␛[31m�b
  |   ^ label
",
    );
}

#[test]
fn an_empty_place_has_one_caret() {
    check("[]", " --> f.yaml:1:1\n  |\n1 |\n  | ^ label\n");
    check("a:[]\n", " --> f.yaml:1:3\n  |\n1 | a:\n  |   ^ label\n");
    check("a:\n[]", " --> f.yaml:2:1\n  |\n2 |\n  | ^ label\n");
    // Inside a line end there is nothing to point at but the end of the line.
    check("a:\r[]\n", " --> f.yaml:1:4\n  |\n1 | a:\n  |   ^ label\n");
}

#[test]
fn a_byte_order_mark_takes_no_column() {
    check("\u{feff}a: [b]\n", " --> f.yaml:1:4\n  |\n1 | a: b\n  |    ^ label\n");
}

#[test]
fn several_lines() {
    check(
        "a:\n  - [b: 1\n\n    c: 2\n]d:\n",
        " --> f.yaml:2:5
  |
2 |   - b: 1
  |     ^^^^
3 |
4 |     c: 2
  |     ^^^^ label
",
    );
    check(
        "[a\nb\nc\nd\ne\nf]\n",
        " --> f.yaml:1:1
  |
1 | a
  | ^
2 | b
  | ^
3 | c
  | ^
...
6 | f
  | ^ label
",
    );
}

#[test]
fn a_long_line_is_cut_around_the_place() {
    let rendered = snippet(&("x".repeat(500) + "HERE" + &"y".repeat(500)), Span::new(500, 504)).render();
    let lines: Vec<&str> = rendered.lines().collect();
    assert_eq!(lines[3], format!("1 | …{}HERE{}…", "x".repeat(40), "y".repeat(96)));
    assert_eq!(lines[4], format!("  | {}^^^^ label", " ".repeat(41)));
}

#[test]
fn parts_that_are_not_there_leave_no_trace() {
    let bare = Snippet { kind: None, file: "", label: "", ..snippet("a\n", Span::new(0, 1)) };
    assert_eq!(bare.render(), "error: title\n --> 1:1\n  |\n1 | a\n  | ^\n");
    let titled = Snippet { title: "two\nlines\u{1b}", severity: Severity::Info, ..bare };
    assert!(titled.render().starts_with("info: two␊lines␛\n"));
}

proptest! {
    #[test]
    fn nothing_panics_and_carets_are_there(text in "[a\u{3042}\t\r\n\u{200b} ]{0,60}", start in 0_usize..80, length in 0_usize..80) {
        let rendered = snippet(&text, Span::new(start, start + length)).render();
        prop_assert!(rendered.contains('^'));
        let raw = rendered.contains(['\t', '\r', '\u{200b}']);
        prop_assert!(!raw);
    }
}

#[test]
fn however_long_the_line_is_the_same_is_shown() {
    let drawn = |before: usize, behind: usize| {
        let head = "管".repeat(before);
        let text = format!("{head}place{}", "理者,".repeat(behind));
        let shown = snippet(&text, Span::new(head.len(), head.len() + 5)).render();
        shown.lines().skip(2).collect::<Vec<_>>().join("\n")
    };
    let short = drawn(100, 100);
    assert!(short.contains('…') && short.contains("管place理者"), "{short}");
    for (before, behind) in [(100, 100_000), (100_000, 100), (2000, 2000), (342, 341), (100_000, 100_000)] {
        assert_eq!(drawn(before, behind), short, "{before} {behind}");
    }
    // Characters without a width fill the part that is looked at.
    let marks = snippet(&("\u{301}".repeat(9000) + "place"), Span::new(18000, 18005)).render();
    assert!(marks.contains("| …") && marks.ends_with("^^^^^ label\n"), "{}", marks.len());
}
