//! Finds what is worth reading, at the speed of memory.

use eks_iam_error_classifier::candidate_lines;

/// More than what the filter looks for is long: so many bytes of one buffer are looked at again with the next.
pub(super) const OVERLAP: usize = 64;

/// In steps of so many bytes the place in a long line is narrowed down.
const STEP: usize = 4096;

/// Returns a place in the first line that may tell of an access failure, looking from `from` on: the beginning of what
/// is looked at of a short line, and in a long one the place itself.
pub(super) fn find(bytes: &[u8], from: usize) -> Option<usize> {
    let found = candidate_lines(bytes.get(from..)?).next()?;
    if found.len() <= STEP {
        return Some(from + found.start());
    }
    place(bytes.get(..from + found.end())?, from + found.start())
}

/// Returns the place itself at which something may tell of an access failure, looking from `from` on.
pub(super) fn find_exactly(bytes: &[u8], from: usize) -> Option<usize> {
    let found = candidate_lines(bytes.get(from..)?).next()?;
    place(bytes.get(..from + found.end())?, from + found.start())
}

/// Returns the last place from which the first candidate behind `from` is still found.
fn place(bytes: &[u8], from: usize) -> Option<usize> {
    let has = |start: usize, end: usize| {
        let piece = bytes.get(start..end.min(bytes.len())).unwrap_or_default();
        candidate_lines(piece).next().is_some()
    };
    let start = (from..bytes.len()).step_by(STEP).find(|it| has(*it, it + STEP + OVERLAP))?;
    let end = start + STEP + OVERLAP;
    let (mut low, mut high) = (start, end);
    while high - low > 1 {
        let middle = low.midpoint(high);
        if has(middle, end) { low = middle } else { high = middle }
    }
    Some(low)
}

#[test]
fn the_place_in_a_long_line() {
    for at in [0, 1, 4090, 5000, 20_000] {
        let text = ["x".repeat(at).as_str(), "AccessDenied: no", &"y".repeat(9000)].concat();
        let found = find(text.as_bytes(), 0).expect("it is there");
        assert!(found >= at && found < at + OVERLAP, "{found} is not {at}");
        assert_eq!(find_exactly(text.as_bytes(), 0), Some(found));
        assert_eq!(find(text.as_bytes(), found + 1), None);
    }
    assert_eq!(find(b"nothing\n", 0), None);
}
