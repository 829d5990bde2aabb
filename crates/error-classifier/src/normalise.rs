//! Takes the damage away that terminals, editors and encoders do to a message.
//!
//! The result has one blank where white space, a line break with its decoration, a box border or an escaped line
//! break stood; no colours; and quotes and characters in place of their JSON, XML or HTML escapes. Each place of the
//! result can be led back to the text it came from.

mod colour;
mod escape;
mod line;

use std::borrow::Cow;

use eks_iam_span::Span;

use crate::{read, vocabulary};

/// A text without damage, with the way back to the original.
pub(crate) struct Folded<'t> {
    /// The text to read.
    pub(crate) text: Cow<'t, str>,
    /// Where runs of the text came from, ascending; empty when the text is the original.
    pieces: Vec<Piece>,
    /// The places of blanks that stand for line breaks, ascending.
    breaks: Vec<usize>,
}

/// A run of the folded text, up to the next piece, and the range of the original it stands for.
#[derive(Clone, Copy)]
struct Piece {
    at: usize,
    original: usize,
    original_end: usize,
}

impl<'t> Folded<'t> {
    /// Takes the damage of `original` away.
    pub(crate) fn new(original: &'t str) -> Self {
        if is_clean(original) {
            return Self { text: Cow::Borrowed(original), pieces: Vec::new(), breaks: Vec::new() };
        }
        Folder::new(original).run()
    }

    /// Returns whether the text had no damage.
    pub(crate) fn is_original(&self) -> bool {
        matches!(self.text, Cow::Borrowed(_))
    }

    /// Returns the places of blanks that stand for line breaks.
    pub(crate) fn breaks(&self) -> &[usize] {
        &self.breaks
    }

    /// Returns whether the blank at `at` stands for a line break.
    pub(crate) fn is_break(&self, at: usize) -> bool {
        self.breaks.binary_search(&at).is_ok()
    }

    /// Returns whether a line begins at `at`.
    pub(crate) fn is_line_start(&self, at: usize) -> bool {
        at == 0 || self.is_break(at - 1)
    }

    /// Returns whether a line break stands between two places.
    pub(crate) fn has_break(&self, start: usize, end: usize) -> bool {
        let first = self.breaks.partition_point(|&at| at < start);
        self.breaks.get(first).is_some_and(|&at| at < end)
    }

    /// Returns the range of the original that a range of the folded text was read from.
    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        if self.is_original() {
            return Span::new(start, end);
        }
        let (first, _) = self.original(start);
        let (_, last) = self.original(end.saturating_sub(1).max(start));
        Span::new(first, last.max(first))
    }

    /// Returns the range of the original that the byte at `at` stands for.
    fn original(&self, at: usize) -> (usize, usize) {
        let index = self.pieces.partition_point(|piece| piece.at <= at);
        let Some(piece) = index.checked_sub(1).and_then(|index| self.pieces.get(index)) else {
            return (at, at);
        };
        let next = self.pieces.get(index).map_or(self.text.len(), |next| next.at);
        if next - piece.at == piece.original_end - piece.original {
            let start = piece.original + (at - piece.at);
            (start, start + 1)
        } else {
            (piece.original, piece.original_end)
        }
    }
}

/// Returns whether nothing in the text needs to be taken away.
fn is_clean(text: &str) -> bool {
    let bytes = text.as_bytes();
    // One look at all bytes, without a way out in the middle, for which the compiler takes many bytes at once.
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') & !matches!(byte, b'&' | b'[' | b'\\');
    let all_plain = bytes.iter().fold(true, |all, byte| all & is_plain(*byte));
    let is_double = bytes
        .iter()
        .zip(bytes.get(1..).unwrap_or_default())
        .fold(false, |any, pair| any | (pair == (&b' ', &b' ')));
    !is_double && (all_plain || is_clean_beyond(text)) && !line::is_decorated(text)
}

/// Returns whether nothing but double blanks and decoration needs to be taken away from a text that is not all plain.
fn is_clean_beyond(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr3(b'\n', b'\\', b'&', bytes).is_none()
        && memchr::memchr3(b'\t', b'\r', 0x1b, bytes).is_none()
        && memchr::memchr2(0xe2, 0xc2, bytes).is_none()
        && memchr::memchr_iter(b'[', bytes).all(|at| colour::length(read::rest(text, at)) == 0)
}

/// The state of folding one text.
struct Folder<'t> {
    original: &'t str,
    text: String,
    pieces: Vec<Piece>,
    breaks: Vec<usize>,
    at: usize,
    gap: Gap,
    /// The width at which a terminal broke the lines, in characters.
    wrap: Option<usize>,
    line: usize,
}

/// White space that was read and not yet written.
#[derive(Clone, Copy, Default)]
struct Gap {
    start: usize,
    width: usize,
    has_break: bool,
}

