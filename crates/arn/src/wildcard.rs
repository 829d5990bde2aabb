//! Matching with `*` and `?`: IAM's way, and aws-iam-authenticator's.

use core::fmt;

use crate::ArnRef;

/// Tells whether a text matches a pattern as IAM matches: `*` is any run of characters, `?` exactly one.
///
/// The time is at most the product of both lengths, and linear for patterns with one `*`.
#[must_use]
pub fn wildcard_match(pattern: &str, text: &str) -> bool {
    matches(pattern, text, |a, b| a == b)
}

/// As [`wildcard_match`], without regard to the case of ASCII letters, as IAM compares actions.
#[must_use]
pub fn wildcard_match_ignore_case(pattern: &str, text: &str) -> bool {
    matches(pattern, text, |a, b| a.eq_ignore_ascii_case(&b))
}

fn matches(pattern: &str, text: &str, same: impl Fn(char, char) -> bool) -> bool {
    let (mut rest, mut left) = (pattern.chars(), text.chars());
    let mut retry: Option<(core::str::Chars<'_>, core::str::Chars<'_>)> = None;
    loop {
        let mut next = rest.clone();
        match (next.next(), left.clone().next()) {
            (Some('*'), _) => {
                rest = next;
                retry = Some((rest.clone(), left.clone()));
            }
            (Some(wanted), Some(found)) if wanted == '?' || same(wanted, found) => {
                rest = next;
                left.next();
            }
            (None, None) => return true,
            _ => {
                let Some((behind_star, mut from)) = retry.take() else { return false };
                if from.next().is_none() {
                    return false;
                }
                rest = behind_star.clone();
                left = from.clone();
                retry = Some((behind_star, from));
            }
        }
    }
}

/// Tells whether an ARN matches a pattern as IAM's `ArnLike` does: part by part, `?` is exactly one character.
///
/// A pattern with fewer than six parts matches nothing.
#[must_use]
pub fn arn_like(pattern: &str, arn: &str) -> bool {
    let (Ok(pattern), Ok(arn)) = (ArnRef::parse(pattern), ArnRef::parse(arn)) else { return false };
    parts(pattern).into_iter().zip(parts(arn)).all(|(pattern, part)| wildcard_match(pattern, part))
}

fn parts(arn: ArnRef<'_>) -> [&str; 5] {
    [arn.partition(), arn.service(), arn.region(), arn.account(), arn.resource()]
}

/// Why the authenticator cannot compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MatchArnError {
    /// The ARN is none.
    Arn,
    /// The pattern is none.
    Pattern,
}

impl fmt::Display for MatchArnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Arn => "text to compare is no ARN",
            Self::Pattern => "pattern is no ARN",
        })
    }
}

impl core::error::Error for MatchArnError {}

/// Tells whether an ARN matches a pattern as aws-iam-authenticator's `ArnLike` does: `?` is no character or one.
///
/// # Errors
///
/// When either is no ARN.
pub fn authenticator_arn_like(arn: &str, pattern: &str) -> Result<bool, MatchArnError> {
    let arn = ArnRef::parse(arn).map_err(|_| MatchArnError::Arn)?;
    let pattern = ArnRef::parse(pattern).map_err(|_| MatchArnError::Pattern)?;
    Ok(parts(pattern).into_iter().zip(parts(arn)).all(|(pattern, part)| optional_match(pattern, part)))
}

/// Matches with `?` as zero or one character: the set of reachable positions moves along the text.
fn optional_match(pattern: &str, text: &str) -> bool {
    use alloc::{vec, vec::Vec};

    let pattern: Vec<char> = pattern.chars().collect();
    let close = |states: &mut Vec<bool>| {
        for (at, it) in pattern.iter().enumerate() {
            let spreads = matches!(it, '*' | '?') && states.get(at) == Some(&true);
            if let (true, Some(state)) = (spreads, states.get_mut(at + 1)) {
                *state = true;
            }
        }
    };
    let mut states = vec![false; pattern.len() + 1];
    if let Some(first) = states.first_mut() {
        *first = true;
    }
    close(&mut states);
    for found in text.chars() {
        let mut after = vec![false; pattern.len() + 1];
        for (at, wanted) in pattern.iter().enumerate() {
            if states.get(at) != Some(&true) || found == '\n' {
                continue;
            }
            let to = if *wanted == '*' { at } else { at + 1 };
            let steps = matches!(wanted, '*' | '?') || *wanted == found;
            if let (true, Some(state)) = (steps, after.get_mut(to)) {
                *state = true;
            }
        }
        close(&mut after);
        states = after;
    }
    states.last() == Some(&true)
}
