//! Failover: which Region to go to when an STS endpoint is at fault, and never when the caller is.

use core::fmt;

use eks_iam_arn::Partition;

use crate::{EndpointQuery, resolve, table};

/// What came of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome<'a> {
    /// No connection: refused, reset, no route, DNS.
    NoConnection,
    /// No answer in time.
    Timeout,
    /// An HTTP answer that is no success, with its error code.
    Answer {
        /// The HTTP status.
        status: u16,
        /// The error code, such as `AccessDenied`.
        code: &'a str,
    },
}

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Step {
    /// Call again where it was, after the delay.
    Retry(Attempt),
    /// Go to another Region, and sign for it.
    MoveOn(Attempt),
    /// Give the answer to the caller: it is a verdict about the caller, or nothing is left to try.
    Stop,
}

/// A call to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// The Region to sign for.
    pub region: String,
    /// The URL to call.
    pub url: String,
    /// How long to wait first, in milliseconds.
    pub delay_ms: u64,
}

/// A Region that cannot be part of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailoverError {
    region: String,
    home: Partition,
}

impl fmt::Display for FailoverError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let region = self.region.escape_debug();
        write!(
            f,
            "Region `{region}` is no Region of partition `{}`; credentials never cross partitions",
            self.home
        )
    }
}

impl core::error::Error for FailoverError {}

/// The attempts at one throttled endpoint before the plan goes on.
const THROTTLED_ATTEMPTS: u32 = 3;
/// The first wait after throttling, in milliseconds; it doubles each time.
const FIRST_DELAY_MS: u64 = 100;
/// For how many calls a Region that was at fault stands last.
const UNHEALTHY_CALLS: u32 = 8;

/// An ordered plan of Regions of one partition, with their health.
///
/// It moves on when the endpoint is at fault (no connection, timeout, 5xx, `RegionDisabledException`), retries where it is
/// when it is throttled, and stops at any other 4xx, which is a verdict about the caller.
///
/// ```
/// use eks_iam_sts_endpoint::{FailoverPlan, Outcome, Step};
///
/// let mut plan = FailoverPlan::new("us-west-2", &["us-east-2"])?;
/// assert_eq!(plan.begin().region, "us-west-2");
/// let Step::MoveOn(next) = plan.next(&Outcome::NoConnection) else { panic!("the endpoint is at fault") };
/// assert_eq!((next.region.as_str(), next.url.as_str()), ("us-east-2", "https://sts.us-east-2.amazonaws.com"));
/// assert_eq!(plan.next(&Outcome::Answer { status: 403, code: "AccessDenied" }), Step::Stop);
/// # Ok::<(), eks_iam_sts_endpoint::FailoverError>(())
/// ```
#[derive(Clone, Debug)]
pub struct FailoverPlan {
    regions: Vec<Health>,
    /// The order of this call: indices of `regions`.
    order: Vec<usize>,
    at: usize,
    throttled: u32,
    random: u64,
}

#[derive(Clone, Debug)]
struct Health {
    region: String,
    /// For how many more calls it stands last.
    unhealthy: u32,
}

impl FailoverPlan {
    /// Returns a plan: the client's own Region first, then the others in order.
    ///
    /// # Errors
    ///
    /// When a Region is not one of the first one's partition, or cannot be part of a host.
    pub fn new(region: &str, others: &[&str]) -> Result<Self, FailoverError> {
        let home = Partition::for_region(region);
        let mut regions: Vec<Health> = Vec::new();
        for region in core::iter::once(region).chain(others.iter().copied()) {
            let of_home = Partition::for_region(region) == home
                && url(region).is_some()
                && !region.ends_with("-global");
            if !of_home {
                return Err(FailoverError { region: region.to_owned(), home });
            }
            if !regions.iter().any(|it| it.region == region) {
                regions.push(Health { region: region.to_owned(), unhealthy: 0 });
            }
        }
        let order = (0..regions.len()).collect();
        Ok(Self { regions, order, at: 0, throttled: 0, random: 0x9E37_79B9_7F4A_7C15 })
    }

    /// Returns the plan with a seed for the jitter of its waits.
    #[must_use]
    pub const fn with_seed(mut self, seed: u64) -> Self {
        self.random = seed | 1;
        self
    }

    /// Returns the first attempt of a call: the first Region that was not at fault of late.
    pub fn begin(&mut self) -> Attempt {
        self.at = 0;
        self.throttled = 0;
        self.order.sort_by_key(|it| (self.regions.get(*it).is_some_and(|it| it.unhealthy > 0), *it));
        for region in &mut self.regions {
            region.unhealthy = region.unhealthy.saturating_sub(1);
        }
        self.attempt(0)
    }

    /// Returns what to do after an attempt that did not succeed.
    pub fn next(&mut self, outcome: &Outcome<'_>) -> Step {
        if is_throttling(outcome) {
            self.throttled += 1;
            if self.throttled < THROTTLED_ATTEMPTS {
                let delay = self.jitter(FIRST_DELAY_MS << self.throttled);
                return Step::Retry(self.attempt(delay));
            }
        } else if !is_fault_of_endpoint(outcome) {
            return Step::Stop;
        }
        if let Some(health) = self.order.get(self.at).and_then(|it| self.regions.get_mut(*it)) {
            health.unhealthy = UNHEALTHY_CALLS;
        }
        self.throttled = 0;
        self.at += 1;
        if self.at < self.order.len() { Step::MoveOn(self.attempt(0)) } else { Step::Stop }
    }

    fn attempt(&self, delay_ms: u64) -> Attempt {
        let region = self.order.get(self.at).and_then(|it| self.regions.get(*it));
        let region = region.map(|it| it.region.clone()).unwrap_or_default();
        Attempt { url: url(&region).unwrap_or_default(), region, delay_ms }
    }

    /// Returns a wait between half of `most` and `most`, from the seed (xorshift).
    const fn jitter(&mut self, most: u64) -> u64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        most / 2 + self.random % (most / 2 + 1)
    }
}

fn url(region: &str) -> Option<String> {
    let query = EndpointQuery { region: Some(region), ..EndpointQuery::default() };
    resolve(&query).ok().map(|it| it.into_url())
}

fn is_throttling(outcome: &Outcome<'_>) -> bool {
    match outcome {
        Outcome::Answer { status: 429, .. } => true,
        Outcome::Answer { code, .. } => {
            matches!(
                *code,
                "Throttling" | "ThrottlingException" | "RequestLimitExceeded" | "TooManyRequestsException"
            )
        }
        Outcome::NoConnection | Outcome::Timeout => false,
    }
}

fn is_fault_of_endpoint(outcome: &Outcome<'_>) -> bool {
    match outcome {
        Outcome::NoConnection | Outcome::Timeout => true,
        Outcome::Answer { status, code } => *status >= 500 || *code == "RegionDisabledException",
    }
}

/// Returns Regions to go to from a Region, the nearest names first: same partition, enabled by default, at most three.
#[must_use]
pub fn failover_regions(region: &str) -> Vec<&'static str> {
    let home = Partition::for_region(region);
    let area = region.split('-').next().unwrap_or_default();
    let mut regions: Vec<_> =
        table::rows().iter().filter(|it| it.partition == home && it.region != region).collect();
    regions.sort_by_key(|it| (!it.region.starts_with(area), !it.is_global_by_legacy, it.region));
    regions.into_iter().take(3).map(|it| it.region).collect()
}
