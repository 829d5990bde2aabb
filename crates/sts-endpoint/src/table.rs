//! The listed Regions with their four URLs, made when the crate is compiled, and found by one multiplication.

mod rows;

use eks_iam_arn::Partition;

use self::rows::ROWS;
pub use self::rows::TABLE_SOURCE;

/// A listed Region.
#[derive(Debug)]
pub(crate) struct Row {
    /// Its name.
    pub(crate) region: &'static str,
    /// Its partition.
    pub(crate) partition: Partition,
    /// Whether the mode `legacy` sends it to the global host: a list frozen since 2019.
    pub(crate) is_global_by_legacy: bool,
    /// The URLs: plain, FIPS, dual-stack, FIPS with dual-stack.
    pub(crate) urls: [&'static str; 4],
}

/// Returns the row of a listed Region; pseudo-Regions have none.
pub(crate) fn row(region: &str) -> Option<&'static Row> {
    let place = SLOTS.get(slot(key(region.as_bytes())?, MULTIPLIER))?;
    ROWS.get(usize::from(*place)).filter(|it| it.region == region)
}

/// Makes a row of each Region, with its URLs written out.
macro_rules! region_rows {
    ($($partition:ident, $legacy:literal, $fips:literal, $suffix:literal, $dual:literal: [$($region:literal)*];)*) => {
        &[$($(Row {
            region: $region,
            partition: Partition::$partition,
            is_global_by_legacy: $legacy,
            urls: [
                concat!("https://sts.", $region, ".", $suffix),
                concat!("https://", $fips, ".", $region, ".", $suffix),
                concat!("https://sts.", $region, ".", $dual),
                concat!("https://sts-fips.", $region, ".", $dual),
            ],
        },)*)*]
    };
}
use region_rows;

/// Twice the rows and more, so that a multiplier without collisions is found at once.
const SLOT_COUNT: usize = 256;
/// The place of no row.
const NO_ROW: u8 = u8::MAX;
const MULTIPLIER: u64 = find_multiplier();
const SLOTS: [u8; SLOT_COUNT] = match fill(MULTIPLIER) {
    Some(slots) => slots,
    None => [NO_ROW; SLOT_COUNT],
};

/// Mixes the first and the last eight bytes of a name; shorter names are no listed Region.
const fn key(name: &[u8]) -> Option<u64> {
    match (name.first_chunk::<8>(), name.last_chunk::<8>()) {
        (Some(first), Some(last)) => {
            Some(u64::from_le_bytes(*first) ^ u64::from_le_bytes(*last).rotate_left(29))
        }
        _ => None,
    }
}

const fn slot(key: u64, multiplier: u64) -> usize {
    (key.wrapping_mul(multiplier) >> 56) as usize
}

/// Tries odd multipliers until no two rows share a slot.
const fn find_multiplier() -> u64 {
    let mut multiplier = 0x9E37_79B9_7F4A_7C15_u64;
    while fill(multiplier).is_none() {
        multiplier = multiplier.wrapping_mul(0xD134_2543_DE82_EF95).wrapping_add(2) | 1;
    }
    multiplier
}

#[expect(
    clippy::indexing_slicing,
    reason = "evaluated by the compiler, which refuses an index out of bounds"
)]
#[expect(clippy::cast_possible_truncation, reason = "there are fewer than 255 rows")]
const fn fill(multiplier: u64) -> Option<[u8; SLOT_COUNT]> {
    let mut slots = [NO_ROW; SLOT_COUNT];
    let mut at = 0;
    while at < ROWS.len() {
        let Some(key) = key(ROWS[at].region.as_bytes()) else { return None };
        let slot = slot(key, multiplier);
        if slots[slot] != NO_ROW {
            return None;
        }
        slots[slot] = at as u8;
        at += 1;
    }
    Some(slots)
}
