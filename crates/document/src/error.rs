//! Why a text could not be read, and where.

use std::fmt;

use eks_iam_span::{Language, LineColumn, LineIndex, Span};
use granit_parser::{ErrorKind as Scan, ScanError};

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

    /// Makes our error of granit's.
    pub(crate) fn from_scan(error: &ScanError, text: &str) -> Self {
        let at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
        let (kind, at) = refine(kind_of(error.kind()), at, text);
        let length = text.get(at..).and_then(|it| it.chars().next()).map_or(0, char::len_utf8);
        Self::new(kind, Span::new(at, at + length), text)
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
    /// A line stands too far to the left or to the right.
    Indentation = "indentation",
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
    /// More aliases than [`Limits::aliases`](crate::Limits::aliases), or they repeat too much text.
    TooManyAliases = "too-many-aliases",
    /// More nodes than [`Limits::nodes`](crate::Limits::nodes), those that aliases repeat included.
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

/// Sorts granit's kinds into ours.
fn kind_of(scan: &Scan) -> ErrorKind {
    use ErrorKind as Kind;
    match scan {
        Scan::UnexpectedEofFlowSequence
        | Scan::UnexpectedEofFlowMapping
        | Scan::UnexpectedEofImplicitFlowMapping
        | Scan::UnclosedFlowCollection { .. } => Kind::BracketUnclosed,
        Scan::MisplacedFlowCollectionEnd => Kind::BracketUnexpected,
        Scan::MismatchedFlowCollectionEnd { .. } => Kind::BracketMismatched,
        Scan::ExpectedFlowMappingSeparator | Scan::ExpectedFlowSequenceSeparator => Kind::CommaMissing,
        Scan::UnknownAnchor => Kind::UnknownAlias,
        Scan::AnchorCountOverflow => Kind::TooManyAliases,
        Scan::RecursionLimitExceeded => Kind::TooDeep,
        Scan::InputByteLimitExceeded { .. } => Kind::TooLong,
        Scan::SimpleKeyExpected | Scan::InvalidSimpleKey => Kind::ColonMissing,
        Scan::MappingValueNotAllowed
        | Scan::MappingKeyNotAllowed
        | Scan::InvalidColonPlacement
        | Scan::InvalidMappingValueWhitespace
        | Scan::FlowMappingValueAdjacentCollection => Kind::ColonInValue,
        Scan::InvalidIndentation
        | Scan::ExpectedBlockMappingKey
        | Scan::ExpectedBlockSequenceEntry
        | Scan::InvalidFlowScalarIndent
        | Scan::InvalidQuotedScalarIndent
        | Scan::InvalidBlockScalarIndent
        | Scan::BlockSequenceEntryNotAllowed
        | Scan::UnexpectedEofBlockSequence
        | Scan::UnexpectedEofBlockMapping => Kind::Indentation,
        Scan::TabNotAllowed
        | Scan::TabInBlockIndentation
        | Scan::TabAtBlockScalarStart
        | Scan::TabInIndentation
        | Scan::InvalidBlockEntryWhitespace
        | Scan::TabInPlainScalar => Kind::Tab,
        Scan::BomInsideDocument => Kind::ByteOrderMark,
        Scan::UnexpectedCharacter { .. }
        | Scan::PlainScalarStartsWithDashFlowIndicator
        | Scan::UnexpectedEndOfPlainScalar
        | Scan::BlockEntryInFlowCollection => Kind::ReservedCharacter,
        Scan::ZeroBlockScalarIndent | Scan::InvalidBlockScalarHeader => Kind::BlockHeader,
        Scan::DocumentIndicatorInQuotedScalar | Scan::UnclosedQuotedScalar => Kind::QuoteUnclosed,
        Scan::InvalidTrailingSingleQuotedScalar | Scan::InvalidTrailingDoubleQuotedScalar => {
            Kind::QuoteFollowed
        }
        Scan::UnknownQuotedScalarEscape
        | Scan::InvalidQuotedScalarHexEscape
        | Scan::InvalidLowSurrogateHexEscape
        | Scan::InvalidLowSurrogate
        | Scan::MissingLowSurrogate
        | Scan::UnpairedLowSurrogate
        | Scan::InvalidUnicodeEscape => Kind::UnknownEscape,
        Scan::DuplicateVersionDirective
        | Scan::UnsupportedYamlMajorVersion
        | Scan::DuplicateTagDirective
        | Scan::MissingDocumentEndBeforeDirective
        | Scan::ExpectedTagDirectiveBang
        | Scan::InvalidDirectiveTerminator
        | Scan::DirectiveDisallowed
        | Scan::MissingYamlVersionSeparator
        | Scan::MissingDirectiveName
        | Scan::InvalidDirectiveName
        | Scan::DirectiveByteLimitExceeded { .. }
        | Scan::TooManyReservedDirectiveParams { .. }
        | Scan::YamlVersionTooLong
        | Scan::MissingYamlVersion
        | Scan::InvalidTagDirectiveTerminator => Kind::Directive,
        Scan::UndeclaredTagHandle
        | Scan::ExpectedTagBang
        | Scan::InvalidGlobalTagCharacter
        | Scan::InvalidTagTerminator
        | Scan::MissingTagUri
        | Scan::UnclosedVerbatimTag
        | Scan::InvalidTagEscape
        | Scan::InvalidTagUtf8LeadingByte
        | Scan::InvalidTagUtf8TrailingByte
        | Scan::InvalidTagUtf8
        | Scan::MissingAnchorOrAliasName => Kind::Tag,
        Scan::InvalidDocumentEnd => Kind::DocumentMarker,
        Scan::ExpectedDocumentStart => Kind::TextAfterEnd,
        Scan::ExpectedNodeContent => Kind::ValueMissing,
        _ => Kind::Unreadable,
    }
}

/// Tells better what is wrong, and where, from what stands at the place granit names.
fn refine(kind: ErrorKind, at: usize, text: &str) -> (ErrorKind, usize) {
    let line_start = text.get(..at).and_then(|it| it.rfind('\n')).map_or(0, |it| it + 1);
    let line = text.get(line_start..).unwrap_or_default();
    let blanks = line.find(|it| !matches!(it, ' ' | '\t')).unwrap_or(line.len());
    let tab = line.get(..blanks).and_then(|it| it.find('\t'));
    match (kind, tab) {
        (
            ErrorKind::Indentation
            | ErrorKind::ColonMissing
            | ErrorKind::ReservedCharacter
            | ErrorKind::Tab
            | ErrorKind::Unreadable,
            Some(tab),
        ) => (ErrorKind::Tab, line_start + tab),
        _ => (kind, at),
    }
}
