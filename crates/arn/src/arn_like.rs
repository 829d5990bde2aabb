//! ARNs against patterns, part by part: IAM's `ArnLike`, and aws-iam-authenticator's.

use core::fmt;

use crate::{
    nfa::{self, Rule},
    parts::{self, SplitFault},
    wildcard_match,
};

/// Tells whether an ARN matches a pattern as IAM's `ArnLike` and `ArnEquals` do: the six parts one by one, `*` any run
/// within its part, `?` exactly one character, case counts.
///
/// In the resource `*` runs over colons and slashes. A text or a pattern with fewer than six parts, `*` alone among them,
/// matches nothing.
///
/// ```
/// use eks_iam_arn::arn_like;
///
/// assert!(arn_like("arn:aws:eks:*:111122223333:cluster/prod-*", "arn:aws:eks:us-west-2:111122223333:cluster/prod-1"));
/// // A `*` never runs over one of the first five colons.
/// assert!(!arn_like("arn:aws:s3:*/x", "arn:aws:s3:::bucket/x"));
/// ```
#[must_use]
pub fn arn_like(pattern: &str, arn: &str) -> bool {
    let (Ok(pattern), Ok(arn)) = (parts::split(pattern), parts::split(arn)) else { return false };
    pattern.into_iter().zip(arn).all(|(pattern, part)| wildcard_match(pattern, part))
}

/// Tells whether an ARN matches a pattern as aws-iam-authenticator v0.7's `ArnLike` does: as [`arn_like`], but `?` is no
/// character or one, and neither wildcard takes a newline.
///
/// The arguments stand in the order of the original, the ARN first.
///
/// ```
/// use eks_iam_arn::authenticator_arn_like;
///
/// let arn = "arn:aws:iam::111122223333:role/ops";
/// assert_eq!(authenticator_arn_like(arn, "arn:aws:iam::*:role/ops?"), Ok(true));
/// let error = authenticator_arn_like(arn, "arn:aws:iam:*").unwrap_err();
/// assert_eq!(error.to_string(), "could not parse ArnLike string: not enough sections");
/// ```
///
/// # Errors
///
/// When either has no `arn:` or fewer than six parts, in the words of the original.
pub fn authenticator_arn_like(arn: &str, pattern: &str) -> Result<bool, MatchArnError> {
    let arn = parts::split(arn).map_err(|fault| MatchArnError { is_pattern: false, fault })?;
    let pattern = parts::split(pattern).map_err(|fault| MatchArnError { is_pattern: true, fault })?;
    Ok(pattern.into_iter().zip(arn).all(|(pattern, part)| nfa::matches(pattern, part, Rule::Authenticator)))
}

/// Why aws-iam-authenticator cannot compare an ARN with a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MatchArnError {
    is_pattern: bool,
    fault: SplitFault,
}

impl MatchArnError {
    /// Tells whether the pattern is at fault, not the ARN.
    #[must_use]
    pub const fn is_pattern(&self) -> bool {
        self.is_pattern
    }
}

impl fmt::Display for MatchArnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let which = if self.is_pattern { "ArnLike string" } else { "input arn" };
        let fault = match self.fault {
            SplitFault::Prefix => "invalid prefix",
            SplitFault::Sections => "not enough sections",
        };
        write!(f, "could not parse {which}: {fault}")
    }
}

impl core::error::Error for MatchArnError {}
