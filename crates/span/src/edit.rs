//! Changes of a text, applied together.

use alloc::{string::String, vec::Vec};
use core::fmt;

use crate::Span;

/// One change of a text: the bytes of `span` give way to `replacement`.
///
/// ```
/// use eks_iam_span::{Edit, Span, apply_edits};
///
/// let edits = [Edit::delete(Span::new(0, 4)), Edit::insert(7, "s"), Edit::replace(Span::new(7, 8), ".")];
/// assert_eq!(apply_edits("the cat!", &edits)?, "cats.");
/// # Ok::<(), eks_iam_span::ApplyEditsError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Edit {
    /// What is taken away; empty where something is only put in.
    pub span: Span,
    /// What is put in its place.
    pub replacement: String,
}

impl Edit {
    /// Puts `replacement` in the place of `span`.
    #[must_use]
    pub fn replace(span: Span, replacement: impl Into<String>) -> Self {
        Self { span, replacement: replacement.into() }
    }

    /// Takes `span` away.
    #[must_use]
    pub const fn delete(span: Span) -> Self {
        Self { span, replacement: String::new() }
    }

    /// Puts `text` before byte `at`.
    #[must_use]
    pub fn insert(at: usize, text: impl Into<String>) -> Self {
        Self { span: Span::empty(at), replacement: text.into() }
    }
}

/// Returns `text` with all edits made; their spans are those of `text` as given, in any order.
///
/// Insertions at one place stand in the order given, before whatever else begins there.
///
/// # Errors
///
/// When two edits overlap, or one reaches beyond the text or into the middle of a character.
pub fn apply_edits(text: &str, edits: &[Edit]) -> Result<String, ApplyEditsError> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| edit.span);
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for edit in sorted {
        let span = edit.span;
        if text.get(span.range()).is_none() {
            let kind =
                if span.end() > text.len() { ErrorKind::OutOfBounds } else { ErrorKind::CutsCharacter };
            return Err(ApplyEditsError { kind, span });
        }
        let Some(kept) = text.get(done..span.start()) else {
            return Err(ApplyEditsError { kind: ErrorKind::Overlap, span });
        };
        result.push_str(kept);
        result.push_str(&edit.replacement);
        done = span.end();
    }
    result.push_str(text.get(done..).unwrap_or_default());
    Ok(result)
}

/// Why edits could not be applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplyEditsError {
    kind: ErrorKind,
    span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ErrorKind {
    CutsCharacter,
    OutOfBounds,
    Overlap,
}

impl ApplyEditsError {
    /// Returns the span of the edit at fault.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// Tells whether the edit overlaps another one, so that making one and planning again may help.
    #[must_use]
    pub const fn is_overlap(&self) -> bool {
        matches!(self.kind, ErrorKind::Overlap)
    }
}

impl fmt::Display for ApplyEditsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (start, end) = (self.span.start(), self.span.end());
        match self.kind {
            ErrorKind::CutsCharacter => {
                write!(f, "edit of bytes {start} to {end} begins or ends inside a character")
            }
            ErrorKind::OutOfBounds => write!(f, "edit of bytes {start} to {end} reaches beyond the text"),
            ErrorKind::Overlap => write!(f, "edit of bytes {start} to {end} overlaps another edit"),
        }
    }
}

impl core::error::Error for ApplyEditsError {}
