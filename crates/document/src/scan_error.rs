//! From granit's errors to ours, which tell what a person did rather than what a scanner met.

use eks_iam_span::Span;
use granit_parser::{ErrorKind as Scan, ScanError};

use crate::{ParseDocumentError, error::ErrorKind, flow};

/// Makes our error of granit's.
pub(crate) fn error(error: &ScanError, text: &str) -> ParseDocumentError {
    let at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
    let lines = Lines::around(text, at);
    let (kind, span) = lines.refine(kind_of(error.kind()), error.kind());
    ParseDocumentError::new(kind, span, text)
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
        | Scan::CommentInterceptedScalar
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

/// The place granit names, with the line it is in and the one before.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    /// Where the line begins.
    start: usize,
    line: &'a str,
}

impl<'a> Lines<'a> {
    fn around(text: &'a str, at: usize) -> Self {
        let start = text.get(..at).and_then(|it| it.rfind(['\r', '\n'])).map_or(0, |it| it + 1);
        Self { text, at, start, line: line_at(text, start) }
    }

    /// Tells better what is wrong, and where.
    fn refine(&self, kind: ErrorKind, scan: &Scan) -> (ErrorKind, Span) {
        let is_structure = matches!(
            kind,
            ErrorKind::ColonInValue
                | ErrorKind::ColonMissing
                | ErrorKind::Indentation
                | ErrorKind::ReservedCharacter
                | ErrorKind::Unreadable
        );
        if let Some(tab) = self.tab().filter(|_| is_structure || kind == ErrorKind::Tab) {
            return (ErrorKind::Tab, tab);
        }
        match kind {
            ErrorKind::ColonInValue => self.colon(),
            ErrorKind::ColonMissing => self.without_colon(self.start, self.line),
            ErrorKind::Indentation => self.indentation(scan),
            ErrorKind::Tab => (kind, self.later_tab()),
            ErrorKind::TextAfterEnd if self.starts_with(['}', ']']) => {
                (ErrorKind::BracketUnexpected, self.character())
            }
            ErrorKind::TextAfterEnd => {
                self.directive().map_or((kind, self.character()), |it| (ErrorKind::Directive, it))
            }
            ErrorKind::UnknownAlias => (kind, self.word()),
            ErrorKind::UnknownEscape => {
                (kind, flow::bad_escape(self.text, self.at).unwrap_or(self.character()))
            }
            _ => (kind, self.character()),
        }
    }

    fn starts_with(&self, characters: [char; 2]) -> bool {
        self.text.get(self.at..).is_some_and(|it| it.starts_with(characters))
    }

    fn character(&self) -> Span {
        let length = self.text.get(self.at..).and_then(|it| it.chars().next()).map_or(0, char::len_utf8);
        Span::new(self.at, self.at + length)
    }

    fn word(&self) -> Span {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let ends = |it: char| it.is_whitespace() || matches!(it, ',' | '[' | ']' | '{' | '}');
        Span::new(self.at, self.at + rest.find(ends).unwrap_or(rest.len()))
    }

    /// Finds a tab before the first character of the line.
    fn tab(&self) -> Option<Span> {
        let before = self.line.find(|it| !matches!(it, ' ' | '\t' | '-')).unwrap_or(self.line.len());
        let tab = self.line.get(..before)?.find('\t')?;
        Some(Span::new(self.start + tab, self.start + tab + 1))
    }

    /// Finds the tab that granit stopped at: it may be some lines below the place it names.
    fn later_tab(&self) -> Span {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let indentation = rest.find("\n\t").map(|it| it + 1);
        let tab = indentation.or_else(|| rest.find('\t')).map(|it| self.at + it);
        tab.map_or(self.character(), |tab| Span::new(tab, tab + 1))
    }

