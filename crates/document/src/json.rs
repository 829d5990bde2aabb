//! JSON as RFC 8259 has it, read without recursion.

use eks_iam_span::Span;

use crate::{
    Limits, Node, ParseDocumentError, Scalar, ScalarStyle,
    builder::{Budget, Builder, Fault},
    error::ErrorKind,
    flow::unicode,
    text_map::MapBuilder,
};

/// Tells whether a text begins as JSON objects and lists do, so that it is worth trying.
pub(crate) fn looks_like(text: &str) -> bool {
    text.trim_start_matches(BYTE_ORDER_MARK).trim_start().starts_with(['{', '['])
}

/// Tells whether nobody can have meant anything but JSON: a bracket with a double quote in it.
pub(crate) fn is_meant(text: &str) -> bool {
    let is_bracket = |it: char| it.is_whitespace() || matches!(it, BYTE_ORDER_MARK | '{' | '[');
    looks_like(text) && text.trim_start_matches(is_bracket).starts_with('"')
}

/// Reads one JSON value that is the whole text.
pub(crate) fn read(text: &str, limits: &Limits) -> Result<Node, ParseDocumentError> {
    let mut budget = Budget::new(*limits);
    let at = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
    let mut reader = Reader { text, at, open: Vec::new(), builder: Builder::new(&mut budget) };
    reader.document().map_err(|(kind, span)| ParseDocumentError::new(kind, span, text))?;
    let node = reader.builder.finish().map_err(|(kind, span)| ParseDocumentError::new(kind, span, text))?;
    node.ok_or_else(|| ParseDocumentError::new(ErrorKind::ValueMissing, Span::empty(text.len()), text))
}

const BYTE_ORDER_MARK: char = '\u{feff}';

/// What may come next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    Value,
    ValueOrEnd,
    Key,
    KeyOrEnd,
    Colon,
    CommaOrEnd,
    Nothing,
}

/// A bracket that is not closed yet.
#[derive(Clone, Copy, Debug)]
struct Open {
    at: usize,
    close: u8,
}

struct Reader<'a, 'b> {
    text: &'a str,
    at: usize,
    open: Vec<Open>,
    builder: Builder<'b>,
}

