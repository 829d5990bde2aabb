//! A range of bytes, and a value together with the range it was read from.

use core::{fmt, ops::Range};

/// A range of bytes of one text: `start` is the first byte, `end` the first one after it.
///
/// A span does not know its text. Invariant: `start` is not after `end`. Offsets are held in four bytes; texts of
/// 4 GiB and more are refused by the readers of this workspace long before.
///
/// ```
/// use eks_iam_span::Span;
///
/// let span = Span::new(4, 7);
/// assert_eq!(span.slice("a = foo"), "foo");
/// assert_eq!(span.slice("short"), "");
/// assert_eq!((span.start(), span.end(), span.len()), (4, 7, 3));
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// Makes the span from byte `start` up to but not including byte `end`.
    ///
    /// An `end` before `start` gives the empty span at `start`; an offset beyond four bytes becomes the greatest one.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        let start = saturate(start);
        let end = saturate(end);
        Self { start, end: if end < start { start } else { end } }
    }

    /// Makes the empty span before byte `at`.
    #[must_use]
    pub const fn empty(at: usize) -> Self {
        Self::new(at, at)
    }

    /// Returns the offset of the first byte.
    #[must_use]
    pub const fn start(self) -> usize {
        self.start as usize
    }

    /// Returns the offset of the first byte after the span.
    #[must_use]
    pub const fn end(self) -> usize {
        self.end as usize
    }

    /// Returns the number of bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Tells whether the span has no byte, so that it is a place between two bytes.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Returns the span as a range, for slicing bytes.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Returns the part of `text` the span covers, `""` where that is out of bounds or would cut a character.
    #[must_use]
    pub fn slice(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// Returns the smallest span that has both in it.
    #[must_use]
    pub const fn cover(self, other: Self) -> Self {
        Self {
            start: if self.start < other.start { self.start } else { other.start },
            end: if self.end > other.end { self.end } else { other.end },
        }
    }

    /// Returns the span `by` bytes further to the right, as needed when a part of a text was read by itself.
    #[must_use]
    pub const fn shift(self, by: usize) -> Self {
        Self::new(self.start().saturating_add(by), self.end().saturating_add(by))
    }

    /// Tells whether the byte at `offset` is one of the span's.
    #[must_use]
    pub const fn contains(self, offset: usize) -> bool {
        self.start() <= offset && offset < self.end()
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Self {
        span.range()
    }
}

const fn saturate(offset: usize) -> u32 {
    if offset > u32::MAX as usize { u32::MAX } else { offset as u32 }
}

/// A value with the range of the text it was read from.
///
/// ```
/// use eks_iam_span::{Span, Spanned};
///
/// let number = Spanned::new("42", Span::new(5, 7)).map(str::len);
/// assert_eq!((number.value, number.span), (2, Span::new(5, 7)));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Spanned<T> {
    /// What was read.
    pub value: T,
    /// Where it stood.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Joins a value and its place.
    #[must_use]
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// Changes the value and keeps the place.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: change(self.value), span: self.span }
    }

    /// Borrows the value and keeps the place.
    #[must_use]
    pub const fn as_ref(&self) -> Spanned<&T> {
        Spanned { value: &self.value, span: self.span }
    }
}
