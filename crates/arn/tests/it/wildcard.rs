//! IAM's wildcards, also against patterns made to be slow.

use std::time::{Duration, Instant};

use eks_iam_arn::{authenticator_arn_like, wildcard_match, wildcard_match_ignore_case};

#[test]
fn wildcards_match_as_iam_does() {
    for (pattern, text, wanted) in [
        ("", "", true),
        ("", "a", false),
        ("*", "", true),
        ("*", "anything", true),
        ("?", "", false),
        ("?", "a", true),
        ("?", "日", true),
        ("??", "日", false),
        ("a*", "abc", true),
        ("*c", "abc", true),
        ("a*c", "abc", true),
        ("a*c", "ac", true),
        ("a*c", "a", false),
        ("ab*ba", "aba", false),
        ("a**c", "abc", true),
        ("*b*", "abc", true),
        ("*b*b*", "abc", false),
        ("*ab*ab", "abab", true),
        ("*ab*ab", "ab", false),
        ("a?c", "abc", true),
        ("*?c*", "bc", true),
        ("*?c*", "c", false),
        ("*a?c*d", "xxaxcxxd", true),
        ("*a?c*d", "xxacxxd", false),
        ("a.c", "abc", false),
        ("A", "a", false),
        ("*語?", "日本語だ", true),
    ] {
        assert_eq!(wildcard_match(pattern, text), wanted, "{pattern:?} {text:?}");
    }
}

#[test]
fn case_of_ascii_letters_is_ignored_where_asked() {
    for (pattern, text, wanted) in [
        ("EKS:Describe*", "eks:DESCRIBECLUSTER", true),
        ("*Clust*", "eks:describecluster", true),
        ("*CL?ST*r", "eks:describecluster", true),
        ("É", "é", false),
        ("s3:Get*", "s3:Put", false),
    ] {
        assert_eq!(wildcard_match_ignore_case(pattern, text), wanted, "{pattern:?} {text:?}");
    }
}

/// Matching by trying everything, for short texts.
fn naive(pattern: &[char], text: &[char]) -> bool {
    match pattern.split_first() {
        None => text.is_empty(),
        Some(('*', rest)) => (0..=text.len()).any(|at| naive(rest, text.split_at(at).1)),
        Some((wanted, rest)) => text
            .split_first()
            .is_some_and(|(found, left)| (*wanted == '?' || wanted == found) && naive(rest, left)),
    }
}

#[test]
fn all_short_patterns_agree_with_trying_everything() {
    let words = |alphabet: &str, longest: usize| {
        let mut all = vec![String::new()];
        let mut from = 0;
        for _ in 0..longest {
            let to = all.len();
            for at in from..to {
                for letter in alphabet.chars() {
                    all.push(format!("{}{letter}", all[at]));
                }
            }
            from = to;
        }
        all
    };
    let texts = words("ab", 5);
    for pattern in words("ab*?", 5) {
        let letters: Vec<char> = pattern.chars().collect();
        for text in &texts {
            let wanted = naive(&letters, &text.chars().collect::<Vec<_>>());
            assert_eq!(wildcard_match(&pattern, text), wanted, "{pattern:?} {text:?}");
            let upper = pattern.to_uppercase();
            assert_eq!(wildcard_match_ignore_case(&upper, text), wanted, "{upper:?} {text:?}");
        }
    }
}

#[test]
fn patterns_longer_than_a_word_of_the_automaton_match() {
    let text = "ab".repeat(200);
    assert!(wildcard_match(&format!("*{}*", "?b".repeat(150)), &text));
    assert!(!wildcard_match(&format!("*{}*", "?c".repeat(150)), &text));
    assert!(wildcard_match(&format!("*{}*a?*", "*".repeat(130)), &text));
    let arn = format!("arn:aws:iam::111122223333:role/{text}");
    let pattern = format!("arn:aws:iam::111122223333:role/{}", "?".repeat(400));
    assert_eq!(authenticator_arn_like(&arn, &pattern), Ok(true));
    assert_eq!(authenticator_arn_like(&arn, &pattern.replacen("??", "?", 1)), Ok(false));
}

#[test]
fn hostile_patterns_are_answered_at_once() {
    let text = "a".repeat(20_000);
    let begin = Instant::now();
    assert!(!wildcard_match(&format!("{}b", "*a".repeat(1_000)), &text));
    assert!(!wildcard_match(&format!("*{}b*", "a".repeat(10_000)), &text));
    assert!(!wildcard_match(&format!("*{}b*", "?".repeat(1_000)), &text));
    assert!(!wildcard_match(&format!("*a?{}b*", "*a".repeat(1_000)), &text));
    assert!(!wildcard_match_ignore_case(&format!("*{}B*", "A".repeat(1_000)), &text));
    assert!(begin.elapsed() < Duration::from_secs(10), "{:?}", begin.elapsed());
}
