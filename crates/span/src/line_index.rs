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
}

impl<'a> LineIndex<'a> {
    /// Finds the lines of `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let feeds = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { text, starts: core::iter::once(0).chain(feeds).collect() }
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
        let offset = offset.min(self.text.len());
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let before = self.text.get(start..).unwrap_or_default();
        let characters = before
            .char_indices()
            .take_while(|(at, c)| start + at + c.len_utf8() <= offset)
            .filter(|(at, c)| !(start + at == 0 && *c == BYTE_ORDER_MARK));
        LineColumn { line, column: characters.count() + 1 }
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

pub(crate) const BYTE_ORDER_MARK: char = '\u{feff}';
