//! The windows: for each sentence and code of IAM, ten bytes that any text with it holds.

use std::sync::LazyLock;

use crate::{
    codes,
    level::{self, Level},
    marks::{self, Mark},
};

/// The length of a window.
const WINDOW: usize = 10;
/// The length of a sample.
const SAMPLE: usize = 4;
/// A sentence whose end the end of the text cuts is known by so many bytes.
const CUT: usize = 18;
/// How many bits of a sample's hash choose its bit.
const BITS: u32 = 16;
/// How many bits of a sample's hash choose its slot.
const SLOTS: u32 = 12;
/// What makes capital letters small; the same is done to windows, so what else it changes does no harm.
pub(super) const SMALL: u32 = 0x2020_2020;

/// Letters and marks, the most frequent in logs first.
const FREQUENT: &[u8] = b" etaoinsrlcdpm-u.:h/0g1b2=fy3\"5v4w6789,_k";

/// Words that give no class by themselves; the sentence they announce may stand in the next line.
const ANNOUNCING: [&str; 3] =
    ["failed to assume role", "invalid or malformed token", "token has invalid claims"];

/// All windows, by the samples that can lie in them.
pub(super) struct Windows {
    /// A bit for each hash of a sample that lies in a window.
    bits: Box<[u64; 1 << (BITS - 6)]>,
    /// Where the rows of each slot begin; one slot more than there are.
    slots: Vec<u16>,
    rows: Vec<Row>,
}

/// A sample and the window it lies in.
#[derive(Clone, Copy)]
struct Row {
    sample: u32,
    offset: usize,
    window: Window,
}

/// Ten bytes with their letters made small.
type Window = [u8; WINDOW];

pub(super) static WINDOWS: LazyLock<Windows> = LazyLock::new(Windows::new);

impl Windows {
    fn new() -> Self {
        let mut windows = choose(needles());
        windows.extend(followed("forbidden", b":)]}\"'` ,;.<(\\\n\r\t/"));
        let verbs: Vec<u8> = (b'a'..=b'z').chain([b'*']).collect();
        windows.extend(followed("\" cannot ", &verbs));
        windows.extend(followed("' cannot ", &verbs));
        let mut rows = Vec::new();
        for window in windows {
            let samples = window.windows(SAMPLE).enumerate();
            let samples = samples.filter_map(|(offset, it)| Some((offset, *it.first_chunk()?)));
            rows.extend(samples.map(|(offset, it)| Row { sample: u32::from_le_bytes(it), offset, window }));
        }
        rows.sort_by_key(|row| slot(row.sample));
        let first = |wanted: usize| rows.partition_point(|row| slot(row.sample) < wanted);
        let slots = (0..=1 << SLOTS).map(|wanted| u16::try_from(first(wanted)).unwrap_or(u16::MAX)).collect();
        let mut bits = Box::new([0; 1 << (BITS - 6)]);
        for row in &rows {
            let (word, bit) = place(row.sample);
            if let Some(word) = bits.get_mut(word) {
                *word |= 1 << bit;
            }
        }
        Self { bits, slots, rows }
    }

    /// Returns whether a sample may lie in a window, as a number that is not zero.
    #[inline]
    pub(super) fn bit(&self, sample: u32) -> u64 {
        let (word, bit) = place(sample);
        self.bits.get(word).map_or(0, |word| word >> bit & 1)
    }

    /// Returns whether the sample at `at` lies in a window that begins at `from` or later.
    pub(super) fn is_in_window(&self, bytes: &[u8], at: usize, from: usize) -> bool {
        let sample = u32::from_le_bytes(small(bytes, at));
        let slot = slot(sample);
        let (Some(first), Some(last)) = (self.slots.get(slot), self.slots.get(slot + 1)) else {
            return false;
        };
        let rows = self.rows.get(usize::from(*first)..usize::from(*last)).unwrap_or_default();
        rows.iter().any(|row| {
            row.sample == sample
                && at
                    .checked_sub(row.offset)
                    .is_some_and(|start| start >= from && small(bytes, start) == row.window)
        })
    }
}

