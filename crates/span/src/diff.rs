//! What changed between two texts, as `diff -u` prints it.

use alloc::{string::String, vec, vec::Vec};
use core::{fmt::Write as _, ops::Range};

/// Returns the changes from `old` to `new` as a unified diff that `patch -p1` takes, `""` when there are none.
///
/// Both sides are named after `file`, three lines around each change are kept, and a last line without a line end is
/// told as GNU diff tells it. The fewest lines are changed, but where more than a thousand differ.
///
/// ```
/// assert_eq!(
///     eks_iam_span::unified_diff("aws-auth.yaml", "a: 1\nb: 2\n", "a: 1\nb: 3\n"),
///     "--- a/aws-auth.yaml\n+++ b/aws-auth.yaml\n@@ -1,2 +1,2 @@\n a: 1\n-b: 2\n+b: 3\n"
/// );
/// ```
#[must_use]
pub fn unified_diff(file: &str, old: &str, new: &str) -> String {
    if old == new {
        return String::new();
    }
    let old: Vec<&str> = old.split_inclusive('\n').collect();
    let new: Vec<&str> = new.split_inclusive('\n').collect();
    let mut out = String::new();
    let _ = writeln!(out, "--- a/{file}\n+++ b/{file}");
    for hunk in hunks(&changes(&old, &new)) {
        write_hunk(hunk, &old, &new, &mut out);
    }
    out
}

/// Lines of the old text that gave way to lines of the new one; either may be none.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Change {
    old: Range<usize>,
    new: Range<usize>,
}

/// Lines around a change that are printed with it.
const CONTEXT: usize = 3;
/// Beyond so many changed lines the middle is replaced as a whole.
const MOST_CHANGES: usize = 1000;

/// Groups changes that are so near to each other that their context touches.
fn hunks(changes: &[Change]) -> impl Iterator<Item = &[Change]> {
    changes.chunk_by(|one, next| next.old.start - one.old.end <= 2 * CONTEXT)
}

fn write_hunk(hunk: &[Change], old: &[&str], new: &[&str], out: &mut String) {
    let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else { return };
    let before = first.old.start.min(CONTEXT);
    let after = (old.len() - last.old.end).min(CONTEXT);
    let range = |start: usize, end: usize| {
        let (start, count) = (start - before, end + after - start + before);
        let first = if count == 0 { start } else { start + 1 };
        if count == 1 { alloc::format!("{first}") } else { alloc::format!("{first},{count}") }
    };
    let old_range = range(first.old.start, last.old.end);
    let new_range = range(first.new.start, last.new.end);
    let _ = writeln!(out, "@@ -{old_range} +{new_range} @@");
    let mut at = first.old.start - before;
    for change in hunk {
        write_lines(' ', old.get(at..change.old.start), out);
        write_lines('-', old.get(change.old.clone()), out);
        write_lines('+', new.get(change.new.clone()), out);
        at = change.old.end;
    }
    write_lines(' ', old.get(at..at + after), out);
}

fn write_lines(sign: char, lines: Option<&[&str]>, out: &mut String) {
    for line in lines.unwrap_or_default() {
        out.push(sign);
        out.push_str(line);
        if !line.ends_with('\n') {
            out.push_str("\n\\ No newline at end of file\n");
        }
    }
}

/// Finds what changed, in order.
fn changes(old: &[&str], new: &[&str]) -> Vec<Change> {
    let head = old.iter().zip(new).take_while(|(one, other)| one == other).count();
    let (old, new) = (old.get(head..).unwrap_or_default(), new.get(head..).unwrap_or_default());
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(one, other)| one == other).count();
    let old = old.get(..old.len() - tail).unwrap_or_default();
    let new = new.get(..new.len() - tail).unwrap_or_default();
    let kept = kept_lines(old, new).unwrap_or_default();
    let mut changes: Vec<Change> = Vec::new();
    let mut at = (0, 0);
    for (x, y) in kept.into_iter().chain([(old.len(), new.len())]) {
        if at != (x, y) {
            changes.push(Change { old: head + at.0..head + x, new: head + at.1..head + y });
        }
        at = (x + 1, y + 1);
    }
    changes
}

/// Finds the lines that stay, as pairs of line numbers, by Myers' greedy algorithm ("An O(ND) Difference Algorithm",
/// 1986); `None` when too much changed.
fn kept_lines(old: &[&str], new: &[&str]) -> Option<Vec<(usize, usize)>> {
    let most = (old.len() + new.len()).min(MOST_CHANGES);
    // How far each diagonal was followed, for every number of changes; diagonal k stands at k + most + 1.
    let mut furthest = vec![0_usize; 2 * most + 3];
    let mut history = Vec::new();
    for changes in 0..=most {
        history.push(furthest.clone());
        for step in 0..=changes {
            let diagonal = most + 1 + 2 * step - changes;
            let (below, above) = (furthest.get(diagonal - 1).copied()?, furthest.get(diagonal + 1).copied()?);
            let goes_down = step == 0 || (step != changes && below < above);
            let mut x = if goes_down { above } else { below + 1 };
            let Some(mut y) = (x + most + 1).checked_sub(diagonal) else { continue };
            while x < old.len() && y < new.len() && old.get(x) == new.get(y) {
                (x, y) = (x + 1, y + 1);
            }
            *furthest.get_mut(diagonal)? = x;
            if x >= old.len() && y >= new.len() {
                return backtrack(&history, most, (old.len(), new.len()));
            }
        }
    }
    None
}

/// Walks back from the ends of both texts to their beginnings.
fn backtrack(history: &[Vec<usize>], most: usize, ends: (usize, usize)) -> Option<Vec<(usize, usize)>> {
    let mut kept = Vec::new();
    let (mut x, mut y) = ends;
    for (changes, furthest) in history.iter().enumerate().rev() {
        let diagonal = x + most + 1 - y;
        let (below, above) = (furthest.get(diagonal - 1).copied()?, furthest.get(diagonal + 1).copied()?);
        let lowest = most + 1 - changes;
        let goes_down = diagonal == lowest || (diagonal != most + 1 + changes && below < above);
        let (from_x, from_diagonal) = if goes_down { (above, diagonal + 1) } else { (below, diagonal - 1) };
        let from_y = (from_x + most + 1).checked_sub(from_diagonal);
        let from = if changes == 0 { (0, 0) } else { (from_x, from_y?) };
        while x > from.0 && y > from.1 {
            (x, y) = (x - 1, y - 1);
            kept.push((x, y));
        }
        (x, y) = from;
    }
    kept.reverse();
    Some(kept)
}
