//! Finds the records in a buffer.
//!
//! A file comes in buffers of any size, and what is found must not depend on them. So each step looks at the bytes from
//! where it begins, decides by the shortest beginning of them that settles the matter, and waits for more until then.

use std::{fmt, sync::LazyLock};

use eks_iam_span::Span;
use memchr::memmem::Finder;

use super::{Record, Skipped, SkippedKind};
use crate::json::{self, End, Members};

/// The members under which a list of records or events stands.
const LISTS: [&[u8]; 3] = [b"Records", b"Events", b"events"];
/// With what the members begin that tell of an error.
static ERROR: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"\"error"));
/// With what the next record begins behind one that is too long: as CloudTrail writes it, or in a line of its own.
static BEGINNING: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(Record::BEGINNING));
static LINE: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"\n{"));
/// The most members that are looked at to find such a list.
const MOST_MEMBERS: usize = 32;
/// How far behind the beginning of what is too long the next record may begin. It may be one that lost its end; and were
/// this one byte, each of a million beginnings in a row would be followed to the limit.
const NEXT: usize = 16 * 1024;

/// The records of a buffer, in order; what is passed over stands between them as an error.
///
/// The walk ends at the last whole record: see [`consumed`](Self::consumed). What it gives for a file is the same
/// whatever the size of the buffers the file comes in.
#[derive(Clone)]
pub struct Records<'a> {
    bytes: &'a [u8],
    at: usize,
    resume: Resume,
    /// Where the next member begins that may tell of an error.
    error: usize,
}

/// Where the walk stands between two buffers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Resume {
    is_in_list: bool,
    is_in_rest: bool,
    /// Whether the beginning of the next record is looked for, behind something too long.
    is_lost: bool,
}

/// What stands at a place.
enum Piece {
    /// The beginning of a list, up to its bracket.
    List,
    Object,
    Torn,
    NotJson,
    /// The members behind a list, and the end of the object that it stood in.
    Rest,
}

impl<'a> Records<'a> {
    /// The most bytes that a record, or what is passed over at once, may have: CloudTrail's own records have at most a
    /// quarter of it. What is left of a buffer is never longer.
    pub const LONGEST: usize = 1024 * 1024;

    /// Begins with a buffer at whose start a file begins.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self::resume(bytes, Resume::default())
    }

    /// Goes on with the next buffer of a file, which begins with what was left of the last one.
    #[must_use]
    pub fn resume(bytes: &'a [u8], resume: Resume) -> Self {
        let mut records = Self { bytes, at: 0, resume, error: 0 };
        records.find_error(0);
        records
    }

    /// Returns where the walk stands, to go on with the next buffer.
    #[must_use]
    pub const fn to_resume(&self) -> Resume {
        self.resume
    }

    /// Returns how many bytes of the buffer are done; behind them stands a record, or a line, that has no end yet.
    #[must_use]
    pub const fn consumed(&self) -> usize {
        self.at
    }

    /// Returns whether the file may end with this buffer: nothing is open and nothing left, or something too long took the
    /// end along.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let Resume { is_in_list, is_in_rest, is_lost } = self.resume;
        is_lost || !is_in_list && !is_in_rest && rest.trim_ascii().is_empty()
    }

    /// Finds the next member, from `at` on, that may tell of an error.
    fn find_error(&mut self, at: usize) {
        let rest = self.bytes.get(at..).unwrap_or_default();
        self.error = ERROR.find(rest).map_or(usize::MAX, |count| at + count);
    }

    /// Goes to the beginning of the next record, when that is there.
    fn find_beginning(&mut self) -> Option<()> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let found = BEGINNING.find(rest);
        let found = LINE.find(rest.get(..found.unwrap_or(rest.len()))?).or(found);
        let may_begin = rest.len().saturating_sub(Record::BEGINNING.len() - 1);
        self.at += found.unwrap_or(may_begin);
        self.resume.is_lost = found.is_none();
        found.map(|_| ())
    }

    /// Returns what stands at `start`, and where it ends; `None` when the buffer has not enough to tell.
    fn piece(&self, start: usize) -> Option<(Piece, usize)> {
        if self.resume.is_in_rest {
            return match json::object_end(self.bytes, start, 1) {
                End::At(end) | End::Torn(end) => Some((Piece::Rest, end)),
                End::Cut => None,
            };
        }
        let rest = self.bytes.get(start..).unwrap_or_default();
        if !rest.starts_with(b"{") {
            return memchr::memchr(b'\n', rest).map(|count| (Piece::NotJson, start + count + 1));
        }
        let list = if Record::begins(rest) { None } else { list(rest).map(|count| start + count) };
        // The object may end in front of what looks like a list, or be torn there: what comes first counts.
        let bytes = self.bytes.get(..list.unwrap_or(self.bytes.len())).unwrap_or_default();
        match json::object_end(bytes, start, 0) {
            End::At(end) => Some((Piece::Object, end)),
            End::Torn(end) => Some((Piece::Torn, end)),
            End::Cut => list.map(|end| (Piece::List, end)),
        }
    }

    /// Reads the object from `start` to `end`.
    fn object(&mut self, start: usize, end: usize) -> Result<Record<'a>, Skipped> {
        if self.error < start {
            self.find_error(start);
        }
        let object = self.bytes.get(start..end).unwrap_or_default();
        let record = Record::read(object, start, self.error < end);
        record.ok_or_else(|| skipped(SkippedKind::NotARecord, start, end))
    }
}

