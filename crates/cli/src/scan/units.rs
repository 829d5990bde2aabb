//! From a place that may be part of a failure to the line, the record or the cell that is read as one.

use std::ops::Range;

use super::{
    enclosing::{enclosing_string, is_in_string},
    filter::{find, find_exactly},
    shape::Shape,
};

/// The longest line of JSON that is read.
const LONGEST: usize = 1024 * 1024;
/// The longest line of text; of a longer one a cell is read. A multiple of [`CELL`].
const LONGEST_LINE: usize = 64 * 1024;
/// Longer lines are divided into cells by their offset, so that each failure is counted once wherever reading began.
const CELL: u64 = 16 * 1024;
/// How far a cell's text goes on to both sides.
const AROUND: usize = 2 * 1024;
/// How many lines may continue one, and how long they are together.
const CONTINUATIONS: usize = 8;
const CONTINUED: usize = 4 * 1024;

/// What is to be read around a place.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// The window has to hold more to tell.
    More,
    /// This range of the window; it claims the places from `claim` to `end`, and reading goes on there.
    Read { range: Range<usize>, claim: usize, end: usize },
    /// A line that is longer than anything real; reading goes on behind `end`.
    TooLong { end: usize },
    /// It ends before its end.
    Cut { end: usize },
    /// Nothing to be read here.
    Nothing { end: usize },
}

impl Unit {
    /// Returns the unit that claims what it reads.
    const fn of(range: Range<usize>) -> Self {
        Self::Read { claim: range.start, end: range.end, range }
    }
}

/// Finds and delimits units of one shape.
#[derive(Clone, Copy)]
pub(super) struct Units {
    pub(super) shape: Shape,
}

impl Units {
    /// Returns how far behind the range of a part something may stand that begins in it.
    pub(super) const fn reach(self) -> u64 {
        match self.shape {
            Shape::JsonLines => 0,
            _ => LONGEST_LINE as u64,
        }
    }

    /// Returns the first byte that is needed to delimit what stands at a place of the window.
    pub(super) fn first_needed(self, bytes: &[u8], at: usize) -> usize {
        let low = at.saturating_sub(LONGEST_LINE);
        match self.shape {
            Shape::JsonLines => at,
            Shape::Document => low,
            // The end of the line in front shows where this one begins.
            _ => memchr::memrchr(b'\n', bytes.get(low..at).unwrap_or_default()).map_or(low, |it| low + it),
        }
    }

    /// Returns the next place from `from` on at which a unit may be.
    pub(super) fn find(self, bytes: &[u8], from: usize) -> Option<usize> {
        match self.shape {
            Shape::JsonLines => {
                let rest = bytes.get(from..)?;
                rest.iter().position(|it| !it.is_ascii_whitespace()).map(|at| from + at)
            }
            Shape::Document => find_exactly(bytes, from),
            _ => find(bytes, from),
        }
    }

    /// Returns the unit of a place; `base` is the offset of the window.
    pub(super) fn unit(self, bytes: &[u8], at: usize, base: u64, is_at_end: bool) -> Unit {
        match self.shape {
            Shape::JsonLines => json_line(bytes, at, is_at_end),
            Shape::Document => sentence(bytes, at, is_at_end),
            _ => line(bytes, at, base, is_at_end),
        }
    }
}

/// Returns the line of a place, with those that continue it.
fn line(bytes: &[u8], at: usize, base: u64, is_at_end: bool) -> Unit {
    let low = at.saturating_sub(LONGEST_LINE);
    let newline = memchr::memrchr(b'\n', bytes.get(low..at).unwrap_or_default());
    let start = newline.map(|it| low + it + 1).or_else(|| (base == 0 && low == 0).then_some(0));
    let high = at.saturating_add(LONGEST_LINE).min(bytes.len());
    let newline = memchr::memchr(b'\n', bytes.get(at..high).unwrap_or_default()).map(|it| at + it);
    let (Some(start), Some(end)) = (start, newline.or_else(|| is_at_end.then_some(bytes.len()))) else {
        if newline.is_none() && high - at < LONGEST_LINE && !is_at_end {
            return Unit::More;
        }
        return cell(bytes, at, base, is_at_end);
    };
    if end - start > LONGEST_LINE {
        return cell(bytes, at, base, is_at_end);
    }
    if bytes.len() - end < CONTINUED && !is_at_end {
        return Unit::More;
    }
    let range = start..continued(bytes, end);
    Unit::of(range)
}

/// Returns the end of the lines that continue the one that ends at `end`: indented, or inside Terraform's box.
fn continued(bytes: &[u8], end: usize) -> usize {
    let mut end = end;
    let limit = end.saturating_add(CONTINUED).min(bytes.len());
    for _ in 0..CONTINUATIONS {
        let next = bytes.get(end..limit).unwrap_or_default();
        let [b'\n', next @ ..] = next else { break };
        if !matches!(next.first(), Some(b' ' | b'\t')) && !next.starts_with("│".as_bytes()) {
            break;
        }
        let Some(length) = memchr::memchr(b'\n', next) else { break };
        let line = next.get(..length).unwrap_or_default();
        // A line with a failure of its own is read by itself.
        if line.trim_ascii().is_empty() || find(line, 0).is_some() {
            break;
        }
        end += 1 + length;
    }
    end
}

/// Returns the cell of a place in a line that has no end in sight.
fn cell(bytes: &[u8], at: usize, base: u64, is_at_end: bool) -> Unit {
    let place = |offset: u64| usize::try_from(offset.saturating_sub(base)).unwrap_or(usize::MAX);
    let cell = (base + at as u64) / CELL;
    let end = place((cell + 1) * CELL);
    let high = end.saturating_add(AROUND);
    if high > bytes.len() && !is_at_end {
        return Unit::More;
    }
    let low = place(cell * CELL).saturating_sub(AROUND);
    let line = memchr::memrchr(b'\n', bytes.get(low..at).unwrap_or_default());
    let start = line.map_or(low, |it| low + it + 1);
    let newline = memchr::memchr(b'\n', bytes.get(at..high.min(bytes.len())).unwrap_or_default());
    let stop = newline.map_or(high.min(bytes.len()), |it| at + it);
    Unit::Read { range: start..stop, claim: start.max(place(cell * CELL)), end: stop.min(end) }
}

fn json_line(bytes: &[u8], at: usize, is_at_end: bool) -> Unit {
    let high = at.saturating_add(LONGEST).min(bytes.len());
    match memchr::memchr(b'\n', bytes.get(at..high).unwrap_or_default()) {
        Some(length) => Unit::of(at..at + length),
        None if is_at_end && high == bytes.len() => Unit::of(at..high),
        None if high - at < LONGEST => Unit::More,
        None => Unit::TooLong { end: high },
    }
}

/// Returns the text that holds a place inside a JSON document.
fn sentence(bytes: &[u8], at: usize, is_at_end: bool) -> Unit {
    if !is_in_string(bytes, at) {
        return Unit::Nothing { end: at + 1 };
    }
    match enclosing_string(bytes, at, LONGEST_LINE) {
        Ok(range) => Unit::of(range),
        Err(true) if !is_at_end && bytes.len() - at < LONGEST_LINE => Unit::More,
        Err(true) if is_at_end => Unit::Cut { end: bytes.len() },
        Err(_) => Unit::Nothing { end: at + 1 },
    }
}
