//! Why a text could not be read, and where.

use std::fmt;

use eks_iam_span::{Language, LineColumn, LineIndex, Span};

use crate::error_words;

/// Why a text could not be read, where, and what to do.
///
/// ```
/// use eks_iam_document::{ErrorKind, parse};
/// use eks_iam_span::Language;
///
/// let text = "name: \"aws-auth\n";
/// let error = parse(text).unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::QuoteUnclosed);
/// assert_eq!(error.span().slice(text), "\"");
/// assert_eq!(error.message(Language::English), "quoted text has no closing `\"`");
/// assert_eq!(error.advice(Language::English), "add the closing quote");
/// assert_eq!(error.to_string(), "quoted text has no closing `\"` at line 1, column 7; add the closing quote");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseDocumentError {
    kind: ErrorKind,
    span: Span,
    position: LineColumn,
    found: String,
}

impl ParseDocumentError {
    pub(crate) fn new(kind: ErrorKind, span: Span, text: &str) -> Self {
        let found = span.slice(text).chars().take(LONGEST_FOUND).collect();
        Self { kind, span, position: LineIndex::new(text).line_column(span.start()), found }
    }

    /// Returns what is wrong, as a name that does not change.
    #[must_use]
    pub const fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Returns the bytes at fault; empty at the end of the text.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// Returns the line and column of [`ParseDocumentError::span`].
    #[must_use]
    pub const fn position(&self) -> LineColumn {
        self.position
    }

    /// Returns what is wrong, without the place.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        error_words::message(self.kind, language, &self.found)
    }

    /// Returns what to do about it.
    #[must_use]
    pub const fn advice(&self, language: Language) -> &'static str {
        error_words::advice(self.kind, language)
    }
}

impl fmt::Display for ParseDocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let LineColumn { line, column } = self.position;
        let message = self.message(Language::English);
        let advice = self.advice(Language::English);
        write!(f, "{message} at line {line}, column {column}; {advice}")
    }
}

impl std::error::Error for ParseDocumentError {}

/// How many characters of what was found an error repeats.
const LONGEST_FOUND: usize = 24;

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $kind:ident = $name:literal,)+) => {
        /// What is wrong with a text.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ErrorKind {
            $($(#[doc = $doc])+ $kind,)+
        }

        impl ErrorKind {
            /// All kinds, in alphabetical order.
            pub const ALL: &[Self] = &[$(Self::$kind,)+];

            /// Returns the kind's name in kebab-case, which does not change.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)+
                }
            }
        }
    };
}

kinds! {
    /// An alias stands inside the value it refers to.
    AliasLoop = "alias-loop",
    /// The header of a block scalar (`|`, `>`) is followed by something else.
    BlockHeader = "block-header",
    /// A bracket is closed by one of another kind.
    BracketMismatched = "bracket-mismatched",
    /// A bracket is never closed.
    BracketUnclosed = "bracket-unclosed",
    /// A bracket closes nothing.
    BracketUnexpected = "bracket-unexpected",
    /// A byte order mark stands inside the text.
    ByteOrderMark = "byte-order-mark",
    /// A colon with a blank after it stands where a key cannot be.
    ColonInValue = "colon-in-value",
    /// A key has no colon.
    ColonMissing = "colon-missing",
    /// A comma stands before a closing bracket, which JSON does not have.
    CommaBeforeEnd = "comma-before-end",
    /// Two items are not separated.
    CommaMissing = "comma-missing",
    /// A character that may not stand in a text as it is.
    ControlCharacter = "control-character",
    /// A line that begins with `%`.
    Directive = "directive",
    /// `---` or `...` where it cannot stand.
    DocumentMarker = "document-marker",
    /// A full-width blank (U+3000) stands after a colon.
    FullWidthBlank = "full-width-blank",
    /// A full-width colon (U+FF1A) stands after a key.
    FullWidthColon = "full-width-colon",
    /// A line stands too far to the left or to the right.
    Indentation = "indentation",
    /// A list begins on the line of its key.
    ItemAfterKey = "item-after-key",
    /// A key of JSON without double quotes.
    KeyUnquoted = "key-unquoted",
    /// Something that YAML may have and JSON has not.
    NotJson = "not-json",
    /// Text after a closing quote.
    QuoteFollowed = "quote-followed",
    /// A quote is never closed.
    QuoteUnclosed = "quote-unclosed",
    /// A plain text begins with a character that has a meaning.
    ReservedCharacter = "reserved-character",
    /// A tab stands where blanks must.
    Tab = "tab",
    /// A tag, anchor or alias is not written as it should be.
    Tag = "tag",
    /// Text after the end of the only document.
    TextAfterEnd = "text-after-end",
    /// Collections inside one another, more than `Limits::depth`.
    TooDeep = "too-deep",
    /// More bytes than [`Limits::bytes`](crate::Limits::bytes).
    TooLong = "too-long",
    /// More aliases than [`Limits::aliases`](crate::Limits::aliases), or they repeat too many nodes or too much text.
    TooManyAliases = "too-many-aliases",
    /// More nodes than [`Limits::nodes`](crate::Limits::nodes).
    TooManyNodes = "too-many-nodes",
    /// An alias without an anchor before it.
    UnknownAlias = "unknown-alias",
    /// A backslash with something after it that is no escape.
    UnknownEscape = "unknown-escape",
    /// Nothing of the above; the structure is not understood.
    Unreadable = "unreadable",
    /// A value is expected and nothing stands there.
    ValueMissing = "value-missing",
}

impl ErrorKind {
    /// Tells whether one of [`Limits`](crate::Limits) was reached, so that the text may well be good.
    #[must_use]
    pub const fn is_limit(self) -> bool {
        matches!(self, Self::TooDeep | Self::TooLong | Self::TooManyAliases | Self::TooManyNodes)
    }
}
