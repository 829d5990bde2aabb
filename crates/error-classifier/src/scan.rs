//! Finds all marks of a text in one pass.
//!
//! Every mark has a word that begins in it, its anchor. The pass stops at the beginnings of words only, and looks the
//! first bytes of the word up in a table; what the table has is compared whole. Anchors are the words that few marks have,
//! so most words of any text, also of an error's, are in no table, and this costs less than an automaton that is led
//! through every byte.

use std::sync::LazyLock;

use crate::{
    few::Few,
    marks::{self, Hint, Mark},
    read,
};

/// A mark and where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) mark: Mark,
    /// The place of the mark in the tables, by which marks that begin together are in order.
    row: u16,
}

impl Hit {
    pub(crate) const fn new(start: usize, end: usize, mark: Mark) -> Self {
        Self { start, end, mark, row: u16::MAX }
    }
}

/// The marks of a text, in order; that many are in most texts.
pub(crate) type Hits = Few<Hit, 16>;

/// How many bits of a hash choose the bit that tells whether a key has rows.
const BITS: u32 = 14;
/// How many of them choose the slot.
const SLOT_BITS: u32 = 9;
/// The length of a key, in bytes.
const KEY: usize = 8;
/// The length of the key of a mark that has no word with so much from its beginning on.
const SHORT_KEY: usize = 4;

/// All marks by the first bytes of their anchors.
struct Table {
    /// A bit for each hash of a key that has rows.
    used: [u64; 1 << (BITS - 6)],
    /// Where the rows of each slot begin; one slot more than there are.
    slots: Vec<u16>,
    rows: Vec<Row>,
    /// The fixed sentences, by the first bytes of their text.
    sentences: Vec<(u64, &'static str, Mark)>,
}

/// One mark.
struct Row {
    /// The first bytes of the anchor, and which of them count.
    head: u64,
    mask: u64,
    /// How far behind the beginning of the words the anchor stands.
    anchor: usize,
    words: Words,
    mark: Mark,
    /// The place of the mark in the tables.
    index: u16,
}

/// All marks.
fn all() -> impl Iterator<Item = (&'static str, Mark)> {
    let tables = [
        marks::READERS,
        marks::HINTS,
        marks::AWS,
        marks::CLIENTS,
        marks::KUBERNETES,
        marks::NETWORK,
        marks::EMITTERS,
    ];
    tables.into_iter().flatten().copied()
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut keys: Vec<u64> = all().flat_map(|(words, _)| keys(words).map(|(_, key)| key)).collect();
    keys.sort_unstable();
    let count = |key: u64| keys.partition_point(|it| *it <= key) - keys.partition_point(|it| *it < key);
    let mut rows: Vec<Row> = all().zip(0..).filter_map(|(mark, index)| row(mark, index, count)).collect();
    rows.sort_by_key(|row| slot(row.hash()));
    let first = |wanted: usize| rows.partition_point(|row| slot(row.hash()) < wanted);
    let slots = (0..=1 << SLOT_BITS).map(|wanted| u16::try_from(first(wanted)).unwrap_or(u16::MAX)).collect();
    let mut used = [0; 1 << (BITS - 6)];
    for row in &rows {
        let (word, bit) = place(row.hash());
        if let Some(word) = used.get_mut(word) {
            *word |= 1 << bit;
        }
    }
    let mut sentences: Vec<_> = all()
        .filter(|(words, mark)| {
            matches!(mark, Mark::Says(..)) && words.starts_with(|it: char| it.is_ascii_alphanumeric())
        })
        .map(|(words, mark)| (head(words.as_bytes(), 0), words, mark))
        .collect();
    sentences.sort_by_key(|(head, ..)| *head);
    Table { used, slots, rows, sentences }
});

