//! The access path as a picture: the hops before and after, the broken one marked. Drawn twice, lying for a desk and
//! standing for a phone; the list of hops below says the same in words.

use eks_iam_diagnosis::{HopReport, Verdict};

use super::html::{escape, words};

/// The size of a hop's box, and the gap that its arrow takes.
const WIDTH: usize = 152;
const HEIGHT: usize = 44;
const GAP: usize = 30;
/// The room for the labels "before" and "after".
const LABEL: usize = 74;

/// How one box looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    Passes,
    Breaks,
    Unknown,
    Mended,
}

impl Look {
    const fn class(self) -> &'static str {
        match self {
            Self::Passes => "passes",
            Self::Breaks => "breaks",
            Self::Unknown => "unknown",
            Self::Mended => "mended",
        }
    }

    const fn mark(self) -> &'static str {
        match self {
            Self::Passes | Self::Mended => "✓",
            Self::Breaks => "✗",
            Self::Unknown => "?",
        }
    }
}

/// Returns both drawings of a path; `heals` tells whether the same call succeeded after the remedy.
pub(super) fn path(hops: &[HopReport], heals: bool) -> String {
    let before: Vec<_> = hops.iter().map(|it| (it.hop.as_str(), look(&it.verdict))).collect();
    // The call went through afterwards, so every hop of it let it pass.
    let after: Vec<_> = before
        .iter()
        .map(|(name, look)| (*name, if *look == Look::Breaks { Look::Mended } else { Look::Passes }))
        .collect();
    let rows: Vec<_> = if heals { vec![before, after] } else { vec![before] };
    lying(&rows) + &standing(&rows)
}

const fn look(verdict: &Verdict) -> Look {
    match verdict {
        Verdict::Passes(_) => Look::Passes,
        Verdict::Breaks(_) => Look::Breaks,
        _ => Look::Unknown,
    }
}

/// Rows side by side: the path from left to right, before above after.
fn lying(rows: &[Vec<(&str, Look)>]) -> String {
    let longest = rows.iter().map(Vec::len).max().unwrap_or(0);
    let (width, height) = (LABEL + longest * (WIDTH + GAP), rows.len() * (HEIGHT + 24));
    let mut inner = String::new();
    for (number, row) in rows.iter().enumerate() {
        let y = number * (HEIGHT + 24) + 6;
        inner.push_str(&label(0, y + HEIGHT / 2 + 5, number));
        for (at, (name, look)) in row.iter().enumerate() {
            let x = LABEL + at * (WIDTH + GAP);
            let is_reached = is_reached(row, at);
            if at > 0 {
                let middle = y + HEIGHT / 2;
                inner.push_str(&arrow((x - GAP + 2, middle), (x - 3, middle), is_reached));
            }
            inner.push_str(&hop(x, y, name, *look, is_reached));
        }
    }
    svg("lying", width, height, &inner)
}

/// Columns one beside the other: the path from top to bottom, before left of after.
fn standing(rows: &[Vec<(&str, Look)>]) -> String {
    let longest = rows.iter().map(Vec::len).max().unwrap_or(0);
    let (width, height) = (rows.len() * (WIDTH + 24), 24 + longest * (HEIGHT + GAP));
    let mut inner = String::new();
    for (number, row) in rows.iter().enumerate() {
        let x = number * (WIDTH + 24) + 8;
        inner.push_str(&label(x, 15, number));
        for (at, (name, look)) in row.iter().enumerate() {
            let y = 24 + at * (HEIGHT + GAP);
            let is_reached = is_reached(row, at);
            if at > 0 {
                let middle = x + WIDTH / 2;
                inner.push_str(&arrow((middle, y - GAP + 2), (middle, y - 3), is_reached));
            }
            inner.push_str(&hop(x, y, name, *look, is_reached));
        }
    }
    svg("standing", width, height, &inner)
}

/// Whether the call comes so far: not behind the hop that breaks.
fn is_reached(row: &[(&str, Look)], at: usize) -> bool {
    !row.iter().take(at).any(|(_, look)| *look == Look::Breaks)
}

fn label(x: usize, y: usize, number: usize) -> String {
    let (english, japanese) = if number == 0 { ("before", "変更前") } else { ("after", "変更後") };
    format!(
        "<text class=\"label\" x=\"{x}\" y=\"{y}\"><tspan lang=\"en\">{english}</tspan><tspan lang=\"ja\">{japanese}</tspan></text>"
    )
}

fn arrow(from: (usize, usize), to: (usize, usize), is_reached: bool) -> String {
    let class = if is_reached { "arrow" } else { "arrow cut" };
    let (x, y) = to;
    let head = if from.1 == y {
        format!("M{} {}L{x} {y}L{} {}", x - 6, y - 5, x - 6, y + 5)
    } else {
        format!("M{} {}L{x} {y}L{} {}", x - 5, y - 6, x + 5, y - 6)
    };
    format!("<path class=\"{class}\" d=\"M{} {}L{x} {y}{head}\"/>", from.0, from.1)
}

fn hop(x: usize, y: usize, name: &str, look: Look, is_reached: bool) -> String {
    let faded = if is_reached { "" } else { " faded" };
    format!(
        "<g class=\"hop {}{faded}\"><rect x=\"{x}\" y=\"{y}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" rx=\"8\"/>\
         <text class=\"mark\" x=\"{}\" y=\"{}\">{}</text><text x=\"{}\" y=\"{}\">{}</text></g>",
        look.class(),
        x + 9,
        y + HEIGHT / 2 + 5,
        look.mark(),
        x + 25,
        y + HEIGHT / 2 + 5,
        escape(name)
    )
}

fn svg(class: &str, width: usize, height: usize, inner: &str) -> String {
    format!(
        "<svg class=\"path {class}\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" aria-hidden=\"true\" \
         focusable=\"false\">{inner}</svg>"
    )
}

/// Returns the word of a verdict, for those who do not see its colour.
pub(super) fn verdict(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Passes(_) => words("passes", "通過"),
        Verdict::Breaks(_) => words("breaks here", "ここで止まる"),
        _ => words("unknown", "不明"),
    }
}
