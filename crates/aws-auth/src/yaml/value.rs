//! A scalar's text, and where each byte of it stood.

use std::{borrow::Cow, cell::Cell};

/// How a scalar was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Plain,
    SingleQuoted,
    DoubleQuoted,
    Literal,
    Folded,
}

impl Style {
    pub(crate) const fn is_block(self) -> bool {
        matches!(self, Self::Literal | Self::Folded)
    }
}

/// How far from the last place the next one is looked for piece by piece.
const STEPS: usize = 16;

/// A run of bytes that stand in the source as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    value: u32,
    source: u32,
    length: u32,
}

/// Leads from offsets of a text to offsets of the text it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TextMap {
    /// The text stands in the source as it is, from this byte on.
    Direct(u32),
    /// Runs with gaps between them, where an escape or a fold stood.
    Pieces(Box<Pieces>),
}

/// Ascending runs, none of them empty, and the range of the source that they were read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pieces {
    runs: Vec<Piece>,
    start: u32,
    end: u32,
}

impl TextMap {
    /// Returns where the byte `offset` of the value stands, as the start of something.
    pub(crate) fn start(&self, offset: usize) -> usize {
        match self {
            Self::Direct(base) => *base as usize + offset,
            Self::Pieces(it) => {
                let Pieces { runs: pieces, end, .. } = &**it;
                let after = pieces.partition_point(|it| it.value as usize <= offset);
                let Some(before) = after.checked_sub(1).and_then(|it| pieces.get(it)) else {
                    return self.first(pieces);
                };
                let inside = offset - before.value as usize;
                if inside < before.length as usize {
                    return before.source as usize + inside;
                }
                if inside == before.length as usize || after < pieces.len() {
                    return (before.source + before.length) as usize;
                }
                *end as usize
            }
        }
    }

    /// Returns where something that ends before the byte `offset` of the value ends.
    pub(crate) fn end(&self, offset: usize) -> usize {
        match self {
            Self::Direct(base) => *base as usize + offset,
            Self::Pieces(it) => {
                let Pieces { runs: pieces, end, .. } = &**it;
                let after = pieces.partition_point(|it| (it.value as usize) < offset);
                let Some(before) = after.checked_sub(1).and_then(|it| pieces.get(it)) else {
                    return self.first(pieces);
                };
                let inside = offset - before.value as usize;
                if inside <= before.length as usize {
                    return before.source as usize + inside;
                }
                pieces.get(after).map_or(*end as usize, |next| next.source as usize)
            }
        }
    }

    /// As [`TextMap::start`]; `hint` remembers the last piece, since places are mostly asked in order.
    pub(crate) fn start_near(&self, offset: usize, hint: &Cell<usize>) -> usize {
        self.near(offset, hint, |it| offset < it.value as usize + it.length as usize)
            .unwrap_or_else(|| self.start(offset))
    }

    /// As [`TextMap::end`], with a hint.
    pub(crate) fn end_near(&self, offset: usize, hint: &Cell<usize>) -> usize {
        self.near(offset, hint, |it| {
            offset > it.value as usize && offset <= it.value as usize + it.length as usize
        })
        .unwrap_or_else(|| self.end(offset))
    }

    fn near(&self, offset: usize, hint: &Cell<usize>, holds: impl Fn(&Piece) -> bool) -> Option<usize> {
        let Self::Pieces(it) = self else { return None };
        let pieces = &it.runs;
        let mut at = hint.get();
        for _ in 0..STEPS {
            let piece = pieces.get(at)?;
            let inside = offset.checked_sub(piece.value as usize);
            if let Some(inside) = inside.filter(|_| holds(piece)) {
                hint.set(at);
                return Some(piece.source as usize + inside);
            }
            at = if inside.is_some() { at + 1 } else { at.checked_sub(1)? };
        }
        let at = pieces.partition_point(|it| it.value as usize <= offset).saturating_sub(1);
        hint.set(at);
        None
    }

