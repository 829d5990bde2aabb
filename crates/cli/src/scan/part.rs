//! Reads one part of a stream: every failure whose line begins in a range of it.

use std::{borrow::Cow, ops::Range};

use eks_iam_error_classifier::classify;

use super::{
    event::Event,
    filter::{OVERLAP, find},
    record::{self, Value},
    shape::Shape,
    tally::{Fault, Tally},
    units::{Unit, Units},
    when,
    window::Window,
};

/// Reads the failures whose line begins in the range.
///
/// What is found depends on the bytes alone, not on where a part begins or how the stream is read: a line belongs to the
/// part in which it begins, a cell of a line without end to the part that holds it.
pub(super) fn read_part(window: &mut Window<'_>, range: Range<u64>, shape: Shape) -> Tally {
    let units = Units { shape };
    // A line of JSON belongs to the part in which it begins.
    let is_within = shape == Shape::JsonLines && range.start > 0;
    let mut part = Part { units, tally: Tally::default(), counted: range.start, is_within };
    // What the filter looks for may begin a little in front of the place that it returns.
    let mut at = range.start.saturating_sub(if is_within { 1 } else { OVERLAP as u64 });
    window.advance(0);
    while part.read(window, &range, &mut at) {
        let base = window.base();
        let place = usize::try_from(at.saturating_sub(base)).unwrap_or(usize::MAX).min(window.bytes().len());
        let kept = units.first_needed(window.bytes(), place);
        part.count_lines(window, (base + kept as u64).min(range.end));
        window.advance(kept);
    }
    let end = (window.base() + window.bytes().len() as u64).min(range.end);
    part.count_lines(window, end);
    part.tally.bytes = end.saturating_sub(range.start);
    part.tally
}

struct Part {
    units: Units,
    tally: Tally,
    /// Up to where lines are counted.
    counted: u64,
    /// Whether the place is inside of a line that is not to be read.
    is_within: bool,
}

impl Part {
    /// Reads what the window holds from `at` on; returns whether it has to be moved on.
    fn read(&mut self, window: &Window<'_>, range: &Range<u64>, at: &mut u64) -> bool {
        let (bytes, base, is_at_end) = (window.bytes(), window.base(), window.is_at_end());
        let place = |offset: u64| usize::try_from(offset.saturating_sub(base)).unwrap_or(usize::MAX);
        loop {
            if self.is_within {
                let rest = bytes.get(place(*at)..).unwrap_or_default();
                let length = memchr::memchr(b'\n', rest);
                *at += length.map_or(rest.len(), |it| it + 1) as u64;
                self.is_within = length.is_none();
                if self.is_within {
                    return !is_at_end && *at < range.end;
                }
            }
            let Some(found) = self.units.find(bytes, place(*at)) else {
                *at = (*at).max((base + bytes.len() as u64).saturating_sub(OVERLAP as u64));
                return !is_at_end && *at < range.end.saturating_add(self.units.reach());
            };
            let offset = base + found as u64;
            let end = match self.units.unit(bytes, found, base, is_at_end) {
                Unit::More => {
                    *at = offset;
                    return true;
                }
                Unit::Read { claim, .. } if base + claim as u64 >= range.end => return false,
                Unit::Read { range: unit, claim, end } => {
                    if base + claim as u64 >= range.start {
                        self.unit(window, unit);
                    }
                    end
                }
                _ if offset >= range.end => return false,
                Unit::TooLong { end } => {
                    let line = self.line(window, found);
                    self.tally.add_broken(Fault::TooLong, line, None);
                    self.is_within = self.units.shape == Shape::JsonLines;
                    end
                }
                Unit::Cut { end } => {
                    let line = self.line(window, found);
                    self.tally.add_broken(Fault::Cut, line, None);
                    end
                }
                Unit::Nothing { end } => end,
            };
            *at = base + end.max(found + 1) as u64;
        }
    }

    /// Reads one unit.
    fn unit(&mut self, window: &Window<'_>, range: Range<usize>) {
        let start = range.start;
        let bytes = window.bytes().get(range).unwrap_or_default();
        let value = match self.units.shape {
            Shape::JsonLines => record::read(bytes),
            _ => Value::Other,
        };
        match value {
            Value::Failure(event) => {
                let line = self.line(window, start);
                self.tally.add(*event, line, "");
            }
            Value::Broken => {
                let line = self.line(window, start);
                self.tally.add_broken(Fault::NotJson, line, None);
                self.text(window, start, bytes);
            }
            Value::Other => self.text(window, start, bytes),
            Value::Success => {}
        }
    }

    /// Reads a unit as text.
    fn text(&mut self, window: &Window<'_>, start: usize, bytes: &[u8]) {
        if self.units.shape == Shape::JsonLines && find(bytes, 0).is_none() {
            return;
        }
        let text: Cow<'_, str> = String::from_utf8_lossy(bytes);
        let symptom = classify(&text);
        if let Some(mut event) = Event::of(&symptom, when::time_of(bytes)) {
            event.read_place(&text);
            let line = self.line(window, start);
            self.tally.add(event, line, &text);
        }
    }

    /// Returns the line of a place, counted from the beginning of the part.
    fn line(&mut self, window: &Window<'_>, place: usize) -> u64 {
        let offset = window.base() + place as u64;
        self.count_lines(window, offset);
        self.tally.lines + 1
    }

    /// Counts the ends of lines up to an offset.
    fn count_lines(&mut self, window: &Window<'_>, end: u64) {
        if end <= self.counted {
            return;
        }
        let place = |offset: u64| usize::try_from(offset.saturating_sub(window.base())).unwrap_or(usize::MAX);
        let bytes = window.bytes().get(place(self.counted)..place(end)).unwrap_or_default();
        self.tally.lines += memchr::memchr_iter(b'\n', bytes).count() as u64;
        self.counted = end;
    }
}
