//! Faults that are part of a world: by rule and by seed, so that two runs meet the same ones.

use std::sync::{Mutex, PoisonError};

use eks_iam_arn::wildcard_match;

use crate::digest;

/// A fault and when it strikes.
///
/// ```
/// use eks_iam_mock_aws::Fault;
///
/// let twice = Fault::throttle("sts:GetCallerIdentity").times(2);
/// let region = Fault::down("sts.us-west-2.amazonaws.com");
/// assert_ne!(twice, region);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    effect: Effect,
    operation: String,
    host: String,
    times: Option<u32>,
    after: u32,
    one_in: u32,
    retry_after: Option<u32>,
}

/// What a fault does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    /// The endpoint takes no connection.
    NoConnection,
    /// The service refuses because it is asked too often, in its own protocol.
    Throttle,
    /// The service fails with that status, in its own protocol.
    Status(u16),
    /// The answer comes late, by so many milliseconds.
    Latency(u64),
    /// The connection is closed before anybody saw the request.
    Reset,
    /// The service does what it is asked, and the connection is closed within the answer's body.
    Truncate,
    /// The service's clock is off by so many seconds.
    Skew(i64),
}

/// What befalls one call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Strike {
    /// What ends it: throttling, a status, a closed connection.
    pub(crate) effect: Option<Effect>,
    /// Whether the body is cut.
    pub(crate) truncates: bool,
    /// How late the answer is.
    pub(crate) milliseconds: u64,
    /// How far the service's clock is off.
    pub(crate) skew_seconds: i64,
    /// After how many seconds a throttled client is told to come back.
    pub(crate) retry_after: Option<u32>,
}

impl Fault {
    /// The endpoint of that host takes no connection; `*` and `?` in the host are wildcards.
    pub fn down(host: impl Into<String>) -> Self {
        Self { host: host.into(), ..Self::new(Effect::NoConnection, "*") }
    }

    /// The service throttles that operation, such as `sts:GetCallerIdentity`; `*` and `?` are wildcards.
    pub fn throttle(operation: impl Into<String>) -> Self {
        Self::new(Effect::Throttle, operation)
    }

    /// The service fails with that status, 500 to 599, for that operation.
    pub fn server_error(operation: impl Into<String>, status: u16) -> Self {
        Self::new(Effect::Status(status), operation)
    }

    /// The answer to that operation comes late.
    pub fn latency(operation: impl Into<String>, milliseconds: u64) -> Self {
        Self::new(Effect::Latency(milliseconds), operation)
    }

    /// The connection is closed before the service saw the request.
    pub fn reset(operation: impl Into<String>) -> Self {
        Self::new(Effect::Reset, operation)
    }

    /// The service does what it is asked, but the connection is closed half-way through the answer's body.
    pub fn truncate(operation: impl Into<String>) -> Self {
        Self::new(Effect::Truncate, operation)
    }

    /// The clock of the service goes so many seconds fast, or slow for a negative number: it judges signatures by it and
    /// tells it in `Date`.
    pub fn skew(operation: impl Into<String>, seconds: i64) -> Self {
        Self::new(Effect::Skew(seconds), operation)
    }

    /// Has a throttled client told when to come back, by `Retry-After` in seconds and `x-amz-retry-after` in milliseconds.
    #[must_use]
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// Narrows the fault to a host; `*` and `?` are wildcards.
    #[must_use]
    pub fn at_host(mut self, host: impl Into<String>) -> Self {
        self.host = host.into();
        self
    }

    /// Ends the fault after it has struck so often.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    /// Lets so many calls through before the fault begins, as a limit does that is used up.
    #[must_use]
    pub fn after(mut self, calls: u32) -> Self {
        self.after = calls;
        self
    }

    /// Lets the fault strike about one call in `calls` (1 is every call), chosen by the world's seed.
    #[must_use]
    pub fn one_in(mut self, calls: u32) -> Self {
        self.one_in = calls.max(1);
        self
    }

    fn new(effect: Effect, operation: impl Into<String>) -> Self {
        Self {
            effect,
            operation: operation.into(),
            host: "*".to_owned(),
            times: None,
            after: 0,
            one_in: 1,
            retry_after: None,
        }
    }

    fn fits(&self, host: &str, operation: &str) -> bool {
        wildcard_match(&self.host, host) && wildcard_match(&self.operation, operation)
    }
}

/// The faults of a world with what became of them.
#[derive(Debug)]
pub(crate) struct Faults {
    seed: String,
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    fault: Fault,
    count: Mutex<Count>,
}

#[derive(Debug, Default)]
struct Count {
    asked: u64,
    struck: u32,
}

impl Faults {
    pub(crate) fn new(seed: u64, faults: Vec<Fault>) -> Self {
        let rows = faults.into_iter().map(|fault| Row { fault, count: Mutex::default() }).collect();
        Self { seed: seed.to_string(), rows }
    }

    /// Whether a client that asks for a connection to that host is turned away.
    pub(crate) fn refuses_connection(&self, host: &str) -> bool {
        let seed = &self.seed;
        self.rows.iter().enumerate().any(|(at, row)| {
            row.fault.effect == Effect::NoConnection && row.fault.fits(host, "*") && row.strikes(seed, at)
        })
    }

    /// What befalls a call that has its connection: the first effect that ends it, and all that only make it late or cut it.
    pub(crate) fn strike(&self, host: &str, operation: &str) -> Strike {
        let mut strike = Strike::default();
        for (at, row) in self.rows.iter().enumerate() {
            let effect = row.fault.effect;
            let ends = matches!(effect, Effect::Throttle | Effect::Status(_) | Effect::Reset);
            let counts = effect != Effect::NoConnection && (strike.effect.is_none() || !ends);
            if !counts || !row.fault.fits(host, operation) || !row.strikes(&self.seed, at) {
                continue;
            }
            match effect {
                Effect::Latency(milliseconds) => strike.milliseconds += milliseconds,
                Effect::Skew(seconds) => strike.skew_seconds += seconds,
                Effect::Truncate => strike.truncates = true,
                effect => {
                    strike.effect = Some(effect);
                    strike.retry_after = row.fault.retry_after;
                }
            }
        }
        strike
    }
}

impl Row {
    fn strikes(&self, seed: &str, at: usize) -> bool {
        let Fault { times, after, one_in, .. } = self.fault;
        let mut count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        if times.is_some_and(|times| count.struck >= times) {
            return false;
        }
        count.asked += 1;
        if count.asked <= u64::from(after) {
            return false;
        }
        let strikes = one_in == 1 || is_drawn(seed, at, count.asked, one_in);
        count.struck = count.struck.saturating_add(u32::from(strikes));
        strikes
    }
}

/// Whether the lot of that number falls on the call.
fn is_drawn(seed: &str, at: usize, asked: u64, one_in: u32) -> bool {
    let lot = digest::hash(&["fault", seed, &at.to_string(), &asked.to_string()]);
    let drawn = lot.iter().take(4).fold(0_u32, |sum, byte| (sum << 8) | u32::from(*byte));
    drawn.is_multiple_of(one_in)
}