    /// Whether the bytes from `start` to `end` of the value stand in the source side by side and as they are.
    pub(crate) fn is_verbatim(&self, start: usize, end: usize) -> bool {
        match self {
            Self::Direct(_) => true,
            Self::Pieces(it) => {
                let pieces = &it.runs;
                let after = pieces.partition_point(|it| it.value as usize <= start);
                after
                    .checked_sub(1)
                    .and_then(|it| pieces.get(it))
                    .is_some_and(|it| end <= (it.value + it.length) as usize)
            }
        }
    }

    fn first(&self, pieces: &[Piece]) -> usize {
        match self {
            Self::Direct(base) => *base as usize,
            Self::Pieces(it) => pieces.first().map_or(it.start as usize, |it| it.source as usize),
        }
    }
}

/// A scalar's text with its map into the source.
#[derive(Clone, Debug)]
pub(crate) struct Value<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) map: TextMap,
    pub(crate) style: Style,
}

impl Value<'_> {
    /// A value that is not there, at byte `at`.
    pub(super) fn empty(at: usize) -> Self {
        Self { text: Cow::Borrowed(""), map: TextMap::Direct(offset(at)), style: Style::Plain }
    }
}

/// Builds a [`Value`] from runs of the source and from characters that do not stand there.
#[derive(Debug)]
pub(super) struct Builder<'a> {
    source: &'a str,
    start: usize,
    run: Option<(usize, usize)>,
    text: String,
    pieces: Vec<Piece>,
}

impl<'a> Builder<'a> {
    /// A value whose content begins at byte `start` of `source`.
    pub(super) const fn new(source: &'a str, start: usize) -> Self {
        Self { source, start, run: None, text: String::new(), pieces: Vec::new() }
    }

    /// Appends the bytes `from..to` of the source.
    pub(super) fn run(&mut self, from: usize, to: usize) {
        if from >= to {
            return;
        }
        match &mut self.run {
            Some((_, end)) if *end == from => *end = to,
            _ => {
                self.flush();
                self.run = Some((from, to));
            }
        }
    }

    /// As [`Builder::run`], for a line behind which something is left out.
    pub(super) fn line(&mut self, from: usize, to: usize) {
        self.flush();
        self.take(from, to);
    }

    /// Appends text that does not stand in the source so.
    pub(super) fn made(&mut self, text: &str) {
        if !text.is_empty() {
            self.flush();
            self.text.push_str(text);
        }
    }

    /// Appends a line feed for the line break `from..to`: verbatim where the source has a line feed at its end.
    pub(super) fn line_feed(&mut self, from: usize, to: usize) {
        match self.source.as_bytes().get(from..to) {
            Some(b"\n") => self.run(from, to),
            Some(b"\r\n") => self.run(from + 1, to),
            _ => self.made("\n"),
        }
    }

    fn flush(&mut self) {
        if let Some((from, to)) = self.run.take() {
            self.take(from, to);
        }
    }

    fn take(&mut self, from: usize, to: usize) {
        let Some(run) = self.source.get(from..to) else { return };
        self.pieces.push(Piece {
            value: offset(self.text.len()),
            source: offset(from),
            length: offset(run.len()),
        });
        self.text.push_str(run);
    }

    /// Ends the value; `end` is where its content ends in the source.
    pub(super) fn finish(mut self, end: usize, style: Style) -> Value<'a> {
        if self.text.is_empty() {
            let (from, to) = self.run.unwrap_or((self.start, self.start));
            let text = Cow::Borrowed(self.source.get(from..to).unwrap_or_default());
            return Value { text, map: TextMap::Direct(offset(from)), style };
        }
        self.flush();
        let pieces = Pieces { runs: self.pieces, start: offset(self.start), end: offset(end) };
        let map = TextMap::Pieces(Box::new(pieces));
        Value { text: Cow::Owned(self.text), map, style }
    }
}

/// A byte offset in four bytes; texts longer than 4 GiB are refused before.
fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}
