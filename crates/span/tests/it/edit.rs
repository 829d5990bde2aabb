//! Edits, alone and together.

use eks_iam_span::{Edit, Span, apply_edits};
use proptest::prelude::*;

#[track_caller]
fn check(text: &str, edits: &[Edit], expected: &str) {
    assert_eq!(apply_edits(text, edits).as_deref(), Ok(expected));
}

#[test]
fn edits_are_made_in_the_order_of_the_text() {
    check("", &[], "");
    check("abc", &[Edit::replace(Span::new(2, 3), "C"), Edit::delete(Span::new(0, 1))], "bC");
    check("abc", &[Edit::insert(3, "!"), Edit::insert(0, "¡")], "¡abc!");
}

#[test]
fn insertions_at_one_place_keep_their_order_and_come_first() {
    check("ab", &[Edit::replace(Span::new(1, 2), "B"), Edit::insert(1, "1"), Edit::insert(1, "2")], "a12B");
    check("ab", &[Edit::replace(Span::new(0, 1), "A"), Edit::insert(1, "1")], "A1b");
}

#[test]
fn faults_are_told() {
    let message =
        |text: &str, edits: &[Edit]| apply_edits(text, edits).map_err(|it| (it.to_string(), it.is_overlap()));
    assert_eq!(
        message("abcd", &[Edit::delete(Span::new(0, 2)), Edit::delete(Span::new(1, 3))]),
        Err(("edit of bytes 1 to 3 overlaps another edit".to_owned(), true))
    );
    assert_eq!(
        message("abcd", &[Edit::delete(Span::new(0, 3)), Edit::insert(1, "x")]),
        Err(("edit of bytes 1 to 1 overlaps another edit".to_owned(), true))
    );
    assert_eq!(
        message("abcd", &[Edit::insert(5, "x")]),
        Err(("edit of bytes 5 to 5 reaches beyond the text".to_owned(), false))
    );
    assert_eq!(
        message("値", &[Edit::insert(1, "x")]),
        Err(("edit of bytes 1 to 1 begins or ends inside a character".to_owned(), false))
    );
    let error = apply_edits("", &[Edit::delete(Span::new(3, 4))]).unwrap_err();
    assert_eq!(error.span(), Span::new(3, 4));
}

/// Pieces of a text, each with what shall stand in its place.
fn pieces() -> impl Strategy<Value = Vec<(String, Option<String>)>> {
    prop::collection::vec(("[a-c\u{3042}\n]{1,4}", prop::option::of("[x-z]{0,3}")), 0..8)
}

proptest! {
    #[test]
    fn replacing_pieces_is_joining_what_replaces_them(pieces in pieces(), turn in 0_usize..8) {
        let text: String = pieces.iter().map(|it| it.0.as_str()).collect();
        let expected: String = pieces.iter().map(|it| it.1.as_ref().unwrap_or(&it.0).as_str()).collect();
        let mut edits = Vec::new();
        let mut at = 0;
        for (old, new) in &pieces {
            if let Some(new) = new {
                edits.push(Edit::replace(Span::new(at, at + old.len()), new.clone()));
            }
            at += old.len();
        }
        if !edits.is_empty() {
            let by = turn % edits.len();
            edits.rotate_left(by);
        }
        prop_assert_eq!(apply_edits(&text, &edits), Ok(expected));
    }

    #[test]
    fn nothing_panics(text in ".{0,12}", places in prop::collection::vec((0_usize..20, 0_usize..20, "."), 0..4)) {
        let edits: Vec<_> = places.into_iter().map(|(a, b, it)| Edit::replace(Span::new(a, b), it)).collect();
        let _ = apply_edits(&text, &edits);
    }
}
