//! Exponential backoff with jitter from a seed, so that a test can tell every wait.

use std::time::Duration;

use super::FailoverPolicy;

/// The state of a SplitMix64 generator, which needs no more than one word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Backoff(u64);

impl Backoff {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Returns a wait between half of and the whole of `base_delay` × 2^(retry − 1), never above the longest.
    pub(super) fn delay(&mut self, policy: &FailoverPolicy, retry: u32) -> Duration {
        let factor = 1_u32.checked_shl(retry.saturating_sub(1)).unwrap_or(u32::MAX);
        let longest = policy.base_delay.saturating_mul(factor).min(policy.longest_delay);
        let half = u64::try_from(longest.as_nanos() / 2).unwrap_or(u64::MAX);
        let jitter = self.next().checked_rem(half.saturating_add(1)).unwrap_or(0);
        longest
            .saturating_sub(Duration::from_nanos(half))
            .saturating_add(Duration::from_nanos(jitter))
            .min(longest)
    }

    pub(super) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}
