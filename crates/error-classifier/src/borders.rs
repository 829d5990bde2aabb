//! Where one error of a text ends and the next begins.

use crate::{marks::Mark, normalise::Folded, read, scan::Hit};

/// Returns where the errors of a text begin, after the first.
pub(crate) fn borders(folded: &Folded<'_>, hits: &[Hit]) -> Vec<usize> {
    let text = folded.text.as_ref();
    let mut borders: Vec<usize> = hits
        .iter()
        .filter(|hit| hit.mark == Mark::CliFrame)
        .skip(1)
        .map(|hit| line_start(folded, hit.start))
        .collect();
    let lines = folded.breaks().iter().map(|at| at + 1);
    borders.extend(lines.filter(|&at| {
        let line = read::rest(text, at);
        line.starts_with("Error: ") || line.starts_with("{\"")
    }));
    borders.retain(|at| *at > 0);
    borders.sort_unstable();
    borders.dedup();
    borders
}

/// Returns where the line begins that a place stands in, when that is near; else the place.
fn line_start(folded: &Folded<'_>, at: usize) -> usize {
    let index = folded.breaks().partition_point(|line| *line < at);
    let line = index.checked_sub(1).and_then(|index| folded.breaks().get(index)).map_or(0, |line| line + 1);
    if at - line < 200 { line } else { at }
}
