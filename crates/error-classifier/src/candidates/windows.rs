//! What any text with a class of IAM holds one of, and by which samples of it that is noticed.

use std::sync::LazyLock;

use crate::{
    codes,
    level::{self, Level},
    marks::{self, Mark},
};

/// The least length of a needle, and the length of the part of it that is noticed.
const WINDOW: usize = 10;
/// The length of a sample.
const SAMPLE: usize = 4;
/// A sentence whose end the end of the text cuts is known by so many bytes.
const CUT: usize = crate::cut::LEAST;
/// The length of what is looked at of a sample and the bytes on one side of it; of the longest windows it is one.
const LONG: usize = WINDOW - SAMPLE + 1;
/// How many bits of a hash choose its place in a table.
const BITS: u32 = 15;
/// How many bits of a sample's hash choose its slot.
const SLOTS: u32 = 12;
/// What makes capital letters small; the same is done to needles, so what else it changes does no harm.
pub(super) const SMALL: u32 = 0x2020_2020;

/// Words that give no class by themselves; the sentence they announce may stand in the next line.
const ANNOUNCING: [&str; 3] =
    ["failed to assume role", "invalid or malformed token", "token has invalid claims"];
/// How an event of Kubernetes' audit log says that somebody was refused.
const REFUSED: [&str; 4] = ["\"code\":401", "\"code\":403", "\"code\": 401", "\"code\": 403"];
/// What may stand behind the code `Forbidden`, which may also be `ForbiddenException`.
const CODE_ENDS: &[u8] = b"e:)]}\"'` ,;.<(\\\n\r\t/";
/// With what the verb of a Kubernetes denial begins.
const VERBS: &[u8] = b"abcdefghijklmnopqrstuvwxyz*";

/// Lines as logs have them, whose samples the chosen windows avoid; they decide how fast the filter is, not what it finds.
const ORDINARY: &str = include_str!("ordinary.txt");

/// The needles and, for each, the samples that lie in its window.
pub(super) struct Windows {
    /// For each hash of a sample, whether one lies in a window: a byte is read faster than a bit.
    samples: Box<[u8; 1 << BITS]>,
    /// The same for the hashes of [`LONG`] bytes.
    long: Box<[u8; 1 << BITS]>,
    /// Where the rows of each slot begin; one slot more than there are.
    slots: Vec<u16>,
    rows: Vec<Row>,
    needles: Vec<Vec<u8>>,
}

/// A sample and the needle it lies in.
#[derive(Clone, Copy)]
struct Row {
    sample: u32,
    /// How far the sample stands behind the beginning of the needle.
    offset: usize,
    needle: usize,
}

pub(super) static WINDOWS: LazyLock<Windows> = LazyLock::new(Windows::new);

impl Windows {
    fn new() -> Self {
        let needles = needles();
        let mut rows = rows(&needles);
        rows.sort_by_key(|row| slot(row.sample));
        let first = |wanted: usize| rows.partition_point(|row| slot(row.sample) < wanted);
        let slots = (0..=1 << SLOTS).map(|wanted| u16::try_from(first(wanted)).unwrap_or(u16::MAX)).collect();
        let (mut samples, mut long) = (Box::new([0; 1 << BITS]), Box::new([0; 1 << BITS]));
        for row in &rows {
            mark(&mut samples, hash(row.sample));
            let needle = needles.get(row.needle).map(Vec::as_slice).unwrap_or_default();
            if let Some(bytes) = needle.get(row.offset..).and_then(<[u8]>::first_chunk) {
                mark(&mut long, long_hash(*bytes));
            }
        }
        Self { samples, long, slots, rows, needles }
    }

    /// Returns 1 when a sample may lie in a window, and else 0.
    #[inline]
    pub(super) fn has(&self, sample: u32) -> u64 {
        self.samples.get(place(hash(sample))).copied().map_or(0, u64::from)
    }

    /// Returns whether the sample at `at` may lie in a window, judged by the bytes beside it too: together with those on
    /// one of its sides it is [`LONG`] bytes of any window.
    #[inline]
    pub(super) fn is_in_window(&self, bytes: &[u8], at: usize) -> bool {
        let has = |start: usize| {
            let bytes = bytes.get(start..).and_then(<[u8]>::first_chunk);
            bytes.is_none_or(|bytes| self.long.get(place(long_hash(*bytes))) != Some(&0))
        };
        has(at) || at.checked_sub(LONG - SAMPLE).is_none_or(has)
    }

    /// Returns whether the sample at `at` lies in the window of a needle that begins at `from` or later.
    pub(super) fn is_in_needle(&self, bytes: &[u8], at: usize, from: usize) -> bool {
        let sample = sample(bytes, at);
        let slot = slot(sample);
        let (Some(first), Some(last)) = (self.slots.get(slot), self.slots.get(slot + 1)) else {
            return false;
        };
        let rows = self.rows.get(usize::from(*first)..usize::from(*last)).unwrap_or_default();
        rows.iter().filter(|row| row.sample == sample).any(|row| {
            let start = at.checked_sub(row.offset).filter(|start| *start >= from);
            let needle = self.needles.get(row.needle);
            start.zip(needle).is_some_and(|(start, needle)| is_at(bytes, start, needle))
        })
    }
}

/// Returns the sample at a place, in small letters; blanks stand for what is behind the end.
pub(super) fn sample(bytes: &[u8], at: usize) -> u32 {
    let rest = bytes.get(at..).unwrap_or_default();
    let sample = rest.first_chunk().copied().unwrap_or_else(|| {
        let mut padded = [b' '; SAMPLE];
        padded.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        padded
    });
    u32::from_le_bytes(sample) | SMALL
}