/// Returns the bytes at a place with their letters made small; blanks stand for what is behind the end.
fn small<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    let rest = bytes.get(at..).unwrap_or_default();
    let mut small = rest.first_chunk().copied().unwrap_or_else(|| {
        let mut padded = [b' '; N];
        padded.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        padded
    });
    small.iter_mut().for_each(|byte| *byte |= 0x20);
    small
}

/// Returns a hash of a sample.
const fn hash(sample: u32) -> u32 {
    sample.wrapping_mul(0x9e37_79b1)
}

/// Returns the place of a sample's bit: its word, and the bit in that.
#[inline]
const fn place(sample: u32) -> (usize, u32) {
    let hash = hash(sample) >> (u32::BITS - BITS);
    ((hash >> 6) as usize, hash & 63)
}

/// Returns the slot of a sample.
const fn slot(sample: u32) -> usize {
    (hash(sample) >> (u32::BITS - SLOTS)) as usize
}

/// Returns what any text with a class of IAM holds one of, save for words of less than [`WINDOW`] bytes.
fn needles() -> Vec<Vec<u8>> {
    let tables = [marks::READERS, marks::HINTS, marks::AWS, marks::CLIENTS, marks::KUBERNETES];
    let words = tables.into_iter().flatten().filter(|(_, mark)| tells(*mark));
    let words = words.map(|(words, mark)| match mark {
        Mark::Says(_, level) if is_known_cut(*level) => words.get(..CUT).unwrap_or(words),
        _ => words,
    });
    let words = words.chain(codes::of_iam()).chain(ANNOUNCING);
    words.map(|words| words.bytes().map(|byte| byte | 0x20).collect()).collect()
}

/// Returns whether a sentence of this weight is known when its end is cut.
const fn is_known_cut(level: Level) -> bool {
    level >= level::UNAUTHORIZED
}

/// Returns whether a mark can lead to a class of IAM.
const fn tells(mark: Mark) -> bool {
    match mark {
        Mark::Says(class, _) | Mark::Bodyless(_, class) => class.is_iam(),
        Mark::Hint(hint) => hint.tells(),
        Mark::Denial
        | Mark::DenialCall
        | Mark::MissingPermissions
        | Mark::DenialAccess
        | Mark::Explicit
        | Mark::Implicit
        | Mark::Ec2Head
        | Mark::Encoded
        | Mark::KubeDenial
        | Mark::CliFrame
        | Mark::AuditEvent
        | Mark::Unauthorized => true,
        _ => false,
    }
}

/// Chooses a window of each needle: one that others have too, else the one with the rarest letters.
fn choose(mut needles: Vec<Vec<u8>>) -> Vec<Window> {
    needles.sort_by_key(Vec::len);
    let mut chosen: Vec<Window> = Vec::new();
    for needle in needles {
        let windows = || needle.windows(WINDOW).filter_map(|window| window.first_chunk().copied());
        if windows().any(|window| chosen.contains(&window)) {
            continue;
        }
        chosen.extend(windows().min_by_key(cost));
    }
    chosen
}

/// Returns how frequent the letters of a window are.
fn cost(window: &Window) -> usize {
    let rank = |byte: &u8| FREQUENT.iter().position(|it| it == byte).unwrap_or(FREQUENT.len());
    window.iter().map(|byte| FREQUENT.len() - rank(byte)).sum()
}

/// Returns the windows that a word makes with each byte that may follow it.
fn followed(word: &str, bytes: &[u8]) -> Vec<Window> {
    let window = |byte: &u8| {
        let mut window = [0; WINDOW];
        let whole = word.bytes().chain([*byte]);
        window.iter_mut().zip(whole).for_each(|(to, from)| *to = from | 0x20);
        window
    };
    bytes.iter().map(window).collect()
}

#[test]
fn every_needle_has_a_window() {
    for needle in needles() {
        assert!(needle.len() >= WINDOW, "{}", String::from_utf8_lossy(&needle));
        let text = [b"x ", needle.as_slice(), b" y"].concat();
        assert!(super::is_candidate(&text), "{}", String::from_utf8_lossy(&needle));
    }
    assert!(WINDOWS.rows.len() < usize::from(u16::MAX));
}
