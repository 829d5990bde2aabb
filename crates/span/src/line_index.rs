//! From a byte of a text to its line and column.

use alloc::vec::Vec;
use core::fmt;

use crate::Span;

/// A line and a column, both counted from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters (Unicode scalar values), from 1.
    pub column: usize,
}

impl fmt::Display for LineColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// Where the lines of a text begin; made once, asked often.
///
/// A line ends with a line feed or with carriage return and line feed. A byte order mark takes no column.
///
/// ```
/// use eks_iam_span::{LineColumn, LineIndex};
///
/// let index = LineIndex::new("groups:\r\n- 管理者\r\n");
/// assert_eq!(index.line_column(14), LineColumn { line: 2, column: 4 });
/// assert_eq!(index.line_text(2), "- 管理者");
/// ```
#[derive(Clone, Debug)]
pub struct LineIndex<'a> {
    text: &'a str,
    starts: Vec<usize>,
    /// How many characters begin before each multiple of [`STEP`] bytes, so that a long line costs no more than a short one.
    marks: Vec<usize>,
}

/// The bytes between two marks.
const STEP: usize = 1_024;

impl<'a> LineIndex<'a> {
    /// Finds the lines of `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let feeds = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let marks = text.as_bytes().chunks(STEP).scan(0, |before, chunk| {
            let mark = *before;
            *before += characters(chunk);
            Some(mark)
        });
        Self { text, starts: core::iter::once(0).chain(feeds).collect(), marks: marks.collect() }
    }

    /// Returns the text the index was made from.
    #[must_use]
    pub const fn text(&self) -> &'a str {
        self.text
    }

    /// Returns how many lines there are; a text that ends with a line feed has an empty last line.
    #[must_use]
    pub const fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// Returns the line and column of the byte at `offset`.
    ///
    /// An offset beyond the text is read as its end, one inside a character as that character.
    #[must_use]
    pub fn line_column(&self, offset: usize) -> LineColumn {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let has_mark =
            start == 0 && self.text.starts_with(BYTE_ORDER_MARK) && offset >= BYTE_ORDER_MARK.len_utf8();
        let characters =
            self.characters_before(offset) - self.characters_before(start) - usize::from(has_mark);
        LineColumn { line, column: characters + 1 }
    }

    /// How many characters begin before a byte.
    fn characters_before(&self, offset: usize) -> usize {
        let at = offset / STEP;
        // Behind the last mark there is nothing to count.
        let Some(mark) = self.marks.get(at) else { return self.text.chars().count() };
        let since = self.text.as_bytes().get(at * STEP..offset).unwrap_or_default();
        mark + characters(since)
    }

    /// Returns the bytes of a line (counted from 1) without its line end; the empty span at the end for no such line.
    #[must_use]
    pub fn line_span(&self, line: usize) -> Span {
        let Some(start) = line.checked_sub(1).and_then(|at| self.starts.get(at)).copied() else {
            return Span::empty(self.text.len());
        };
        let end = self.starts.get(line).copied().unwrap_or(self.text.len());
        let content = self.text.get(start..end).unwrap_or_default();
        let content = content.strip_suffix('\n').map_or(content, |it| it.strip_suffix('\r').unwrap_or(it));
        Span::new(start, start + content.len())
    }

    /// Returns a line (counted from 1) without its line end, `""` for no such line.
    #[must_use]
    pub fn line_text(&self, line: usize) -> &'a str {
        self.line_span(line).slice(self.text)
    }
}

/// How many characters begin in these bytes of a text.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

pub(crate) const BYTE_ORDER_MARK: char = '\u{feff}';
