//! From characters to tokens.
//!
//! The one difficulty of YAML is that a key is known only at the `:` behind it. So tokens wait in a queue while the
//! first of them may still turn out to be a key, and the key's mark is put before it then.

use std::collections::VecDeque;

use super::{
    YamlError,
    characters::{break_length, first_forbidden, is_blank, is_blank_or_end, length_of_usual, width},
    value::Value,
};

/// A mark of the grammar or a scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    StreamEnd,
    VersionDirective,
    TagDirective,
    DocumentStart,
    DocumentEnd,
    BlockSequenceStart,
    BlockMappingStart,
    BlockEnd,
    FlowSequenceStart,
    FlowSequenceEnd,
    FlowMappingStart,
    FlowMappingEnd,
    BlockEntry,
    FlowEntry,
    Key,
    Value,
    Alias,
    Anchor,
    Tag,
    Scalar,
}

/// A token with its byte range.
#[derive(Clone, Debug)]
pub(super) struct Token<'a> {
    pub(super) kind: TokenKind,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Of a scalar only.
    pub(super) value: Option<Value<'a>>,
}

/// A place where a key may have begun.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SimpleKey {
    pub(super) possible: bool,
    pub(super) required: bool,
    pub(super) token: usize,
    pub(super) mark: Mark,
}

/// A place, as the grammar counts: characters, not bytes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mark {
    pub(super) at: usize,
    pub(super) index: usize,
    pub(super) line: usize,
    pub(super) column: usize,
}

/// go-yaml's limit of nesting, of both kinds.
pub(super) const DEEPEST: usize = 10_000;
/// How far behind its start the `:` of a key may stand, in characters.
const LONGEST_KEY: usize = 1024;

/// The scanner.
#[derive(Debug)]
pub(super) struct Scanner<'a> {
    pub(super) text: &'a str,
    pub(super) mark: Mark,
    /// Up to here all is printable ASCII and line feeds, and perhaps further.
    pub(super) usual_until: usize,
    pub(super) flow_level: usize,
    /// The column of the innermost block collection; -1 outside.
    pub(super) indent: isize,
    pub(super) simple_key_allowed: bool,
    /// Whether the text is one JSON object, which kubectl and the authenticator read by Go's JSON decoder.
    pub(super) json: bool,
    pub(super) indents: Vec<isize>,
    pub(super) keys: Vec<SimpleKey>,
    pub(super) queue: VecDeque<Token<'a>>,
    pub(super) taken: usize,
    pub(super) ended: bool,
}

impl<'a> Scanner<'a> {
    /// Starts at the beginning of `text`.
    ///
    /// # Errors
    ///
    /// When the text holds a character that YAML does not allow.
    pub(super) fn new(text: &'a str) -> Result<Self, YamlError> {
        let usual_until = length_of_usual(text.as_bytes());
        if let Some(at) = first_forbidden(text.as_bytes(), usual_until) {
            return Err(YamlError::new(at, "control characters are not allowed"));
        }
        let mut scanner = Self {
            text,
            mark: Mark::default(),
            usual_until,
            flow_level: 0,
            indent: -1,
            simple_key_allowed: true,
            json: text.trim_start().starts_with('{'),
            indents: Vec::new(),
            keys: vec![SimpleKey::default()],
            queue: VecDeque::new(),
            taken: 0,
            ended: false,
        };
        if text.starts_with('\u{FEFF}') {
            scanner.mark.at = '\u{FEFF}'.len_utf8();
        }
        Ok(scanner)
    }

