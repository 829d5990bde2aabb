//! Patterns over ARNs: six segments, compared one by one.

use crate::{
    Context,
    template::{self, Part, Pattern},
};

/// The six segments of an ARN, or of what is written like one.
pub(crate) type Segments<'a> = [&'a str; 6];

/// Cuts a text at its first five colons; `None` when there are fewer.
pub(crate) fn segments(text: &str) -> Option<Segments<'_>> {
    let mut cut = text.splitn(6, ':');
    let mut next = || cut.next();
    Some([next()?, next()?, next()?, next()?, next()?, next()?])
}

/// What `Resource` or an ARN condition says.
#[derive(Clone, Debug)]
pub(crate) enum ArnPattern {
    /// A literal `*`: everything, whether it is an ARN or not.
    Any,
    /// Six segments.
    Segments(Box<[Pattern; 6]>),
    /// Fewer than six segments without `arn:` in front, such as the short names of IAM: compared as a whole.
    Whole(Pattern),
}

/// Where variables are replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Variables {
    /// Nowhere: the document is older than variables.
    None,
    /// In the last segment, as in `Resource`.
    LastSegment,
    /// Everywhere, as in values of ARN conditions.
    All,
}

impl ArnPattern {
    pub(crate) fn new(text: &str, variables: Variables) -> Self {
        if text == "*" {
            return Self::Any;
        }
        let cut = cut(text);
        if cut.len() == 1 && !text.starts_with("arn:") {
            return Self::Whole(Pattern::new(text, variables != Variables::None));
        }
        // A short pattern is filled up with `*`, as identity policies seem to be.
        let mut pieces = cut.into_iter();
        let segments = std::array::from_fn(|at| {
            let dynamic = match variables {
                Variables::None => false,
                Variables::LastSegment => at == 5,
                Variables::All => true,
            };
            pieces.next().map_or_else(|| Pattern::new("*", false), |text| Pattern::new(text, dynamic))
        });
        Self::Segments(Box::new(segments))
    }

    /// Compares with a text that was cut into segments beforehand, where it has six.
    pub(crate) fn matches(&self, text: &str, cut: Option<&Segments<'_>>, context: &Context) -> bool {
        match (self, cut) {
            (Self::Any, _) => true,
            (Self::Whole(pattern), _) => pattern.matches(text, context),
            (Self::Segments(_), None) => false,
            // The last segment first: it is what differs most often.
            (Self::Segments(patterns), Some(cut)) => {
                patterns.iter().zip(cut).rev().all(|(pattern, segment)| pattern.matches(segment, context))
            }
        }
    }

    /// Returns which of the six segments match; `None` where either side has no segments.
    pub(crate) fn segment_matches(&self, cut: &Segments<'_>, context: &Context) -> Option<[bool; 6]> {
        let Self::Segments(patterns) = self else { return None };
        let mut results = [false; 6];
        for ((result, pattern), segment) in results.iter_mut().zip(patterns.iter()).zip(cut) {
            *result = pattern.matches(segment, context);
        }
        Some(results)
    }
}

/// Cuts a pattern at its first five colons outside of `${…}`, so that variables stay whole.
pub(crate) fn cut(text: &str) -> Vec<&str> {
    let last_brace = text.rfind('}').unwrap_or(0);
    let mut pieces = Vec::new();
    let (mut start, mut in_variable, mut dollar) = (0, false, false);
    for (at, character) in text.char_indices() {
        match character {
            ':' if !in_variable && pieces.len() < 5 => {
                pieces.push(text.get(start..at).unwrap_or_default());
                start = at + 1;
            }
            '{' if dollar && at < last_brace => in_variable = true,
            '}' => in_variable = false,
            _ => {}
        }
        dollar = character == '$';
    }
    pieces.push(text.get(start..).unwrap_or_default());
    pieces
}

/// Returns the variables that a value names, in lower case.
pub(crate) fn variables_of(text: &str) -> Vec<Box<str>> {
    let key = |part| match part {
        Part::Variable { key, .. } => Some(key),
        Part::Text(_) | Part::Escaped(_) => None,
    };
    template::parts(text).into_iter().filter_map(key).collect()
}

#[cfg(test)]
mod tests {
    use super::{ArnPattern, Variables, cut, segments};
    use crate::Context;

    #[track_caller]
    fn check(pattern: &str, arn: &str, expected: bool) {
        let context = Context::new().with("aws:PrincipalAccount", "111122223333");
        let pattern = ArnPattern::new(pattern, Variables::All);
        assert_eq!(
            pattern.matches(arn, segments(arn).as_ref(), &context),
            expected,
            "{pattern:?} against {arn}"
        );
    }

    #[test]
    fn segments_stand_alone() {
        check("*", "role NAME", true);
        check("role NAME", "role NAME", true);
        check("arn:aws:eks:*:*:cluster/*", "arn:aws:eks:eu-west-1:111122223333:cluster/a/b", true);
        check("arn:aws:eks:*:cluster/*", "arn:aws:eks:eu-west-1:111122223333:cluster/a", false);
        check(
            "arn:aws:s:*:111122223333:finance/*",
            "arn:aws:s:r:999999999999:store/a:111122223333:finance/d",
            false,
        );
        check("arn:aws:iam::${aws:PrincipalAccount}:role/x", "arn:aws:iam::111122223333:role/x", true);
        check("arn:aws:s3", "arn:aws:s3:::bucket", true);
    }

    #[test]
    fn variables_stay_whole() {
        assert_eq!(cut("a:${b:c}d:${e"), ["a", "${b:c}d", "${e"]);
        assert_eq!(cut("a:b:c:d:e:f:g"), ["a", "b", "c", "d", "e", "f:g"]);
        assert_eq!(cut(""), [""]);
    }
}