/// Returns the whole keys of the words that begin in a mark, and where they stand.
fn keys(words: &'static str) -> impl Iterator<Item = (usize, u64)> {
    let bytes = words.as_bytes();
    let starts = (0..bytes.len()).filter(|at| {
        let is_within = at.checked_sub(1).and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric);
        bytes.get(*at).is_some_and(u8::is_ascii_alphanumeric) && !is_within
    });
    starts.filter(|at| at + KEY <= bytes.len()).map(|at| (at, head(bytes, at)))
}

/// Returns the row of a mark; its anchor is the first of the words whose keys are in the fewest marks.
fn row((words, mark): (&'static str, Mark), index: u16, count: impl Fn(u64) -> usize) -> Option<Row> {
    let anchor = keys(words).min_by_key(|(_, key)| count(*key)).map(|(at, _)| at);
    let (anchor, length) = match anchor {
        Some(anchor) => (anchor, KEY),
        None => {
            let first = words.bytes().position(|byte| byte.is_ascii_alphanumeric())?;
            (first, (words.len() - first).clamp(SHORT_KEY, KEY - 1))
        }
    };
    let mask = u64::MAX >> (u64::BITS as usize - 8 * length);
    let head = head(words.as_bytes(), anchor) & mask;
    Some(Row { head, mask, anchor, words: Words::new(words.as_bytes()), mark, index })
}

/// Words in small letters, to be compared eight bytes at a time with a text in which letters may be large.
struct Words {
    length: usize,
    /// The bytes, and which of their bits count.
    parts: Vec<(u64, u64)>,
}

impl Words {
    fn new(words: &[u8]) -> Self {
        let part = |part: &[u8]| {
            let bits = |bit: fn(u8) -> u8| {
                let mut bytes = [0; 8];
                bytes.iter_mut().zip(part).for_each(|(to, from)| *to = bit(*from));
                u64::from_le_bytes(bytes)
            };
            let counts = bits(|byte| if byte.is_ascii_lowercase() { !0x20 } else { !0 });
            (bits(|byte| byte) & counts, counts)
        };
        Self { length: words.len(), parts: words.chunks(8).map(part).collect() }
    }

    /// Returns whether the words stand at a place.
    fn is_at(&self, text: &[u8], at: usize) -> bool {
        let mut text = text.get(at..).unwrap_or_default();
        text.len() >= self.length
            && self.parts.iter().all(|(part, counts)| {
                let head = eight(text);
                text = text.get(8..).unwrap_or_default();
                head & counts == *part
            })
    }
}

impl Row {
    fn hash(&self) -> u64 {
        if self.mask == u64::MAX { hash(self.head) } else { short_hash(self.head) }
    }
}

/// Returns the eight bytes at a place, in small letters; blanks stand for what is behind the end.
#[inline]
fn head(text: &[u8], at: usize) -> u64 {
    eight(text.get(at..).unwrap_or_default()) | 0x2020_2020_2020_2020
}

/// Returns the first eight bytes of a text; blanks stand for what is behind the end.
#[inline]
fn eight(text: &[u8]) -> u64 {
    text.first_chunk().map_or_else(|| last(text), |bytes| u64::from_le_bytes(*bytes))
}

/// Returns less than eight bytes with blanks behind them.
#[cold]
fn last(text: &[u8]) -> u64 {
    text.iter().rev().fold(u64::from_le_bytes([b' '; 8]), |bytes, byte| bytes << 8 | u64::from(*byte))
}

/// Returns the hash of a key.
const fn hash(head: u64) -> u64 {
    head.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Returns the hash of a short key; the other bytes do not count.
const fn short_hash(head: u64) -> u64 {
    hash(head << (u64::BITS as usize - 8 * SHORT_KEY))
}

/// Returns the place of a hash's bit: its word, and the bit in that.
const fn place(hash: u64) -> (usize, u32) {
    let hash = hash >> (u64::BITS - BITS);
    ((hash >> 6) as usize, (hash & 63) as u32)
}

/// Returns the slot of a hash.
const fn slot(hash: u64) -> usize {
    (hash >> (u64::BITS - SLOT_BITS)) as usize
}

/// Returns the fixed sentences whose beginning is the whole of `text` from `at` on.
///
/// What is left has to be a key long at least.
pub(crate) fn sentences_from(text: &str, at: usize) -> impl Iterator<Item = Mark> {
    let left = read::rest(text, at);
    let head = head(text.as_bytes(), at);
    let sentences = &TABLE.sentences;
    let first = sentences.partition_point(|(it, ..)| *it < head);
    let alike = sentences.get(first..).unwrap_or_default().iter().take_while(move |(it, ..)| *it == head);
    alike.filter(move |(_, words, _)| read::starts(words, left)).map(|(_, _, mark)| *mark)
}

/// Signs of log levels that have no letter, and what they say.
const SIGNS: [(&str, Mark); 3] = [
    ("[\u{2139}]", Mark::Hint(Hint::Info)),
    ("[\u{2714}]", Mark::Hint(Hint::Info)),
    ("[\u{2716}]", Mark::From(crate::Emitter::Eksctl)),
];

/// Returns all marks of `text`, in the order in which they begin.
pub(crate) fn scan(text: &str) -> Hits {
    let mut hits = Hits::default();
    let table = &*TABLE;
    let bytes = text.as_bytes();
    let mut carry = 0;
    for (index, chunk) in bytes.chunks(read::CHUNK).enumerate() {
        let words = read::flags(chunk, |byte| byte.is_ascii_alphanumeric());
        for (number, words) in words.into_iter().enumerate() {
            let mut starts = words & !(words << 8 | carry);
            carry = words >> 56;
            while starts != 0 {
                let at = read::CHUNK * index + 8 * number + starts.trailing_zeros() as usize / 8;
                table.look_up(bytes, at, &mut hits);
                starts &= starts - 1;
            }
        }
    }
    signs(text, &mut hits);
    hits.sort_unstable_by_key(|hit| (hit.start, hit.row));
    hits
}

/// Takes in the signs.
fn signs(text: &str, hits: &mut Hits) {
    for at in memchr::memchr_iter(0xe2, text.as_bytes()) {
        let Some(start) = at.checked_sub(1) else { continue };
        for (sign, mark) in SIGNS {
            if read::rest(text, start).starts_with(sign) {
                hits.push(Hit::new(start, start + sign.len(), mark));
            }
        }
    }
}

impl Table {
    /// Takes in the marks whose anchor stands at a place.
    #[inline]
    fn look_up(&self, text: &[u8], at: usize, hits: &mut Hits) {
        let head = head(text, at);
        for hash in [hash(head), short_hash(head)] {
            let (word, bit) = place(hash);
            if self.used.get(word).is_some_and(|word| word >> bit & 1 != 0) {
                self.compare(text, at, head, slot(hash), hits);
            }
        }
    }

    /// Takes in the marks of a slot whose anchor stands at a place.
    fn compare(&self, text: &[u8], at: usize, head: u64, slot: usize, hits: &mut Hits) {
        let (Some(first), Some(last)) = (self.slots.get(slot), self.slots.get(slot + 1)) else { return };
        let rows = self.rows.get(usize::from(*first)..usize::from(*last)).unwrap_or_default();
        for row in rows.iter().filter(|row| head & row.mask == row.head) {
            let Some(start) = at.checked_sub(row.anchor) else { continue };
            if row.words.is_at(text, start) && !is_within_word(text, start) {
                hits.push(Hit { start, end: start + row.words.length, mark: row.mark, row: row.index });
            }
        }
    }
}

/// Returns whether the byte at a place goes on with a word.
fn is_within_word(text: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| text.get(at));
    before.is_some_and(u8::is_ascii_alphanumeric) && text.get(at).is_some_and(u8::is_ascii_alphanumeric)
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
