//! Matching with `*` and `?` as IAM matches, in a time that no pattern can make long.

use crate::nfa::{self, Rule};

/// Tells whether a text matches a pattern as IAM matches: `*` is any run of characters, also none, `?` exactly one; the
/// pattern covers the whole text, and case counts.
///
/// There is no escape: IAM writes a literal asterisk as `${*}`, which the caller puts in after matching.
///
/// The time is linear in both lengths, except where a run of more than one piece holds `?` between two `*`; then it is at
/// most `text × ⌈pattern / 64⌉` steps, counted in characters. No pattern makes it try again from an earlier place.
///
/// ```
/// use eks_iam_arn::wildcard_match;
///
/// assert!(wildcard_match("eks:Describe*", "eks:DescribeCluster"));
/// assert!(!wildcard_match("role/ops?", "role/ops")); // exactly one character
/// ```
#[must_use]
pub fn wildcard_match(pattern: &str, text: &str) -> bool {
    matches(pattern, text, |text, piece| text.find(piece), |a, b| a == b, Rule::Iam)
}

/// Tells whether a text matches a pattern as [`wildcard_match`] does, without regard to the case of ASCII letters, as IAM
/// compares actions.
///
/// ```
/// assert!(eks_iam_arn::wildcard_match_ignore_case("EKS:describe*", "eks:DescribeCluster"));
/// ```
#[must_use]
pub fn wildcard_match_ignore_case(pattern: &str, text: &str) -> bool {
    // A literal piece between two `*` is left to the automaton, since no linear search without regard to case is at hand.
    let is_short = pattern.bytes().filter(|it| *it == b'*').count() < 2;
    if is_short {
        return matches(pattern, text, |_, _| None, |a, b| a.eq_ignore_ascii_case(&b), Rule::IamIgnoreCase);
    }
    nfa::matches(pattern, text, Rule::IamIgnoreCase)
}

/// Cuts the pattern at its `*`: the first piece stands at the beginning, the last at the end, and each other one is taken
/// where it occurs first, which leaves most room for those behind it.
fn matches(
    pattern: &str,
    text: &str,
    find: impl Fn(&str, &str) -> Option<usize>,
    same: impl Fn(char, char) -> bool + Copy,
    rule: Rule,
) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else { return prefix(pattern, text, same) == Some("") };
    let Some(text) = prefix(first, text, same) else { return false };
    let (middle, last) = rest.rsplit_once('*').unwrap_or(("", rest));
    if middle.contains('?') {
        return nfa::matches(pattern_behind(pattern, first), text, rule);
    }
    let Some(mut text) = suffix(last, text, same) else { return false };
    for piece in middle.split('*').filter(|it| !it.is_empty()) {
        let Some(behind) = find(text, piece).and_then(|at| text.get(at + piece.len()..)) else {
            return false;
        };
        text = behind;
    }
    true
}

/// The pattern without its first piece; it begins with `*`.
fn pattern_behind<'a>(pattern: &'a str, first: &str) -> &'a str {
    pattern.get(first.len()..).unwrap_or_default()
}

/// Takes a piece without `*` off the beginning of a text.
fn prefix<'a>(piece: &str, text: &'a str, same: impl Fn(char, char) -> bool) -> Option<&'a str> {
    let mut left = text.chars();
    for wanted in piece.chars() {
        let found = left.next()?;
        if wanted != '?' && !same(wanted, found) {
            return None;
        }
    }
    Some(left.as_str())
}

/// Takes a piece without `*` off the end of a text.
fn suffix<'a>(piece: &str, text: &'a str, same: impl Fn(char, char) -> bool) -> Option<&'a str> {
    let mut left = text.chars();
    for wanted in piece.chars().rev() {
        let found = left.next_back()?;
        if wanted != '?' && !same(wanted, found) {
            return None;
        }
    }
    Some(left.as_str())
}
