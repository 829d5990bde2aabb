//! A text with its way back into the file.

use eks_iam_span::Span;

use crate::text_map::TextMap;

/// How a scalar was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ScalarStyle {
    /// Without quotes.
    Plain,
    /// `'…'`
    SingleQuoted,
    /// `"…"`
    DoubleQuoted,
    /// `|`: line ends are kept.
    Literal,
    /// `>`: line ends become blanks.
    Folded,
}

impl ScalarStyle {
    /// Tells whether the text is a block under a header (`|`, `>`).
    #[must_use]
    pub const fn is_block(self) -> bool {
        matches!(self, Self::Literal | Self::Folded)
    }
}

/// A text with its way back into the file.
///
/// ```
/// use eks_iam_span::Span;
///
/// let file = "note: 'it''s here'\n";
/// let node = eks_iam_document::parse(file)?;
/// let Some(note) = node.get("note").and_then(|it| it.as_scalar()) else { return Ok(()) };
/// assert_eq!(note.text, "it's here");
/// assert_eq!(note.outer_span(Span::new(5, 9)).slice(file), "here");
/// assert_eq!(note.outer_span(Span::new(2, 3)).slice(file), "''");
/// # Ok::<(), eks_iam_document::ParseDocumentError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// The text, with escapes, folds and indentation taken away.
    pub text: String,
    /// How it was written.
    pub style: ScalarStyle,
    map: TextMap,
    header: Option<Span>,
}

impl Scalar {
    /// Makes a scalar that stands in no file; its spans lead nowhere but to itself.
    #[must_use]
    pub fn new(text: impl Into<String>, style: ScalarStyle) -> Self {
        Self { text: text.into(), style, map: TextMap::Direct(0), header: None }
    }

    pub(crate) const fn with_map(text: String, style: ScalarStyle, map: TextMap) -> Self {
        Self { text, style, map, header: None }
    }

    pub(crate) const fn with_header(mut self, header: Option<Span>) -> Self {
        self.header = header;
        self
    }

    /// Returns where the bytes `inner` of [`Scalar::text`] stand in the file.
    ///
    /// A literal block is mapped line by line, quoted and folded text character by character: what an escape or a
    /// fold stands for is covered whole. Where the way back cannot be told, the answer is the whole scalar.
    #[must_use]
    pub fn outer_span(&self, inner: Span) -> Span {
        self.map.outer(inner)
    }

    /// Tells whether the bytes `inner` of [`Scalar::text`] stand in the file side by side and as they are, so that an
    /// edit of the text can be made in the file as it is.
    #[must_use]
    pub fn is_verbatim(&self, inner: Span) -> bool {
        self.map.is_verbatim(inner)
    }

    /// Returns where a block scalar's header stands (`|`, `>-`, `|2+`).
    #[must_use]
    pub const fn header(&self) -> Option<Span> {
        self.header
    }
}