impl Reader<'_, '_> {
    fn document(&mut self) -> Result<(), Fault> {
        let mut next = Next::Value;
        loop {
            self.skip_blanks();
            let Some(byte) = self.peek() else { return self.end(next) };
            next = match (next, byte) {
                (Next::Nothing, b'}' | b']') => return Err(self.bracket_too_early(byte)),
                (Next::Nothing, _) => return Err((ErrorKind::TextAfterEnd, self.word())),
                (Next::Value | Next::ValueOrEnd, b'{') => self.open(b'}')?,
                (Next::Value | Next::ValueOrEnd, b'[') => self.open(b']')?,
                (Next::ValueOrEnd | Next::CommaOrEnd | Next::KeyOrEnd, b'}' | b']') => self.close(byte)?,
                (Next::Value | Next::Key, b'}' | b']') => return Err(self.bracket_too_early(byte)),
                (Next::Value | Next::ValueOrEnd, b'"') => self.string(false)?,
                (Next::Value | Next::ValueOrEnd, _) => self.literal()?,
                (Next::Key | Next::KeyOrEnd, b'"') => self.string(true)?,
                (Next::Key | Next::KeyOrEnd, _) => return Err((ErrorKind::KeyUnquoted, self.word())),
                (Next::Colon, b':') => self.step(Next::Value),
                (Next::Colon, _) => return Err((ErrorKind::ColonMissing, self.word())),
                (Next::CommaOrEnd, b',') => {
                    let next = if self.is_in_mapping() { Next::Key } else { Next::Value };
                    self.step(next)
                }
                (Next::CommaOrEnd, _) => return Err((ErrorKind::CommaMissing, self.word())),
            };
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    const fn step(&mut self, next: Next) -> Next {
        self.at += 1;
        next
    }

    fn skip_blanks(&mut self) {
        while let Some(b' ' | b'\t' | b'\r' | b'\n') = self.peek() {
            self.at += 1;
        }
    }

    fn is_in_mapping(&self) -> bool {
        self.open.last().is_some_and(|it| it.close == b'}')
    }

    /// Returns what stands here, up to the next character with a meaning.
    fn word(&self) -> Span {
        let rest = self.rest();
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let ends = |it: char| it.is_whitespace() || matches!(it, ',' | ':' | '{' | '}' | '[' | ']' | '"');
        let length = rest.get(first..).and_then(|it| it.find(ends)).map_or(rest.len(), |it| first + it);
        let length = if rest.starts_with(ends) { first } else { length };
        Span::new(self.at, self.at + length)
    }

    fn end(&self, next: Next) -> Result<(), Fault> {
        match (next, self.open.last()) {
            (Next::Nothing, _) => Ok(()),
            (_, Some(open)) => Err((ErrorKind::BracketUnclosed, Span::new(open.at, open.at + 1))),
            (_, None) => Err((ErrorKind::ValueMissing, Span::empty(self.at))),
        }
    }

    fn after_value(&self) -> Next {
        if self.open.is_empty() { Next::Nothing } else { Next::CommaOrEnd }
    }

    fn open(&mut self, close: u8) -> Result<Next, Fault> {
        let span = Span::new(self.at, self.at + 1);
        self.open.push(Open { at: self.at, close });
        self.at += 1;
        if close == b'}' {
            self.builder.open_mapping(span, None)?;
            Ok(Next::KeyOrEnd)
        } else {
            self.builder.open_sequence(span, None)?;
            Ok(Next::ValueOrEnd)
        }
    }

    fn close(&mut self, byte: u8) -> Result<Next, Fault> {
        let span = Span::new(self.at, self.at + 1);
        match self.open.pop() {
            Some(open) if open.close == byte => {}
            Some(open) => return Err(mismatched(open)),
            None => return Err((ErrorKind::BracketUnexpected, span)),
        }
        self.at += 1;
        self.builder.close(Some(span));
        Ok(self.after_value())
    }

    fn bracket_too_early(&self, byte: u8) -> Fault {
        let span = Span::new(self.at, self.at + 1);
        let before = self.text.get(..self.at).unwrap_or_default().trim_end();
        match self.open.last() {
            None => (ErrorKind::BracketUnexpected, span),
            Some(open) if open.close != byte => mismatched(*open),
            Some(_) if before.ends_with(',') => {
                (ErrorKind::CommaBeforeEnd, Span::new(before.len() - 1, before.len()))
            }
            Some(_) => (ErrorKind::ValueMissing, span),
        }
    }

    fn string(&mut self, is_key: bool) -> Result<Next, Fault> {
        let start = self.at;
        let (text, map) = self.characters()?;
        let scalar = Scalar::with_map(text, ScalarStyle::DoubleQuoted, map);
        self.builder.scalar(Span::new(start, self.at), None, scalar)?;
        Ok(if is_key { Next::Colon } else { self.after_value() })
    }

    /// Reads from the opening quote to the closing one.
    fn characters(&mut self) -> Result<(String, crate::text_map::TextMap), Fault> {
        let start = self.at;
        self.at += 1;
        let mut builder = MapBuilder::new(self.text, self.at);
        loop {
            let special = |it: char| matches!(it, '"' | '\\' | '\0'..='\u{1f}');
            let run = self.rest().find(special).unwrap_or(self.rest().len());
            builder.verbatim(Span::new(self.at, self.at + run));
            self.at += run;
            let here = Span::new(self.at, self.at + 1);
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(builder.finish());
                }
                Some(b'\\') => {
                    let after = self.text.get(self.at + 1..).unwrap_or_default();
                    let length = after.chars().next().map_or(0, char::len_utf8);
                    let escape = Span::new(self.at, self.at + 1 + length);
                    let (made, length) = unescape(after).ok_or((ErrorKind::UnknownEscape, escape))?;
                    builder.made(made.encode_utf8(&mut [0; 4]), Span::new(self.at, self.at + length));
                    self.at += length;
                }
                None | Some(b'\r' | b'\n') => {
                    return Err((ErrorKind::QuoteUnclosed, Span::new(start, start + 1)));
                }
                Some(_) => return Err((ErrorKind::ControlCharacter, here)),
            }
        }
    }

    fn literal(&mut self) -> Result<Next, Fault> {
        let span = self.word();
        let word = span.slice(self.text);
        if !matches!(word, "true" | "false" | "null") && !is_number(word) {
            return Err((ErrorKind::NotJson, span));
        }
        let mut builder = MapBuilder::new(self.text, span.start());
        builder.verbatim(span);
        let (text, map) = builder.finish();
        self.builder.scalar(span, None, Scalar::with_map(text, ScalarStyle::Plain, map))?;
        self.at = span.end();
        Ok(self.after_value())
    }
}

const fn mismatched(open: Open) -> Fault {
    (ErrorKind::BracketMismatched, Span::new(open.at, open.at + 1))
}

/// Returns the character an escape stands for and the length of the escape with its backslash.
fn unescape(after: &str) -> Option<(char, usize)> {
    let made = match after.chars().next()? {
        'u' => return unicode(after),
        '"' => '"',
        '\\' => '\\',
        '/' => '/',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        _ => return None,
    };
    Some((made, 2))
}

/// Tells whether a word is a number as RFC 8259, section 6, has it.
pub(crate) fn is_number(word: &str) -> bool {
    let unsigned = word.strip_prefix('-').unwrap_or(word);
    let (mantissa, exponent) =
        unsigned.split_once(['e', 'E']).map_or((unsigned, None), |(mantissa, it)| (mantissa, Some(it)));
    let (whole, fraction) =
        mantissa.split_once('.').map_or((mantissa, None), |(whole, it)| (whole, Some(it)));
    let digits = |it: &str| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|it| digits(it.strip_prefix(['-', '+']).unwrap_or(it)))
}
