//! What was passed over between records.

use std::fmt;

use eks_iam_span::Span;

/// A piece of the buffer that was passed over, because it is no record or a torn one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Skipped {
    pub(super) kind: SkippedKind,
    pub(super) span: Span,
}

impl Skipped {
    /// Returns why it was passed over.
    #[must_use]
    pub const fn kind(self) -> SkippedKind {
        self.kind
    }

    /// Returns where it stands in the buffer, in bytes.
    #[must_use]
    pub const fn span(self) -> Span {
        self.span
    }
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = match self.kind {
            SkippedKind::Torn => "the record is torn",
            SkippedKind::NotARecord => "the object is no CloudTrail record",
            SkippedKind::NotJson => "the line is no JSON",
            SkippedKind::TooLong => "the record is too long",
        };
        f.write_str(said)
    }
}

impl std::error::Error for Skipped {}

/// Why something was passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SkippedKind {
    /// A record that ends in the middle, with the next one after it.
    Torn,
    /// An object without the members of a record.
    NotARecord,
    /// Text that is no JSON object, up to the end of its line.
    NotJson,
    /// What has no end within [`Records::LONGEST`](super::Records::LONGEST) bytes; the span covers as many. The walk goes
    /// on 16 KiB behind its beginning or later, where an object begins a line or as records do.
    TooLong,
}