    /// Returns the next token without taking it; after the end, the end again.
    pub(super) fn peek(&mut self) -> Result<&Token<'a>, YamlError> {
        while self.needs_more()? {
            self.fetch()?;
        }
        self.queue.front().ok_or(YamlError::new(self.mark.at, "unexpected end of stream"))
    }

    /// Takes the token that [`Scanner::peek`] shows.
    pub(super) fn take(&mut self) -> Result<Token<'a>, YamlError> {
        self.peek()?;
        let at = self.mark.at;
        match self.queue.front() {
            Some(token) if token.kind == TokenKind::StreamEnd => Ok(token.clone()),
            _ => {
                self.taken += 1;
                self.queue.pop_front().ok_or(YamlError::new(at, "unexpected end of stream"))
            }
        }
    }

    fn needs_more(&mut self) -> Result<bool, YamlError> {
        if self.queue.is_empty() {
            return Ok(!self.ended);
        }
        let head = self.taken;
        let Some(level) = self.keys.iter().position(|key| key.possible && key.token == head) else {
            return Ok(false);
        };
        self.key_is_valid(level)
    }

    pub(super) fn key_is_valid(&mut self, level: usize) -> Result<bool, YamlError> {
        let mark = self.mark;
        let Some(key) = self.keys.get_mut(level) else { return Ok(false) };
        if !key.possible {
            return Ok(false);
        }
        if key.mark.line < mark.line || key.mark.index + LONGEST_KEY < mark.index {
            if key.required {
                return Err(YamlError::new(key.mark.at, "could not find expected ':'"));
            }
            key.possible = false;
            return Ok(false);
        }
        Ok(true)
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.mark.at..).unwrap_or_default()
    }

    /// Returns the byte `ahead` of the current one, 0 behind the end.
    pub(super) fn byte(&self, ahead: usize) -> u8 {
        self.text.as_bytes().get(self.mark.at + ahead).copied().unwrap_or(0)
    }

    pub(super) fn at_blank_or_end(&self, ahead: usize) -> bool {
        is_blank_or_end(self.text.as_bytes().get(self.mark.at + ahead..).unwrap_or_default())
    }

    pub(super) fn at_break_or_end(&self) -> bool {
        let rest = self.rest();
        rest.is_empty() || break_length(rest) > 0
    }

    /// Goes one character on.
    pub(super) fn skip(&mut self) {
        self.mark.at += width(self.byte(0));
        self.mark.index += 1;
        self.mark.column += 1;
    }

    /// Goes over `count` characters of one byte each.
    pub(super) const fn skip_ascii(&mut self, count: usize) {
        self.mark.at += count;
        self.mark.index += count;
        self.mark.column += count;
    }

    /// Goes over the line break here, if there is one, and returns the text it counts as.
    pub(super) fn skip_break(&mut self) -> &'static str {
        let rest = self.rest();
        let length = break_length(rest);
        if length == 0 {
            return "";
        }
        let text = match rest {
            [0xE2, 0x80, 0xA8, ..] => "\u{2028}",
            [0xE2, 0x80, 0xA9, ..] => "\u{2029}",
            _ => "\n",
        };
        self.mark.index += if rest.starts_with(b"\r\n") { 2 } else { 1 };
        self.mark.at += length;
        self.mark.line += 1;
        self.mark.column = 0;
        text
    }

    /// Goes to the end of the line if a comment stands here.
    pub(super) fn skip_comment(&mut self) {
        if self.byte(0) == b'#' {
            while !self.at_break_or_end() {
                self.skip();
            }
        }
    }

    pub(super) fn skip_blanks(&mut self) {
        while is_blank(self.byte(0)) {
            self.skip_ascii(1);
        }
    }

    /// Whether `---` or `...` stands here at the start of a line.
    pub(super) fn at_document_mark(&self) -> bool {
        self.mark.column == 0
            && (self.rest().starts_with(b"---") || self.rest().starts_with(b"..."))
            && self.at_blank_or_end(3)
    }

    pub(super) fn skip_to_token(&mut self) {
        loop {
            while self.byte(0) == b' '
                || (self.byte(0) == b'\t' && (self.flow_level > 0 || !self.simple_key_allowed))
            {
                self.skip_ascii(1);
            }
            self.skip_comment();
            if self.skip_break().is_empty() {
                return;
            }
            if self.flow_level == 0 {
                self.simple_key_allowed = true;
            }
        }
    }
}
