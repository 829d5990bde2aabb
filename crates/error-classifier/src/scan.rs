//! Finds all marks of a text in one pass.
//!
//! Every mark has a word that begins in it, its anchor. The pass stops at the beginnings of words only, and looks four
//! bytes of the word up in a table; what the table has is compared whole. Most words of any text are in no mark, so this
//! costs less than an automaton that is led through every byte.

use std::sync::LazyLock;

use crate::{
    marks::{self, Hint, Mark},
    read,
};

/// A mark and where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) mark: Mark,
}

/// How many bits of the hash choose a slot.
const BITS: u32 = 12;

/// All marks by the first four bytes of their anchors.
struct Table {
    /// A bit for each slot that has rows.
    used: [u64; 1 << (BITS - 6)],
    /// Where the rows of each slot begin; one slot more than there are.
    slots: Vec<u16>,
    rows: Vec<Row>,
}

/// One mark.
struct Row {
    /// The first eight bytes of the anchor, and which of them count.
    head: u64,
    mask: u64,
    /// How far behind the beginning of the words the anchor stands.
    anchor: usize,
    words: &'static str,
    mark: Mark,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let tables = [
        marks::READERS,
        marks::HINTS,
        marks::AWS,
        marks::CLIENTS,
        marks::KUBERNETES,
        marks::NETWORK,
        marks::EMITTERS,
    ];
    let mut rows: Vec<Row> = tables.iter().copied().flatten().filter_map(row).collect();
    rows.sort_by_key(|row| slot(row.head));
    let first = |wanted: usize| rows.partition_point(|row| slot(row.head) < wanted);
    let slots: Vec<u16> =
        (0..=1 << BITS).map(|wanted| u16::try_from(first(wanted)).unwrap_or(u16::MAX)).collect();
    let mut used = [0; 1 << (BITS - 6)];
    for row in &rows {
        let slot = slot(row.head);
        if let Some(word) = used.get_mut(slot >> 6) {
            *word |= 1 << (slot & 63);
        }
    }
    Table { used, slots, rows }
});

/// Returns the row of a mark.
fn row(&(words, mark): &(&'static str, Mark)) -> Option<Row> {
    let anchor = words.bytes().position(|byte| byte.is_ascii_alphanumeric())?;
    let length = (words.len() - anchor).min(8);
    let mask = u64::MAX >> (64 - 8 * length);
    Some(Row { head: head(words, anchor), mask, anchor, words, mark })
}

/// Returns the eight bytes at a place, in small letters; blanks stand for what is behind the end.
fn head(text: &str, at: usize) -> u64 {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    let bytes = rest.first_chunk().copied().unwrap_or_else(|| {
        let mut bytes = [b' '; 8];
        bytes.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        bytes
    });
    u64::from_le_bytes(bytes) | 0x2020_2020_2020_2020
}

/// Returns the slot of a head: its first four bytes choose.
const fn slot(head: u64) -> usize {
    let key = (head & 0xffff_ffff) as u32;
    (key.wrapping_mul(0x9e37_79b1) >> (u32::BITS - BITS)) as usize
}

/// Returns the fixed sentences whose beginning is the whole of `text` from `at` on.
pub(crate) fn sentences_from(text: &str, at: usize) -> impl Iterator<Item = Mark> {
    let left = read::rest(text, at);
    let rows = TABLE.rows_of(slot(head(text, at)));
    rows.iter().filter(move |row| row.anchor == 0 && read::starts(row.words, left)).map(|row| row.mark)
}

/// Signs of log levels that have no letter, and what they say.
const SIGNS: [(&str, Mark); 3] = [
    ("[\u{2139}]", Mark::Hint(Hint::Info)),
    ("[\u{2714}]", Mark::Hint(Hint::Info)),
    ("[\u{2716}]", Mark::From(crate::Emitter::Eksctl)),
];

/// Returns all marks of `text`, in the order of their anchors.
pub(crate) fn scan(text: &str) -> Vec<Hit> {
    let mut hits = Vec::with_capacity(16);
    let table = &*TABLE;
    let mut carry = 0;
    for (index, chunk) in text.as_bytes().chunks(64).enumerate() {
        let words = word_bytes(chunk);
        let mut starts = words & !(words << 1 | carry);
        carry = words >> 63;
        while starts != 0 {
            let at = index * 64 + starts.trailing_zeros() as usize;
            starts &= starts - 1;
            table.look_up(text, at, &mut hits);
        }
    }
    signs(text, &mut hits);
    hits
}

/// Returns a bit for each byte of at most 64 that is a letter or a digit of ASCII.
fn word_bytes(chunk: &[u8]) -> u64 {
    let (parts, rest) = chunk.as_chunks::<8>();
    let mut bits = 0;
    let mut shift = 0;
    for part in parts {
        bits |= word_bytes_of(u64::from_le_bytes(*part)) << shift;
        shift += 8;
    }
    for byte in rest {
        bits |= u64::from(byte.is_ascii_alphanumeric()) << shift;
        shift += 1;
    }
    bits
}

/// Returns a bit for each of eight bytes that is a letter or a digit of ASCII.
const fn word_bytes_of(bytes: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;
    // The high bit of each byte tells whether the lower seven bits are at least `least`.
    const fn at_least(low: u64, least: u8) -> u64 {
        low + (0x80 - least as u64) * ONES
    }
    let low = bytes & !HIGH;
    let small = low | (0x20 * ONES);
    let letters = at_least(small, b'a') & !at_least(small, b'z' + 1);
    let digits = at_least(low, b'0') & !at_least(low, b'9' + 1);
    let words = (letters | digits) & !bytes & HIGH;
    (words >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// Takes in the signs.
fn signs(text: &str, hits: &mut Vec<Hit>) {
    for at in memchr::memchr_iter(0xe2, text.as_bytes()) {
        let Some(start) = at.checked_sub(1) else { continue };
        for (sign, mark) in SIGNS {
            if read::rest(text, start).starts_with(sign) {
                hits.push(Hit { start, end: start + sign.len(), mark });
            }
        }
    }
}

impl Table {
    /// Returns the marks of a slot.
    fn rows_of(&self, slot: usize) -> &[Row] {
        match (self.slots.get(slot), self.slots.get(slot + 1)) {
            (Some(first), Some(last)) if first < last => {
                self.rows.get(usize::from(*first)..usize::from(*last)).unwrap_or_default()
            }
            _ => &[],
        }
    }

    /// Takes in the marks whose anchor stands at a place.
    fn look_up(&self, text: &str, at: usize, hits: &mut Vec<Hit>) {
        let head = head(text, at);
        let slot = slot(head);
        if self.used.get(slot >> 6).is_none_or(|word| word >> (slot & 63) & 1 == 0) {
            return;
        }
        for row in self.rows_of(slot) {
            if (row.head ^ head) & row.mask != 0 {
                continue;
            }
            let Some(start) = at.checked_sub(row.anchor) else { continue };
            if read::starts(read::rest(text, start), row.words) {
                hits.push(Hit { start, end: start + row.words.len(), mark: row.mark });
            }
        }
    }
}

#[test]
fn every_mark_is_found() {
    let tables =
        [marks::READERS, marks::HINTS, marks::AWS, marks::CLIENTS, marks::KUBERNETES, marks::NETWORK];
    for &(words, mark) in tables.iter().copied().flatten() {
        assert!(scan(&format!(". {words}")).iter().any(|hit| hit.mark == mark && hit.start == 2), "{words}");
        assert_eq!(words, words.to_ascii_lowercase());
    }
}
