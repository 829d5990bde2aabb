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
        let mut readings = Self { first: Reading::default(), rest: Vec::new() };
        let mut borders = borders::borders(folded, hits).into_iter();
        let mut end = borders.next();
        let mut left = hits;
        let mut next = |reading: &mut Reading, start: usize| {
            let count = end.map_or(left.len(), |end| left.partition_point(|hit| hit.start < end));
            let (here, behind) = left.split_at(count);
            left = behind;
            reading.read(folded, here, start, end.unwrap_or(folded.text.len()));
            std::mem::replace(&mut end, borders.next())
        };
        let mut start = next(&mut readings.first, 0);
        while let Some(place) = start {
            let mut reading = Reading::default();
            start = next(&mut reading, place);
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
