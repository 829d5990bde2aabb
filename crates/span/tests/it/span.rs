//! Ranges, severities and languages.

use eks_iam_span::{Language, Severity, Span, Spanned, display_width};
use proptest::prelude::*;

#[test]
fn a_span_never_ends_before_it_starts() {
    let span = Span::new(9, 4);
    assert_eq!((span.start(), span.end(), span.len(), span.is_empty()), (9, 9, 0, true));
    assert_eq!(Span::new(usize::MAX, usize::MAX), Span::empty(u32::MAX as usize));
    assert_eq!(Span::new(3, 5).shift(usize::MAX).end(), u32::MAX as usize);
}

#[test]
fn a_slice_out_of_bounds_or_inside_a_character_is_empty() {
    assert_eq!(Span::new(1, 2).slice("値"), "");
    assert_eq!(Span::new(0, 4).slice("値"), "");
    assert_eq!(Span::new(0, 3).slice("値"), "値");
}

#[test]
fn a_span_prints_as_a_range() {
    assert_eq!(format!("{:?}", Spanned::new('x', Span::from(3..7))), "Spanned { value: 'x', span: 3..7 }");
    assert_eq!(std::ops::Range::from(Span::new(3, 7)), 3..7);
}

#[test]
fn names_do_not_change() {
    assert_eq!(Severity::ALL.map(Severity::as_str), ["error", "warning", "info"]);
    assert_eq!(Severity::ALL.map(|it| it.word(Language::Japanese)), ["エラー", "警告", "情報"]);
    assert_eq!(Language::ALL.map(|it| it.to_string()), ["en", "ja"]);
}

#[test]
fn locales_are_read() {
    let table = [
        ("ja", Some(Language::Japanese)),
        ("JA-jp", Some(Language::Japanese)),
        ("ja_JP.eucJP@x", Some(Language::Japanese)),
        ("en_GB.UTF-8", Some(Language::English)),
        ("C.UTF-8", Some(Language::English)),
        ("POSIX", Some(Language::English)),
        ("de_DE", None),
        ("", None),
    ];
    for (tag, expected) in table {
        assert_eq!(Language::from_tag(tag), expected, "{tag}");
    }
}

#[test]
fn widths_are_those_of_a_terminal() {
    let table = [
        ("", 0),
        ("abc", 3),
        ("日本", 4),
        ("ｱ", 1),
        ("：", 2),
        ("e\u{301}", 1),
        ("か\u{3099}", 2),
        ("한", 2),
    ];
    for (text, width) in table {
        assert_eq!(display_width(text), width, "{text:?}");
    }
}

proptest! {
    #[test]
    fn cover_has_both(a in 0_usize..99, b in 0_usize..99, c in 0_usize..99, d in 0_usize..99) {
        let (one, other) = (Span::new(a, b), Span::new(c, d));
        let both = one.cover(other);
        prop_assert_eq!(both, other.cover(one));
        for span in [one, other] {
            prop_assert!(both.start() <= span.start() && span.end() <= both.end());
            prop_assert!(span.range().all(|at| both.contains(at)));
        }
    }

    #[test]
    fn slicing_never_panics(text in ".*", a in 0_usize..40, b in 0_usize..40) {
        prop_assert!(text.contains(Span::new(a, b).slice(&text)));
    }
}
