//! The errors of a text, in order.

use crate::{borders, normalise::Folded, reading::Reading, scan::Hit};

/// What was read of the errors of a text; there is one at least, and mostly no more.
#[derive(Debug)]
pub(crate) struct Readings {
    first: Reading,
    rest: Vec<Reading>,
}

impl Readings {
    /// Reads the errors of a text; what is none by itself belongs to the one in front.
    pub(crate) fn new(folded: &Folded<'_>, hits: &[Hit]) -> Self {
        let mut ends = borders::borders(folded, hits).into_iter().chain([folded.text.len()]);
        let mut start = 0;
        let mut left = hits;
        let mut next = || {
            let end = ends.next()?;
            let count = if end == folded.text.len() {
                left.len()
            } else {
                left.partition_point(|hit| hit.start < end)
            };
            let (here, behind) = left.split_at(count);
            left = behind;
            let reading = Reading::new(folded, here, start, end);
            start = end;
            Some(reading)
        };
        let mut readings = Self { first: next().unwrap_or_default(), rest: Vec::new() };
        while let Some(reading) = next() {
            let last = readings.rest.last_mut().unwrap_or(&mut readings.first);
            if reading.verdicts.is_empty() || last.verdicts.is_empty() {
                last.merge(reading);
            } else {
                readings.rest.push(reading);
            }
        }
        readings
    }

    pub(crate) const fn first(&self) -> &Reading {
        &self.first
    }

    pub(crate) fn last(&self) -> &Reading {
        self.rest.last().unwrap_or(&self.first)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Reading> {
        std::iter::once(&self.first).chain(&self.rest)
    }
}
