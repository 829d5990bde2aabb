//! Finds all marks of a text in one pass.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::marks::{self, Mark};

/// A mark and where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) mark: Mark,
}

/// All marks with the automaton that finds them.
struct Table {
    automaton: Option<AhoCorasick>,
    marks: Vec<Mark>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let tables = [marks::READERS, marks::HINTS, marks::AWS, marks::CLIENTS, marks::KUBERNETES, marks::NETWORK, marks::EMITTERS];
    let rows = || tables.iter().copied().flatten();
    let automaton = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::Standard)
        .kind(Some(AhoCorasickKind::DFA))
        .build(rows().map(|(words, _)| words));
    Table { automaton: automaton.ok(), marks: rows().map(|&(_, mark)| mark).collect() }
});

/// Returns all marks of `text`, by where they end.
pub(crate) fn scan(text: &str) -> Vec<Hit> {
    let mut hits = Vec::with_capacity(32);
    let Some(automaton) = &TABLE.automaton else { return hits };
    for found in automaton.find_overlapping_iter(text) {
        if let Some(&mark) = TABLE.marks.get(found.pattern().as_usize()) {
            hits.push(Hit { start: found.start(), end: found.end(), mark });
        }
    }
    hits
}