/// Shows how far the walk is; what the buffer says may be confidential.
impl fmt::Debug for Records<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (at, length) = (self.at, self.bytes.len());
        f.debug_struct("Records").field("at", &at).field("length", &length).finish_non_exhaustive()
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<Record<'a>, Skipped>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.resume.is_lost {
                self.find_beginning()?;
            }
            let start = self.at;
            match self.bytes.get(start)? {
                _ if self.resume.is_in_rest => {}
                b' ' | b'\t' | b'\r' | b'\n' | b',' | b'[' => {
                    self.at += 1;
                    continue;
                }
                b']' => {
                    self.at += 1;
                    self.resume.is_in_rest = std::mem::take(&mut self.resume.is_in_list);
                    continue;
                }
                _ => {}
            }
            let piece = self.piece(start);
            let end = piece.as_ref().map_or(self.bytes.len(), |(_, end)| *end);
            if end - start > Self::LONGEST {
                self.at = start + NEXT;
                self.resume = Resume { is_in_rest: false, is_lost: true, ..self.resume };
                return Some(Err(skipped(SkippedKind::TooLong, start, start + Self::LONGEST)));
            }
            let (piece, end) = piece?;
            self.at = end;
            return Some(match piece {
                Piece::Object => self.object(start, end),
                Piece::Torn => Err(skipped(SkippedKind::Torn, start, end)),
                Piece::NotJson => Err(skipped(SkippedKind::NotJson, start, end)),
                Piece::List => {
                    self.resume.is_in_list = true;
                    continue;
                }
                Piece::Rest => {
                    self.resume.is_in_rest = false;
                    continue;
                }
            });
        }
    }
}

/// Returns what is told of a piece that is passed over.
const fn skipped(kind: SkippedKind, start: usize, end: usize) -> Skipped {
    Skipped { kind, span: Span::new(start, end) }
}

/// Returns the place behind the bracket of the list that an object holds, when its first members show one.
fn list(object: &[u8]) -> Option<usize> {
    let mut members = Members::new(object);
    for _ in 0..MOST_MEMBERS {
        let (key, value) = members.key()?;
        if LISTS.contains(&key) && object.get(value) == Some(&b'[') {
            return Some(value + 1);
        }
        members.next()?;
    }
    None
}
