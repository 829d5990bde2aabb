//! Finds the records in a buffer.

use std::{fmt, sync::LazyLock};

use eks_iam_span::Span;
use memchr::memmem::Finder;

use super::{Record, Skipped, SkippedKind};
use crate::json::{self, End, Members};

/// The members under which a list of records or events stands.
const LISTS: [&[u8]; 3] = [b"Records", b"Events", b"events"];
/// With what the members begin that tell of an error.
static ERROR: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"\"error"));
/// The most members that are looked at to find such a list.
const MOST_MEMBERS: usize = 32;

/// The records of a buffer, in order; what is passed over stands between them as an error.
///
/// The walk ends at the last whole record: see [`consumed`](Self::consumed).
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
}

impl<'a> Records<'a> {
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

    /// Finds the next member, from `at` on, that may tell of an error.
    fn find_error(&mut self, at: usize) {
        let rest = self.bytes.get(at..).unwrap_or_default();
        self.error = ERROR.find(rest).map_or(usize::MAX, |count| at + count);
    }

    /// Passes over a piece of the buffer and goes on behind it.
    fn skip(&mut self, kind: SkippedKind, start: usize, end: usize) -> Option<Result<Record<'a>, Skipped>> {
        self.at = end;
        Some(Err(Skipped { kind, span: Span::new(start, end) }))
    }

    /// Reads the object that begins here; `None` when it has no end yet or was a list's beginning.
    fn object(&mut self) -> Option<Result<Record<'a>, Skipped>> {
        let start = self.at;
        let rest = self.bytes.get(start..).unwrap_or_default();
        if !Record::begins(rest)
            && let Some(inside) = list(rest)
        {
            self.at += inside;
            self.resume.is_in_list = true;
            return None;
        }
        match json::object_end(self.bytes, start, 0) {
            End::At(end) => {
                let object = self.bytes.get(start..end).unwrap_or_default();
                if self.error < start {
                    self.find_error(start);
                }
                match Record::read(object, start, self.error < end) {
                    Some(record) => {
                        self.at = end;
                        Some(Ok(record))
                    }
                    None => self.skip(SkippedKind::NotARecord, start, end),
                }
            }
            End::Torn(next) => self.skip(SkippedKind::Torn, start, next),
            End::Cut => None,
        }
    }

    /// Passes over the members behind a list, up to the end of the object it stood in.
    fn rest(&mut self) -> Option<()> {
        match json::object_end(self.bytes, self.at, 1) {
            End::At(next) | End::Torn(next) => {
                self.at = next;
                self.resume.is_in_rest = false;
                Some(())
            }
            End::Cut => None,
        }
    }

    /// Returns where the line ends that is no JSON, when its end is there.
    fn line_end(&self) -> Option<usize> {
        let rest = self.bytes.get(self.at..)?;
        memchr::memchr(b'\n', rest).map(|count| self.at + count + 1)
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
            if self.resume.is_in_rest {
                self.rest()?;
            }
            match self.bytes.get(self.at)? {
                b' ' | b'\t' | b'\r' | b'\n' | b',' | b'[' => self.at += 1,
                b'{' => {
                    let start = self.at;
                    let found = self.object();
                    if found.is_some() || self.at == start {
                        return found;
                    }
                }
                b']' => {
                    self.at += 1;
                    self.resume.is_in_rest = std::mem::take(&mut self.resume.is_in_list);
                }
                _ => {
                    let start = self.at;
                    let end = self.line_end()?;
                    return self.skip(SkippedKind::NotJson, start, end);
                }
            }
        }
    }
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