/// Returns whether a needle stands at a place; blanks stand for what is behind the end.
fn is_at(bytes: &[u8], start: usize, needle: &[u8]) -> bool {
    let text = bytes.get(start..).unwrap_or_default();
    let mut text = text.iter().map(|byte| byte | 0x20).chain(std::iter::repeat(b' '));
    needle.iter().all(|byte| text.next() == Some(*byte))
}

/// Returns a hash of a sample.
const fn hash(sample: u32) -> u32 {
    sample.wrapping_mul(0x9e37_79b1)
}

/// Returns a hash of [`LONG`] bytes, in whichever letters.
const fn long_hash([a, b, c, d, e, f, g]: [u8; LONG]) -> u32 {
    let bytes = u64::from_le_bytes([a, b, c, d, e, f, g, 0]) | 0x2020_2020_2020_2020;
    (bytes.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
}

/// Returns the place of a hash in a table.
#[inline]
const fn place(hash: u32) -> usize {
    (hash >> (u32::BITS - BITS)) as usize
}

/// Notes a hash in a table.
fn mark(table: &mut [u8; 1 << BITS], hash: u32) {
    if let Some(byte) = table.get_mut(place(hash)) {
        *byte = 1;
    }
}

/// Returns the slot of a sample.
const fn slot(sample: u32) -> usize {
    (hash(sample) >> (u32::BITS - SLOTS)) as usize
}

/// Returns what any text with a class of IAM holds one of, in small letters.
fn needles() -> Vec<Vec<u8>> {
    let tables = [marks::READERS, marks::HINTS, marks::AWS, marks::CLIENTS, marks::KUBERNETES];
    let words = tables.into_iter().flatten().filter(|(_, mark)| tells(*mark));
    let words = words.map(|(words, mark)| match mark {
        Mark::Says(_, level) if is_known_cut(*level) => words.get(..CUT).unwrap_or(words),
        _ => words,
    });
    let words = words.map(between_quotes);
    let words = words.chain(codes::of_iam()).chain(ANNOUNCING).chain(REFUSED).map(str::as_bytes);
    let followed = |word: &'static str, ends: &'static [u8]| {
        ends.iter().map(move |end| [word.as_bytes(), &[*end]].concat())
    };
    let followed = followed("forbidden", CODE_ENDS)
        .chain(followed("\" cannot ", VERBS))
        .chain(followed("' cannot ", VERBS));
    let needles = words.map(<[u8]>::to_vec).chain(followed);
    needles.map(|needle| needle.iter().map(|byte| byte | 0x20).collect()).collect()
}

/// Returns the longest part of the words without quotes, which a text may hold escaped; all of them when it is short.
fn between_quotes(words: &str) -> &str {
    let longest = words.split(['"', '\'']).max_by_key(|part| part.len());
    longest.filter(|part| part.len() >= WINDOW).unwrap_or(words)
}

/// Returns whether a sentence of this weight is known when its end is cut.
const fn is_known_cut(level: Level) -> bool {
    level >= level::UNAUTHORIZED
}

/// Returns whether a mark can lead to a class of IAM.
const fn tells(mark: Mark) -> bool {
    match mark {
        Mark::Says(class, _) | Mark::Bodyless(class) => class.is_iam(),
        Mark::Hint(hint) => hint.tells(),
        Mark::Denial
        | Mark::DenialCall
        | Mark::MissingPermissions
        | Mark::PermissionsFor
        | Mark::DenialAccess
        | Mark::Explicit
        | Mark::Implicit
        | Mark::Ec2Head
        | Mark::Encoded
        | Mark::KubeDenial
        | Mark::KubeletDenial
        | Mark::CliFrame
        | Mark::CliCalling
        | Mark::Unauthorized => true,
        _ => false,
    }
}

/// Chooses a window of each needle, such that few samples of ordinary texts are in any, and returns their samples.
fn rows(needles: &[Vec<u8>]) -> Vec<Row> {
    let mut ordinary: Vec<u32> = (0..ORDINARY.len()).map(|at| sample(ORDINARY.as_bytes(), at)).collect();
    ordinary.sort_unstable();
    let count = |sample: u32| {
        let first = ordinary.partition_point(|it| *it < sample);
        ordinary.get(first..).unwrap_or_default().iter().take_while(|it| **it == sample).count()
    };
    let mut order: Vec<usize> = (0..needles.len()).collect();
    order.sort_by_key(|index| needles.get(*index).map(Vec::len));
    let mut rows: Vec<Row> = Vec::new();
    let mut known: Vec<u32> = Vec::new();
    for needle in order {
        let Some(bytes) = needles.get(needle) else { continue };
        let samples = |start: usize| (start..=start + WINDOW - SAMPLE).map(|at| (at, sample(bytes, at)));
        let cost = |start: &usize| -> usize {
            let new = samples(*start).filter(|(_, sample)| known.binary_search(sample).is_err());
            new.map(|(_, sample)| 1 + 20 * count(sample)).sum()
        };
        let Some(start) = (0..=bytes.len().saturating_sub(WINDOW)).min_by_key(cost) else { continue };
        rows.extend(samples(start).map(|(offset, sample)| Row { sample, offset, needle }));
        known.extend(samples(start).map(|(_, sample)| sample));
        known.sort_unstable();
        known.dedup();
    }
    rows
}

#[test]
fn every_needle_is_found() {
    for needle in &WINDOWS.needles {
        assert!(needle.len() >= WINDOW, "{}", String::from_utf8_lossy(needle));
        let text = [b"x ", needle.as_slice(), b" y"].concat();
        assert!(super::is_candidate(&text), "{}", String::from_utf8_lossy(needle));
    }
    assert!(WINDOWS.rows.len() < usize::from(u16::MAX));
}
