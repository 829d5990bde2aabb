//! Which lines of a large input may tell of an IAM error, found faster than any of them could be read.
//!
//! Every sentence and code that leads to a class of IAM has ten bytes, its window, that are rare in other texts. Of the
//! input only four bytes in seven are looked at: wherever a window stands, one of these samples lies within it. A table
//! tells samples that lie in no window, which most do. Of the others the bytes beside them are looked at too, and what
//! is left, which is next to nothing, is compared whole.

mod windows;

use eks_iam_span::Span;

use self::windows::{WINDOWS, Windows};
use crate::normalise::Folded;

/// How far samples are apart: as far as a window is longer than a sample, and one more.
const STRIDE: usize = 7;
/// How many samples are looked at together: one in twenty is in the table, and turning to it costs as much as ten.
const SAMPLES: usize = 64;
/// How many bytes they stand in.
const WIDTH: usize = STRIDE * SAMPLES;

/// Returns whether [`classify_bytes`](crate::classify_bytes) may give `text` a class of IAM; false is certain.
///
/// Most texts for which it is true do tell of an IAM error, so this is what to ask before a text is read. Of a text with
/// damage, such as colours, line breaks or escapes, the text without it is asked too.
///
/// ```
/// use eks_iam_error_classifier::is_candidate;
///
/// assert!(is_candidate(b"could not get token: AccessDenied: Access denied"));
/// assert!(!is_candidate(b"GET /healthz 200 0.4 ms"));
/// ```
#[must_use]
pub fn is_candidate(text: &[u8]) -> bool {
    let windows = &*WINDOWS;
    if windows.find(text, 0).is_some() {
        return true;
    }
    let text = String::from_utf8_lossy(text);
    let folded = Folded::new(&text);
    !folded.is_original() && windows.find(folded.text.as_bytes(), 0).is_some()
}

/// Returns the lines of a large input that may tell of an IAM error, each once and in order.
///
/// Every line is given to which [`classify`](crate::classify) gives a class of IAM by itself, unless escapes or colours
/// tear each of its telling words apart; [`is_candidate`] finds these too. The input is best some hundred kilobytes, and
/// ends with a whole line.
///
/// ```
/// use eks_iam_error_classifier::candidate_lines;
///
/// let log = b"GET /healthz 200\nerror: AccessDenied: Access Denied\nGET /readyz 200\n";
/// let lines: Vec<_> = candidate_lines(log).map(|span| &log[span.range()]).collect();
/// assert_eq!(lines, [b"error: AccessDenied: Access Denied"]);
/// ```
#[must_use]
pub fn candidate_lines(bytes: &[u8]) -> CandidateLines<'_> {
    CandidateLines { windows: &WINDOWS, bytes, at: 0 }
}

/// The spans of the lines that may tell of an IAM error, without their line breaks; see [`candidate_lines`].
#[derive(Clone)]
pub struct CandidateLines<'a> {
    windows: &'static Windows,
    bytes: &'a [u8],
    at: usize,
}

/// Shows how far the search is; what the input says may be confidential.
impl std::fmt::Debug for CandidateLines<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (at, length) = (self.at, self.bytes.len());
        f.debug_struct("CandidateLines").field("at", &at).field("length", &length).finish_non_exhaustive()
    }
}

impl Iterator for CandidateLines<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let found = self.windows.find(self.bytes, self.at)?;
        let (front, behind) = self.bytes.split_at_checked(found)?;
        let start = memchr::memrchr(b'\n', front).map_or(0, |at| at + 1).max(self.at);
        let end = memchr::memchr(b'\n', behind).map_or(self.bytes.len(), |count| found + count);
        self.at = end;
        Some(Span::new(start, end))
    }
}

impl Windows {
    /// Returns a place in the first needle of `bytes` that begins at `from` or later.
    fn find(&self, bytes: &[u8], from: usize) -> Option<usize> {
        let mut at = from;
        let (groups, _) = bytes.get(from..)?.as_chunks::<WIDTH>();
        for group in groups {
            let mut hits = self.hits(group);
            while hits != 0 {
                let index = hits.leading_zeros();
                let place = at + STRIDE * index as usize;
                if self.is_in_window(bytes, place) && self.is_in_needle(bytes, place, from) {
                    return Some(place);
                }
                hits &= !(1 << 63 >> index);
            }
            at += WIDTH;
        }
        let mut places = (at..bytes.len()).step_by(STRIDE);
        places.find(|&at| self.has(windows::sample(bytes, at)) != 0 && self.is_in_needle(bytes, at, from))
    }

    /// Returns a bit for each sample of the group that may lie in a window, the first sample's highest.
    #[inline]
    fn hits(&self, group: &[u8; WIDTH]) -> u64 {
        let (parts, _) = group.as_chunks::<STRIDE>();
        parts.iter().fold(0, |hits, part| {
            let [a, b, c, d, ..] = *part;
            hits << 1 | self.has(u32::from_le_bytes([a, b, c, d]) | windows::SMALL)
        })
    }
}