    /// Finds the first line above that begins with a percent sign.
    fn directive(&self) -> Option<Span> {
        let above = self.text.get(..self.at)?;
        let at = if above.starts_with('%') { 0 } else { above.find("\n%")? + 1 };
        Some(Span::new(at, at + line_at(self.text, at).len()))
    }

    /// Returns the last line above that is neither blank nor a comment, and where it begins.
    fn line_above(&self) -> Option<(usize, &'a str)> {
        let mut end = self.start;
        while end > 0 {
            let above = self.text.get(..end)?;
            let above = above.strip_suffix('\n').unwrap_or(above);
            let above = above.strip_suffix('\r').unwrap_or(above);
            let start = above.rfind(['\r', '\n']).map_or(0, |it| it + 1);
            let line = above.get(start..)?;
            if !line.trim().is_empty() && !line.trim_start().starts_with('#') {
                return Some((start, line));
            }
            end = start;
        }
        None
    }

    /// A colon where no key can be: its own line may be good, and the one above at fault.
    fn colon(&self) -> (ErrorKind, Span) {
        let before = self.text.get(self.start..self.at).unwrap_or_default();
        let above = self.line_above().filter(|_| !has_colon(before));
        let Some((start, line)) = above else { return (ErrorKind::ColonInValue, self.character()) };
        if let Some(open) = unclosed(line) {
            return (ErrorKind::BracketUnclosed, Span::new(start + open, start + open + 1));
        }
        if has_colon(line) {
            (ErrorKind::Indentation, self.content())
        } else {
            self.without_colon(start, line)
        }
    }

    /// A line without a colon that should have one.
    fn without_colon(&self, start: usize, line: &str) -> (ErrorKind, Span) {
        let find = |c: char| line.find(c).map(|it| Span::new(start + it, start + it + c.len_utf8()));
        if let Some(colon) = find('：') {
            return (ErrorKind::FullWidthColon, colon);
        }
        if let Some(blank) = line.find(":\u{3000}").and_then(|_| find('\u{3000}')) {
            return (ErrorKind::FullWidthBlank, blank);
        }
        let blanks = line.len() - line.trim_start().len();
        (ErrorKind::ColonMissing, Span::new(start + blanks, start + blanks + line.trim().len()))
    }

    fn indentation(&self, scan: &Scan) -> (ErrorKind, Span) {
        let before = self.text.get(self.start..self.at).unwrap_or_default();
        let rest = self.text.get(self.at..).unwrap_or_default();
        if matches!(scan, Scan::BlockSequenceEntryNotAllowed) && !before.trim().is_empty() {
            return (ErrorKind::ItemAfterKey, self.character());
        }
        if matches!(scan, Scan::CommentInterceptedScalar) {
            let below = rest.find('\n').map_or(self.text.len(), |it| self.at + it + 1);
            return (ErrorKind::Indentation, Lines::around(self.text, below).content());
        }
        if rest.starts_with([',', ']', '}', '@', '`']) {
            return (ErrorKind::ReservedCharacter, self.character());
        }
        (ErrorKind::Indentation, self.character())
    }

    /// Returns the line without the blanks around it.
    fn content(&self) -> Span {
        let blanks = self.line.len() - self.line.trim_start().len();
        Span::new(self.start + blanks, self.start + blanks + self.line.trim().len())
    }
}

fn line_at(text: &str, start: usize) -> &str {
    let rest = text.get(start..).unwrap_or_default();
    rest.get(..rest.find(['\r', '\n']).unwrap_or(rest.len())).unwrap_or_default()
}

fn has_colon(line: &str) -> bool {
    line.contains(": ") || line.trim_end().ends_with(':')
}

/// Finds the last bracket of a line that is not closed in it.
fn unclosed(line: &str) -> Option<usize> {
    let mut open = Vec::new();
    for (at, c) in line.char_indices() {
        match c {
            '[' | '{' => open.push(at),
            ']' | '}' => drop(open.pop()),
            _ => {}
        }
    }
    open.pop()
}