impl<'t> Folder<'t> {
    fn new(original: &'t str) -> Self {
        Self {
            original,
            text: String::with_capacity(original.len()),
            pieces: Vec::new(),
            breaks: Vec::new(),
            at: 0,
            gap: Gap::default(),
            wrap: line::wrap_width(original),
            line: 0,
        }
    }

    fn run(mut self) -> Folded<'t> {
        self.line_start();
        while self.at < self.original.len() {
            self.step();
        }
        Folded { text: Cow::Owned(self.text), pieces: self.pieces, breaks: self.breaks }
    }

    /// Reads one run of plain text, or one piece of damage.
    fn step(&mut self) {
        let rest = read::rest(self.original, self.at);
        let length = rest.bytes().position(is_special).unwrap_or(rest.len());
        if length > 0 {
            self.copy(length);
            return;
        }
        match read::byte(self.original, self.at) {
            b' ' | b'\t' | b'\r' => self.blank(1, false),
            b'\n' => self.line_break(),
            0x1b | b'[' => match colour::length(rest) {
                0 => self.copy(1),
                length => self.at += length,
            },
            b'\\' => self.escaped(escape::backslash(rest)),
            b'&' => self.escaped(escape::entity(rest)),
            _ => self.character(),
        }
    }

    /// Reads one character beyond ASCII.
    fn character(&mut self) {
        let Some(char) = read::rest(self.original, self.at).chars().next() else {
            self.at += 1;
            return;
        };
        match char {
            '\u{a0}' | '\u{2028}' | '\u{3000}' | '\u{2500}'..='\u{257f}' => {
                self.blank(char.len_utf8(), false)
            }
            '\u{200b}' | '\u{feff}' => self.at += char.len_utf8(),
            '\u{2018}' | '\u{2019}' => self.write('\'', char.len_utf8()),
            '\u{201c}' | '\u{201d}' => self.write('"', char.len_utf8()),
            _ => self.copy(char.len_utf8()),
        }
    }

    /// Acts on what an escape stands for.
    fn escaped(&mut self, escape: escape::Escape) {
        match escape {
            escape::Escape::Break(length) => {
                self.blank(length, true);
                self.line_start();
            }
            escape::Escape::Blank(length) => self.blank(length, false),
            escape::Escape::Nothing(length) => self.at += length,
            escape::Escape::Char(char, length) => self.write(char, length),
            escape::Escape::None(length) => self.copy(length),
        }
    }

    /// Reads a line break; one that a terminal made at its width is nothing.
    fn line_break(&mut self) {
        let line = read::piece(self.original, self.line, self.at);
        let is_full = self.gap.width == 0 && self.wrap.is_some_and(|width| line.chars().count() == width);
        self.line = self.at + 1;
        let next = self.line + line::border(read::rest(self.original, self.line));
        if is_full && !vocabulary::begins_with_word(read::rest(self.original, next)) {
            self.at = next;
        } else {
            self.blank(1, true);
            self.line_start();
        }
    }

    /// Skips what decorates the beginning of a line.
    fn line_start(&mut self) {
        let length = line::decoration(read::rest(self.original, self.at), self.text.is_empty());
        if length > 0 {
            self.blank(length, false);
        }
    }

    /// Takes `length` bytes of the original as white space.
    fn blank(&mut self, length: usize, is_break: bool) {
        if self.gap.width == 0 {
            self.gap.start = self.at;
        }
        self.gap.width += length;
        self.gap.has_break |= is_break;
        self.at += length;
    }

    /// Writes the blank that stands for the white space read, if any is due.
    fn close_gap(&mut self) {
        let gap = std::mem::take(&mut self.gap);
        if gap.width == 0 || self.text.is_empty() {
            return;
        }
        let is_wide = gap.has_break || gap.width > 1;
        if is_wide && vocabulary::is_broken_word(&self.text, read::rest(self.original, self.at)) {
            return;
        }
        self.pieces.push(Piece {
            at: self.text.len(),
            original: gap.start,
            original_end: gap.start + gap.width,
        });
        if gap.has_break {
            self.breaks.push(self.text.len());
        }
        self.text.push(' ');
    }

    /// Writes one character for `length` bytes of the original.
    fn write(&mut self, char: char, length: usize) {
        if matches!(char, ' ' | '\n' | '\u{2500}'..='\u{257f}') {
            self.blank(length, char == '\n');
            return;
        }
        self.close_gap();
        self.pieces.push(Piece { at: self.text.len(), original: self.at, original_end: self.at + length });
        self.text.push(char);
        self.at += length;
    }

    /// Writes `length` bytes of the original as they are.
    fn copy(&mut self, length: usize) {
        self.close_gap();
        let end = self.at + length;
        self.pieces.push(Piece { at: self.text.len(), original: self.at, original_end: end });
        self.text.push_str(read::piece(self.original, self.at, end));
        self.at = end;
    }
}

/// Returns whether a byte may begin damage.
const fn is_special(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0x1b | b'[' | b'\\' | b'&' | 0xc2 | 0xe2 | 0xe3 | 0xef)
}
