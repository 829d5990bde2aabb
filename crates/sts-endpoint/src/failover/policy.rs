//! How often and how fast a plan tries.

use std::time::Duration;

/// How often and how fast a plan tries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FailoverPolicy {
    /// Use the Regions' FIPS endpoints.
    pub fips: bool,
    /// Use the Regions' dual-stack endpoints.
    pub dual_stack: bool,
    /// How often the whole list is gone through.
    pub rounds: u32,
    /// How often a throttled request, or one whose identity provider did not answer STS, is tried again where it is.
    pub throttle_retries: u32,
    /// The longest wait before the first retry; each further one doubles it.
    pub base_delay: Duration,
    /// The longest wait of all.
    pub longest_delay: Duration,
    /// How long a Region that failed is asked last.
    pub cool_down: Duration,
    /// How long to wait for the answer to one attempt; kept by whoever sends.
    pub attempt_timeout: Duration,
}

impl Default for FailoverPolicy {
    /// Two rounds, three retries of a throttled request, waits from 100 ms to 5 s, a minute of cool-down, five
    /// seconds for an attempt.
    fn default() -> Self {
        Self {
            fips: false,
            dual_stack: false,
            rounds: 2,
            throttle_retries: 3,
            base_delay: Duration::from_millis(100),
            longest_delay: Duration::from_secs(5),
            cool_down: Duration::from_secs(60),
            attempt_timeout: Duration::from_secs(5),
        }
    }
}
