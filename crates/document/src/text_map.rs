//! From bytes of a scalar's text to bytes of the file.

use eks_iam_span::Span;

/// Leads from bytes of a scalar's text to bytes of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TextMap {
    /// The text stands in the file as it is, from this byte on.
    Direct(u32),
    /// Runs that follow one another in the text; in the file there may be gaps (indentation) between them.
    Pieces(Box<[Piece]>),
    /// The way back cannot be told; this is the whole scalar.
    Whole(Span),
}

/// A run of the text and what it was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    text: Span,
    source: Span,
    verbatim: bool,
}

impl TextMap {
    pub(crate) fn outer(&self, inner: Span) -> Span {
        match self {
            Self::Direct(base) => inner.shift(*base as usize),
            Self::Whole(span) => *span,
            Self::Pieces(pieces) => {
                let start = start(pieces, inner.start());
                let end = if inner.is_empty() { start } else { end(pieces, inner.end()) };
                Span::new(start, end)
            }
        }
    }

    pub(crate) fn is_verbatim(&self, inner: Span) -> bool {
        match self {
            Self::Direct(_) => true,
            Self::Whole(_) => false,
            Self::Pieces(pieces) => pieces
                .iter()
                .any(|it| it.verbatim && it.text.start() <= inner.start() && inner.end() <= it.text.end()),
        }
    }
}

/// Returns where the byte `offset` of the text begins.
fn start(pieces: &[Piece], offset: usize) -> usize {
    let at = pieces.partition_point(|it| it.text.end() <= offset);
    match pieces.get(at) {
        Some(piece) if piece.verbatim => piece.source.start() + offset.saturating_sub(piece.text.start()),
        Some(piece) => piece.source.start(),
        None => pieces.last().map_or(0, |it| it.source.end()),
    }
}

/// Returns where what ends before the byte `offset` of the text ends.
fn end(pieces: &[Piece], offset: usize) -> usize {
    let at = pieces.partition_point(|it| it.text.end() < offset);
    match pieces.get(at) {
        Some(piece) if piece.verbatim => piece.source.start() + offset.saturating_sub(piece.text.start()),
        Some(piece) => piece.source.end(),
        None => pieces.last().map_or(0, |it| it.source.end()),
    }
}

/// Makes a text and its map together.
#[derive(Debug)]
pub(crate) struct MapBuilder<'a> {
    source: &'a str,
    start: usize,
    text: String,
    pieces: Vec<Piece>,
}

impl<'a> MapBuilder<'a> {
    /// Begins a text whose content begins at byte `start` of the file.
    pub(crate) const fn new(source: &'a str, start: usize) -> Self {
        Self { source, start, text: String::new(), pieces: Vec::new() }
    }

    /// Appends bytes of the file as they are.
    pub(crate) fn verbatim(&mut self, source: Span) {
        if source.is_empty() {
            return;
        }
        let at = self.text.len();
        self.text.push_str(source.slice(self.source));
        let text = Span::new(at, self.text.len());
        match self.pieces.last_mut() {
            Some(last) if last.verbatim && last.source.end() == source.start() => {
                last.source = last.source.cover(source);
                last.text = last.text.cover(text);
            }
            _ => self.pieces.push(Piece { text, source, verbatim: true }),
        }
    }

    /// Appends what the bytes `source` of the file stand for.
    pub(crate) fn made(&mut self, text: &str, source: Span) {
        if text.is_empty() {
            return;
        }
        let at = self.text.len();
        self.text.push_str(text);
        self.pieces.push(Piece { text: Span::new(at, self.text.len()), source, verbatim: false });
    }

    /// Ends the text.
    pub(crate) fn finish(self) -> (String, TextMap) {
        let map = match self.pieces.as_slice() {
            [] => TextMap::Direct(offset(self.start)),
            [only] if only.verbatim => TextMap::Direct(offset(only.source.start())),
            _ => TextMap::Pieces(self.pieces.into_boxed_slice()),
        };
        (self.text, map)
    }
}

/// A byte offset in four bytes; longer texts are refused before.
fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}
