//! The JSON that `sts:DecodeAuthorizationMessage` gives: who, what, on what.

use crate::{part::Part, read, sentence::Denial};

/// The longest decoded message that is read, in bytes.
const LONGEST: usize = 16_384;

/// Reads the context of the decoded message whose `explicitDeny` ends at `at`.
pub(crate) fn denial(text: &str, at: usize) -> Option<Denial> {
    let end = read::floor(text, at + LONGEST);
    let context = key(text, at, end, "\"context\"")?;
    let principal = key(text, context, end, "\"principal\"").and_then(|at| key(text, at, end, "\"arn\""));
    let denial = Denial {
        start: at,
        at,
        principal: principal.and_then(|at| value(text, at)),
        action: key(text, context, end, "\"action\"").and_then(|at| value(text, at)),
        resource: key(text, context, end, "\"resource\"").and_then(|at| value(text, at)),
        reason: None,
    };
    (denial.action.is_some() || denial.principal.is_some()).then_some(denial)
}

/// Returns the place behind a key between two places.
fn key(text: &str, start: usize, end: usize, name: &str) -> Option<usize> {
    read::piece(text, start, end).find(name).map(|at| start + at + name.len())
}

/// Reads the value in quotes behind a key that ends at `at`.
fn value(text: &str, at: usize) -> Option<Part> {
    let start = read::skip(text, at, |byte| matches!(byte, b':' | b' '));
    if read::byte(text, start) != b'"' {
        return None;
    }
    let end = read::skip(text, start + 1, |byte| byte != b'"');
    (end > start + 1 && end < text.len()).then(|| Part::new(start + 1, end))
}
