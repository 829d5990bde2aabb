//! The filter never loses a text that tells of an IAM error, and keeps little else.

use eks_iam_error_classifier::{candidate_lines, classify, is_candidate};
use eks_iam_span::Span;
use proptest::prelude::*;
use serde_json::Value;

use crate::wrap::{DAMAGES, damage};

const ERRORS: &str = include_str!("data/errors.jsonl");
const PATTERNS: &str = include_str!("data/patterns.txt");

#[track_caller]
fn check(text: &str) {
    if classify(text).class().is_iam() {
        assert!(is_candidate(text.as_bytes()), "{text}");
    }
}

fn texts() -> impl Iterator<Item = String> {
    ERRORS.lines().map(|line| {
        let row: Value = serde_json::from_str(line).unwrap();
        row["text"].as_str().unwrap().to_owned()
    })
}

#[test]
fn no_text_of_the_corpus_is_lost() {
    for text in texts() {
        for kind in DAMAGES {
            check(&damage(kind, &text));
        }
    }
}

#[test]
fn no_beginning_and_no_end_of_a_text_is_lost() {
    for text in texts().step_by(3) {
        for (at, _) in text.char_indices().step_by(7) {
            let (front, behind) = text.split_at(at);
            check(front);
            check(behind);
        }
    }
}

#[test]
fn lines_are_those_that_are_candidates_by_themselves() {
    let log: String = texts().flat_map(|text| [text, "GET /healthz 200 0.4 ms\n".to_owned()]).collect();
    let found: Vec<_> = candidate_lines(log.as_bytes()).map(|span| span.slice(&log).to_owned()).collect();
    let mut expected: Vec<_> = log.split('\n').filter(|line| classify(line).class().is_iam()).collect();
    let kept = found.iter().filter(|line| expected.contains(&line.as_str())).count();
    assert_eq!(kept, expected.len(), "{:?}", {
        expected.retain(|line| !found.iter().any(|it| it == line));
        expected
    });
    assert!(found.len() < expected.len() * 3 / 2, "{} of {}", expected.len(), found.len());
}

/// What a careful person would search for with regular expressions, a text that each finds.
#[test]
fn no_text_that_a_person_would_search_for_is_lost() {
    for line in PATTERNS.lines() {
        assert!(is_candidate(line.as_bytes()), "{line}");
        assert_eq!(candidate_lines(line.as_bytes()).count(), 1, "{line}");
    }
}

#[test]
fn no_sentence_with_a_hole_is_lost() {
    check(
        "fo\u{fffd}rbidden: User \"dev\" cannot ,ist resource \"nodes\" in API group \"\" at the cluster scope",
    );
    check("User 'dev' cannot * resource 'nodes'");
}

#[test]
fn a_line_is_given_once() {
    let line =
        "User is not authorized to perform: eks:ListClusters; not authorized to perform: eks:ListClusters";
    let spans: Vec<_> = candidate_lines(line.as_bytes()).collect();
    assert_eq!(spans, [Span::new(0, line.len())]);
    assert_eq!(candidate_lines(b"").count(), 0);
    assert!(!is_candidate(b""));
}

proptest! {
    #[test]
    fn no_mix_of_words_is_lost(
        words in proptest::collection::vec(prop_oneof![
            proptest::sample::select(&[
                "User: arn:aws:iam::111122223333:user/a", "is not authorized to perform:", "eks:ListClusters",
                "because no identity-based policy allows", "with an explicit deny", "Forbidden", "forbidden: User",
                "\"dev\" cannot list pods at the cluster scope", "Unauthorized", "kubelet", "error: ", "403",
                "An error occurred (", ") when calling the X operation:", "api error Forbidden:", "code: Forbidden",
                "Failed to list *v1.Pod: Unau", "\"kind\":\"Status\"", "Access", "Denied", "AccessDenied:", "\n", "'a' cannot *",
                "token", "expired", "(status code: 403)", "HandlerErrorCode: AccessDenied)", "KMSAccessDeniedException:",
            ][..]).prop_map(str::to_owned),
            "[ -~]{0,12}",
        ], 0..9),
    ) {
        let text = words.join(" ");
        prop_assert!(!classify(&text).class().is_iam() || is_candidate(text.as_bytes()), "{}", text);
    }

    #[test]
    fn a_code_in_any_place_is_found(
        front in "[ -~\n]{0,40}", behind in "[ -~\n]{0,40}",
    ) {
        let text = format!("{front} AccessDenied: {behind}");
        prop_assert!(is_candidate(text.as_bytes()));
        let lines: Vec<_> = candidate_lines(text.as_bytes()).map(|span| span.slice(&text)).collect();
        prop_assert!(lines.iter().any(|line| line.contains("AccessDenied:")));
    }
}
