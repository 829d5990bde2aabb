//! From characters to tokens.
//!
//! The one difficulty of YAML is that a key is known only at the `:` behind it. So tokens wait in a queue while the
//! first of them may still turn out to be a key, and the key's mark is put before it then.

use std::collections::VecDeque;

use super::{
    YamlError,
    characters::{break_length, first_forbidden, is_blank, is_blank_or_end, is_word, width},
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
struct SimpleKey {
    possible: bool,
    required: bool,
    token: usize,
    mark: Mark,
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
const DEEPEST: usize = 10_000;
/// How far behind its start the `:` of a key may stand, in characters.
const LONGEST_KEY: usize = 1024;

/// The scanner.
#[derive(Debug)]
pub(super) struct Scanner<'a> {
    pub(super) text: &'a str,
    pub(super) mark: Mark,
    pub(super) flow_level: usize,
    /// The column of the innermost block collection; -1 outside.
    pub(super) indent: isize,
    pub(super) simple_key_allowed: bool,
    /// Whether the text is one JSON object, which kubectl and the authenticator read by Go's JSON decoder.
    pub(super) json: bool,
    indents: Vec<isize>,
    keys: Vec<SimpleKey>,
    queue: VecDeque<Token<'a>>,
    taken: usize,
    ended: bool,
}

impl<'a> Scanner<'a> {
    /// Starts at the beginning of `text`.
    ///
    /// # Errors
    ///
    /// When the text holds a character that YAML does not allow.
    pub(super) fn new(text: &'a str) -> Result<Self, YamlError> {
        if let Some(at) = first_forbidden(text.as_bytes()) {
            return Err(YamlError::new(at, "control characters are not allowed"));
        }
        let mut scanner = Self {
            text,
            mark: Mark::default(),
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

    fn key_is_valid(&mut self, level: usize) -> Result<bool, YamlError> {
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

    fn skip_to_token(&mut self) {
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

    fn fetch(&mut self) -> Result<(), YamlError> {
        self.skip_to_token();
        self.unroll(isize::try_from(self.mark.column).unwrap_or(isize::MAX));
        if self.rest().is_empty() {
            return self.fetch_end();
        }
        let (first, flow) = (self.byte(0), self.flow_level > 0);
        if self.mark.column == 0 && first == b'%' {
            return self.fetch_directive();
        }
        if self.at_document_mark() {
            let kind = if first == b'-' { TokenKind::DocumentStart } else { TokenKind::DocumentEnd };
            return self.fetch_document_mark(kind);
        }
        match first {
            b'[' => self.fetch_flow_start(TokenKind::FlowSequenceStart),
            b'{' => self.fetch_flow_start(TokenKind::FlowMappingStart),
            b']' => self.fetch_flow_end(TokenKind::FlowSequenceEnd),
            b'}' => self.fetch_flow_end(TokenKind::FlowMappingEnd),
            b',' => self.fetch_flow_entry(),
            b'-' if self.at_blank_or_end(1) => self.fetch_block_entry(),
            b'?' if flow || self.at_blank_or_end(1) => self.fetch_key(),
            b':' if flow || self.at_blank_or_end(1) => self.fetch_value(),
            b'*' => self.fetch_name(TokenKind::Alias),
            b'&' => self.fetch_name(TokenKind::Anchor),
            b'!' => self.fetch_tag(),
            b'|' | b'>' if !flow => self.fetch_block_scalar(),
            b'\'' | b'"' => self.fetch_flow_scalar(Self::scan_quoted),
            b'\t' | b'#' | b'|' | b'>' | b'%' | b'@' | b'`' => {
                Err(YamlError::new(self.mark.at, "found character that cannot start any token"))
            }
            _ => self.fetch_flow_scalar(Self::scan_plain),
        }
    }

    fn push(&mut self, kind: TokenKind, start: usize) {
        self.queue.push_back(Token { kind, start, end: self.mark.at, value: None });
    }

    fn save_key(&mut self) -> Result<(), YamlError> {
        if !self.simple_key_allowed {
            return Ok(());
        }
        self.remove_key()?;
        let required =
            self.flow_level == 0 && usize::try_from(self.indent).is_ok_and(|it| it == self.mark.column);
        let key =
            SimpleKey { possible: true, required, token: self.taken + self.queue.len(), mark: self.mark };
        if let Some(last) = self.keys.last_mut() {
            *last = key;
        }
        Ok(())
    }

    fn remove_key(&mut self) -> Result<(), YamlError> {
        match self.keys.last_mut() {
            Some(key) if key.possible && key.required => {
                Err(YamlError::new(key.mark.at, "could not find expected ':'"))
            }
            Some(key) => {
                key.possible = false;
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// Opens a block collection at `column` if it is deeper than the one around; the token goes before `token`.
    fn roll(
        &mut self,
        column: usize,
        token: Option<usize>,
        kind: TokenKind,
        at: usize,
    ) -> Result<(), YamlError> {
        let column = isize::try_from(column).unwrap_or(isize::MAX);
        if self.flow_level > 0 || self.indent >= column {
            return Ok(());
        }
        self.indents.push(self.indent);
        self.indent = column;
        if self.indents.len() > DEEPEST {
            return Err(YamlError::new(at, "exceeded max depth of 10000"));
        }
        let place = token.map_or(self.queue.len(), |it| it.saturating_sub(self.taken)).min(self.queue.len());
        self.queue.insert(place, Token { kind, start: at, end: at, value: None });
        Ok(())
    }

    fn unroll(&mut self, column: isize) {
        if self.flow_level > 0 {
            return;
        }
        while self.indent > column {
            self.push(TokenKind::BlockEnd, self.mark.at);
            self.indent = self.indents.pop().unwrap_or(-1);
        }
    }

    fn fetch_end(&mut self) -> Result<(), YamlError> {
        if self.mark.column != 0 {
            self.mark.column = 0;
            self.mark.line += 1;
        }
        self.unroll(-1);
        self.remove_key()?;
        self.simple_key_allowed = false;
        self.ended = true;
        self.push(TokenKind::StreamEnd, self.mark.at);
        Ok(())
    }

    fn fetch_document_mark(&mut self, kind: TokenKind) -> Result<(), YamlError> {
        self.unroll(-1);
        self.remove_key()?;
        self.simple_key_allowed = false;
        let start = self.mark.at;
        self.skip_ascii(3);
        self.push(kind, start);
        Ok(())
    }

    fn fetch_directive(&mut self) -> Result<(), YamlError> {
        self.unroll(-1);
        self.remove_key()?;
        self.simple_key_allowed = false;
        let start = self.mark.at;
        while !self.at_break_or_end() && self.byte(0) != b'#' {
            self.skip();
        }
        let line = self.text.get(start..self.mark.at).unwrap_or_default();
        let kind = match line.split_ascii_whitespace().next() {
            Some("%YAML") => TokenKind::VersionDirective,
            Some("%TAG") => TokenKind::TagDirective,
            _ => return Err(YamlError::new(start, "found unknown directive name")),
        };
        self.push(kind, start);
        self.skip_comment();
        self.skip_break();
        Ok(())
    }

    fn fetch_flow_start(&mut self, kind: TokenKind) -> Result<(), YamlError> {
        self.save_key()?;
        self.keys.push(SimpleKey::default());
        self.flow_level += 1;
        if self.flow_level > DEEPEST {
            return Err(YamlError::new(self.mark.at, "exceeded max depth of 10000"));
        }
        self.simple_key_allowed = true;
        let start = self.mark.at;
        self.skip_ascii(1);
        self.push(kind, start);
        Ok(())
    }

    fn fetch_flow_end(&mut self, kind: TokenKind) -> Result<(), YamlError> {
        self.remove_key()?;
        if self.flow_level > 0 {
            self.flow_level -= 1;
            self.keys.pop();
        }
        self.simple_key_allowed = false;
        let start = self.mark.at;
        self.skip_ascii(1);
        self.push(kind, start);
        Ok(())
    }

    fn fetch_flow_entry(&mut self) -> Result<(), YamlError> {
        self.remove_key()?;
        self.simple_key_allowed = true;
        let start = self.mark.at;
        self.skip_ascii(1);
        self.push(TokenKind::FlowEntry, start);
        Ok(())
    }

    fn fetch_block_entry(&mut self) -> Result<(), YamlError> {
        if self.flow_level == 0 {
            if !self.simple_key_allowed {
                return Err(YamlError::new(
                    self.mark.at,
                    "block sequence entries are not allowed in this context",
                ));
            }
            self.roll(self.mark.column, None, TokenKind::BlockSequenceStart, self.mark.at)?;
        }
        self.remove_key()?;
        self.simple_key_allowed = true;
        let start = self.mark.at;
        self.skip_ascii(1);
        self.push(TokenKind::BlockEntry, start);
        Ok(())
    }

    fn fetch_key(&mut self) -> Result<(), YamlError> {
        if self.flow_level == 0 {
            if !self.simple_key_allowed {
                return Err(YamlError::new(self.mark.at, "mapping keys are not allowed in this context"));
            }
            self.roll(self.mark.column, None, TokenKind::BlockMappingStart, self.mark.at)?;
        }
        self.remove_key()?;
        self.simple_key_allowed = self.flow_level == 0;
        let start = self.mark.at;
        self.skip_ascii(1);
        self.push(TokenKind::Key, start);
        Ok(())
    }

    fn fetch_value(&mut self) -> Result<(), YamlError> {
        let level = self.keys.len().saturating_sub(1);
        if self.key_is_valid(level)? {
            let key = self.keys.get(level).copied().unwrap_or_default();
            let at = key.mark.at;
            let place = key.token.saturating_sub(self.taken).min(self.queue.len());
            self.queue.insert(place, Token { kind: TokenKind::Key, start: at, end: at, value: None });
            self.roll(key.mark.column, Some(key.token), TokenKind::BlockMappingStart, at)?;
            if let Some(key) = self.keys.last_mut() {
                key.possible = false;
            }
            self.simple_key_allowed = false;
        } else {
            if self.flow_level == 0 {
                if !self.simple_key_allowed {
                    return Err(YamlError::new(
                        self.mark.at,
                        "mapping values are not allowed in this context",
                    ));
                }
                self.roll(self.mark.column, None, TokenKind::BlockMappingStart, self.mark.at)?;
            }
            self.simple_key_allowed = self.flow_level == 0;
        }
        let start = self.mark.at;
        self.skip_ascii(1);
        self.push(TokenKind::Value, start);
        Ok(())
    }

    fn fetch_name(&mut self, kind: TokenKind) -> Result<(), YamlError> {
        self.save_key()?;
        self.simple_key_allowed = false;
        let start = self.mark.at;
        self.skip_ascii(1);
        let name = self.mark.at;
        while is_word(self.byte(0)) {
            self.skip_ascii(1);
        }
        let ends = self.at_blank_or_end(0)
            || matches!(self.byte(0), b'?' | b':' | b',' | b']' | b'}' | b'%' | b'@' | b'`');
        if name == self.mark.at || !ends {
            return Err(YamlError::new(start, "did not find expected alphabetic or numeric character"));
        }
        self.push(kind, start);
        Ok(())
    }

    fn fetch_tag(&mut self) -> Result<(), YamlError> {
        self.save_key()?;
        self.simple_key_allowed = false;
        let start = self.mark.at;
        let verbatim = self.byte(1) == b'<';
        self.skip_ascii(1);
        let allowed = |byte: u8| is_word(byte) || b";/?:@&=+$,.!~*'()[]%".contains(&byte);
        if verbatim {
            self.skip_ascii(1);
        }
        while allowed(self.byte(0)) {
            self.skip_ascii(1);
        }
        if verbatim {
            if self.byte(0) != b'>' {
                return Err(YamlError::new(start, "did not find the expected '>'"));
            }
            self.skip_ascii(1);
        }
        if !self.at_blank_or_end(0) {
            return Err(YamlError::new(start, "did not find expected whitespace or line break"));
        }
        self.push(TokenKind::Tag, start);
        Ok(())
    }

    fn fetch_block_scalar(&mut self) -> Result<(), YamlError> {
        self.remove_key()?;
        self.simple_key_allowed = true;
        let start = self.mark.at;
        let (value, end) = self.scan_block()?;
        self.queue.push_back(Token { kind: TokenKind::Scalar, start, end, value: Some(value) });
        Ok(())
    }

    fn fetch_flow_scalar(
        &mut self,
        scan: fn(&mut Self) -> Result<(Value<'a>, usize), YamlError>,
    ) -> Result<(), YamlError> {
        self.save_key()?;
        self.simple_key_allowed = false;
        let start = self.mark.at;
        let (value, end) = scan(self)?;
        self.queue.push_back(Token { kind: TokenKind::Scalar, start, end, value: Some(value) });
        Ok(())
    }
}
